//! Distance from a point to an outline, on the sphere.

use geo::{Coord, Intersects, LineString, MultiPolygon};
use portee_domain::{great_circle_m, position::EARTH_RADIUS_M};

type Vector = [f64; 3];

/// Whether the point `(lon, lat)` is inside the outline or on its boundary.
pub(crate) fn covers(outline: &MultiPolygon<f64>, point: (f64, f64)) -> bool {
    let coord = Coord { x: point.0, y: point.1 };
    outline.intersects(&coord)
}

/// Metres from the point `(lon, lat)` to the outline; 0 inside and on the boundary; infinite when there is no outline.
///
/// The boundary's segments are taken as chords between unit vectors, exact anywhere on the globe, antimeridian
/// included: for the segments that we have (under 10 km) a chord is less than 2 m below its arc, seen from above.
pub(crate) fn distance_m(outline: &MultiPolygon<f64>, point: (f64, f64)) -> f64 {
    if covers(outline, point) {
        return 0.0;
    }
    boundary_m(
        outline
            .iter()
            .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors())),
        point,
    )
}

fn boundary_m<'a>(rings: impl Iterator<Item = &'a LineString<f64>>, point: (f64, f64)) -> f64 {
    let from = unit(point);
    rings
        .filter_map(|ring| {
            let vectors: Vec<Vector> = ring.coords().map(|c| unit((c.x, c.y))).collect();
            let nearest = vectors
                .windows(2)
                .map(|pair| angle(from, nearest_on(from, pair[0], pair[1])));
            nearest.fold(None, |best: Option<f64>, angle| {
                Some(best.map_or(angle, |best| best.min(angle)))
            })
        })
        .fold(f64::INFINITY, f64::min)
        * EARTH_RADIUS_M
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
    use geo::polygon;
    use proptest::prelude::*;

    fn square() -> MultiPolygon<f64> {
        MultiPolygon(vec![polygon![
            (x: 5.0, y: 44.0), (x: 5.1, y: 44.0), (x: 5.1, y: 44.1), (x: 5.0, y: 44.1), (x: 5.0, y: 44.0),
        ]])
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
        let east = MultiPolygon(vec![polygon![
            (x: 179.9, y: -14.0), (x: 180.0, y: -14.0), (x: 180.0, y: -13.9), (x: 179.9, y: -14.0),
        ]]);
        let metres = distance_m(&east, (-179.99, -13.95));
        assert!(
            (metres - great_circle_m((180.0, -13.95), (-179.99, -13.95))).abs() < 1.0,
            "{metres}"
        );
    }

    proptest! {
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
