//! Projected coordinates, in metres: Lambert-93 in metropolitan France, the legal projection of each territory overseas.
//!
//! Lambert's conic and the transverse Mercator of UTM, on GRS80, as IGN's notes NT/G 71 and NT/G 76 give them; RGF93 and its
//! overseas kin are WGS84 to within a metre.

/// The ellipsoid GRS80: half of its great axis in metres, and its first eccentricity.
const A: f64 = 6_378_137.0;
const E: f64 = 0.081_819_191_042_815_79;

/// East and north of `lon, lat` (degrees), in the projection of the département or collectivity.
pub(super) fn project(departement: &str, lon: f64, lat: f64) -> (f64, f64) {
    match departement {
        "971" | "972" | "977" | "978" => utm(20, lon, lat),
        "973" => utm(22, lon, lat),
        "974" => utm(40, lon, lat),
        "975" => utm(21, lon, lat),
        "976" => utm(38, lon, lat),
        "986" => utm(1, lon, lat),
        "987" => utm(6, lon, lat),
        "988" => conic(&NEW_CALEDONIA, lon, lat),
        _ => conic(&LAMBERT_93, lon, lat),
    }
}

/// A Lambert conic with two standard parallels; degrees and metres.
struct Conic {
    parallels: (f64, f64),
    origin: (f64, f64),
    false_origin: (f64, f64),
}

const LAMBERT_93: Conic = Conic {
    parallels: (44.0, 49.0),
    origin: (3.0, 46.5),
    false_origin: (700_000.0, 6_600_000.0),
};

const NEW_CALEDONIA: Conic = Conic {
    parallels: (-20.666_666_666_666_7, -22.333_333_333_333_3),
    origin: (166.0, -21.5),
    false_origin: (400_000.0, 300_000.0),
};

/// The isometric latitude of a latitude in radians.
fn isometric(lat: f64) -> f64 {
    let sine = lat.sin();
    sine.atanh() - E * (E * sine).atanh()
}

/// The radius of the normal section across the meridian, in metres.
fn normal(lat: f64) -> f64 {
    A / (1.0 - (E * lat.sin()).powi(2)).sqrt()
}

fn conic(conic: &Conic, lon: f64, lat: f64) -> (f64, f64) {
    let (first, second) = (conic.parallels.0.to_radians(), conic.parallels.1.to_radians());
    let ring = |lat: f64| normal(lat) * lat.cos();
    let n = (ring(second) / ring(first)).ln() / (isometric(first) - isometric(second));
    let c = ring(first) / n * (n * isometric(first)).exp();
    let radius = |lat: f64| c * (-n * isometric(lat)).exp();
    let angle = n * (lon - conic.origin.0).to_radians();
    let (r, r0) = (radius(lat.to_radians()), radius(conic.origin.1.to_radians()));
    (
        conic.false_origin.0 + r * angle.sin(),
        conic.false_origin.1 + r0 - r * angle.cos(),
    )
}

/// The transverse Mercator of a UTM zone, to a millimetre within it (Krüger's series to the fourth order).
fn utm(zone: u8, lon: f64, lat: f64) -> (f64, f64) {
    let n: f64 = 0.001_679_220_394_629_406;
    let (n2, n3, n4) = (n * n, n.powi(3), n.powi(4));
    let radius = A / (1.0 + n) * (1.0 + n2 / 4.0 + n4 / 64.0);
    let alphas = [
        n / 2.0 - 2.0 * n2 / 3.0 + 5.0 * n3 / 16.0 + 41.0 * n4 / 180.0,
        13.0 * n2 / 48.0 - 3.0 * n3 / 5.0 + 557.0 * n4 / 1_440.0,
        61.0 * n3 / 240.0 - 103.0 * n4 / 140.0,
        49_561.0 * n4 / 161_280.0,
    ];
    let meridian = f64::from(zone) * 6.0 - 183.0;
    let east = (lon - meridian).to_radians();
    let t = isometric(lat.to_radians()).sinh();
    let xi = t.atan2(east.cos());
    let eta = (east.sin() / t.hypot(east.cos())).asinh();
    let (mut x, mut y) = (eta, xi);
    for (order, alpha) in (1_u8..).zip(alphas) {
        let twice = 2.0 * f64::from(order);
        y += alpha * (twice * xi).sin() * (twice * eta).cosh();
        x += alpha * (twice * xi).cos() * (twice * eta).sinh();
    }
    let false_north = if lat < 0.0 { 10_000_000.0 } else { 0.0 };
    (500_000.0 + 0.9996 * radius * x, false_north + 0.9996 * radius * y)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proj4rs::Proj;

    fn reference(definition: &str, lon: f64, lat: f64) -> (f64, f64) {
        let degrees = Proj::from_proj_string("+proj=longlat +ellps=GRS80").unwrap();
        let metres = Proj::from_proj_string(definition).unwrap();
        let mut point = (lon.to_radians(), lat.to_radians(), 0.0);
        proj4rs::transform::transform(&degrees, &metres, &mut point).unwrap();
        (point.0, point.1)
    }

    #[test]
    fn every_territory_is_projected_as_an_independent_library_does() {
        let conic = |lat_1, lat_2, lat_0, lon_0, x_0, y_0| {
            format!(
                "+proj=lcc +lat_1={lat_1} +lat_2={lat_2} +lat_0={lat_0} +lon_0={lon_0} +x_0={x_0} +y_0={y_0} +ellps=GRS80"
            )
        };
        let lambert = conic("49", "44", "46.5", "3", "700000", "6600000");
        let caledonia = conic(
            "-20.6666666666667",
            "-22.3333333333333",
            "-21.5",
            "166",
            "400000",
            "300000",
        );
        let utm = |zone: u8, south| {
            format!(
                "+proj=utm +zone={zone}{} +ellps=GRS80",
                if south { " +south" } else { "" }
            )
        };
        for (departement, definition, lon, lat) in [
            ("26", lambert.clone(), 5.3704, 44.7536),
            ("29", lambert.clone(), -5.05, 48.46),
            ("2A", lambert, 9.15, 41.39),
            ("971", utm(20, false), -61.55, 16.25),
            ("973", utm(22, false), -52.33, 4.93),
            ("974", utm(40, true), 55.45, -20.88),
            ("975", utm(21, false), -56.17, 46.78),
            ("976", utm(38, true), 45.23, -12.78),
            ("986", utm(1, true), -176.17, -13.28),
            ("987", utm(6, true), -149.57, -17.54),
            ("988", caledonia, 166.44, -22.27),
        ] {
            let (ours, theirs) = (project(departement, lon, lat), reference(&definition, lon, lat));
            let apart = (ours.0 - theirs.0).hypot(ours.1 - theirs.1);
            assert!(apart < 0.01, "{departement}: {ours:?}, {theirs:?}");
        }
    }
}
