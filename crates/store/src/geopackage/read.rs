//! Reading an edition from a GeoPackage.

use super::list;
use crate::rows::assemble::Assembly;
use crate::rows::cell::{BadRow, Cell, Kind, Table};
use crate::rows::{TableId, cell};
use chrono::{DateTime, Utc};
use futures::TryStreamExt;
use portee_domain::Edition;
use sqlx::sqlite::{SqliteConnectOptions, SqliteRow};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Row};
use std::borrow::Cow;
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

fn statement(table: &Table) -> String {
    let names: Vec<String> = table.columns.iter().map(|(name, _)| format!("\"{name}\"")).collect();
    format!("SELECT {} FROM {} ORDER BY fid", names.join(", "), table.layer)
}

fn cells<'r>(table: &Table, row: &'r SqliteRow) -> Result<Vec<Cell<'r>>, sqlx::Error> {
    let columns = table.columns.iter().enumerate();
    columns.map(|(index, (_, kind))| read_cell(*kind, row, index)).collect()
}

fn read_cell(kind: Kind, row: &SqliteRow, index: usize) -> Result<Cell<'_>, sqlx::Error> {
    Ok(match kind {
        Kind::Text => {
            let text: Option<&str> = row.try_get_unchecked(index)?;
            text.map_or(Cell::Null, |text| Cell::Text(Cow::Borrowed(text)))
        }
        Kind::List => {
            let text: Option<&str> = row.try_get_unchecked(index)?;
            text.map_or(Cell::Null, |text| Cell::List(list::split(text)))
        }
        Kind::Whole => {
            let value: Option<i64> = row.try_get_unchecked(index)?;
            value.map_or(Cell::Null, Cell::Whole)
        }
        Kind::Degrees => {
            let value: Option<f64> = row.try_get_unchecked(index)?;
            value.map_or(Cell::Null, Cell::Degrees)
        }
        Kind::Real => cell::real(row.try_get_unchecked(index)?),
        Kind::Day => {
            let text: Option<&str> = row.try_get_unchecked(index)?;
            let day = text.map(str::parse).transpose();
            day.map_err(|error| sqlx::Error::Decode(Box::new(error)))?
                .map_or(Cell::Null, Cell::Day)
        }
    })
}

impl From<sqlx::Error> for BadRow {
    fn from(error: sqlx::Error) -> Self {
        Self(error.to_string())
    }
}
