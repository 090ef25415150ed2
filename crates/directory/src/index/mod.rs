//! Nearest venues.
//!
//! Ranking by flattened degrees picks wrong neighbours, so points are put on the unit sphere in three dimensions: the
//! chord `2 sin(d / 2R)` grows with the great-circle distance `d` up to the antipode, so nearest by chord is nearest
//! by great circle, everywhere, antimeridian and poles included.

#[cfg(test)]
mod tests;

use crate::filter::Criteria;
use crate::{Filter, Listing, Snapshot};
use chrono::{DateTime, Utc};
use portee_domain::great_circle_m;
use rstar::{AABB, PointDistance, RTree, RTreeObject};

/// A listing and how far it is.
#[derive(Debug, Clone, Copy)]
pub struct Nearby<'a> {
    /// The listing.
    pub listing: &'a Listing,
    /// Great-circle metres.
    pub distance_m: f64,
}

/// Two chords nearer than this are ranked by their haversine distances and then by id: a micrometre on the ground,
/// a thousand times the rounding of the unit vectors.
const SAME_CHORD: f64 = 1.6e-13;

/// A listing fits rarely when fewer than one in this many has the rarest mark asked for: looking at all of them is then
/// faster than walking the tree outwards.
const RARE: usize = 32;

type Vector = [f64; 3];

#[derive(Debug)]
struct Point {
    vector: Vector,
    listing: u32,
}

impl RTreeObject for Point {
    type Envelope = AABB<Vector>;

    fn envelope(&self) -> Self::Envelope {
        AABB::from_point(self.vector)
    }
}

impl PointDistance for Point {
    fn distance_2(&self, point: &Vector) -> f64 {
        (0..3).map(|axis| (self.vector[axis] - point[axis]).powi(2)).sum()
    }
}

/// The unit vector of a point given in WGS84 degrees.
fn unit_vector(lon: f64, lat: f64) -> Vector {
    let (lon_sin, lon_cos) = lon.to_radians().sin_cos();
    let (lat_sin, lat_cos) = lat.to_radians().sin_cos();
    [lat_cos * lon_cos, lat_cos * lon_sin, lat_sin]
}

#[derive(Debug)]
pub(crate) struct Index {
    tree: RTree<Point>,
    /// How many listings have each mark.
    frequencies: [usize; 64],
}

impl Index {
    pub(crate) fn new(listings: &[Listing]) -> Self {
        let points = (0..).zip(listings).map(|(listing, it)| Point {
            vector: unit_vector(it.venue.location.position.lon(), it.venue.location.position.lat()),
            listing,
        });
        let mut frequencies = [0; 64];
        for listing in listings {
            let marks = crate::marks::marks(&listing.venue.description);
            for (bit, frequency) in frequencies.iter_mut().enumerate() {
                *frequency += usize::from(marks >> bit & 1 == 1);
            }
        }
        Self {
            tree: RTree::bulk_load(points.collect()),
            frequencies,
        }
    }

    /// Whether so few listings can fit that a scan is the better way.
    fn is_rare(&self, criteria: &Criteria<'_>) -> bool {
        let most = |mask: &u64| -> usize {
            (0..64)
                .filter(|bit| mask >> bit & 1 == 1)
                .map(|bit| self.frequencies[bit])
                .sum()
        };
        criteria.is_territorial() || criteria.masks().iter().any(|mask| most(mask) < self.tree.size() / RARE)
    }
}

impl Snapshot {
    /// The `limit` listings nearest to a point (WGS84 degrees) that fit, nearest first by great circle; at equal
    /// distance by id. Venues known only by their commune take part, at the point that stands for it.
    ///
    /// A point that is not on Earth (NaN, latitude above 90°…) has no neighbours.
    #[must_use]
    pub fn nearest(&self, lon: f64, lat: f64, filter: &Filter, limit: usize, now: DateTime<Utc>) -> Vec<Nearby<'_>> {
        if limit == 0 || !(-180.0..=180.0).contains(&lon) || !(-90.0..=90.0).contains(&lat) {
            return Vec::new();
        }
        let criteria = filter.criteria();
        let nearby = |listing| Nearby {
            listing,
            distance_m: distance_m(listing, lon, lat),
        };
        let mut found: Vec<Nearby<'_>> = if self.index().is_rare(&criteria) {
            let fits = |(listing, marks): &(&Listing, &u64)| criteria.fits(**marks, listing, now);
            let all = self.listings().iter().zip(self.marks());
            all.filter(fits).map(|(listing, _)| nearby(listing)).collect()
        } else {
            self.walk_outwards(unit_vector(lon, lat), &criteria, limit, now)
                .map(nearby)
                .collect()
        };
        found.sort_by(|a, b| {
            a.distance_m
                .total_cmp(&b.distance_m)
                .then_with(|| a.listing.venue.id.cmp(&b.listing.venue.id))
        });
        found.truncate(limit);
        found
    }

    /// The nearest listings that fit: `limit` of them and any others at the last one's distance.
    fn walk_outwards<'a>(
        &'a self,
        from: Vector,
        criteria: &Criteria<'_>,
        limit: usize,
        now: DateTime<Utc>,
    ) -> impl Iterator<Item = &'a Listing> {
        let (listings, marks) = (self.listings(), self.marks());
        let mut found = Vec::with_capacity(limit.min(128) + 1);
        let mut furthest = f64::INFINITY;
        for (point, chord_2) in self.index().tree.nearest_neighbor_iter_with_distance_2(from) {
            let chord = chord_2.sqrt();
            if chord > furthest {
                break;
            }
            let place = point.listing as usize;
            if criteria.fits(marks[place], &listings[place], now) {
                found.push(&listings[place]);
                if found.len() == limit {
                    furthest = chord + SAME_CHORD;
                }
            }
        }
        found.into_iter()
    }
}

fn distance_m(listing: &Listing, lon: f64, lat: f64) -> f64 {
    let position = &listing.venue.location.position;
    great_circle_m((lon, lat), (position.lon(), position.lat()))
}
