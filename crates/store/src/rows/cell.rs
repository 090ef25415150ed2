//! A row as both stores keep it: cells of six kinds, between the words of the domain and the types of an engine.

use chrono::NaiveDate;
use portee_domain::vocabulary::Vocabulary;
use std::borrow::Cow;
use std::fmt::Display;
use std::str::FromStr;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Text, or nothing.
    Text,
    /// Several texts: joined by `|` in a GeoPackage, `text[]` in PostGIS.
    List,
    /// A whole number, or nothing.
    Whole,
    /// Degrees of the point of a venue: columns that PostGIS derives from the geometry.
    Degrees,
    /// A number, or nothing.
    Real,
    /// A date, or nothing.
    Day,
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell<'a> {
    Null,
    Text(Cow<'a, str>),
    List(Vec<Cow<'a, str>>),
    Whole(i64),
    Degrees(f64),
    Real(f64),
    Day(NaiveDate),
}

/// A table of an edition. The order of `columns` is the order of the cells of a row.
#[derive(Debug)]
pub(crate) struct Table {
    /// Its name in a GeoPackage, where a planner sees it in QGIS: the plural.
    pub(crate) layer: &'static str,
    /// Its name in PostGIS.
    pub(crate) relation: &'static str,
    /// Names and kinds.
    pub(crate) columns: &'static [(&'static str, Kind)],
    /// Whether editions of every version have it. A table that came later counts in the checksum only when it holds
    /// something, and a file without it holds nothing there: editions made before it stay as they were.
    pub(crate) original: bool,
}

pub(crate) fn text(value: &str) -> Cell<'_> {
    Cell::Text(Cow::Borrowed(value))
}

pub(crate) fn optional(value: Option<&str>) -> Cell<'_> {
    value.map_or(Cell::Null, text)
}

pub(crate) fn day(value: Option<NaiveDate>) -> Cell<'static> {
    value.map_or(Cell::Null, Cell::Day)
}

pub(crate) fn real(value: Option<f64>) -> Cell<'static> {
    value.map_or(Cell::Null, Cell::Real)
}

pub(crate) fn whole(value: Option<u32>) -> Cell<'static> {
    value.map_or(Cell::Null, |value| Cell::Whole(value.into()))
}

pub(crate) fn labels<V: Vocabulary>(values: &[V]) -> Cell<'static> {
    Cell::List(values.iter().map(|value| Cow::Borrowed(value.label())).collect())
}

pub(crate) fn texts<'a, T>(values: &'a [T], as_str: impl Fn(&'a T) -> &'a str) -> Cell<'a> {
    Cell::List(values.iter().map(|value| Cow::Borrowed(as_str(value))).collect())
}

/// A row that is not one that we wrote: what is wrong with it, in French.
#[derive(Debug)]
pub(crate) struct BadRow(pub(crate) String);

/// The cells of one row, taken one after the other in the order of its table's columns.
pub(crate) struct Fields<'a> {
    table: &'static Table,
    cells: std::vec::IntoIter<Cell<'a>>,
}

impl<'a> Fields<'a> {
    pub(crate) fn new(table: &'static Table, cells: Vec<Cell<'a>>) -> Self {
        Self {
            table,
            cells: cells.into_iter(),
        }
    }

    /// The refusal of the cell just taken.
    pub(crate) fn bad(&self, why: impl Display) -> BadRow {
        let index = self.table.columns.len().saturating_sub(self.cells.len() + 1);
        let name = self.table.columns.get(index).map_or("?", |(name, _)| *name);
        BadRow(format!("table {}, colonne {name} : {why}", self.table.layer))
    }

    fn next(&mut self) -> Cell<'a> {
        self.cells.next().unwrap_or(Cell::Null)
    }

    /// Leaves a cell out: it is derived from others.
    pub(crate) fn skip(&mut self) {
        self.next();
    }

    pub(crate) fn optional<T: FromStr<Err: Display>>(&mut self) -> Result<Option<T>, BadRow> {
        match self.next() {
            Cell::Null => Ok(None),
            Cell::Text(text) => text.parse().map(Some).map_err(|error| self.bad(error)),
            _ => Err(self.bad("un texte était attendu")),
        }
    }

    pub(crate) fn required<T: FromStr<Err: Display>>(&mut self) -> Result<T, BadRow> {
        self.optional()?.ok_or_else(|| self.bad("valeur absente"))
    }

    /// A text, moved rather than parsed.
    pub(crate) fn text(&mut self) -> Result<Option<String>, BadRow> {
        match self.next() {
            Cell::Null => Ok(None),
            Cell::Text(text) => Ok(Some(text.into_owned())),
            _ => Err(self.bad("un texte était attendu")),
        }
    }

    pub(crate) fn required_text(&mut self) -> Result<String, BadRow> {
        self.text()?.ok_or_else(|| self.bad("valeur absente"))
    }

    pub(crate) fn items<T, E: Display>(&mut self, parse: impl Fn(&str) -> Result<T, E>) -> Result<Vec<T>, BadRow> {
        match self.next() {
            Cell::Null => Ok(Vec::new()),
            Cell::List(items) => items
                .iter()
                .map(|item| parse(item).map_err(|error| self.bad(error)))
                .collect(),
            _ => Err(self.bad("une liste était attendue")),
        }
    }

    pub(crate) fn list<T: FromStr<Err: Display>>(&mut self) -> Result<Vec<T>, BadRow> {
        self.items(str::parse)
    }

    pub(crate) fn labels<V: Vocabulary>(&mut self) -> Result<Vec<V>, BadRow> {
        self.items(V::parse)
    }

    /// A value that stands for a coded word.
    pub(crate) fn word<T: Copy>(&mut self, all: &[T], code: impl Fn(T) -> &'static str) -> Result<T, BadRow> {
        let text = self.required_text()?;
        let found = all.iter().copied().find(|value| code(*value) == text);
        found.ok_or_else(|| self.bad(format!("valeur inconnue « {text} »")))
    }

    pub(crate) fn optional_whole<T: TryFrom<i64, Error: Display>>(&mut self) -> Result<Option<T>, BadRow> {
        match self.next() {
            Cell::Null => Ok(None),
            Cell::Whole(value) => T::try_from(value).map(Some).map_err(|error| self.bad(error)),
            _ => Err(self.bad("un nombre entier était attendu")),
        }
    }

    pub(crate) fn whole<T: TryFrom<i64, Error: Display>>(&mut self) -> Result<T, BadRow> {
        self.optional_whole()?.ok_or_else(|| self.bad("valeur absente"))
    }

    pub(crate) fn degrees(&mut self) -> Result<f64, BadRow> {
        match self.next() {
            Cell::Degrees(value) => Ok(value),
            _ => Err(self.bad("des degrés étaient attendus")),
        }
    }

    pub(crate) fn optional_real(&mut self) -> Result<Option<f64>, BadRow> {
        match self.next() {
            Cell::Null => Ok(None),
            Cell::Real(value) => Ok(Some(value)),
            _ => Err(self.bad("un nombre était attendu")),
        }
    }

    pub(crate) fn real(&mut self) -> Result<f64, BadRow> {
        self.optional_real()?.ok_or_else(|| self.bad("valeur absente"))
    }

    pub(crate) fn day(&mut self) -> Result<Option<NaiveDate>, BadRow> {
        match self.next() {
            Cell::Null => Ok(None),
            Cell::Day(value) => Ok(Some(value)),
            _ => Err(self.bad("une date était attendue")),
        }
    }
}
