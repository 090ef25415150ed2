//! Place search for people: by name, postcode or code, as they type.
//!
//! Every name is compared with the query (about 40,000, a fraction of a millisecond): a set of letters per name rules
//! nearly all of them out with one operation, because one typo brings in at most one letter that the name has not.

use crate::{
    Commune, Geography,
    geography::Content,
    names::{self, Name},
};
use portee_domain::Postcode;
use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};

/// A place that answers a search.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceMatch<'a> {
    /// The commune or arrondissement.
    pub commune: &'a Commune,
    /// Its name for a list: "Die (26150)", "Paris (75)".
    pub label: String,
    /// The name of a former commune, when that is what matched.
    pub via: Option<String>,
    /// The postcode asked for, otherwise the commune's first.
    pub postcode: Option<&'a Postcode>,
}

/// A name that leads to a commune.
#[derive(Debug)]
pub(crate) struct Entry {
    letters: u64,
    pub(crate) name: Name,
    pub(crate) commune: u32,
    /// Index into the former communes, when the name is one of theirs.
    pub(crate) former: Option<u32>,
}

/// All names, current and former.
#[derive(Debug)]
pub(crate) struct SearchIndex {
    pub(crate) entries: Vec<Entry>,
}

/// How well a name answers, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Quality {
    Same,
    SameWithoutArticles,
    Beginning,
    BeginningWithoutArticles,
    BeginningOfAWord,
    Typo,
    TypoInBeginning,
}

/// Typos are looked for from this number of letters on; a shorter word would match half the country.
const SHORTEST_WITH_TYPO: usize = 4;

impl SearchIndex {
    pub(crate) fn new(content: &Content, by_code: &HashMap<Box<str>, u32>) -> Self {
        let entry = |text: &str, commune: u32, former: Option<u32>| {
            let name = Name::new(text);
            Entry {
                letters: names::letters(&name.strict),
                name,
                commune,
                former,
            }
        };
        let current = (0_u32..)
            .zip(&content.communes)
            .map(|(i, commune)| entry(&commune.name, i, None));
        let past = (0_u32..).zip(&content.former).filter_map(|(i, former)| {
            let successor = *by_code.get(former.successor.as_str())?;
            Some(entry(former.name.as_deref()?, successor, Some(i)))
        });
        Self {
            entries: current.chain(past).collect(),
        }
    }
}

/// A query in comparable form.
pub(crate) struct Wanted {
    name: Name,
    letters: u64,
    typos: bool,
}

impl Wanted {
    pub(crate) fn new(text: &str) -> Self {
        let name = Name::new(text);
        let letters = names::letters(&name.loose);
        let typos = name.loose.len() >= SHORTEST_WITH_TYPO;
        Self { name, letters, typos }
    }

    /// How well the entry answers, if at all.
    pub(crate) fn quality(&self, entry: &Entry) -> Option<Quality> {
        let foreign = (self.letters & !entry.letters).count_ones();
        if foreign > 1 || foreign == 1 && !self.typos || self.name.strict.is_empty() {
            return None;
        }
        let (wanted, name) = (&self.name, &entry.name);
        if foreign == 0 {
            if name.strict == wanted.strict {
                return Some(Quality::Same);
            }
            if name.loose == wanted.loose {
                return Some(Quality::SameWithoutArticles);
            }
            if name.strict.starts_with(&wanted.strict) {
                return Some(Quality::Beginning);
            }
            if name.loose.starts_with(&wanted.loose) {
                return Some(Quality::BeginningWithoutArticles);
            }
            if word_starts_with(&name.strict, &wanted.strict) || word_starts_with(&name.loose, &wanted.loose) {
                return Some(Quality::BeginningOfAWord);
            }
        }
        if !self.typos {
            return None;
        }
        let either =
            |close: fn(&str, &str) -> bool| close(&wanted.strict, &name.strict) || close(&wanted.loose, &name.loose);
        if either(names::one_edit_apart) {
            Some(Quality::Typo)
        } else {
            either(names::one_edit_from_beginning).then_some(Quality::TypoInBeginning)
        }
    }
}

fn word_starts_with(name: &str, beginning: &str) -> bool {
    name.match_indices(' ')
        .any(|(space, _)| name[space + 1..].starts_with(beginning))
}

/// What a text to search for holds besides a name.
struct Query {
    text: String,
    /// Two to five digits, or a whole commune code: `26`, `26150`, `2A004`.
    code: Option<String>,
}

impl Query {
    /// Splits "Die 26150" and "26150 Die"; "26 150" is one number.
    fn new(text: &str) -> Self {
        let text: String = text.chars().take(100).collect();
        let joined: String = text.split_whitespace().collect::<String>().to_ascii_uppercase();
        let numeric = |word: &str| (2..=5).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
        let corsican =
            joined.len() == 5 && (joined.starts_with("2A") || joined.starts_with("2B")) && numeric(&joined[2..]);
        if numeric(&joined) || corsican {
            return Self {
                text: String::new(),
                code: Some(joined),
            };
        }
        let mut words: Vec<&str> = text
            .split([' ', ',', '(', ')'])
            .filter(|word| !word.is_empty())
            .collect();
        let code = match (words.first().copied(), words.last().copied()) {
            (_, Some(last)) if numeric(last) => words.pop(),
            (Some(first), _) if numeric(first) => Some(words.remove(0)),
            _ => None,
        };
        Self {
            text: words.join(" "),
            code: code.map(str::to_owned),
        }
    }
}

impl Geography {
    /// The places that a person may mean, best first, at most `limit`, each commune once.
    ///
    /// A name or its beginning, a postcode or its beginning, an INSEE code, or a name with a postcode. Accents, case,
    /// hyphens, "St" for "Saint", articles and one typo are forgiven; "lyon 3" is an arrondissement; former communes lead
    /// to those of today. Ranked by how well the name matches, then by population.
    #[must_use]
    pub fn search(&self, query: &str, limit: usize) -> Vec<PlaceMatch<'_>> {
        let asked = Query::new(query);
        let whole: String = query.chars().take(100).collect();
        let mut matches = match (&asked.code, asked.text.is_empty()) {
            (Some(code), true) => self.by_digits(code),
            (Some(code), false) => {
                let mut matches = self.by_name(&whole, None);
                matches.extend(self.by_name(&asked.text, Some(code)));
                matches
            }
            (None, _) => self.by_name(&whole, None),
        };
        matches.sort_by_key(|(quality, entry, _)| {
            let commune = self.at(entry.commune);
            (
                *quality,
                entry.former.is_some(),
                Reverse(commune.population),
                entry.commune,
            )
        });
        let mut seen = HashSet::new();
        matches.retain(|(_, entry, _)| seen.insert(entry.commune));
        matches.truncate(limit);
        matches
            .into_iter()
            .map(|(_, entry, postcode)| self.place(entry, postcode))
            .collect()
    }

    fn by_digits<'a>(&'a self, code: &str) -> Vec<(Quality, &'a Entry, Option<&'a Postcode>)> {
        let former = self.by_code.get(code).copied();
        let entries = self.search.entries.iter().filter(|entry| entry.former.is_none());
        entries
            .filter_map(|entry| match first_with(self.at(entry.commune), code) {
                // A whole postcode of Paris means the arrondissement first.
                Some(postcode) if code.len() == 5 && self.arrondissements.contains_key(&entry.commune) => {
                    Some((Quality::Beginning, entry, Some(postcode)))
                }
                Some(postcode) => Some((Quality::Same, entry, Some(postcode))),
                None if former == Some(entry.commune) => Some((Quality::Beginning, entry, None)),
                None => None,
            })
            .collect()
    }

    fn by_name<'a>(&'a self, text: &str, code: Option<&str>) -> Vec<(Quality, &'a Entry, Option<&'a Postcode>)> {
        let wanted = Wanted::new(text);
        let entries = self.search.entries.iter();
        entries
            .filter_map(|entry| {
                let quality = wanted.quality(entry)?;
                match code {
                    Some(code) => Some((quality, entry, Some(first_with(self.at(entry.commune), code)?))),
                    None => Some((quality, entry, None)),
                }
            })
            .collect()
    }

    fn place<'a>(&'a self, entry: &Entry, asked: Option<&'a Postcode>) -> PlaceMatch<'a> {
        let commune = self.at(entry.commune);
        let postcode = asked.or_else(|| commune.postcodes.first());
        let whole_city = asked.is_none() && self.arrondissements.contains_key(&entry.commune);
        let hint = match postcode {
            Some(postcode) if !whole_city => postcode.as_str(),
            _ => commune.departement.as_str(),
        };
        PlaceMatch {
            commune,
            label: format!("{} ({hint})", commune.name),
            via: entry.former.and_then(|i| self.content.former[i as usize].name.clone()),
            postcode,
        }
    }
}

fn first_with<'a>(commune: &'a Commune, digits: &str) -> Option<&'a Postcode> {
    commune
        .postcodes
        .iter()
        .find(|postcode| postcode.as_str().starts_with(digits))
}
