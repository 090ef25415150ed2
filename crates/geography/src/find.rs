//! Finding the one commune that a source file names: exact names, forgiving spelling; none rather than a guess.

use crate::{
    Commune, Geography,
    names::{self, Name},
    search::SearchIndex,
};
use std::collections::BTreeSet;

/// A one-letter mistake is forgiven within a postcode, for names of this many letters or more.
const SHORTEST_WITH_TYPO: usize = 6;

/// The places of the entries of the search index, in the order of their comparable names.
#[derive(Debug)]
pub(crate) struct Finder {
    strict: Vec<u32>,
    loose: Vec<u32>,
}

/// One of the two comparable forms of a name.
type Form = fn(&Name) -> &str;

const STRICT: Form = |name| &name.strict;
const LOOSE: Form = |name| &name.loose;

impl Finder {
    pub(crate) fn new(index: &SearchIndex) -> Self {
        let sorted = |form: Form| {
            let mut places: Vec<u32> = (0_u32..).zip(&index.entries).map(|(place, _)| place).collect();
            places.sort_unstable_by_key(|&place| form(&index.entries[place as usize].name));
            places
        };
        Self {
            strict: sorted(STRICT),
            loose: sorted(LOOSE),
        }
    }
}

impl Geography {
    /// The commune that a file means by `name`, within `postcode` when there is one; none when several fit.
    ///
    /// Case, accents, hyphens, "St"/"Saint", articles, "CEDEX 2", "MARSEILLE 11", "Paris 18e", a département in brackets and
    /// names of former communes are understood; within a postcode also one wrong letter. A postcode that no commune of
    /// that name uses (a CEDEX, a territory's general one) still tells the département: the name must be unique there.
    /// Without a postcode it must be unique in France. "Paris" with 75018 is the 18th arrondissement.
    #[must_use]
    pub fn find(&self, name: &str, postcode: Option<&str>) -> Option<&Commune> {
        let written = Name::new(&without_digits_of_postcodes(name));
        let bare = name.split('(').next().map(Name::new).filter(|bare| *bare != written);
        let found = std::iter::once(&written)
            .chain(&bare)
            .find_map(|name| self.find_name(name, postcode))?;
        Some(self.at(self.arrondissement_of(found, postcode)))
    }

    fn find_name(&self, name: &Name, postcode: Option<&str>) -> Option<u32> {
        if name.strict.is_empty() {
            return None;
        }
        let Some(postcode) = postcode else {
            return self.unique(name, |_| true);
        };
        let uses = |i: u32| self.at(i).postcodes.iter().any(|known| known.as_str() == postcode);
        let area = area_of(postcode);
        let near = |i: u32| area.is_some_and(|area| self.at(i).postcodes.iter().any(|p| p.as_str().starts_with(area)));
        self.unique(name, uses)
            .or_else(|| self.misspelt(name, postcode))
            .or_else(|| self.unique(name, near))
    }

    /// The only commune of that name among those allowed, current names before former ones, exact before approximate.
    fn unique(&self, name: &Name, allowed: impl Fn(u32) -> bool) -> Option<u32> {
        let entries = |found: &[u32], past: bool| -> BTreeSet<u32> {
            let entries = found.iter().map(|&place| &self.search.entries[place as usize]);
            entries
                .filter(|entry| entry.former.is_some() == past)
                .map(|entry| entry.commune)
                .filter(|&i| allowed(i))
                .collect()
        };
        let (strict, loose) = (
            self.named(&self.finder.strict, STRICT, name),
            self.named(&self.finder.loose, LOOSE, name),
        );
        [(strict, false), (loose, false), (strict, true), (loose, true)]
            .into_iter()
            .map(|(found, past)| entries(found, past))
            .find(|communes| !communes.is_empty())
            .and_then(|communes| only(&communes))
    }

    /// Of `places`, sorted by this form of their names, those with that of `name`.
    fn named<'p>(&self, places: &'p [u32], form: Form, name: &Name) -> &'p [u32] {
        let of = |place: &u32| form(&self.search.entries[*place as usize].name);
        let start = places.partition_point(|place| of(place) < form(name));
        let end = places.partition_point(|place| of(place) <= form(name));
        &places[start..end]
    }

    /// The only commune of the postcode whose name is one letter away.
    fn misspelt(&self, name: &Name, postcode: &str) -> Option<u32> {
        let communes = self.by_postcode.get(postcode)?;
        if name.loose.len() < SHORTEST_WITH_TYPO {
            return None;
        }
        let close = |&&i: &&u32| names::one_edit_apart(&Name::new(&self.at(i).name).loose, &name.loose);
        only(&communes.iter().filter(close).copied().collect())
    }

    /// The arrondissement when the postcode tells which, otherwise the commune itself.
    fn arrondissement_of(&self, commune: u32, postcode: Option<&str>) -> u32 {
        let parts = self.arrondissements.get(&commune).into_iter().flatten().copied();
        let uses = |i: &u32| {
            self.at(*i)
                .postcodes
                .iter()
                .any(|known| Some(known.as_str()) == postcode)
        };
        only(&parts.filter(uses).collect()).unwrap_or(commune)
    }
}

fn only(communes: &BTreeSet<u32>) -> Option<u32> {
    (communes.len() == 1).then(|| communes.first().copied()).flatten()
}

/// The digits of a postcode that tell the area: two, or three overseas.
fn area_of(postcode: &str) -> Option<&str> {
    let length = if postcode.starts_with("97") || postcode.starts_with("98") {
        3
    } else {
        2
    };
    (postcode.len() == 5).then(|| postcode.get(..length)).flatten()
}

/// "26150 Die" → "Die".
fn without_digits_of_postcodes(name: &str) -> String {
    let postcode = |word: &&str| word.len() == 5 && word.bytes().all(|b| b.is_ascii_digit());
    name.split_whitespace()
        .filter(|word| !postcode(word))
        .collect::<Vec<_>>()
        .join(" ")
}
