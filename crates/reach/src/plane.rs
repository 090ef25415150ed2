//! Positions in 1e-7 degrees, and flat metres around a point.

use portee_domain::{great_circle_m, position::EARTH_RADIUS_M};

/// `(lon, lat)` in WGS84 degrees of a stored position.
pub(crate) fn degrees([lon, lat]: [i32; 2]) -> (f64, f64) {
    (f64::from(lon) / 1e7, f64::from(lat) / 1e7)
}

/// A position to store, to 1 cm; none off the globe.
pub(crate) fn stored(lon: f64, lat: f64) -> Option<[i32; 2]> {
    // In range once inside the globe: 1.8e9 fits.
    ((-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat))
        .then(|| [lon, lat].map(|degrees| (degrees * 1e7).round() as i32))
}

/// At each point of a line, the share of its length before it: 0 at the first, 1 at the last.
pub(crate) fn shares(line: &[[i32; 2]]) -> Vec<f64> {
    let mut metres = 0.0;
    let mut at = vec![0.0; line.len()];
    for i in 1..line.len() {
        metres += great_circle_m(degrees(line[i - 1]), degrees(line[i]));
        at[i] = metres;
    }
    let count = (line.len().max(2) - 1) as f64;
    for (i, at) in at.iter_mut().enumerate() {
        // A line of no length: its points are spread evenly.
        *at = if metres > 0.0 { *at / metres } else { i as f64 / count };
    }
    at
}

/// The plane that touches the Earth at a point: metres east and north of it (equirectangular). Within 10 km of it, at
/// French latitudes, lengths are right to 0.2 %.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plane {
    origin: (f64, f64),
    east_m: f64,
    north_m: f64,
}

impl Plane {
    pub(crate) fn around(lon: f64, lat: f64) -> Self {
        let north_m = EARTH_RADIUS_M.to_radians();
        Self {
            origin: (lon, lat),
            // Never 0, so that coming back from the plane is possible at the poles too.
            east_m: north_m * lat.to_radians().cos().max(1e-6),
            north_m,
        }
    }

    /// Metres of so many degrees of longitude.
    pub(crate) fn east_metres(&self, degrees: f64) -> f64 {
        degrees * self.east_m
    }

    /// Metres of so many degrees of latitude.
    pub(crate) fn north_metres(&self, degrees: f64) -> f64 {
        degrees * self.north_m
    }

    pub(crate) fn metres(&self, position: [i32; 2]) -> (f64, f64) {
        let (lon, lat) = degrees(position);
        (
            (lon - self.origin.0) * self.east_m,
            (lat - self.origin.1) * self.north_m,
        )
    }

    pub(crate) fn degrees(&self, (east, north): (f64, f64)) -> (f64, f64) {
        (self.origin.0 + east / self.east_m, self.origin.1 + north / self.north_m)
    }
}
