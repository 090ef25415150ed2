//! A point on Earth, and how well it is known.

use crate::Invalid;
use serde::{Deserialize, Serialize};

/// How precisely a position is known. From best to worst, so that `min` keeps the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// The point of the building, as its producer gave it.
    #[serde(rename = "exacte")]
    Exact,
    /// Somewhere in the street.
    #[serde(rename = "rue")]
    Street,
    /// Only the commune is known; the point is its town hall or an inner point.
    #[serde(rename = "commune")]
    Commune,
}

impl Precision {
    /// The public word: `exacte`, `rue` or `commune`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Exact => "exacte",
            Self::Street => "rue",
            Self::Commune => "commune",
        }
    }
}

impl std::str::FromStr for Precision {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        [Self::Exact, Self::Street, Self::Commune]
            .into_iter()
            .find(|precision| precision.label() == text)
            .ok_or_else(|| Invalid::new(text, "une précision (exacte, rue, commune)"))
    }
}

/// A point, `lon, lat` in WGS84 degrees, within ±180 and ±90 and never NaN, with its precision.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawPosition")]
pub struct Position {
    lon: f64,
    lat: f64,
    precision: Precision,
}

#[derive(Deserialize)]
struct RawPosition {
    lon: f64,
    lat: f64,
    precision: Precision,
}

impl TryFrom<RawPosition> for Position {
    type Error = Invalid;
    fn try_from(raw: RawPosition) -> Result<Self, Invalid> {
        Self::new(raw.lon, raw.lat, raw.precision)
    }
}

impl Position {
    /// A point at `lon, lat` in WGS84 degrees. Less than a billionth of a degree, a tenth of a millimetre, is zero: SQLite
    /// does not give the smallest numbers back to the bit.
    ///
    /// # Errors
    /// When a coordinate is not a number or is outside ±180, ±90.
    pub fn new(lon: f64, lat: f64, precision: Precision) -> Result<Self, Invalid> {
        if (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat) {
            let settled = |degrees: f64| if degrees.abs() < 1e-9 { 0.0 } else { degrees };
            Ok(Self {
                lon: settled(lon),
                lat: settled(lat),
                precision,
            })
        } else {
            Err(Invalid::new(
                &format!("{lon}, {lat}"),
                "une longitude et une latitude en degrés",
            ))
        }
    }

    /// Degrees east of Greenwich.
    #[must_use]
    pub fn lon(&self) -> f64 {
        self.lon
    }

    /// Degrees north of the equator.
    #[must_use]
    pub fn lat(&self) -> f64 {
        self.lat
    }

    /// How well the point is known.
    #[must_use]
    pub fn precision(&self) -> Precision {
        self.precision
    }
}

/// Mean radius of the Earth in metres (IUGG R1), the one PostGIS uses for distances on the sphere.
pub const EARTH_RADIUS_M: f64 = 6_371_008.771_415;

/// Great-circle distance in metres between two points given as `(lon, lat)` in WGS84 degrees.
///
/// Haversine formula (R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68, 1984): stable for short
/// distances, right across the antimeridian. The sphere differs from the ellipsoid by 0.56 % at most.
#[must_use]
pub fn great_circle_m(from: (f64, f64), to: (f64, f64)) -> f64 {
    let (lat1, lat2) = (from.1.to_radians(), to.1.to_radians());
    let half_lat = (lat2 - lat1) / 2.0;
    let half_lon = (to.0 - from.0).to_radians() / 2.0;
    let h = half_lat.sin().powi(2) + lat1.cos() * lat2.cos() * half_lon.sin().powi(2);
    2.0 * EARTH_RADIUS_M * h.min(1.0).sqrt().asin()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lyon_to_paris_is_392_km() {
        let metres = great_circle_m((4.8357, 45.764), (2.3522, 48.8566));
        assert!((metres - 391_500.0).abs() < 1_000.0, "{metres}");
    }

    #[test]
    fn the_antimeridian_is_no_wall() {
        let metres = great_circle_m((179.99, -14.0), (-179.99, -14.0));
        assert!(metres < 2_200.0, "{metres}");
    }

    #[test]
    fn points_off_the_globe_are_refused() {
        for (lon, lat) in [(181.0, 0.0), (0.0, 90.1), (f64::NAN, 0.0), (0.0, f64::INFINITY)] {
            assert!(Position::new(lon, lat, Precision::Exact).is_err());
        }
    }

    #[test]
    fn less_than_a_billionth_of_a_degree_is_zero() {
        let greenwich = Position::new(1e-300, 49.0, Precision::Exact).unwrap();
        assert_eq!(
            (greenwich.lon().to_bits(), greenwich.lat().to_bits()),
            (0, 49_f64.to_bits())
        );
        let beside = Position::new(-1e-8, 49.0, Precision::Exact).unwrap();
        assert!(beside.lon() < 0.0);
    }

    proptest! {
        #[test]
        fn distance_is_symmetric_and_bounded(
            a in (-180.0..=180.0, -90.0..=90.0), b in (-180.0..=180.0, -90.0..=90.0)
        ) {
            let metres = great_circle_m(a, b);
            prop_assert!((metres - great_circle_m(b, a)).abs() < 1e-6);
            prop_assert!((0.0..=20_015_200.0).contains(&metres));
        }
    }
}
