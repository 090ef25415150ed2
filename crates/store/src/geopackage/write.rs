//! Writing an edition as a GeoPackage.

use super::{geometry, list};
use crate::EditionSummary;
use crate::rows::cell::{Cell, Table};
use crate::rows::{TableId, venue};
use chrono::{DateTime, Utc};
use portee_domain::{Edition, Venue};
use sqlx::sqlite::{SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{Arguments, AssertSqlSafe, ConnectOptions, Connection, SqliteConnection};
use std::fmt::Write;
use std::path::Path;

/// Rows written by one statement; SQLite takes 32,766 values at most.
const BATCH: usize = 100;

/// Writes an edition in an empty file. Nothing is promised of the file when it fails: the caller removes it.
pub(super) async fn write(path: &Path, edition: &Edition, summary: &EditionSummary) -> Result<(), sqlx::Error> {
    let mut file = open(path).await?;
    sqlx::raw_sql(include_str!("schema.sql")).execute(&mut file).await?;
    let mut transaction = file.begin().await?;
    for id in TableId::ALL {
        insert(&mut transaction, id.table(), id.rows(edition)).await?;
    }
    sqlx::query("INSERT INTO edition (numero, cree_le, empreinte) VALUES (?, ?, ?)")
        .bind(summary.number.0)
        .bind(summary.created_at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true))
        .bind(&summary.checksum)
        .execute(&mut *transaction)
        .await?;
    describe(&mut transaction, summary.created_at).await?;
    sqlx::query(include_str!("contents.sql"))
        .bind(moment(summary.created_at))
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    file.close().await
}

/// Writes a layer of venues in an empty file, and nothing else.
pub(super) async fn layer(path: &Path, venues: &[&Venue], made: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let mut file = open(path).await?;
    let mut transaction = file.begin().await?;
    insert(
        &mut transaction,
        TableId::Venues.table(),
        venues.iter().map(|venue| venue::exchanged(venue)),
    )
    .await?;
    describe(&mut transaction, made).await?;
    transaction.commit().await?;
    file.close().await
}

/// Opens an empty file and makes it a GeoPackage with an empty layer of venues.
async fn open(path: &Path) -> Result<SqliteConnection, sqlx::Error> {
    let mut file = SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Off)
        .synchronous(SqliteSynchronous::Off)
        .disable_statement_logging()
        .connect()
        .await?;
    for tables in [include_str!("container.sql"), include_str!("venues.sql")] {
        sqlx::raw_sql(tables).execute(&mut file).await?;
    }
    Ok(file)
}

/// Says what the layer of venues is.
async fn describe(file: &mut SqliteConnection, made: DateTime<Utc>) -> Result<(), sqlx::Error> {
    sqlx::query(include_str!("layer.sql"))
        .bind(moment(made))
        .execute(&mut *file)
        .await?;
    sqlx::raw_sql("INSERT INTO gpkg_geometry_columns VALUES ('lieux', 'geom', 'POINT', 4326, 0, 0)")
        .execute(file)
        .await?;
    Ok(())
}

fn moment(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

async fn insert(
    file: &mut SqliteConnection,
    table: &'static Table,
    rows: impl Iterator<Item = Vec<Cell<'_>>>,
) -> Result<(), sqlx::Error> {
    let with_point = table.layer == TableId::Venues.table().layer;
    let mut rows = rows.peekable();
    while rows.peek().is_some() {
        let mut arguments = SqliteArguments::default();
        let mut count = 0;
        for cells in rows.by_ref().take(BATCH) {
            if with_point {
                arguments.add(point(&cells)).map_err(sqlx::Error::Encode)?;
            }
            for cell in cells {
                add(&mut arguments, cell).map_err(sqlx::Error::Encode)?;
            }
            count += 1;
        }
        // Names come from our own table of columns, values are arguments.
        let sql = AssertSqlSafe(statement(table, with_point, count));
        sqlx::query_with(sql, arguments).execute(&mut *file).await?;
    }
    Ok(())
}

/// `INSERT INTO lieux ("geom", "id", …) VALUES (?, ?, …), …` for `count` rows.
fn statement(table: &Table, with_point: bool, count: usize) -> String {
    let mut names: Vec<String> = table.columns.iter().map(|(name, _)| format!("\"{name}\"")).collect();
    if with_point {
        names.insert(0, "\"geom\"".to_owned());
    }
    let marks = format!("({})", vec!["?"; names.len()].join(", "));
    let mut sql = format!("INSERT INTO {} ({}) VALUES {marks}", table.layer, names.join(", "));
    for _ in 1..count {
        // Writing to a String cannot fail.
        let _ = write!(sql, ", {marks}");
    }
    sql
}

/// The geometry of a venue, from its latitude and longitude.
fn point(cells: &[Cell<'_>]) -> Option<Vec<u8>> {
    let mut degrees = cells.iter().filter_map(|cell| match cell {
        Cell::Degrees(value) => Some(*value),
        _ => None,
    });
    let (lat, lon) = (degrees.next()?, degrees.next()?);
    Some(geometry::point(lon, lat))
}

fn add(arguments: &mut SqliteArguments, cell: Cell<'_>) -> Result<(), sqlx::error::BoxDynError> {
    match cell {
        Cell::Null => arguments.add(None::<String>),
        Cell::Text(text) => arguments.add(text.into_owned()),
        Cell::List(items) => arguments.add(list::join(&items)),
        Cell::Whole(value) => arguments.add(value),
        Cell::Degrees(value) | Cell::Real(value) => arguments.add(value),
        Cell::Day(value) => arguments.add(value.to_string()),
    }
}
