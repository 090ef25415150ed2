//! The town hall: who to ask where no venue is near.

use super::{card::PhoneLine, opening::OpeningWords, way::town_hall, week::HoursView};
use crate::locales::Texts;
use chrono::{DateTime, Utc};
use portee_directory::Calendar;
use portee_domain::{CommuneCode, Hours};
use portee_geography::Geography;

/// A town hall, its hours evaluated like a venue's.
pub(super) struct TownHallView {
    pub(super) commune: String,
    pub(super) address: Option<String>,
    pub(super) phone: Option<PhoneLine>,
    pub(super) opening: OpeningWords,
    pub(super) hours: HoursView,
}

impl TownHallView {
    /// The town hall of a commune at `now`; none when it is not known.
    pub(super) fn of(code: &CommuneCode, geography: &Geography, now: DateTime<Utc>, t: &Texts) -> Option<Self> {
        let commune = geography.commune(code.as_str())?;
        let hall = town_hall(code, geography)?;
        let hours = hall.hours.clone().map_or(Hours::Unstated, Hours::Osm);
        let zone = geography.time_zone_of_commune(code);
        let calendar = Calendar::new(&hours, &commune.departement, zone, hall.position);
        Some(Self {
            commune: commune.name.clone(),
            address: hall.address.clone(),
            phone: hall.phone.as_ref().map(PhoneLine::from),
            opening: OpeningWords::of(&calendar, now, hall.phone.is_some(), t),
            hours: HoursView::of(&hours, &calendar, now, t),
        })
    }
}
