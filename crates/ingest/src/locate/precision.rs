//! How well the point of a row is known.

use crate::draft::Located;
use crate::normalise::text;
use portee_domain::{Position, Precision, great_circle_m};
use portee_geography::Commune;
use std::collections::{BTreeMap, BTreeSet};

/// A point this near to the commune's inner point, in metres, was taken from a table of communes.
const CENTRE_M: f64 = 25.0;
/// Coordinates written with this many decimals or fewer are known to a kilometre.
const COARSE_DECIMALS: u8 = 2;
/// This many different addresses on one point were geocoded to the commune.
const SHARED_BY: usize = 3;

/// Words that follow a house number.
const WAYS: [&str; 34] = [
    "rue",
    "r",
    "avenue",
    "av",
    "ave",
    "boulevard",
    "bd",
    "bld",
    "blvd",
    "place",
    "pl",
    "chemin",
    "ch",
    "che",
    "route",
    "rte",
    "allee",
    "allees",
    "all",
    "quai",
    "impasse",
    "imp",
    "cours",
    "square",
    "sq",
    "esplanade",
    "passage",
    "rond",
    "faubourg",
    "fg",
    "montee",
    "bis",
    "ter",
    "mail",
];

/// The precision of a believed point: `exacte` with a house number, `rue` without; `commune` when it is written too
/// coarsely or is the commune's inner point and the address has no number.
pub(super) fn of(address: &str, decimals: u8, point: (f64, f64), commune: &Commune) -> Precision {
    let numbered = has_house_number(address);
    if decimals <= COARSE_DECIMALS || (!numbered && great_circle_m(point, commune.centre) < CENTRE_M) {
        Precision::Commune
    } else if numbered {
        Precision::Exact
    } else {
        Precision::Street
    }
}

/// Whether an address has a house number: it begins with one, or a number stands before the name of a way.
pub(crate) fn has_house_number(address: &str) -> bool {
    let key = text::key(address);
    let words: Vec<&str> = key.split(' ').collect();
    let number = |word: &str| word.len() <= 5 && word.starts_with(|c: char| c.is_ascii_digit());
    words.first().is_some_and(|word| number(word))
        || words.windows(2).any(|pair| number(pair[0]) && WAYS.contains(&pair[1]))
}

/// Lowers to `commune` the points that carry three different addresses or more in one commune of one source: a geocoder
/// that did not find them gave them all the same.
pub fn demote_shared_points(rows: &mut [Located]) {
    let place = |row: &Located| {
        let at = &row.location.position;
        (
            row.location.commune_code.clone(),
            at.lon().to_bits(),
            at.lat().to_bits(),
        )
    };
    let mut addresses: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
    for row in rows.iter() {
        addresses
            .entry(place(row))
            .or_default()
            .insert(text::key(&row.location.address));
    }
    for row in rows {
        let at = row.location.position;
        if addresses.get(&place(row)).is_some_and(|known| known.len() >= SHARED_BY) {
            // The numbers come from a position, so they are one.
            row.location.position = Position::new(at.lon(), at.lat(), Precision::Commune).unwrap_or(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_house_number_is_told_from_other_numbers() {
        for address in [
            "12 rue Basse",
            "12bis, rue Basse",
            "Résidence A, 3 avenue Foch",
            "5-9 Rue des Papetiers",
        ] {
            assert!(has_house_number(address), "{address}");
        }
        for address in ["", "Place de la Mairie", "Rue du 8 mai 1945", "Route D 980", "BP 12"] {
            assert!(!has_house_number(address), "{address}");
        }
    }
}
