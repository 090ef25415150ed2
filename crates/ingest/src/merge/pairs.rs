//! Which rows are the same place.

use super::names::Name;
use crate::draft::Located;
use crate::normalise::text;
use portee_domain::{Precision, great_circle_m};
use std::collections::BTreeMap;

/// Rows with like names are one place within this distance, in metres: what two geocoders differ by in a street.
const NEAR_M: f64 = 150.0;
/// Rows with the same short identifier and unlike names are one place within this distance, in metres.
const SAME_ID_NEAR_M: f64 = 1_000.0;
/// Identifiers this long are unique by themselves (UUID, `ObjectId`); shorter ones may be line numbers.
const UNIQUE_ID_LENGTH: usize = 16;
/// Words one name may have more than the other when everything else agrees.
const EXTRA_WORDS: usize = 1;

/// What of a row is compared, computed once.
#[derive(Debug)]
pub(super) struct Features {
    name: Name,
    /// Normalised number and street; empty when there is none.
    address: String,
    /// The point, unless it is only the commune's.
    point: Option<(f64, f64)>,
}

impl Features {
    /// The features of a row. `departement`: its name, so that it is no word of the venue's.
    pub(super) fn new(row: &Located, departement: &str) -> Self {
        let at = &row.location.position;
        let place = format!("{} {departement}", row.location.commune);
        Self {
            name: Name::new(&row.description.name, &place),
            address: address_key(&row.location.address),
            point: (at.precision() != Precision::Commune).then(|| (at.lon(), at.lat())),
        }
    }
}

/// Whether two rows with the same identifier are one place: always when it is long; a short one needs a like name, or
/// nearness in one commune, because files were renumbered between editions.
pub(super) fn same_id_same_place(rows: &[Located], features: &[Features], a: usize, b: usize) -> bool {
    let long = rows[a]
        .shared_id
        .as_ref()
        .is_some_and(|id| id.id.len() >= UNIQUE_ID_LENGTH);
    let (x, y) = (&features[a], &features[b]);
    let near = x
        .point
        .zip(y.point)
        .is_some_and(|(p, q)| great_circle_m(p, q) <= SAME_ID_NEAR_M);
    let same_commune = rows[a].location.commune_code == rows[b].location.commune_code;
    let like = x.name.likeness(&y.name, EXTRA_WORDS).is_some();
    long || (like && (same_commune || near)) || (near && same_commune)
}

/// The pairs of like name and same place, best first: same address in the commune, or points within 150 m. Missing
/// coordinates are not agreement: such rows need the same address.
///
/// Rows are compared within their département, where the list is sorted by latitude so that only neighbours are looked
/// at, and within their address.
pub(super) fn same_name_same_place(rows: &[Located], features: &[Features]) -> Vec<(usize, usize)> {
    let mut found: Vec<(f64, usize, usize)> = Vec::new();
    let mut consider = |a: usize, b: usize| {
        let (a, b) = (a.min(b), a.max(b));
        if let Some(likeness) = features[a].name.likeness(&features[b].name, EXTRA_WORDS) {
            found.push((likeness, a, b));
        }
    };
    for group in by_address(rows, features) {
        for (i, a) in group.iter().enumerate() {
            for b in &group[i + 1..] {
                consider(*a, *b);
            }
        }
    }
    for (a, b) in near_pairs(rows, features) {
        consider(a, b);
    }
    found.sort_by(|x, y| y.0.total_cmp(&x.0).then_with(|| (x.1, x.2).cmp(&(y.1, y.2))));
    found.dedup();
    found.into_iter().map(|(_, a, b)| (a, b)).collect()
}

fn by_address(rows: &[Located], features: &[Features]) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        let address = features[index].address.as_str();
        if !address.is_empty() {
            groups
                .entry((row.location.commune_code.as_str(), address))
                .or_default()
                .push(index);
        }
    }
    groups.into_values().filter(|group| group.len() > 1).collect()
}

fn near_pairs(rows: &[Located], features: &[Features]) -> Vec<(usize, usize)> {
    let mut by_departement: BTreeMap<&str, Vec<(f64, usize)>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        if let Some((_, lat)) = features[index].point {
            by_departement
                .entry(row.location.departement.as_str())
                .or_default()
                .push((lat, index));
        }
    }
    // One degree of latitude is 110.6 km or more: 150 m are less than this.
    let band = NEAR_M / 110_000.0;
    let mut pairs = Vec::new();
    for mut points in by_departement.into_values() {
        points.sort_by(|x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)));
        for (i, (lat, a)) in points.iter().enumerate() {
            for (_, b) in points[i + 1..].iter().take_while(|(other, _)| other - lat <= band) {
                let near = features[*a]
                    .point
                    .zip(features[*b].point)
                    .is_some_and(|(p, q)| great_circle_m(p, q) <= NEAR_M);
                if near {
                    pairs.push((*a, *b));
                }
            }
        }
    }
    pairs
}

/// An address without case, accents, punctuation and the spellings of ways: `12 av de la gare`.
fn address_key(address: &str) -> String {
    let key = text::key(address);
    let words: Vec<&str> = key
        .split(' ')
        .map(|word| match word {
            "avenue" | "ave" => "av",
            "boulevard" | "bld" | "blvd" | "boul" => "bd",
            "place" => "pl",
            "chemin" | "che" => "ch",
            "route" => "rte",
            "allees" | "allee" => "all",
            "impasse" => "imp",
            "saint" => "st",
            "sainte" => "ste",
            word => word,
        })
        .filter(|word| !matches!(*word, "" | "de" | "du" | "des" | "la" | "le" | "les" | "l" | "d"))
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_compared_without_their_spelling() {
        assert_eq!(address_key("12, Avenue de la Gare"), address_key("12 AV DE LA GARE"));
        assert_ne!(address_key("12 rue Basse"), address_key("14 rue Basse"));
    }
}
