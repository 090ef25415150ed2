//! Reading an edition from a GeoPackage.

use super::list;
use crate::rows::assemble::Assembly;
use crate::rows::cell::{BadRow, Cell, Kind, Table};
use crate::rows::{TableId, cell};
use chrono::{DateTime, Utc};
use futures::TryStreamExt;
use portee_domain::Edition;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, SeqAccess, Visitor};
use sqlx::sqlite::{SqliteConnectOptions, SqliteRow};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Row};
use std::borrow::Cow;
use std::fmt;
use std::path::Path;

/// Reads the edition that this file holds and checks its content against `checksum`. Whatever goes wrong, the file is
/// not one that we wrote.
pub(super) async fn read(path: &Path, checksum: &str) -> Result<Edition, BadRow> {
    let mut file = SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .immutable(true)
        .row_buffer_size(1_000)
        // Tables are read whole: long statements are no news.
        .disable_statement_logging()
        .connect()
        .await?;
    let made: String = sqlx::query_scalar("SELECT cree_le FROM edition")
        .fetch_one(&mut file)
        .await?;
    let made: DateTime<Utc> = made.parse().map_err(|error| BadRow(format!("cree_le : {error}")))?;
    let mut assembly = Assembly::new(made);
    let layers: Vec<String> = sqlx::query_scalar("SELECT name FROM sqlite_master WHERE type = 'table'")
        .fetch_all(&mut file)
        .await?;
    for id in TableId::ALL {
        let table = id.table();
        assembly.table(id);
        if !table.original && !layers.iter().any(|layer| layer == table.layer) {
            continue; // a file of an earlier version
        }
        // Names come from our own table of columns.
        let mut rows = sqlx::query(AssertSqlSafe(statement(table))).fetch(&mut file);
        while let Some(row) = rows.try_next().await? {
            assembly.row(id, cells(table, &row)?)?;
        }
    }
    file.close().await?;
    assembly.finish(checksum)
}

/// Whether JSON might not give the value back to the bit.
fn is_float(kind: Kind) -> bool {
    matches!(kind, Kind::Degrees | Kind::Real)
}

/// A row comes as one text, and each of its floats: thirty values a row, each copied by one thread and freed by another, would take
/// most of the time of a load.
fn statement(table: &Table) -> String {
    let names = |floats: bool| {
        let columns = table.columns.iter().filter(move |(_, kind)| is_float(*kind) == floats);
        columns.map(|(name, _)| format!("\"{name}\"")).collect::<Vec<String>>()
    };
    let row = [vec![format!("json_array({})", names(false).join(", "))], names(true)].concat();
    format!("SELECT {} FROM {} ORDER BY fid", row.join(", "), table.layer)
}

fn cells<'r>(table: &'static Table, row: &'r SqliteRow) -> Result<Vec<Cell<'r>>, sqlx::Error> {
    let text: &str = row.try_get_unchecked(0)?;
    let mut json = serde_json::Deserializer::from_str(text);
    let cells = Cells { table, row }.deserialize(&mut json);
    cells.map_err(|error| sqlx::Error::Decode(Box::new(error)))
}

/// The cells of a row, in the order of its table's columns.
struct Cells<'r> {
    table: &'static Table,
    row: &'r SqliteRow,
}

/// A text that is borrowed from the row unless something in it is escaped.
#[derive(Deserialize)]
struct Text<'r>(#[serde(borrow)] Cow<'r, str>);

impl<'r> DeserializeSeed<'r> for Cells<'r> {
    type Value = Vec<Cell<'r>>;

    fn deserialize<D: Deserializer<'r>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'r> Visitor<'r> for Cells<'r> {
    type Value = Vec<Cell<'r>>;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "une ligne de la table {}", self.table.layer)
    }

    fn visit_seq<A: SeqAccess<'r>>(self, mut values: A) -> Result<Self::Value, A::Error> {
        let mut cells = Vec::with_capacity(self.table.columns.len());
        let mut floats = 1..;
        for (_, kind) in self.table.columns {
            let mut float = || -> Result<Option<f64>, A::Error> {
                let index = floats.next().unwrap_or_default();
                self.row.try_get_unchecked(index).map_err(A::Error::custom)
            };
            cells.push(match kind {
                Kind::Text => text(&mut values)?.map_or(Cell::Null, Cell::Text),
                Kind::List => text(&mut values)?.map_or(Cell::Null, |text| Cell::List(items(text))),
                Kind::Whole => value::<i64, A>(&mut values)?.map_or(Cell::Null, Cell::Whole),
                Kind::Day => {
                    let day = text(&mut values)?
                        .map(|text| text.parse().map_err(A::Error::custom))
                        .transpose()?;
                    day.map_or(Cell::Null, Cell::Day)
                }
                Kind::Degrees => float()?.map_or(Cell::Null, Cell::Degrees),
                Kind::Real => cell::real(float()?),
            });
        }
        Ok(cells)
    }
}

/// The next value, or nothing.
fn value<'r, T: Deserialize<'r>, A: SeqAccess<'r>>(values: &mut A) -> Result<Option<T>, A::Error> {
    let value: Option<Option<T>> = values.next_element()?;
    value.ok_or_else(|| A::Error::custom("une valeur manque"))
}

fn text<'r, A: SeqAccess<'r>>(values: &mut A) -> Result<Option<Cow<'r, str>>, A::Error> {
    Ok(value::<Text<'r>, A>(values)?.map(|text| text.0))
}

/// The items of a list.
fn items(text: Cow<'_, str>) -> Vec<Cow<'_, str>> {
    match text {
        Cow::Borrowed(text) => list::split(text),
        Cow::Owned(text) => list::split(&text)
            .into_iter()
            .map(|item| Cow::Owned(item.into_owned()))
            .collect(),
    }
}

impl From<sqlx::Error> for BadRow {
    fn from(error: sqlx::Error) -> Self {
        Self(error.to_string())
    }
}
