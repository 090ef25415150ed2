//! The hours of the seven days to come, one line a day.

use super::opening::doubt;
use crate::locales::{Texts, capital};
use chrono::{DateTime, Days, Utc};
use portee_directory::{Listing, Period, Regime, UnknownReason, public_holiday};
use portee_domain::Hours;

/// One day.
pub(super) struct DayLine {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) today: bool,
}

/// How the hours of a venue are shown.
pub(super) enum HoursView {
    /// Seven days from today on, holidays seen to.
    Week(Vec<DayLine>),
    /// Words of the source that nobody should guess about.
    Text(String),
    /// Nothing is known.
    Unstated,
}

impl HoursView {
    /// The hours of `listing` from the day of `now` on.
    pub(super) fn of(listing: &Listing, now: DateTime<Utc>, t: &Texts) -> Self {
        let written = match &listing.venue.description.hours {
            Hours::Unstated => return Self::Unstated,
            Hours::Text(text) | Hours::Osm(text) => text,
        };
        let regime = Regime::of(&listing.venue.location.departement);
        let today = now.with_timezone(&listing.time_zone()).date_naive();
        let dates = (0..7).filter_map(|ahead| today.checked_add_days(Days::new(ahead)));
        let lines = dates.map(|date| {
            let text = day(&listing.hours_on(date)?, public_holiday(date, regime), t);
            Some(DayLine {
                name: capital(&format!("{} {}", t.weekday(date), t.day_and_month(date))),
                text,
                today: date == today,
            })
        });
        // A day without an answer means that the hours are not understood: they are shown as they are written.
        lines
            .collect::<Option<Vec<DayLine>>>()
            .map_or_else(|| Self::Text(written.clone()), Self::Week)
    }
}

/// What happens on a day: `9 h 00 – 12 h 00 et 14 h 00 – 17 h 00`, `Fermé`, or why it is not sure.
fn day(periods: &[Period], holiday: Option<&str>, t: &Texts) -> String {
    let spans = merged(periods);
    let spans: Vec<String> = spans.iter().map(|(from, until)| span(*from, *until, t)).collect();
    let reason = periods.iter().find_map(|period| period.doubt.as_ref());
    match (reason, holiday) {
        (Some(reason @ UnknownReason::PublicHoliday(_)), _) => doubt(reason),
        (Some(reason), _) => format!("{}. {}", spans.join(" et "), doubt(reason)),
        (None, Some(name)) if spans.is_empty() => format!("Fermé ({name})"),
        (None, _) if spans.is_empty() => "Fermé".to_owned(),
        (None, _) => spans.join(" et "),
    }
}

/// The periods in minutes, those that touch joined: what differs is only a comment.
fn merged(periods: &[Period]) -> Vec<(u16, u16)> {
    let mut spans: Vec<(u16, u16)> = Vec::new();
    for period in periods {
        match spans.last_mut() {
            Some(last) if last.1 == period.from => last.1 = period.until,
            _ => spans.push((period.from, period.until)),
        }
    }
    spans
}

fn span(from: u16, until: u16, t: &Texts) -> String {
    match (from, until) {
        (0, 1_440) => "Toute la journée".to_owned(),
        (_, 1_440) => format!("{}\u{a0}–\u{a0}minuit", t.time(from.into())),
        _ => format!("{}\u{a0}–\u{a0}{}", t.time(from.into()), t.time(until.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locales::FR;

    fn period(from: u16, until: u16, doubt: Option<UnknownReason>) -> Period {
        Period { from, until, doubt }
    }

    #[test]
    fn a_day_is_said_in_words() {
        let open = |from, until| period(from, until, None);
        let said = |periods: &[Period], holiday| day(periods, holiday, &FR).replace('\u{a0}', " ");
        assert_eq!(
            said(&[open(540, 720), open(840, 1_020)], None),
            "9 h 00 – 12 h 00 et 14 h 00 – 17 h 00"
        );
        assert_eq!(said(&[open(540, 720), open(720, 1_440)], None), "9 h 00 – minuit");
        assert_eq!(said(&[open(0, 1_440)], None), "Toute la journée");
        assert_eq!(said(&[], None), "Fermé");
        assert_eq!(said(&[], Some("Noël")), "Fermé (Noël)");
        let holiday = period(540, 720, Some(UnknownReason::PublicHoliday("Noël")));
        assert_eq!(
            said(&[holiday], Some("Noël")),
            "Jour férié (Noël) : ouverture incertaine. Appelez avant d’y aller."
        );
        let school = period(540, 720, Some(UnknownReason::SchoolHolidays));
        assert!(said(&[school], None).starts_with("9 h 00 – 12 h 00. Cela dépend des vacances"));
    }
}
