//! Distance from a point to an outline, on the sphere.

use crate::{Outline, grid};
use portee_domain::{great_circle_m, position::EARTH_RADIUS_M};

type Vector = [f64; 3];

/// Metres per degree of latitude, rounded down, so that a box of degrees is never too small.
const METRES_PER_DEGREE: f64 = 110_500.0;

/// West, south, east, north of a box that holds all that is within so many metres of the point `(lon, lat)`. Where it passes the
/// antimeridian, it goes on beyond 180 degrees.
pub(crate) fn around((lon, lat): (f64, f64), metres: f64) -> [f64; 4] {
    let dlat = metres / METRES_PER_DEGREE;
    // Near a pole one degree of longitude is short; France is not there, so a bounded box is enough.
    let dlon = dlat / (lat.abs() + dlat).min(85.0).to_radians().cos();
    [lon - dlon, lat - dlat, lon + dlon, lat + dlat]
}

/// Metres from the point `(lon, lat)` to the outline; 0 inside and on the boundary; infinite when there is no outline.
///
/// The boundary's segments are taken as chords between unit vectors, exact anywhere on the globe, antimeridian
/// included: for the segments that we have (under 10 km) a chord is less than 2 m below its arc, seen from above.
pub(crate) fn distance_m(outline: &Outline, point: (f64, f64)) -> f64 {
    distance_within_m(outline, point, f64::INFINITY)
}

/// The same, or infinity when it is more than `limit_m`: what is clearly farther is not measured.
pub(crate) fn distance_within_m(outline: &Outline, point: (f64, f64), limit_m: f64) -> f64 {
    if outline.covers(point) {
        return 0.0;
    }
    let [west, south, east, north] = around(point, limit_m);
    let (low, high) = (grid::before((west, south)), grid::after((east, north)));
    let passes_antimeridian = west < -180.0 || east > 180.0;
    let is_far = |a: grid::Node, b: grid::Node| {
        let is_beside = a.0.max(b.0) < low.0 || a.0.min(b.0) > high.0;
        a.1.max(b.1) < low.1 || a.1.min(b.1) > high.1 || (is_beside && !passes_antimeridian)
    };
    let from = unit(point);
    let mut nearest = f64::INFINITY;
    for (nodes, _) in outline.rings() {
        let vector = |node: grid::Node| {
            let coord = grid::coord(node);
            unit((coord.x, coord.y))
        };
        let mut start = nodes.last().copied().unwrap_or_default();
        for &end in nodes {
            if !is_far(start, end) {
                nearest = nearest.min(angle(from, nearest_on(from, vector(start), vector(end))));
            }
            start = end;
        }
    }
    let metres = nearest * EARTH_RADIUS_M;
    if metres <= limit_m { metres } else { f64::INFINITY }
}

fn unit((lon, lat): (f64, f64)) -> Vector {
    let ((sin_lon, cos_lon), (sin_lat, cos_lat)) = (lon.to_radians().sin_cos(), lat.to_radians().sin_cos());
    [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat]
}

fn dot(a: Vector, b: Vector) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

fn minus(a: Vector, b: Vector) -> Vector {
    [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
}

/// The point of the segment `a b` nearest to `p`, all in space.
fn nearest_on(p: Vector, a: Vector, b: Vector) -> Vector {
    let ab = minus(b, a);
    let length2 = dot(ab, ab);
    let t = if length2 > 0.0 {
        (dot(minus(p, a), ab) / length2).clamp(0.0, 1.0)
    } else {
        0.0
    };
    [a[0] + t * ab[0], a[1] + t * ab[1], a[2] + t * ab[2]]
}

/// The angle in radians between a unit vector and another vector, by the chord: exact for small angles too.
fn angle(p: Vector, q: Vector) -> f64 {
    let length = dot(q, q).sqrt();
    let chord = minus(p, [q[0] / length, q[1] / length, q[2] / length]);
    2.0 * (dot(chord, chord).sqrt() / 2.0).min(1.0).asin()
}

/// Metres between two points `(lon, lat)`, less `radius_m`, never below 0: the distance to a disc.
pub(crate) fn disc_m(centre: (f64, f64), radius_m: f64, point: (f64, f64)) -> f64 {
    (great_circle_m(centre, point) - radius_m).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{MultiPolygon, polygon};
    use proptest::prelude::*;

    fn square() -> Outline {
        let square = polygon![
            (x: 5.0, y: 44.0), (x: 5.1, y: 44.0), (x: 5.1, y: 44.1), (x: 5.0, y: 44.1), (x: 5.0, y: 44.0),
        ];
        MultiPolygon(vec![square]).into()
    }

    #[test]
    fn a_point_beside_an_edge_is_as_far_as_its_foot_on_it() {
        let expected = great_circle_m((5.0, 44.05), (4.99, 44.05));
        let metres = distance_m(&square(), (4.99, 44.05));
        assert!((metres - expected).abs() < 1.0, "{metres} {expected}");
        assert!(distance_m(&square(), (5.05, 44.05)) == 0.0);
    }

    #[test]
    fn the_antimeridian_is_no_wall() {
        let east = polygon![
            (x: 179.9, y: -14.0), (x: 180.0, y: -14.0), (x: 180.0, y: -13.9), (x: 179.9, y: -14.0),
        ];
        let east = MultiPolygon(vec![east]).into();
        let metres = distance_m(&east, (-179.99, -13.95));
        assert!(
            (metres - great_circle_m((180.0, -13.95), (-179.99, -13.95))).abs() < 1.0,
            "{metres}"
        );
        let within = distance_within_m(&east, (-179.99, -13.95), 5_000.0);
        assert_eq!(within.to_bits(), metres.to_bits());
    }

    proptest! {
        #[test]
        fn with_a_limit_it_is_the_same_up_to_there(lon in 4.8..5.3_f64, lat in 43.8..44.3_f64, limit_m in 0.0..30_000.0_f64) {
            let metres = distance_m(&square(), (lon, lat));
            let expected = if metres <= limit_m { metres } else { f64::INFINITY };
            prop_assert_eq!(distance_within_m(&square(), (lon, lat), limit_m).to_bits(), expected.to_bits());
        }

        #[test]
        fn the_distance_is_never_more_than_to_any_corner(lon in -180.0..=180.0, lat in -90.0..=90.0) {
            let metres = distance_m(&square(), (lon, lat));
            let corners = [(5.0, 44.0), (5.1, 44.0), (5.1, 44.1), (5.0, 44.1)];
            let corner = corners.map(|corner| great_circle_m(corner, (lon, lat))).into_iter().fold(f64::INFINITY, f64::min);
            prop_assert!(metres <= corner + 1e-3, "{metres} {corner}");
            prop_assert!(metres >= corner - 14_000.0);
        }
    }
}
