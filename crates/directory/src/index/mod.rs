//! Nearest venues.
//!
//! Ranking by flattened degrees picks wrong neighbours, so points are put on the unit sphere in three dimensions: the
//! chord `2 sin(d / 2R)` grows with the great-circle distance `d` up to the antipode, so nearest by chord is nearest
//! by great circle, everywhere, antimeridian and poles included.

#[cfg(test)]
mod tests;

use crate::{Filter, Listing, Snapshot};
use chrono::{DateTime, Utc};
use portee_domain::{great_circle_m, position::EARTH_RADIUS_M};
use rstar::{AABB, ParentNode, PointDistance, RStarInsertionStrategy, RTree, RTreeNode, RTreeObject, RTreeParams};
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

/// Of so few that fit, each is looked at: faster than walking past all that do not.
const FEW: usize = 64;

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

/// Wide nodes: fewer of them to walk through, and the eight boxes of one lie side by side in memory.
#[derive(Debug)]
struct Wide;

impl RTreeParams for Wide {
    const MIN_SIZE: usize = 4;
    const MAX_SIZE: usize = WIDTH;
    const REINSERTION_COUNT: usize = 2;
    type DefaultInsertionStrategy = RStarInsertionStrategy;
}

/// The most children of a node.
const WIDTH: usize = 8;

/// The points of all listings.
#[derive(Debug)]
pub(crate) struct Index {
    tree: RTree<Point, Wide>,
}

/// Where each listing is, `lon, lat` in WGS84 degrees, by rank: beside one another, so that distances need not look into the listings.
pub(crate) fn positions(listings: &[Arc<Listing>]) -> Vec<(f64, f64)> {
    let position = |listing: &Arc<Listing>| {
        let position = &listing.venue.location.position;
        (position.lon(), position.lat())
    };
    listings.iter().map(position).collect()
}

impl Index {
    pub(crate) fn new(positions: &[(f64, f64)]) -> Self {
        Self::of(positions, (0..).zip(positions).map(|(rank, _)| rank))
    }

    /// The points of the listings of these ranks.
    pub(crate) fn of(positions: &[(f64, f64)], ranks: impl Iterator<Item = u32>) -> Self {
        let points = ranks.filter_map(|listing| {
            let &(lon, lat) = positions.get(listing as usize)?;
            Some(Point {
                vector: unit_vector(lon, lat),
                listing,
            })
        });
        Self {
            tree: RTree::bulk_load_with_params(points.collect()),
        }
    }

    /// The ranks of the `limit` nearest listings that fit, `limit` at least 1, and of any others at the last one's distance.
    fn nearest(&self, from: Vector, limit: usize, fits: impl Fn(u32) -> bool) -> Vec<u32> {
        let mut walk = Walk {
            from,
            limit,
            fits,
            found: Vec::with_capacity(limit.min(128) + 2),
            farthest_2: f64::INFINITY,
        };
        walk.through(self.tree.root());
        walk.found.into_iter().map(|(_, rank)| rank).collect()
    }
}

/// A search for the nearest, branch and bound: of a node's children the nearest first, none that is farther than what was found
/// (Roussopoulos, Kelley and Vincent, "Nearest Neighbor Queries", 1995). Unlike a queue of all that is near, it
/// writes down only what it keeps.
struct Walk<F> {
    from: Vector,
    limit: usize,
    fits: F,
    /// Squared chords and ranks, the nearest first.
    found: Vec<(f64, u32)>,
    /// What is farther is of no use: the square of the last chord and a rounding.
    farthest_2: f64,
}

impl<F: Fn(u32) -> bool> Walk<F> {
    fn through(&mut self, node: &ParentNode<Point>) {
        let mut inner = [(0.0, 0_usize); WIDTH];
        let mut count = 0;
        for (place, child) in node.children().iter().enumerate() {
            match child {
                RTreeNode::Leaf(point) => self.look_at(point),
                RTreeNode::Parent(parent) => match inner.get_mut(count) {
                    Some(slot) => {
                        *slot = (parent.envelope().distance_2(&self.from), place);
                        count += 1;
                    }
                    // Loading in bulk may round a node's share up: one that is too wide is walked through in its own order.
                    None => self.through(parent),
                },
            }
        }
        let inner = &mut inner[..count];
        inner.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        for &(distance_2, place) in &*inner {
            if distance_2 > self.farthest_2 {
                break;
            }
            if let Some(RTreeNode::Parent(parent)) = node.children().get(place) {
                self.through(parent);
            }
        }
    }

    fn look_at(&mut self, point: &Point) {
        let chord_2 = point.distance_2(&self.from);
        if chord_2 > self.farthest_2 || !(self.fits)(point.listing) {
            return;
        }
        let place = self.found.partition_point(|(other, _)| *other <= chord_2);
        self.found.insert(place, (chord_2, point.listing));
        if let Some((last, _)) = self.found.get(self.limit - 1) {
            self.farthest_2 = (last.sqrt() + SAME_CHORD).powi(2);
            let kept = self.found.partition_point(|(other, _)| *other <= self.farthest_2);
            self.found.truncate(kept);
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
        let from = unit_vector(lon, lat);
        let ranks = match self.fitting(filter, now) {
            None => self.index().nearest(from, limit, |_| true),
            Some(few) if few.count() <= limit.max(FEW) => few.ranks().collect(),
            Some(fitting) => match fitting.index(self.positions()) {
                Some(own) => own.nearest(from, limit, |_| true),
                None => self.index().nearest(from, limit, |rank| fitting.contains(rank)),
            },
        };
        let mut found = self.by_distance(ranks, lon, lat);
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
        let fitting = self.fitting(filter, now);
        // The chord of an arc; a little more, so that rounding loses nobody: metres decide in the end.
        let half_angle = (metres / EARTH_RADIUS_M / 2.0).clamp(0.0, FRAC_PI_2);
        let chord = 2.0 * half_angle.sin() + SAME_CHORD;
        let near = self
            .index()
            .tree
            .locate_within_distance(unit_vector(lon, lat), chord * chord);
        let near = near.map(|point| point.listing);
        let fits = |rank: &u32| fitting.as_ref().is_none_or(|fitting| fitting.contains(*rank));
        let mut found = self.by_distance(near.filter(fits).collect(), lon, lat);
        found.retain(|nearby| nearby.distance_m <= metres);
        found
    }

    /// Listings with their distances from a point, nearest first; at equal distance by id.
    fn by_distance(&self, ranks: Vec<u32>, lon: f64, lat: f64) -> Vec<Nearby<'_>> {
        let nearby = |rank: u32| {
            Some(Nearby {
                listing: self.listings().get(rank as usize)?,
                rank,
                distance_m: great_circle_m((lon, lat), *self.positions().get(rank as usize)?),
            })
        };
        let mut found: Vec<Nearby<'_>> = ranks.into_iter().filter_map(nearby).collect();
        // Listings are sorted by id.
        found.sort_unstable_by(|a, b| a.distance_m.total_cmp(&b.distance_m).then(a.rank.cmp(&b.rank)));
        found
    }
}
