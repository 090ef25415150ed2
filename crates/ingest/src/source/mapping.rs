//! From the columns of a source to the fields of the standard: choice of column, lists, constants, old words.

use super::expression::Piece;
use super::{Column, Condition, Coordinates, Empty, Expression, fold, words};
use crate::record::RawRecord;
use portee_domain::Field;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What stands between the hours of two columns of one day.
const BETWEEN_HALF_DAYS: &str = " / ";

/// What stands between the hours of two rows, or of two elements of a list.
const BETWEEN_HOURS: &str = " ; ";

/// What the columns of a source mean. Built from a TOML file, or `Mapping::standard`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Mapping {
    pub(super) columns: BTreeMap<Field, Column>,
    pub(super) constants: BTreeMap<Field, Vec<String>>,
    /// By field: the folded old word, and the words it means now (none: it means nothing for this field).
    pub(super) vocabulary: HashMap<Field, HashMap<String, Vec<String>>>,
    /// Texts that stand for an empty cell, in every column.
    pub(super) empty: Empty,
    /// How the coordinates are written.
    pub(super) coordinates: Coordinates,
    /// Rows that are no venue, each with the reason that the producer reads.
    pub(super) refused: Vec<Refused>,
    /// The columns that the TOML file itself names, and not the standard's; of each set one at least is awaited.
    pub(super) expected: Vec<BTreeSet<String>>,
    /// Columns that are left aside on purpose, each with its reason in the TOML file.
    pub(super) ignored: BTreeSet<String>,
}

/// Rows that the mapping leaves out.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    /// All of these must hold.
    pub when: Vec<Condition>,
    /// Why, in French.
    pub reason: String,
}

/// One value of a source and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The value as the source writes it.
    pub raw: String,
    /// What it means in the words of the standard, as far as the vocabulary tables know; itself when they do not.
    pub meanings: Vec<String>,
    /// Whether a vocabulary table gave the meaning.
    pub translated: bool,
}

impl Mapping {
    /// The texts of a field: columns chosen, lists split, old words translated, constants added; no repeats.
    ///
    /// A field that is no list gives at most one text, or the elements of a JSON list.
    #[must_use]
    pub fn values(&self, record: &RawRecord, field: Field) -> Vec<String> {
        let mut values = Vec::new();
        for text in self.readings(record, field).into_iter().flat_map(|r| r.meanings) {
            if !values.contains(&text) {
                values.push(text);
            }
        }
        values
    }

    /// The same, value by value, with what the source wrote. Constants come last, with no reading of their own text;
    /// for a field that is no list they are used only when the source says nothing.
    #[must_use]
    pub fn readings(&self, record: &RawRecord, field: Field) -> Vec<Reading> {
        let list = words::is_list(field);
        let mut readings: Vec<Reading> = Vec::new();
        let column = self.columns.get(&field);
        for expression in column.iter().flat_map(|column| &column.alternatives) {
            if list || readings.is_empty() {
                let split = |text: &str| self.split(text, field);
                let pieces = expression.pieces(record, &self.empty, list, &split);
                let read = pieces.into_iter().map(|piece| self.read(field, piece));
                readings.extend(read.filter(|reading| {
                    !expression.known_only || reading.translated || words::known(field, &reading.raw)
                }));
            }
        }
        if list || readings.is_empty() {
            readings.extend(self.constants.get(&field).into_iter().flatten().map(|text| Reading {
                raw: text.clone(),
                meanings: vec![text.clone()],
                translated: false,
            }));
        }
        readings
    }

    /// The hours of each day from Monday, when the source has columns of weekdays; of rows that are one venue, those of all.
    #[must_use]
    pub fn day_hours(&self, record: &RawRecord) -> Option<[Option<String>; 7]> {
        let days = self.columns.get(&Field::Horaires)?.days.as_ref()?;
        let rows = record.rows();
        Some(days.each_ref().map(|parts| {
            let said = |row| {
                parts
                    .iter()
                    .filter_map(move |part: &Expression| part.first(row, &self.empty))
            };
            let mut texts: Vec<String> = Vec::new();
            for row in &rows {
                let of_row: Vec<String> = said(row).collect();
                let of_row = of_row.join(BETWEEN_HALF_DAYS);
                if !of_row.is_empty() && !texts.contains(&of_row) {
                    texts.push(of_row);
                }
            }
            (!texts.is_empty()).then(|| texts.join(BETWEEN_HALF_DAYS))
        }))
    }

    /// The hours that the source writes in words; of rows that are one venue, or of a JSON list, all of them.
    #[must_use]
    pub fn written_hours(&self, record: &RawRecord) -> Option<String> {
        let mut texts: Vec<String> = Vec::new();
        for row in record.rows() {
            for text in self.values(&row, Field::Horaires) {
                if !texts.contains(&text) {
                    texts.push(text);
                }
            }
        }
        (!texts.is_empty()).then(|| texts.join(BETWEEN_HOURS))
    }

    /// How the coordinates of a row are written.
    #[must_use]
    pub fn coordinates(&self) -> &Coordinates {
        &self.coordinates
    }

    /// The texts of a row that an expression of the mapping gives, with the mapping's empty words.
    #[must_use]
    pub(crate) fn first(&self, record: &RawRecord, expression: &Expression) -> Option<String> {
        expression.first(record, &self.empty)
    }

    /// Why the mapping leaves a row out, when it does.
    #[must_use]
    pub fn refusal(&self, record: &RawRecord) -> Option<&str> {
        let holds = |refused: &&Refused| refused.when.iter().all(|condition| condition.holds(record));
        Some(self.refused.iter().find(holds)?.reason.as_str())
    }

    /// The mapping for a file that has these columns, and the columns it awaits in vain: those of an entry of which the
    /// file has none.
    ///
    /// A name that the file does not have is the one that differs from it by case, accents and spacing alone.
    #[must_use]
    pub fn bound(&self, seen: &BTreeSet<String>) -> (Self, BTreeSet<String>) {
        let folded: HashMap<String, &String> = seen.iter().map(|name| (fold(name), name)).collect();
        let found = |name: &String| match folded.get(&fold(name)) {
            _ if has(seen, name) => Some(name.clone()),
            found => found.map(|name| (*name).clone()),
        };
        let vain = self
            .expected
            .iter()
            .filter(|names| names.iter().all(|name| found(name).is_none()));
        let missing = vain.flatten().cloned().collect();
        let mut bound = self.clone();
        bound.rename(&mut |name| {
            if let Some(found) = found(name) {
                *name = found;
            }
        });
        (bound, missing)
    }

    /// The columns seen in a file that no field reads, neither themselves nor a part of them; those that the TOML file
    /// leaves aside on purpose are not in it. An `ignored` name that ends in `*` stands for all that begin like it.
    #[must_use]
    pub fn ignored_columns(&self, seen: &BTreeSet<String>) -> Vec<String> {
        let mut read: BTreeSet<String> = BTreeSet::new();
        self.clone().rename(&mut |name| {
            read.insert(fold(name));
        });
        let aside = |name: &str| {
            let name = fold(name);
            self.ignored.iter().any(|ignored| match ignored.strip_suffix('*') {
                Some(start) => name.starts_with(&fold(start)),
                None => is_under(&name, &fold(ignored)),
            })
        };
        let is_read = |name: &str| {
            let name = fold(name);
            read.iter()
                .any(|column| is_under(&name, column) || is_under(column, &name))
        };
        let unread = seen.iter().filter(|name| !is_read(name) && !aside(name));
        unread.cloned().collect()
    }

    pub(super) fn rename(&mut self, rename: &mut dyn FnMut(&mut String)) {
        for column in self.columns.values_mut() {
            column.rename(rename);
        }
        self.coordinates.rename(rename);
        for condition in self.refused.iter_mut().flat_map(|refused| &mut refused.when) {
            rename(&mut condition.column);
        }
    }

    fn split(&self, text: &str, field: Field) -> Vec<String> {
        if !words::is_list(field) || self.knows(field, text) {
            return vec![text.trim().to_owned()];
        }
        let parts = |text: &str, separators: &str| -> Vec<String> {
            let parts = text.split(|c| separators.contains(c)).map(str::trim);
            parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
        };
        parts(text, words::separators(field))
            .into_iter()
            .flat_map(|piece| {
                // A comma may belong to a word ("Gratuit : … (situation familiale, convention…)"), so it separates
                // only when every part is then a word of the vocabulary.
                let commas = parts(&piece, ",");
                let split = commas.len() > 1 && !self.knows(field, &piece);
                if split && commas.iter().all(|part| self.knows(field, part)) {
                    commas
                } else {
                    vec![piece]
                }
            })
            .collect()
    }

    fn knows(&self, field: Field, text: &str) -> bool {
        words::known(field, text)
            || self
                .vocabulary
                .get(&field)
                .is_some_and(|words| words.contains_key(&fold(text)))
    }

    fn read(&self, field: Field, piece: Piece) -> Reading {
        let own = piece.meanings;
        let meanings = own.or_else(|| self.vocabulary.get(&field)?.get(&fold(&piece.raw)).cloned());
        Reading {
            translated: meanings.is_some(),
            meanings: meanings.unwrap_or_else(|| vec![piece.raw.clone()]),
            raw: piece.raw,
        }
    }
}

/// Whether a column is another, or a part of it: `adresse.voie` of `adresse`.
fn is_under(name: &str, whole: &str) -> bool {
    name.strip_prefix(whole)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Whether a file has a column, itself, as a part of it or as a whole that it is a part of (an element of a list).
fn has(seen: &BTreeSet<String>, name: &str) -> bool {
    seen.contains(name)
        || seen
            .iter()
            .any(|column| is_under(column, name) || is_under(name, column))
}
