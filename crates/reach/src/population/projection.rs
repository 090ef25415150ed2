//! The projection of the European census cells, EPSG:3035 (ETRS89-LAEA Europe), backwards.

/// GRS80, the centre 10° E 52° N, false easting and northing in metres.
const A: f64 = 6_378_137.0;
const F: f64 = 1.0 / 298.257_222_101;
const CENTRE: (f64, f64) = (10.0, 52.0);
const FALSE: (f64, f64) = (4_321_000.0, 3_210_000.0);

/// `(lon, lat)` in WGS84 degrees of a point of EPSG:3035 (metres east and north). IOGP Guidance Note 7-2, "Lambert
/// Azimuthal Equal Area", oblique case.
pub(super) fn lon_lat(x: f64, y: f64) -> (f64, f64) {
    let e2 = F * (2.0 - F);
    let ecc = e2.sqrt();
    let q = |sin: f64| {
        (1.0 - e2) * (sin / (1.0 - e2 * sin * sin) - ((1.0 - ecc * sin) / (1.0 + ecc * sin)).ln() / (2.0 * ecc))
    };
    let (sin0, cos0) = CENTRE.1.to_radians().sin_cos();
    let qp = q(1.0);
    let beta0 = (q(sin0) / qp).asin();
    let rq = A * (qp / 2.0).sqrt();
    let d = A * cos0 / ((1.0 - e2 * sin0 * sin0).sqrt() * rq * beta0.cos());
    let (dx, dy) = ((x - FALSE.0) / d, d * (y - FALSE.1));
    let rho = dx.hypot(dy);
    if rho < 1e-9 {
        return CENTRE;
    }
    let (sin_c, cos_c) = (2.0 * (rho / (2.0 * rq)).asin()).sin_cos();
    let beta = (cos_c * beta0.sin() + dy * sin_c * beta0.cos() / rho).asin();
    let lon =
        ((x - FALSE.0) * sin_c).atan2(d * rho * beta0.cos() * cos_c - d * d * (y - FALSE.1) * beta0.sin() * sin_c);
    let (e4, e6) = (e2 * e2, e2 * e2 * e2);
    let lat = beta
        + (e2 / 3.0 + 31.0 * e4 / 180.0 + 517.0 * e6 / 5_040.0) * (2.0 * beta).sin()
        + (23.0 * e4 / 360.0 + 251.0 * e6 / 3_780.0) * (4.0 * beta).sin()
        + 761.0 * e6 / 45_360.0 * (6.0 * beta).sin();
    (CENTRE.0 + lon.to_degrees(), lat.to_degrees())
}

#[cfg(test)]
mod tests {
    use super::*;
    use portee_domain::great_circle_m;
    use proptest::prelude::*;

    /// The example of the guidance note: 50° N 5° E.
    #[test]
    fn the_worked_example_of_the_guidance_note_comes_out() {
        let (lon, lat) = lon_lat(3_962_799.45, 2_999_718.85);
        assert!((lon - 5.0).abs() < 1e-6 && (lat - 50.0).abs() < 1e-6, "{lon} {lat}");
        assert_eq!(lon_lat(FALSE.0, FALSE.1), CENTRE);
    }

    proptest! {
        /// Cells of one km² are about a km apart in France: the projection keeps areas, and stretches lengths by 1 % at most.
        #[test]
        fn neighbouring_cells_are_one_kilometre_apart(x in 3_200_000.0..4_300_000.0, y in 2_000_000.0..3_200_000.0) {
            let here = lon_lat(x, y);
            let (east, north) = (great_circle_m(here, lon_lat(x + 1e3, y)), great_circle_m(here, lon_lat(x, y + 1e3)));
            prop_assert!((980.0..1020.0).contains(&east) && (980.0..1020.0).contains(&north), "{} {}", east, north);
            prop_assert!((east * north / 1e6 - 1.0).abs() < 0.01, "{}", east * north);
        }

        #[test]
        fn no_coordinate_makes_it_panic(x in any::<f64>(), y in any::<f64>()) {
            let _ = lon_lat(x, y);
        }
    }
}
