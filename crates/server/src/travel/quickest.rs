//! The venues that take the least time, whatever their distance in a straight line; and whether the promise is kept.

use super::{Near, Travel};
use portee_directory::{Nearby, Snapshot};
use portee_domain::{Method, Target, great_circle_m};
use portee_reach::{Journey, Promise, Stop};

/// How far roads are searched, in seconds, until enough is found: a search costs what it reaches.
const LIMITS_S: [u32; 4] = [1_800, 3_600, 7_200, 21_600];

/// What there is to reach from a point.
#[derive(Debug)]
pub(crate) struct Quickest<'a> {
    /// Whether thirty minutes are kept. Low, central and high values are each the least of all venues, as for coverage.
    pub(crate) promise: Promise,
    /// The venues, the least central time first.
    pub(crate) venues: Vec<Near<'a>>,
}

impl Travel {
    /// The `count` venues that count for `target` and take the least time from `lon, lat` (WGS84 degrees); none at sea and
    /// outside France. Along roads, what takes more than six hours is not looked for.
    pub(crate) fn quickest<'a>(
        &self,
        snapshot: &'a Snapshot,
        (lon, lat): (f64, f64),
        target: Target,
        count: usize,
    ) -> Option<Quickest<'a>> {
        let stop = self.network.stop(lon, lat)?;
        let mut journeys = self.journeys(&stop, snapshot.counting_for(target), count);
        // What is measured comes before what is estimated, as in the coverage of territories.
        journeys.sort_unstable_by_key(|journey| (journey.method != Method::Routes, journey.central_s(), journey.place));
        let promise = together(&journeys).map_or(Promise::Broken, |journey| journey.promise());
        let near = |journey: Journey| {
            let listing = snapshot.listings().get(journey.place as usize)?;
            let position = &listing.venue.location.position;
            let nearby = Nearby {
                listing,
                rank: journey.place,
                distance_m: great_circle_m((lon, lat), (position.lon(), position.lat())),
            };
            Some(Near {
                nearby,
                journey: Some(journey),
            })
        };
        Some(Quickest {
            promise,
            venues: journeys.into_iter().take(count).filter_map(near).collect(),
        })
    }

    /// The journeys to all of `ranks` that must be estimated, and to at least `count` of those on roads, if there are.
    fn journeys(&self, stop: &Stop, ranks: &[u32], count: usize) -> Vec<Journey> {
        let on_roads = |rank: &u32| stop.is_on_roads() && self.places.get(*rank).is_some_and(Stop::is_on_roads);
        let (on_roads, off_roads): (Vec<u32>, Vec<u32>) = ranks.iter().partition(|rank| on_roads(rank));
        let times = |ranks: &[u32], limit_s| -> Vec<Journey> {
            let found = self.network.times(stop, &self.places, ranks, limit_s);
            found.into_iter().flatten().collect()
        };
        let mut journeys = times(&off_roads, u32::MAX);
        if !on_roads.is_empty() {
            let wanted = count.min(on_roads.len());
            let searches = LIMITS_S.into_iter().map(|limit_s| (limit_s, times(&on_roads, limit_s)));
            let enough =
                |(limit_s, found): &(u32, Vec<Journey>)| found.len() >= wanted || Some(limit_s) == LIMITS_S.last();
            journeys.extend(
                searches
                    .into_iter()
                    .find(enough)
                    .into_iter()
                    .flat_map(|(_, found)| found),
            );
        }
        journeys
    }
}

/// What sorted journeys offer together: the least of each value. Beside a measured one, estimates lower the low value and no
/// more.
fn together(journeys: &[Journey]) -> Option<Journey> {
    if let Some(measured) = journeys.first().filter(|first| first.method == Method::Routes) {
        let low = journeys.iter().map(|journey| journey.seconds[0]).min();
        let [known, central, high] = measured.seconds;
        return Some(Journey {
            seconds: [low.unwrap_or(known), central, high],
            ..*measured
        });
    }
    let least = |a: Journey, b: Journey| {
        let mut seconds = a.seconds;
        for (known, other) in seconds.iter_mut().zip(b.seconds) {
            *known = (*known).min(other);
        }
        Journey { seconds, ..a }
    };
    journeys.iter().copied().reduce(least)
}
