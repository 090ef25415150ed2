//! Whether the point of a row can be believed.

use crate::draft::ClaimedPoint;
use portee_domain::{FindingKind, Postcode};
use portee_geography::{Commune, Geography};

/// How far outside its commune's polygon a point may be, in metres: polygons are simplified to about 100 m, islets are
/// missing from them, and a place beside the border often belongs to the town next door.
const TOLERANCE_M: f64 = 2_000.0;
/// How far a point may be from its commune when the commune where it lies has the row's postcode, in metres.
const SAME_POSTCODE_M: f64 = 10_000.0;
/// Points this near to 0,0 (in degrees) are a computer's way to say nothing.
const NULL_ISLAND_DEG: f64 = 0.01;

/// What is done with a point.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Verdict<'g> {
    /// It is in the commune, or near enough.
    Kept { lon: f64, lat: f64 },
    /// It is in the commune once its two numbers are exchanged.
    Swapped { lon: f64, lat: f64 },
    /// It is in another commune of the same postcode.
    NextDoor { commune: &'g Commune, lon: f64, lat: f64 },
    /// It cannot be believed. `reason` is the beginning of a French sentence.
    Replaced { kind: FindingKind, reason: String },
}

/// The point as evidence for a commune: two numbers that are a point of the globe and not 0,0.
pub(super) fn usable(point: &ClaimedPoint) -> Option<(f64, f64)> {
    match *point {
        ClaimedPoint::Given { lon, lat, .. } if on_globe(lon, lat) && !is_null(lon, lat) => Some((lon, lat)),
        _ => None,
    }
}

/// Whether a point may be a place of the commune.
pub(super) fn plausible(commune: &Commune, (lon, lat): (f64, f64), geography: &Geography) -> bool {
    on_globe(lon, lat) && geography.distance_m(commune, lon, lat) <= TOLERANCE_M
}

/// Judges a point against the commune that the row names.
///
/// A point within 2 km of the commune is kept. Else, if exchanging its numbers brings it there, they were swapped.
/// Else, if it lies in another commune that has the row's postcode, at most 10 km off, the point is believed and the
/// commune is not: postcodes are shared by neighbours and a row often names the seat of the intercommunality. Anything
/// else is foreign or far, and the commune is believed.
pub(super) fn check<'g>(
    point: &ClaimedPoint,
    commune: &'g Commune,
    postcode: Option<&Postcode>,
    geography: &'g Geography,
) -> Verdict<'g> {
    let replaced = |kind, reason: &str| Verdict::Replaced {
        kind,
        reason: reason.to_owned(),
    };
    let (lon, lat) = match point {
        ClaimedPoint::Absent => return replaced(FindingKind::PositionMissing, "La ligne n'a pas de coordonnées"),
        ClaimedPoint::Unreadable(text) => {
            return replaced(FindingKind::PositionInvalid, &format!("« {text} » n'est pas un point"));
        }
        ClaimedPoint::Given { lon, lat, .. } => (*lon, *lat),
    };
    if plausible(commune, (lon, lat), geography) {
        return Verdict::Kept { lon, lat };
    }
    if plausible(commune, (lat, lon), geography) {
        return Verdict::Swapped { lon: lat, lat: lon };
    }
    if is_null(lon, lat) || !on_globe(lon, lat) {
        return replaced(
            FindingKind::PositionInvalid,
            &format!("Le point {lat}, {lon} n'est pas un lieu"),
        );
    }
    let Some(found) = geography.commune_at(lon, lat) else {
        return replaced(
            FindingKind::PositionForeign,
            &format!("Le point {lat}, {lon} n'est pas en France"),
        );
    };
    let distance = geography.distance_m(commune, lon, lat);
    let shares = postcode.is_some_and(|code| found.commune.postcodes.contains(code));
    if shares && found.distance_m <= 0.0 && distance <= SAME_POSTCODE_M && found.commune.parent.is_none() {
        return Verdict::NextDoor {
            commune: found.commune,
            lon,
            lat,
        };
    }
    let reason = format!(
        "Le point {lat}, {lon} est à {}, à {:.0} km de la commune indiquée",
        found.commune.name,
        distance / 1_000.0
    );
    replaced(FindingKind::PositionFar, &reason)
}

fn on_globe(lon: f64, lat: f64) -> bool {
    (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat)
}

fn is_null(lon: f64, lat: f64) -> bool {
    lon.abs() < NULL_ISLAND_DEG && lat.abs() < NULL_ISLAND_DEG
}
