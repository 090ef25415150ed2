//! What a venue counts for when people are to reach something: its services, its programmes, its hours, its price.

use crate::{Listing, Snapshot};
use portee_domain::Target;
use portee_domain::vocabulary::Fee;
use std::sync::Arc;

/// The ranks of the listings that count for each of [`Target::all`], in that order.
pub(crate) fn ranks(listings: &[Arc<Listing>]) -> Vec<Vec<u32>> {
    let mut all = vec![Vec::new(); Target::count()];
    for (rank, listing) in (0..).zip(listings) {
        let what = &listing.venue.description;
        let habits = listing.habits();
        for (target, ranks) in Target::all().zip(&mut all) {
            let counts = match target {
                Target::Any => true,
                Target::Service(service) => what.services.contains(&service),
                Target::Programme(programme) => what.programmes.contains(&programme),
                Target::Saturday => habits.saturday,
                Target::Evening => habits.evening,
                Target::Free => what.fees.contains(&Fee::Free),
            };
            if counts {
                ranks.push(rank);
            }
        }
    }
    all
}

impl Snapshot {
    /// The ranks, in [`Snapshot::listings`], of those that count for `target`: for hours, by their [`crate::Habits`].
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
    fn hours_count_by_the_habits_that_they_tell() {
        for (hours, saturday, evening) in [
            ("Mo-Sa 09:00-18:00; PH off", true, false),
            ("Th 10:00-18:30", false, true),
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
