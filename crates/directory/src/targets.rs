//! What a venue counts for when people are to reach something: its services, its programmes, its hours, its price.

use crate::{Listing, Snapshot};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use portee_domain::Target;
use portee_domain::vocabulary::Fee;

/// How many weeks are looked at to say what is usual: a season, not the one week of a holiday.
const WEEKS: u64 = 4;

/// 18:00, in minutes since midnight.
const EVENING: u16 = 18 * 60;

impl Listing {
    /// Whether it counts for `target`.
    ///
    /// "Open on Saturdays", "open after 18:00" is what its hours surely say of most of the four weeks that start on `from`:
    /// unknown is not open, and neither are one Saturday a month or what may change on school holidays.
    #[must_use]
    pub fn counts_for(&self, target: Target, from: NaiveDate) -> bool {
        let what = &self.venue.description;
        match target {
            Target::Any => true,
            Target::Service(service) => what.services.contains(&service),
            Target::Programme(programme) => what.programmes.contains(&programme),
            Target::Free => what.fees.contains(&Fee::Free),
            Target::Saturday => self.is_usual(from, |day| day.weekday() == Weekday::Sat, 0),
            Target::Evening => {
                let working = |day: NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
                self.is_usual(from, working, EVENING)
            }
        }
    }

    /// Whether in most weeks some day of this kind is surely open past the minute `after`.
    fn is_usual(&self, from: NaiveDate, kind: impl Fn(NaiveDate) -> bool, after: u16) -> bool {
        let is_open = |day: NaiveDate| {
            let periods = self.hours_on(day).unwrap_or_default();
            periods
                .iter()
                .any(|period| period.doubt.is_none() && period.until > after)
        };
        let week = |number: &u64| {
            let start = from.checked_add_days(Days::new(7 * number));
            let days = start.into_iter().flat_map(|start| start.iter_days().take(7));
            days.into_iter().any(|day| kind(day) && is_open(day))
        };
        (0..WEEKS).filter(week).count() as u64 * 2 > WEEKS
    }
}

/// The ranks of the listings that count for each of [`Target::all`], in that order.
pub(crate) fn ranks(listings: &[Listing], from: NaiveDate) -> Vec<Vec<u32>> {
    let of = |target: Target| {
        let numbered = (0..).zip(listings);
        let counting = numbered.filter(|(_, listing)| listing.counts_for(target, from));
        counting.map(|(rank, _)| rank).collect()
    };
    Target::all().map(of).collect()
}

impl Snapshot {
    /// The ranks, in [`Snapshot::listings`], of those that count for `target` (see [`Listing::counts_for`]) in the weeks
    /// after the edition was made.
    #[must_use]
    pub fn counting_for(&self, target: Target) -> &[u32] {
        self.targets()
            .get(target.index())
            .map(Vec::as_slice)
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::{snapshot, venue, venue_with_hours};
    use portee_domain::vocabulary::{Fee, Programme, Service};
    use portee_domain::{Target, Venue};

    fn counts(venue: Venue, target: Target) -> bool {
        snapshot(vec![venue]).counting_for(target) == [0]
    }

    #[test]
    fn open_on_saturdays_or_in_the_evening_is_what_hours_surely_say_of_most_weeks() {
        for (hours, saturday, evening) in [
            ("Mo-Fr 09:00-18:00; PH off", false, false),
            ("Mo-Sa 09:00-18:00; PH off", true, false),
            ("Th 10:00-18:30", false, true),
            ("Sa 10:00-20:00", true, false),
            ("Sa[1] 10:00-12:00", false, false),
            ("Mo-Sa 09:00-19:00; SH off", false, false),
            ("24/7", true, true),
        ] {
            let venue = || venue_with_hours("26113", hours);
            assert_eq!(counts(venue(), Target::Saturday), saturday, "{hours}");
            assert_eq!(counts(venue(), Target::Evening), evening, "{hours}");
        }
        assert!(!counts(venue(1, "26113"), Target::Saturday), "unknown is not open");
    }

    #[test]
    fn a_venue_counts_for_what_it_says() {
        let mut it = venue(1, "26113");
        it.description.services = vec![Service::Paperwork];
        it.description.programmes = vec![Programme::FranceServices];
        it.description.fees = vec![Fee::FreeUnderCondition];
        for (target, counted) in [
            (Target::Any, true),
            (Target::PROMISE, true),
            (Target::Service(Service::Paperwork), true),
            (Target::Service(Service::Leisure), false),
            (Target::Programme(Programme::AidantsConnect), false),
            (Target::Free, false),
        ] {
            assert_eq!(counts(it.clone(), target), counted, "{}", target.label());
        }
    }
}
