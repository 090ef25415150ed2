//! The hours of a venue over the seven days to come, for programs: the same that its page shows.

use chrono::{DateTime, Days, NaiveDate, Utc};
use portee_directory::{Holiday, Listing, Period, Regime, public_holiday};
use serde::Serialize;
use utoipa::ToSchema;

/// Un jour, et quand le lieu y est ouvert.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Jour)]
pub(crate) struct Day {
    /// Le jour, là où est le lieu.
    #[schema(example = "2026-11-28")]
    date: NaiveDate,
    /// Le jour férié qu'il est là.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "Noël")]
    jour_ferie: Option<&'static str>,
    /// Dans l'ordre ; aucune quand le lieu est fermé.
    plages: Vec<Slot>,
}

/// Une plage d'ouverture.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Plage)]
pub(crate) struct Slot {
    /// Heure du lieu.
    #[schema(example = "09:00", pattern = r"^([01]\d|2[0-4]):[0-5]\d$")]
    de: String,
    /// Heure du lieu ; 24:00 pour la fin du jour.
    #[schema(example = "12:00", pattern = r"^([01]\d|2[0-4]):[0-5]\d$")]
    a: String,
    /// Pourquoi ce n'est pas sûr : les mots de `raison`, dans `ouverture`. Absent quand c'est sûr.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "jour-ferie")]
    doute: Option<&'static str>,
}

impl From<&Period> for Slot {
    fn from(period: &Period) -> Self {
        let time = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        Self {
            de: time(period.from),
            a: time(period.until),
            doute: period.doubt.as_ref().map(portee_directory::UnknownReason::code),
        }
    }
}

/// Seven days from the one of `now` on, in the venue's own time zone; none when its hours are not known or not understood.
pub(crate) fn week(listing: &Listing, now: DateTime<Utc>) -> Option<Vec<Day>> {
    let regime = Regime::of(&listing.venue.location.departement);
    let today = now.with_timezone(&listing.time_zone()).date_naive();
    let dates = (0..7).filter_map(|ahead| today.checked_add_days(Days::new(ahead)));
    let day = |date| {
        Some(Day {
            date,
            jour_ferie: public_holiday(date, regime).map(Holiday::name),
            plages: listing.hours_on(date)?.iter().map(Slot::from).collect(),
        })
    };
    dates.map(day).collect()
}
