//! Which pairs of rows are worth weighing: those that share a contact or an identifier, those that are near, and those of
//! one commune that share a word, a kind or a street. Everything else cannot be one place.

use super::features::Features;
use portee_domain::great_circle_m;
use std::collections::{BTreeMap, HashMap};

/// Rows this near are weighed, in metres.
const NEAR_M: f64 = 250.0;
/// The side of a cell of the grid, in degrees of latitude and longitude: more than `NEAR_M` up to 60° north.
const CELL_DEG: f64 = 0.005;
/// A contact that more rows share belongs to a network; its rows are weighed within their communes.
const NETWORK: usize = 20;

/// The pairs, each once, the lesser index first, sorted.
pub(super) fn pairs(features: &[Features<'_>]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    by_contact(features, &mut pairs);
    by_place(features, &mut pairs);
    by_commune(features, &mut pairs);
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn all_of(group: &[usize], pairs: &mut Vec<(usize, usize)>) {
    for (i, a) in group.iter().enumerate() {
        pairs.extend(group[i + 1..].iter().map(|b| (*a, *b)));
    }
}

fn by_contact(features: &[Features<'_>], pairs: &mut Vec<(usize, usize)>) {
    let mut by_id: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    let mut by_contact: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, of_row) in features.iter().enumerate() {
        if let Some(id) = &of_row.row.shared_id {
            by_id.entry(id).or_default().push(index);
        }
        let exact = of_row.phone.into_iter().chain(of_row.siret);
        for contact in exact.chain(of_row.emails.iter().chain(&of_row.sites).copied()) {
            by_contact.entry(contact).or_default().push(index);
        }
    }
    for group in by_id.values() {
        all_of(group, pairs);
    }
    for group in by_contact.values().filter(|group| group.len() <= NETWORK) {
        all_of(group, pairs);
    }
}

fn by_place(features: &[Features<'_>], pairs: &mut Vec<(usize, usize)>) {
    #[expect(clippy::cast_possible_truncation, reason = "degrees divided by 0.005 are small")]
    let cell = |(lon, lat): (f64, f64)| ((lon / CELL_DEG).floor() as i32, (lat / CELL_DEG).floor() as i32);
    let mut grid: HashMap<(i32, i32), Vec<usize>> = HashMap::new();
    for (index, of_row) in features.iter().enumerate() {
        if let Some(point) = of_row.point {
            grid.entry(cell(point)).or_default().push(index);
        }
    }
    for (a, of_row) in features.iter().enumerate() {
        let Some(point) = of_row.point else { continue };
        let (x, y) = cell(point);
        for neighbour in (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (x + dx, y + dy))) {
            let here = grid.get(&neighbour).into_iter().flatten().copied();
            let near = |b: &usize| {
                features[*b]
                    .point
                    .is_some_and(|other| great_circle_m(point, other) <= NEAR_M)
            };
            pairs.extend(here.filter(|b| a < *b).filter(near).map(|b| (a, b)));
        }
    }
}

fn by_commune(features: &[Features<'_>], pairs: &mut Vec<(usize, usize)>) {
    let mut words: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
    for (index, of_row) in features.iter().enumerate() {
        let commune = of_row.row.location.commune_code.as_str();
        let name = of_row
            .name
            .words
            .iter()
            .map(String::as_str)
            .chain(of_row.name.kinds.iter().copied());
        for word in name.chain(of_row.address.street().map(String::as_str)) {
            let rows = words.entry((commune, word)).or_default();
            if rows.last() != Some(&index) {
                rows.push(index);
            }
        }
    }
    for group in words.values() {
        all_of(group, pairs);
    }
}
