//! From the columns of a source to the fields of the standard: choice of column, lists, constants, old words.

use super::{Column, fold, words};
use crate::record::{RawRecord, texts};
use portee_domain::Field;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What the columns of a source mean. Built from a TOML file, or `Mapping::standard`.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapping {
    pub(super) columns: BTreeMap<Field, Column>,
    pub(super) constants: BTreeMap<Field, Vec<String>>,
    /// By field: the folded old word, and the words it means now (none: it means nothing for this field).
    pub(super) vocabulary: HashMap<Field, HashMap<String, Vec<String>>>,
    /// Columns that are left aside on purpose, each with its reason in the TOML file.
    pub(super) ignored: BTreeSet<String>,
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
        if let Some(column) = self.columns.get(&field) {
            for name in &column.names {
                if list || readings.is_empty() {
                    readings.extend(
                        self.pieces(record, field, column, name)
                            .map(|raw| self.read(field, raw)),
                    );
                }
            }
            for name in &column.known_only {
                let pieces = self
                    .pieces(record, field, column, name)
                    .map(|raw| self.read(field, raw));
                readings.extend(pieces.filter(|reading| reading.translated || words::known(field, &reading.raw)));
            }
            if readings.is_empty() {
                readings.extend(
                    joined(record, &column.join)
                        .into_iter()
                        .map(|raw| self.read(field, raw)),
                );
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

    /// The hours of each day from Monday, when the source has one column per weekday.
    #[must_use]
    pub fn day_hours(&self, record: &RawRecord) -> Option<[Option<String>; 7]> {
        let days = self.columns.get(&Field::Horaires)?.days.as_ref()?;
        let hours = |name: &str| record.get(name).and_then(|value| texts(value).into_iter().next());
        Some(days.columns().map(|name| name.and_then(hours)))
    }

    /// The columns seen in a file that no field reads, neither themselves nor a part of them; those that the TOML file
    /// leaves aside on purpose are not in it.
    #[must_use]
    pub fn ignored_columns(&self, seen: &BTreeSet<String>) -> Vec<String> {
        let read: BTreeSet<&str> = self.columns.values().flat_map(Column::all_names).collect();
        let aside = |name: &str| {
            self.ignored
                .iter()
                .any(|i| name == i || name.strip_prefix(i.as_str()).is_some_and(|rest| rest.starts_with('.')))
        };
        seen.iter()
            .filter(|name| !read.contains(name.as_str()) && !aside(name))
            .cloned()
            .collect()
    }

    /// The texts of one column, split when the field is a list.
    fn pieces<'a>(
        &'a self,
        record: &RawRecord,
        field: Field,
        column: &'a Column,
        name: &str,
    ) -> impl Iterator<Item = String> + use<'a> {
        let separators = column.separators.as_deref().unwrap_or_else(|| words::separators(field));
        let texts = record.get(name).map(texts).unwrap_or_default();
        texts
            .into_iter()
            .flat_map(move |text| self.split(&text, field, separators))
    }

    fn split(&self, text: &str, field: Field, separators: &str) -> Vec<String> {
        if !words::is_list(field) || self.knows(field, text) {
            return vec![text.to_owned()];
        }
        let parts = |text: &str, separators: &str| -> Vec<String> {
            let parts = text.split(|c| separators.contains(c)).map(str::trim);
            parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
        };
        parts(text, separators)
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

    fn read(&self, field: Field, raw: String) -> Reading {
        let meanings = self.vocabulary.get(&field).and_then(|words| words.get(&fold(&raw)));
        Reading {
            translated: meanings.is_some(),
            meanings: meanings.cloned().unwrap_or_else(|| vec![raw.clone()]),
            raw,
        }
    }
}

fn joined(record: &RawRecord, columns: &[String]) -> Option<String> {
    let parts: Vec<String> = columns
        .iter()
        .filter_map(|name| record.get(name))
        .flat_map(texts)
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}
