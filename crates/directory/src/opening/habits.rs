//! What a venue's hours say of ordinary weeks: is it open on Saturdays, and in the evening?

use super::{
    day::Day,
    holidays::Regime,
    timetable::{self, Timetable},
    when::{Part, opens_within},
};
use chrono::{Datelike, NaiveDate, Weekday};
use portee_domain::Venue;

/// The days that are looked at: three whole weeks from this Monday, without a public holiday anywhere in France.
const FIRST: Option<NaiveDate> = NaiveDate::from_ymd_opt(2026, 3, 9);
const DAYS: usize = 21;

/// When a venue is surely open, in ordinary weeks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Habits {
    /// On every Saturday.
    pub saturday: bool,
    /// After 18:00 on the same working day of every week.
    pub evening: bool,
}

impl Habits {
    /// The habits of a venue. Hours that are not stated, not understood, or hang on school holidays make none.
    #[must_use]
    pub fn of(venue: &Venue) -> Self {
        let position = &venue.location.position;
        let place = timetable::place(chrono_tz::Europe::Paris, position.lon(), position.lat());
        let read = |expression: &str| Timetable::read(expression, Regime::National, &place);
        let timetable = venue.description.hours.osm().and_then(read);
        timetable.as_ref().map(Self::in_timetable).unwrap_or_default()
    }

    /// The habits that a timetable tells.
    pub(crate) fn in_timetable(timetable: &Timetable) -> Self {
        let days: Vec<(Weekday, Day)> = FIRST
            .into_iter()
            .flat_map(|first| first.iter_days())
            .take(DAYS)
            .map(|date| (date.weekday(), timetable.day(date)))
            .collect();
        let always = |weekday: Weekday, part: Part| {
            let mut same = days.iter().filter(|(day, _)| *day == weekday);
            same.all(|(_, day)| opens_within(day, &part.minutes()))
        };
        let working_days = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];
        Self {
            saturday: always(Weekday::Sat, Part::Whole),
            evening: working_days.into_iter().any(|weekday| always(weekday, Part::Evening)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::venue_with_hours;

    fn habits(hours: &str) -> (bool, bool) {
        let habits = Habits::of(&venue_with_hours("26113", hours));
        (habits.saturday, habits.evening)
    }

    #[test]
    fn saturdays_and_evenings_are_read_from_the_hours() {
        assert_eq!(habits("Mo-Fr 09:00-12:00,14:00-17:00"), (false, false));
        assert_eq!(habits("Mo-Fr 09:00-18:00"), (false, false));
        assert_eq!(habits("Th 09:00-19:00; Sa 10:00-12:00"), (true, true));
        assert_eq!(habits("24/7"), (true, true));
        assert_eq!(habits("Sa 10:00-20:00"), (true, false));
    }

    #[test]
    fn what_is_not_every_week_or_not_sure_is_no_habit() {
        assert_eq!(habits("Sa[1] 10:00-12:00"), (false, false));
        assert_eq!(habits("Sa 10:00-12:00 unknown"), (false, false));
        assert_eq!(habits("Mo-Sa 10:00-19:00; SH off"), (false, false));
        assert_eq!(habits("n'importe quoi"), (false, false));
    }
}
