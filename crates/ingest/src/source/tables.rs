//! The part of a TOML file that says what columns mean, and the one that every source shares (`data/vocabularies.toml`).

use super::parse::Refuse;
use super::{Column, Coordinates, Expression, Mapping, Refused, fold, words};
use crate::IngestError;
use crate::normalise::projection;
use chrono::NaiveDate;
use portee_domain::Field;
use serde::de::{Deserialize, Deserializer, Error};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use toml::{Spanned, value::Datetime};

/// The columns and old words that every source may use.
const STANDARD: &str = include_str!("../../../../data/vocabularies.toml");

static STANDARD_MAPPING: LazyLock<Mapping> = LazyLock::new(|| {
    let tables: Tables = toml::from_str(STANDARD).expect("data/vocabularies.toml is built in and read by a test");
    let empty = Mapping {
        columns: Field::ALL.iter().map(|field| (*field, itself(*field))).collect(),
        ..Mapping::default()
    };
    let mapping = tables
        .over(empty, "vocabularies.toml", STANDARD)
        .expect("data/vocabularies.toml is built in and read by a test");
    Mapping {
        expected: Vec::new(),
        ..mapping
    }
});

fn itself(field: Field) -> Column {
    Column {
        alternatives: vec![Expression::column(field.name())],
        days: None,
    }
}

/// The part of a TOML file that says what columns mean.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tables {
    #[serde(default)]
    pub(super) columns: BTreeMap<Field, Spanned<Column>>,
    #[serde(default)]
    pub(super) constants: BTreeMap<Field, Spanned<Vec<String>>>,
    #[serde(default)]
    pub(super) vocabulary: BTreeMap<Field, BTreeMap<String, Spanned<Vec<String>>>>,
    #[serde(default)]
    pub(super) ignored: BTreeSet<String>,
    #[serde(default)]
    pub(super) empty: Vec<String>,
    #[serde(default)]
    pub(super) coordinates: Option<Spanned<Coordinates>>,
    #[serde(default)]
    pub(super) refuse: Vec<Refuse>,
}

impl Mapping {
    /// The columns of the national standard under their own names and their older ones, and the words of its older
    /// vocabularies (`data/vocabularies.toml`).
    #[must_use]
    pub fn standard() -> Self {
        STANDARD_MAPPING.clone()
    }

    /// The old words without the columns: for a source whose columns have nothing of the standard.
    pub(super) fn words_only() -> Self {
        Self {
            columns: BTreeMap::new(),
            ..Self::standard()
        }
    }
}

impl Tables {
    /// Adds these tables to `base`: a column replaces the one of the same field, words are added or replaced.
    pub(super) fn over(self, mut base: Mapping, file: &str, text: &str) -> Result<Mapping, IngestError> {
        let refuse = |span: std::ops::Range<usize>, reason: String| at(file, text, span.start, reason);
        for (field, column) in self.columns {
            let span = column.span();
            let mut column = column.into_inner();
            let mut names = BTreeSet::new();
            column.rename(&mut |name| {
                names.insert(name.clone());
            });
            let nameless = names.iter().any(|name| name.trim().is_empty());
            let says = column
                .alternatives
                .iter()
                .any(|expression| !expression.words().is_empty());
            if nameless || (names.is_empty() && !says) {
                return Err(refuse(span, format!("aucune colonne n'est nommée pour « {field} »")));
            }
            if column.days.is_some() && field != Field::Horaires {
                return Err(refuse(
                    span,
                    format!("« days » ne vaut que pour horaires, pas pour « {field} »"),
                ));
            }
            for expression in &column.alternatives {
                check(field, expression.words()).map_err(|reason| refuse(span.clone(), reason))?;
            }
            if !names.is_empty() {
                base.expected.push(names);
            }
            base.columns.insert(field, column);
        }
        for (field, values) in self.constants {
            check(field, values.as_ref().iter()).map_err(|reason| refuse(values.span(), reason))?;
            base.constants.insert(field, values.into_inner());
        }
        for (field, words) in self.vocabulary {
            for (word, meanings) in words {
                check(field, meanings.as_ref().iter()).map_err(|reason| refuse(meanings.span(), reason))?;
                base.vocabulary
                    .entry(field)
                    .or_default()
                    .insert(fold(&word), meanings.into_inner());
            }
        }
        if let Some(coordinates) = self.coordinates {
            let span = coordinates.span();
            let coordinates = coordinates.into_inner();
            if let Some(code) = coordinates.epsg.filter(|code| !projection::is_known(*code)) {
                return Err(refuse(span, format!("la projection EPSG:{code} n'est pas connue")));
            }
            base.coordinates = coordinates;
            let Mapping {
                coordinates, expected, ..
            } = &mut base;
            coordinates.rename(&mut |name| {
                expected.push([name.clone()].into());
            });
        }
        for refused in self.refuse {
            if refused.when.is_empty() || refused.reason.as_ref().trim().is_empty() {
                let reason = "« refuse » demande au moins une condition, et une raison";
                return Err(refuse(refused.reason.span(), reason.to_owned()));
            }
            base.expected
                .extend(refused.when.iter().map(|condition| [condition.column.clone()].into()));
            base.refused.push(Refused {
                when: refused.when,
                reason: refused.reason.into_inner(),
            });
        }
        base.empty = self.empty.into_iter().collect();
        base.ignored.extend(self.ignored);
        Ok(base)
    }
}

/// Refuses words that are not in the closed vocabulary of the field.
fn check<'a>(field: Field, values: impl IntoIterator<Item = &'a String>) -> Result<(), String> {
    let labels = words::labels(field);
    let wrong = |value: &&String| !labels.is_empty() && !labels.contains(&value.as_str());
    match values.into_iter().find(wrong) {
        Some(wrong) => Err(format!(
            "« {wrong} » n'est pas une valeur de « {field} » dans le standard"
        )),
        None => Ok(()),
    }
}

/// Reads a TOML text, with the line of a mistake.
pub(crate) fn from_toml<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> Result<T, IngestError> {
    toml::from_str(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        at(file, text, start, error.message().to_owned())
    })
}

/// A mistake at a byte offset of a TOML text.
pub(super) fn at(file: &str, text: &str, offset: usize, reason: String) -> IngestError {
    let before = text.as_bytes().iter().take(offset);
    IngestError::Definition {
        file: file.to_owned(),
        line: 1 + before.filter(|byte| **byte == b'\n').count(),
        reason,
    }
}

/// A date written as TOML writes dates: `2024-08-01`.
pub(super) fn date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
    let text = Datetime::deserialize(deserializer)?.to_string();
    let date = text
        .parse()
        .map_err(|_| D::Error::custom(format!("« {text} » n'est pas une date (2024-08-01)")))?;
    Ok(Some(date))
}
