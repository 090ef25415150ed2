//! Reading an edition from its tables.

use crate::rows::assemble::Assembly;
use crate::rows::batch::Batch;
use crate::rows::cell::{BadRow, Cell, Kind, Table};
use crate::rows::{TableId, cell};
use chrono::{DateTime, NaiveDate, Utc};
use futures::{StreamExt, TryStreamExt};
use portee_domain::{Edition, EditionNumber};
use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, PgConnection, Row};
use std::borrow::Cow;

/// Rows that are understood together: others want the thread too.
const BATCH: usize = 100;

/// Why an edition cannot be given back.
pub(super) enum Failure {
    /// The database does not answer, or refuses.
    Database(sqlx::Error),
    /// The rows are not those that were written.
    Rows(BadRow),
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Decode(_) | sqlx::Error::ColumnDecode { .. } => Self::Rows(error.into()),
            other => Self::Database(other),
        }
    }
}

impl From<BadRow> for Failure {
    fn from(bad: BadRow) -> Self {
        Self::Rows(bad)
    }
}

/// Reads an edition and checks it against its checksum.
pub(super) async fn read(
    connection: &mut PgConnection,
    number: EditionNumber,
    created_at: DateTime<Utc>,
    checksum: &str,
) -> Result<Edition, Failure> {
    let mut assembly = Assembly::new(created_at);
    for id in TableId::ALL {
        let table = id.table();
        assembly.table(id);
        // Names come from our own table of columns.
        let sql = AssertSqlSafe(statement(table));
        let rows = sqlx::query(sql).bind(i64::from(number.0)).fetch(&mut *connection);
        let mut batches = rows.map(|row| cells(table, &row?)).try_chunks(BATCH);
        while let Some(batch) = batches.next().await {
            // Rows that came before a failure are of no use.
            let batch = batch.map_err(|failed| failed.1)?;
            assembly.add(Batch::read(id, &assembly.targets(), batch)?)?;
        }
    }
    Ok(assembly.finish(checksum)?)
}

fn statement(table: &Table) -> String {
    let names: Vec<String> = table.columns.iter().map(|(name, _)| format!("\"{name}\"")).collect();
    let (names, relation) = (names.join(", "), table.relation);
    format!("SELECT {names} FROM {relation} WHERE edition = $1 ORDER BY ordre")
}

fn cells(table: &Table, row: &PgRow) -> Result<Vec<Cell<'static>>, sqlx::Error> {
    let columns = table.columns.iter().enumerate();
    columns.map(|(index, (_, kind))| read_cell(*kind, row, index)).collect()
}

fn read_cell(kind: Kind, row: &PgRow, index: usize) -> Result<Cell<'static>, sqlx::Error> {
    Ok(match kind {
        Kind::Text => {
            let text: Option<String> = row.try_get(index)?;
            text.map_or(Cell::Null, |text| Cell::Text(text.into()))
        }
        Kind::List => {
            let items: Vec<String> = row.try_get(index)?;
            Cell::List(items.into_iter().map(Cow::Owned).collect())
        }
        Kind::Whole => {
            let value: Option<i64> = row.try_get(index)?;
            value.map_or(Cell::Null, Cell::Whole)
        }
        Kind::Degrees => {
            let value: Option<f64> = row.try_get(index)?;
            value.map_or(Cell::Null, Cell::Degrees)
        }
        Kind::Real => cell::real(row.try_get(index)?),
        Kind::Day => {
            let value: Option<NaiveDate> = row.try_get(index)?;
            cell::day(value)
        }
    })
}
