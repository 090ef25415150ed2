//! The part of a TOML file that says what columns mean, and the one that every source shares (`data/vocabularies.toml`).

use super::{Column, Mapping, fold, words};
use crate::IngestError;
use chrono::NaiveDate;
use portee_domain::Field;
use serde::de::{Deserialize, Deserializer, Error};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;
use toml::{Spanned, value::Datetime};

/// The columns and old words that every source may use.
const STANDARD: &str = include_str!("../../../../data/vocabularies.toml");

static STANDARD_MAPPING: LazyLock<Mapping> = LazyLock::new(|| {
    let tables: Tables = toml::from_str(STANDARD).expect("data/vocabularies.toml is built in and read by a test");
    let empty = Mapping {
        columns: Field::ALL.iter().map(|field| (*field, itself(*field))).collect(),
        constants: BTreeMap::new(),
        vocabulary: HashMap::new(),
        ignored: BTreeSet::new(),
    };
    tables
        .over(empty, "vocabularies.toml", STANDARD)
        .expect("data/vocabularies.toml is built in and read by a test")
});

fn itself(field: Field) -> Column {
    Column {
        names: vec![field.name().to_owned()],
        ..Column::default()
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
            let column = column.into_inner();
            if column.all_names().all(str::is_empty) {
                return Err(refuse(span, format!("aucune colonne n'est nommée pour « {field} »")));
            }
            if column.days.is_some() && field != Field::Horaires {
                return Err(refuse(
                    span,
                    format!("« days » ne vaut que pour horaires, pas pour « {field} »"),
                ));
            }
            base.columns.insert(field, column);
        }
        for (field, values) in self.constants {
            check(field, values.as_ref()).map_err(|reason| refuse(values.span(), reason))?;
            base.constants.insert(field, values.into_inner());
        }
        for (field, words) in self.vocabulary {
            for (word, meanings) in words {
                check(field, meanings.as_ref()).map_err(|reason| refuse(meanings.span(), reason))?;
                base.vocabulary
                    .entry(field)
                    .or_default()
                    .insert(fold(&word), meanings.into_inner());
            }
        }
        base.ignored.extend(self.ignored);
        Ok(base)
    }
}

/// Refuses words that are not in the closed vocabulary of the field.
fn check(field: Field, values: &[String]) -> Result<(), String> {
    let labels = words::labels(field);
    match values
        .iter()
        .find(|value| !labels.is_empty() && !labels.contains(&value.as_str()))
    {
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
