//! The nearest venue of each home, without going through the roads of the whole country.

use super::study::Home;
use crate::{Journey, Network, Places};
use portee_domain::great_circle_m;

/// Venues farther from every home than this, in a straight line, are looked at only when there is none nearer. Metres.
const AROUND_M: f64 = 150_000.0;
/// No road is faster, in metres per second (144 km/h): so no venue farther away than [`AROUND_M`] is reached in less time than
/// it takes to drive that far.
const FASTEST_MS: f64 = 40.0;

/// The way from each home to the nearest of the chosen places.
///
/// First among the places around, no farther than any other place could be reached in; homes for which that finds nothing
/// are asked again among all of them.
pub(super) fn nearest(network: &Network, places: &Places, chosen: &[u32], homes: &[Home]) -> Vec<Option<Journey>> {
    // Without roads all places cost next to nothing.
    let around = if network.roads().is_some() {
        around(places, chosen, homes)
    } else {
        chosen.to_vec()
    };
    if around.len() == chosen.len() {
        let all = network.nearest(places, chosen);
        return homes.iter().map(|home| all.at(home.stop.as_ref()?)).collect();
    }
    // In range: an hour.
    let limit_s = (AROUND_M / FASTEST_MS) as u32;
    let near = network.nearest_within(places, &around, limit_s);
    let mut all = None;
    let found = homes.iter().map(|home| {
        let stop = home.stop.as_ref()?;
        let found = near.at(stop).filter(|journey| journey.seconds[2] <= limit_s);
        found.or_else(|| all.get_or_insert_with(|| network.nearest(places, chosen)).at(stop))
    });
    found.collect()
}

/// The chosen places that may be within [`AROUND_M`] of a home: those that are of the middle of their box and its radius.
fn around(places: &Places, chosen: &[u32], homes: &[Home]) -> Vec<u32> {
    let positions = || homes.iter().filter_map(|home| Some(home.stop?.position));
    let Some(first) = positions().next() else {
        return Vec::new();
    };
    let [west, south, east, north] = positions()
        .fold([first.0, first.1, first.0, first.1], |[w, s, e, n], (lon, lat)| {
            [w.min(lon), s.min(lat), e.max(lon), n.max(lat)]
        });
    let middle = (f64::midpoint(west, east), f64::midpoint(south, north));
    let radius = positions()
        .map(|position| great_circle_m(middle, position))
        .fold(0.0, f64::max);
    let may_be_near = |place: &u32| {
        places
            .get(*place)
            .is_some_and(|stop| great_circle_m(middle, stop.position) <= radius + AROUND_M)
    };
    chosen.iter().copied().filter(may_be_near).collect()
}
