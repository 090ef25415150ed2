//! Place search for people: by name, postcode or code, as they type.
//!
//! Every name is compared with the query (about 40,000, a fraction of a millisecond): a set of letters per name rules
//! nearly all of them out with one operation, because one typo brings in at most one letter that the name has not.

use crate::{
    Commune, Departement, Geography,
    geography::Content,
    names::{self, Name},
};
use portee_domain::Postcode;
use std::{cmp::Reverse, collections::HashMap};

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
    population: u32,
    pub(crate) name: Name,
    pub(crate) commune: u32,
    /// Index into the former communes, when the name is one of theirs.
    pub(crate) former: Option<u32>,
}

/// All names, current and former.
#[derive(Debug)]
pub(crate) struct SearchIndex {
    pub(crate) entries: Vec<Entry>,
    /// The letters of each entry's name, apart so that they pass through the cache at full speed.
    letters: Vec<u64>,
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

/// An entry that answers, how well, and the postcode that the query asks for.
type Match<'a> = (Quality, &'a Entry, Option<&'a Postcode>);

/// Typos are looked for from this number of letters on; a shorter word would match half the country.
const SHORTEST_WITH_TYPO: usize = 4;

impl SearchIndex {
    pub(crate) fn new(content: &Content, by_code: &HashMap<Box<str>, u32>) -> Self {
        let entry = |text: &str, commune: u32, former: Option<u32>| Entry {
            population: content.communes[commune as usize].population.unwrap_or_default(),
            name: Name::new(text),
            commune,
            former,
        };
        let current = (0_u32..)
            .zip(&content.communes)
            .map(|(i, commune)| entry(&commune.name, i, None));
        let past = (0_u32..).zip(&content.former).filter_map(|(i, former)| {
            let successor = *by_code.get(former.successor.as_str())?;
            Some(entry(former.name.as_deref()?, successor, Some(i)))
        });
        let entries: Vec<Entry> = current.chain(past).collect();
        let letters = entries.iter().map(|entry| names::letters(&entry.name.strict)).collect();
        Self { entries, letters }
    }

    /// The entries whose names lack at most `missing` of these letters.
    fn with_letters(&self, letters: u64, missing: u32) -> impl Iterator<Item = &Entry> {
        let close = move |(_, own): &(&Entry, &u64)| (letters & !**own).count_ones() <= missing;
        self.entries
            .iter()
            .zip(&self.letters)
            .filter(close)
            .map(|(entry, _)| entry)
    }
}

/// How well a name that holds the query as it is answers it, if at all.
fn quality(wanted: &Name, name: &Name) -> Option<Quality> {
    let plain = wanted.strict == wanted.loose && name.strict == name.loose;
    if name.strict.starts_with(&wanted.strict) {
        let same = name.strict.len() == wanted.strict.len();
        return Some(if same { Quality::Same } else { Quality::Beginning });
    }
    if !plain && name.loose.starts_with(&wanted.loose) {
        let same = name.loose.len() == wanted.loose.len();
        return Some(if same {
            Quality::SameWithoutArticles
        } else {
            Quality::BeginningWithoutArticles
        });
    }
    let in_the_middle =
        word_starts_with(&name.strict, &wanted.strict) || !plain && word_starts_with(&name.loose, &wanted.loose);
    in_the_middle.then_some(Quality::BeginningOfAWord)
}

/// How well a name answers a query that holds one typo, if at all.
fn quality_with_typo(wanted: &Name, name: &Name) -> Option<Quality> {
    let plain = wanted.strict == wanted.loose && name.strict == name.loose;
    let either = |close: fn(&str, &str) -> bool| {
        close(&wanted.loose, &name.loose) || !plain && close(&wanted.strict, &name.strict)
    };
    if either(names::one_edit_apart) {
        Some(Quality::Typo)
    } else {
        either(names::one_edit_from_beginning).then_some(Quality::TypoInBeginning)
    }
}

fn word_starts_with(name: &str, beginning: &str) -> bool {
    let (name, beginning) = (name.as_bytes(), beginning.as_bytes());
    let last = name.len().saturating_sub(beginning.len());
    (1..=last).any(|at| name[at - 1] == b' ' && name[at..].starts_with(beginning))
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
    /// to those of today. Ranked by how well the name matches, then by population. When no name answers, the communes of
    /// the départements so named ([`Geography::departements_named`]): "Wallis".
    #[must_use]
    pub fn search(&self, query: &str, limit: usize) -> Vec<PlaceMatch<'_>> {
        let asked = Query::new(query);
        let whole: String = query.chars().take(100).collect();
        let names = |typo: bool| match (&asked.code, asked.text.is_empty()) {
            (Some(_), true) if typo => Vec::new(),
            (Some(code), true) => self.by_digits(code),
            (Some(code), false) => {
                let mut matches = self.by_name(&whole, None, typo);
                matches.extend(self.by_name(&asked.text, Some(code), typo));
                matches
            }
            (None, _) => self.by_name(&whole, None, typo),
        };
        // Typos are ranked after everything else: they are looked for only when there is room.
        let mut places = Vec::new();
        self.add_best(names(false), limit, &mut places);
        if places.is_empty() {
            self.add_best(self.by_departement(&whole), limit, &mut places);
        }
        if places.len() < limit {
            self.add_best(names(true), limit, &mut places);
        }
        places
    }

    /// The départements and collectivities that a person may mean: the text is the whole name or its first words
    /// ("drome", "Saint Pierre et Miquelon", "wallis"), accents, case, hyphens and articles forgiven. By code.
    #[must_use]
    pub fn departements_named(&self, text: &str) -> Vec<&Departement> {
        let wanted = Name::new(text).loose;
        let first_words = |departement: &&Departement| {
            let name = Name::new(&departement.name).loose;
            let rest = name.strip_prefix(&wanted);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        if wanted.is_empty() {
            return Vec::new();
        }
        self.departements().iter().filter(first_words).collect()
    }

    /// The communes of the départements so named.
    fn by_departement(&self, text: &str) -> Vec<Match<'_>> {
        let named = self.departements_named(text);
        let inside = |entry: &&Entry| {
            let commune = self.at(entry.commune);
            let of = |departement: &&Departement| departement.code == commune.departement;
            entry.former.is_none() && commune.parent.is_none() && named.iter().any(of)
        };
        let entries = self.search.entries.iter().filter(|_| !named.is_empty());
        let inside = entries.filter(inside);
        inside.map(|entry| (Quality::BeginningOfAWord, entry, None)).collect()
    }

    fn add_best<'a>(&'a self, mut matches: Vec<Match<'a>>, limit: usize, places: &mut Vec<PlaceMatch<'a>>) {
        matches.sort_unstable_by_key(|(quality, entry, _)| {
            (
                *quality,
                entry.former.is_some(),
                Reverse(entry.population),
                entry.commune,
                entry.former,
            )
        });
        for (_, entry, postcode) in matches {
            if places.len() == limit {
                return;
            }
            let code = &self.at(entry.commune).code;
            if places.iter().all(|place| place.commune.code != *code) {
                places.push(self.place(entry, postcode));
            }
        }
    }

    fn by_digits<'a>(&'a self, code: &str) -> Vec<Match<'a>> {
        // The names of the current communes come first in the index, in the order of the communes.
        let entry = |commune: u32| &self.search.entries[commune as usize];
        let using = self
            .by_postcode
            .iter()
            .filter(|(postcode, _)| postcode.starts_with(code));
        let mut matches: Vec<Match<'a>> = using
            .flat_map(|(_, communes)| communes)
            .map(|&commune| {
                // A whole postcode of Paris means the arrondissement first.
                let whole_city = code.len() == 5 && self.arrondissements.contains_key(&commune);
                let quality = if whole_city { Quality::Beginning } else { Quality::Same };
                (quality, entry(commune), first_with(self.at(commune), code))
            })
            .collect();
        let coded = self.by_code.get(code);
        matches.extend(coded.map(|&commune| (Quality::Beginning, entry(commune), None)));
        matches
    }

    fn by_name<'a>(&'a self, text: &str, code: Option<&str>, typo: bool) -> Vec<Match<'a>> {
        let wanted = Name::new(text);
        if wanted.strict.is_empty() || typo && wanted.loose.len() < SHORTEST_WITH_TYPO {
            return Vec::new();
        }
        let answers = if typo { quality_with_typo } else { quality };
        self.search
            .with_letters(names::letters(&wanted.loose), u32::from(typo))
            .filter_map(|entry| {
                let quality = answers(&wanted, &entry.name)?;
                let postcode = match code {
                    Some(code) => Some(first_with(self.at(entry.commune), code)?),
                    None => None,
                };
                Some((quality, entry, postcode))
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
