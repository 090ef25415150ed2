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
use portee_domain::{great_circle_m, position::EARTH_RADIUS_M};
use rstar::{AABB, PointDistance, RTree, RTreeObject};
use std::f64::consts::FRAC_PI_2;
use std::sync::Arc;

/// A listing and how far it is.
#[derive(Debug, Clone, Copy)]
pub struct Nearby<'a> {
    /// The listing.
    pub listing: &'a Listing,
    /// Its rank in [`Snapshot::listings`].
    pub rank: u32,
    /// Great-circle metres.
    pub distance_m: f64,
}

/// Two chords nearer than this are ranked by their haversine distances and then by id: a micrometre on the ground,
/// a thousand times the rounding of the unit vectors.
const SAME_CHORD: f64 = 1.6e-13;

/// How many listings the walk outwards looks at before it gives up, at least; and as a share of all, one in this many.
/// What fits is then so rare (a filter that few pass, "open now" at night) that looking at all of them is faster.
const PATIENCE: usize = 64;
const PATIENCE_SHARE: usize = 16;

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

/// The points of all listings.
#[derive(Debug)]
pub(crate) struct Index {
    tree: RTree<Point>,
}

impl Index {
    pub(crate) fn new(listings: &[Arc<Listing>]) -> Self {
        let points = (0..).zip(listings).map(|(listing, it)| Point {
            vector: unit_vector(it.venue.location.position.lon(), it.venue.location.position.lat()),
            listing,
        });
        Self {
            tree: RTree::bulk_load(points.collect()),
        }
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
        let near = if criteria.is_territorial() {
            None
        } else {
            self.walk_outwards(unit_vector(lon, lat), &criteria, limit, now)
        };
        let fitting = near.unwrap_or_else(|| self.look_at_all(&criteria, now));
        let mut found = self.by_distance(&fitting, lon, lat);
        found.truncate(limit);
        found
    }

    /// All listings that fit at most `metres` from a point (WGS84 degrees), in the order of [`Snapshot::nearest`].
    ///
    /// A point that is not on Earth has none.
    #[must_use]
    pub fn within(&self, lon: f64, lat: f64, filter: &Filter, metres: f64, now: DateTime<Utc>) -> Vec<Nearby<'_>> {
        if !(-180.0..=180.0).contains(&lon) || !(-90.0..=90.0).contains(&lat) {
            return Vec::new();
        }
        let criteria = filter.criteria();
        // The chord of an arc; a little more, so that rounding loses nobody: metres decide in the end.
        let half_angle = (metres / EARTH_RADIUS_M / 2.0).clamp(0.0, FRAC_PI_2);
        let chord = 2.0 * half_angle.sin() + SAME_CHORD;
        let near = self
            .index()
            .tree
            .locate_within_distance(unit_vector(lon, lat), chord * chord);
        let fitting: Vec<u32> = near
            .map(|point| point.listing)
            .filter(|rank| self.fits(*rank, &criteria, now))
            .collect();
        let mut found = self.by_distance(&fitting, lon, lat);
        found.retain(|nearby| nearby.distance_m <= metres);
        found
    }

    /// Listings with their distances from a point, nearest first; at equal distance by id.
    fn by_distance(&self, ranks: &[u32], lon: f64, lat: f64) -> Vec<Nearby<'_>> {
        let nearby = |&rank: &u32| {
            let listing = &self.listings()[rank as usize];
            Nearby {
                listing,
                rank,
                distance_m: distance_m(listing, lon, lat),
            }
        };
        let mut found: Vec<Nearby<'_>> = ranks.iter().map(nearby).collect();
        // Listings are sorted by id.
        found.sort_by(|a, b| a.distance_m.total_cmp(&b.distance_m).then(a.rank.cmp(&b.rank)));
        found
    }

    fn fits(&self, rank: u32, criteria: &Criteria<'_>, now: DateTime<Utc>) -> bool {
        let place = rank as usize;
        criteria.fits(self.marks()[place], &self.listings()[place], now)
    }

    /// The ranks of the nearest listings that fit: `limit` of them and any others at the last one's distance. `None` when
    /// they are too rare to be found this way.
    fn walk_outwards(
        &self,
        from: Vector,
        criteria: &Criteria<'_>,
        limit: usize,
        now: DateTime<Utc>,
    ) -> Option<Vec<u32>> {
        let patience = (PATIENCE + limit).max(self.listings().len() / PATIENCE_SHARE);
        let mut found = Vec::with_capacity(limit.min(128) + 1);
        let mut furthest = f64::INFINITY;
        let outwards = self.index().tree.nearest_neighbor_iter_with_distance_2(from);
        for (looked_at, (point, chord_2)) in outwards.enumerate() {
            let chord = chord_2.sqrt();
            if chord > furthest {
                break;
            }
            if looked_at == patience && found.len() < limit {
                return None;
            }
            if self.fits(point.listing, criteria, now) {
                found.push(point.listing);
                if found.len() == limit {
                    furthest = chord + SAME_CHORD;
                }
            }
        }
        Some(found)
    }

    /// The ranks of all listings that fit.
    fn look_at_all(&self, criteria: &Criteria<'_>, now: DateTime<Utc>) -> Vec<u32> {
        let ranks = (0..).zip(self.listings()).map(|(rank, _)| rank);
        ranks.filter(|&rank| self.fits(rank, criteria, now)).collect()
    }
}

fn distance_m(listing: &Listing, lon: f64, lat: f64) -> f64 {
    let position = &listing.venue.location.position;
    great_circle_m((lon, lat), (position.lon(), position.lat()))
}
