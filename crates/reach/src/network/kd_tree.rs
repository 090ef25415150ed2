//! The nearest of some points on the sphere: a balanced k-d tree (J. L. Bentley, 1975) over unit vectors, without pointers.
//!
//! The chord between unit vectors grows with the great circle, so the nearest by chord is the nearest on Earth, across the
//! antimeridian too. Of two as near, the one of smaller rank: the answer never depends on the order of the points.

use portee_domain::position::EARTH_RADIUS_M;

type Vector = [f64; 3];

/// Ranges this short are looked at one by one.
const LEAF: usize = 8;

/// Points with their ranks; the middle of each range divides it along its widest axis.
#[derive(Debug, Default)]
pub(super) struct KdTree {
    points: Vec<(Vector, u32)>,
    axes: Vec<u8>,
}

/// The unit vector of a point `(lon, lat)` in WGS84 degrees.
pub(super) fn unit_vector((lon, lat): (f64, f64)) -> Vector {
    let (lon_sin, lon_cos) = lon.to_radians().sin_cos();
    let (lat_sin, lat_cos) = lat.to_radians().sin_cos();
    [lat_cos * lon_cos, lat_cos * lon_sin, lat_sin]
}

/// The point found so far: the square of its chord, and its rank.
#[derive(Debug, Clone, Copy)]
struct Best {
    chord_2: f64,
    rank: u32,
}

impl KdTree {
    pub(super) fn new(mut points: Vec<(Vector, u32)>) -> Self {
        let mut axes = vec![0; points.len()];
        divide(&mut points, &mut axes);
        Self { points, axes }
    }

    /// The rank of the nearest point, and its great-circle metres.
    pub(super) fn nearest(&self, from: Vector) -> Option<(u32, f64)> {
        let mut best = Best {
            chord_2: f64::INFINITY,
            rank: u32::MAX,
        };
        self.look(0, self.points.len(), from, &mut best);
        let chord = best.chord_2.sqrt();
        (best.rank != u32::MAX).then(|| (best.rank, 2.0 * EARTH_RADIUS_M * (chord / 2.0).min(1.0).asin()))
    }

    fn look(&self, start: usize, end: usize, from: Vector, best: &mut Best) {
        if end - start <= LEAF {
            for point in &self.points[start..end] {
                closer(point, from, best);
            }
            return;
        }
        let middle = usize::midpoint(start, end);
        let axis = usize::from(self.axes[middle]);
        let beyond = from[axis] - self.points[middle].0[axis];
        let (near, far) = if beyond < 0.0 {
            ((start, middle), (middle + 1, end))
        } else {
            ((middle + 1, end), (start, middle))
        };
        self.look(near.0, near.1, from, best);
        closer(&self.points[middle], from, best);
        if beyond * beyond <= best.chord_2 {
            self.look(far.0, far.1, from, best);
        }
    }
}

fn closer(&(point, rank): &(Vector, u32), from: Vector, best: &mut Best) {
    let chord_2: f64 = (0..3).map(|axis| (from[axis] - point[axis]).powi(2)).sum();
    if chord_2 < best.chord_2 || (chord_2 <= best.chord_2 && rank < best.rank) {
        *best = Best { chord_2, rank };
    }
}

fn divide(points: &mut [(Vector, u32)], axes: &mut [u8]) {
    if points.len() <= LEAF {
        return;
    }
    let width = |axis: &u8| {
        let values = points.iter().map(|(point, _)| point[usize::from(*axis)]);
        let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        high - low
    };
    let widest = [0, 1, 2]
        .into_iter()
        .max_by(|a, b| width(a).total_cmp(&width(b)))
        .unwrap_or_default();
    let middle = points.len() / 2;
    let along = usize::from(widest);
    points.select_nth_unstable_by(middle, |a, b| a.0[along].total_cmp(&b.0[along]).then(a.1.cmp(&b.1)));
    axes[middle] = widest;
    let (left, right) = points.split_at_mut(middle);
    let (left_axes, right_axes) = axes.split_at_mut(middle);
    divide(left, left_axes);
    divide(&mut right[1..], &mut right_axes[1..]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use portee_domain::great_circle_m;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_finds_what_looking_at_all_of_them_finds(
            points in prop::collection::vec((-180.0..180.0_f64, -90.0..90.0_f64), 0..200), from in (-180.0..180.0_f64, -90.0..90.0_f64)
        ) {
            // Every point twice: the first of the two is to be found.
            let twice: Vec<_> = points.iter().chain(&points).copied().collect();
            let tree = KdTree::new((0..).zip(&twice).map(|(rank, &point)| (unit_vector(point), rank)).collect());
            let truth = points.iter().map(|&point| great_circle_m(from, point)).fold(f64::INFINITY, f64::min);
            match tree.nearest(unit_vector(from)) {
                Some((rank, metres)) => {
                    prop_assert!((rank as usize) < points.len());
                    prop_assert!((metres - truth).abs() < 1.0, "{} {}", metres, truth);
                }
                None => prop_assert!(points.is_empty()),
            }
        }
    }
}
