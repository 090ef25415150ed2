//! Place names and points that visitors give.

use crate::{text, world};

/// A text to search for, and in its first sixteen bytes a point.
pub fn places(data: &[u8]) {
    let geography = world::geography();
    let text = text(data);
    for limit in [0, 1, 10] {
        let found = geography.search(&text, limit);
        assert!(found.len() <= limit && found.iter().all(|place| !place.label.is_empty()));
    }
    let _ = (geography.departements_named(&text), geography.find(&text, None));
    let (name, code) = text.split_once('\n').unwrap_or((&text, ""));
    let _ = (
        geography.find(name, Some(code)),
        geography.commune(code),
        geography.communes_with_postcode(code),
    );
    let Some((numbers, _)) = data.split_first_chunk::<16>() else {
        return;
    };
    let number = |at: usize| f64::from_le_bytes(numbers[at..at + 8].try_into().unwrap());
    let (lon, lat) = (number(0), number(8));
    let inside = geography.commune_at(lon, lat).is_some();
    assert!(!inside || (lon.abs() <= 180.0 && lat.abs() <= 90.0), "{lon} {lat}");
    let _ = geography.departement_at(lon, lat);
    for commune in geography.communes() {
        let metres = geography.distance_m(commune, lon, lat);
        assert!(metres.is_nan() || metres >= 0.0, "{metres}");
    }
}
