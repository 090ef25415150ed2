//! What two addresses say about being one place's.

use super::names::same_word;
use crate::normalise::text;
use std::collections::BTreeSet;

/// Words of an address that tell nothing: kinds of way, articles, parts of a building.
const EMPTY: [&str; 58] = [
    "rue",
    "r",
    "avenue",
    "av",
    "ave",
    "boulevard",
    "bd",
    "bld",
    "blvd",
    "boul",
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
    "crs",
    "square",
    "sq",
    "esplanade",
    "passage",
    "faubourg",
    "fg",
    "montee",
    "de",
    "du",
    "des",
    "d",
    "la",
    "le",
    "les",
    "l",
    "et",
    "a",
    "au",
    "aux",
    "en",
    "bis",
    "ter",
    "b",
    "quater",
    "saint",
    "st",
    "sainte",
    "ste",
    "general",
    "docteur",
    "bp",
    "cs",
    "cedex",
];
/// Words that name no street of their own: every village has one.
const EVERYWHERE: [&str; 6] = ["bourg", "mairie", "village", "ville", "centre", "eglise"];

/// An address made ready to be compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Address {
    /// The house numbers it begins with or that stand before its way: "7-9", "12/14".
    numbers: BTreeSet<u32>,
    street: BTreeSet<String>,
}

/// How two addresses compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SameAddress {
    /// Street and number.
    Door,
    /// The street; one at least has no number.
    Street,
    /// The street, with other numbers.
    OtherNumber,
    /// Another street.
    OtherStreet,
    /// One is missing, or too vague to compare.
    Unknown,
}

impl Address {
    pub(super) fn new(address: &str) -> Self {
        let key = text::key(address);
        let words: Vec<&str> = key.split(' ').filter(|word| !word.is_empty()).collect();
        let numbers = words
            .iter()
            .take_while(|word| word.starts_with(|c: char| c.is_ascii_digit()) || matches!(**word, "bis" | "ter" | "et"))
            .filter_map(|word| word.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok())
            .filter(|number| *number > 0)
            .collect::<BTreeSet<u32>>();
        let way = || {
            words
                .iter()
                .skip_while(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        };
        let mut street: BTreeSet<String> = way()
            .filter(|word| !EMPTY.contains(word))
            .map(|word| (*word).to_owned())
            .collect();
        if street.is_empty() {
            // "Place de l'esplanade": the empty words are all it has.
            street = way().map(|word| (*word).to_owned()).collect();
        }
        Self { numbers, street }
    }

    /// How they compare. "Hôtel de ville" alone is a street; "Bourg" alone is nothing.
    pub(super) fn compare(&self, other: &Self) -> SameAddress {
        if self.is_vague() || other.is_vague() {
            let equal = !self.street.is_empty() && self.street == other.street;
            return if equal {
                SameAddress::Street
            } else {
                SameAddress::Unknown
            };
        }
        let (short, long) = if self.street.len() <= other.street.len() {
            (self, other)
        } else {
            (other, self)
        };
        if short.street.is_empty() {
            return SameAddress::Unknown;
        }
        let common = short
            .street
            .iter()
            .filter(|word| long.street.iter().any(|known| same_word(word, known)))
            .count();
        let all = short.street.len() + long.street.len() - common;
        if common < short.street.len() && common * 5 < all * 3 {
            return SameAddress::OtherStreet;
        }
        if self.numbers.is_empty() || other.numbers.is_empty() {
            SameAddress::Street
        } else if self.numbers.intersection(&other.numbers).next().is_some() || self.spans(other) || other.spans(self) {
            SameAddress::Door
        } else {
            SameAddress::OtherNumber
        }
    }

    /// Whether it has no number and no word but those that every village has.
    fn is_vague(&self) -> bool {
        self.numbers.is_empty() && self.street.iter().all(|word| EVERYWHERE.contains(&word.as_str()))
    }

    /// Whether one number of `other` lies within a span ("5-9").
    fn spans(&self, other: &Self) -> bool {
        let ends = self.numbers.first().zip(self.numbers.last());
        ends.is_some_and(|(first, last)| other.numbers.iter().any(|number| first <= number && number <= last))
    }

    /// The street as words that a row can be looked up by.
    pub(super) fn street(&self) -> impl Iterator<Item = &String> {
        self.street.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_compared_without_their_spelling() {
        for (a, b, expected) in [
            ("12, Avenue de la Gare", "12 AV DE LA GARE", SameAddress::Door),
            ("7 - 9 rue Pablo Picasso", "9 Rue Picasso", SameAddress::Door),
            ("12-14 rue Jean-Moulin", "13 Rue Jean Moulin", SameAddress::Door),
            ("30 bis Rue Pétricot", "30 Rue Petricot", SameAddress::Door),
            ("Avenue Laënnec", "22 Avenue Laennec", SameAddress::Street),
            ("12 rue Basse", "14 rue Basse", SameAddress::OtherNumber),
            ("12 rue Basse", "12 rue Haute", SameAddress::OtherStreet),
            (
                "8 place de l'esplanade",
                "Place de l'Hôtel de ville",
                SameAddress::OtherStreet,
            ),
            ("12 rue Basse", "", SameAddress::Unknown),
            ("Le Bourg", "3 rue Basse", SameAddress::Unknown),
        ] {
            assert_eq!(Address::new(a).compare(&Address::new(b)), expected, "{a} / {b}");
            assert_eq!(Address::new(b).compare(&Address::new(a)), expected, "{b} / {a}");
        }
    }
}
