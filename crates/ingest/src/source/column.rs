//! Which columns of a source hold a field, as a TOML file says it.

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer};
use std::fmt;

/// One column per weekday, each with hours such as `09:00 - 12:00 / 13:30 - 17:00`. A day without a column is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Days {
    lundi: Option<String>,
    mardi: Option<String>,
    mercredi: Option<String>,
    jeudi: Option<String>,
    vendredi: Option<String>,
    samedi: Option<String>,
    dimanche: Option<String>,
}

impl Days {
    /// The columns from Monday to Sunday.
    #[must_use]
    pub fn columns(&self) -> [Option<&str>; 7] {
        [
            &self.lundi,
            &self.mardi,
            &self.mercredi,
            &self.jeudi,
            &self.vendredi,
            &self.samedi,
            &self.dimanche,
        ]
        .map(Option::as_deref)
    }
}

/// Where the values of a field are. In TOML: a name, a list of names, or a table with these keys.
///
/// A list unites all its columns; a single value is the first column that is not empty. A name with dots leads into
/// nested JSON.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Column {
    /// The columns, best first.
    pub names: Vec<String>,
    /// Columns that hold several fields mixed: only words that this field knows are taken from them.
    pub known_only: Vec<String>,
    /// Columns whose values, one after the other, make one text (`numero`, `voie`); used when `names` give nothing.
    pub join: Vec<String>,
    /// The characters that separate the values of a list; none: those of the standard.
    pub separators: Option<String>,
    /// For `horaires`: one column per weekday.
    pub days: Option<Days>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    known_only: Vec<String>,
    #[serde(default)]
    join: Vec<String>,
    separators: Option<String>,
    days: Option<Days>,
}

impl Column {
    /// Every column that is read, for the report of those that are not.
    pub(super) fn all_names(&self) -> impl Iterator<Item = &str> {
        let days = self.days.iter().flat_map(|days| days.columns().into_iter().flatten());
        let names = self.names.iter().chain(&self.known_only).chain(&self.join);
        names.map(String::as_str).chain(days)
    }
}

impl<'de> Deserialize<'de> for Column {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ColumnVisitor)
    }
}

struct ColumnVisitor;

impl<'de> Visitor<'de> for ColumnVisitor {
    type Value = Column;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("un nom de colonne, une liste de noms, ou une table (names, known_only, join, separators, days)")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<Column, E> {
        Ok(Column {
            names: vec![name.to_owned()],
            ..Column::default()
        })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Column, A::Error> {
        let mut names = Vec::new();
        while let Some(name) = sequence.next_element()? {
            names.push(name);
        }
        Ok(Column {
            names,
            ..Column::default()
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Column, A::Error> {
        let table = Table::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Column {
            names: table.names,
            known_only: table.known_only,
            join: table.join,
            separators: table.separators,
            days: table.days,
        })
    }
}
