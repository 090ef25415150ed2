//! Reading an edition from a GeoPackage: some rows at a time, beside each other on several processors, put together in their order.

use super::list;
use crate::pool;
use crate::rows::assemble::Assembly;
use crate::rows::batch::Batch;
use crate::rows::cell::{BadRow, Cell, Kind, Table};
use crate::rows::{TableId, cell};
use chrono::{DateTime, Utc};
use futures::{StreamExt, TryStreamExt, stream};
use portee_domain::{Edition, Target};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, SeqAccess, Visitor};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};
use sqlx::{AssertSqlSafe, ConnectOptions};
use std::borrow::Cow;
use std::fmt;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;
use tokio::task::spawn_blocking;

/// Rows that are read together: some milliseconds of work.
const BATCH: i64 = 1_000;

/// Batches read beside each other at most: one for each processor, and one that SQLite reads while the others are understood.
const IN_FLIGHT: u32 = 5;

/// Longer than any load: a machine that is busy is no damage.
const PATIENCE: Duration = Duration::from_hours(1);

/// Reads the edition that this file holds and checks its content against `checksum`. Whatever goes wrong, the file is
/// not one that we wrote.
pub(super) async fn read(path: &Path, checksum: &str) -> Result<Edition, BadRow> {
    let processors = available_parallelism().map_or(1, usize::from);
    let in_flight = u32::try_from(processors).map_or(IN_FLIGHT, |processors| IN_FLIGHT.min(processors + 1));
    let options = SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .immutable(true)
        // Tables are read whole: long statements are no news.
        .disable_statement_logging();
    let pool = pool::untidied()
        .max_connections(in_flight)
        .acquire_timeout(PATIENCE)
        .test_before_acquire(false);
    let file = pool.connect_with(options).await?;
    let edition = tables(&file, in_flight as usize, checksum).await;
    file.close().await;
    edition
}

async fn tables(file: &SqlitePool, in_flight: usize, checksum: &str) -> Result<Edition, BadRow> {
    let made: String = sqlx::query_scalar("SELECT cree_le FROM edition")
        .fetch_one(file)
        .await?;
    let made: DateTime<Utc> = made.parse().map_err(|error| BadRow(format!("cree_le : {error}")))?;
    let layers: Vec<String> = sqlx::query_scalar("SELECT name FROM sqlite_master WHERE type = 'table'")
        .fetch_all(file)
        .await?;
    let mut assembly = Assembly::new(made);
    for id in TableId::ALL {
        let table = id.table();
        assembly.table(id);
        if !table.original && !layers.iter().any(|layer| layer == table.layer) {
            continue; // a file of an earlier version
        }
        let ends = AssertSqlSafe(format!("SELECT min(rowid), max(rowid) FROM {}", table.layer));
        let (first, last): (Option<i64>, Option<i64>) = sqlx::query_as(ends).fetch_one(file).await?;
        let Some((first, last)) = first.zip(last) else {
            continue; // empty
        };
        let starts =
            std::iter::successors(Some(first), |start| start.checked_add(BATCH)).take_while(|start| *start <= last);
        let targets = assembly.targets();
        let batches = stream::iter(starts).map(|start| batch(file, id, start, Arc::clone(&targets)));
        let mut batches = batches.buffered(in_flight);
        while let Some(batch) = batches.try_next().await? {
            assembly.add(batch)?;
        }
    }
    assembly.finish(checksum)
}

/// The rows of a table from `start` on.
async fn batch(file: &SqlitePool, id: TableId, start: i64, targets: Arc<[Target]>) -> Result<Batch, BadRow> {
    let text: String = sqlx::query_scalar(AssertSqlSafe(statement(id.table())))
        .bind(start)
        .bind(start.saturating_add(BATCH - 1))
        .fetch_one(file)
        .await?;
    let read = spawn_blocking(move || {
        let mut json = serde_json::Deserializer::from_str(&text);
        let rows = Rows(id.table()).deserialize(&mut json);
        let rows = rows.map_err(|error| BadRow(format!("table {} : {error}", id.table().layer)))?;
        if rows.is_empty() {
            // We number rows without gaps: one so wide is damage, and looking through it might not end.
            return Err(BadRow(format!("table {} : des lignes manquent", id.table().layer)));
        }
        Batch::read(id, &targets, rows)
    });
    read.await.map_err(|error| {
        BadRow(format!(
            "table {} : la lecture s'est arrêtée ({error})",
            id.table().layer
        ))
    })?
}

/// Names come from our own table of columns. Rows are looked up by `rowid`, which is `fid` in a file of ours: of any table it is the key,
/// and a view has none. They come as one text: thirty values a row, each copied by one thread and freed by another, would take most of the time of a
/// load.
fn statement(table: &Table) -> String {
    let values = table.columns.iter().map(|(name, kind)| match kind {
        Kind::Degrees | Kind::Real => written(name),
        Kind::Text | Kind::List | Kind::Whole | Kind::Day => format!("\"{name}\""),
    });
    let values: Vec<String> = values.collect();
    let (values, layer) = (values.join(", "), table.layer);
    format!(
        "SELECT json_group_array(json_array({values})) FROM (SELECT * FROM {layer} WHERE rowid BETWEEN ? AND ? ORDER BY rowid)"
    )
}

/// A float as a text: seventeen digits give it back to the bit, between the limits of what we keep.
fn written(column: &str) -> String {
    format!("iif(\"{column}\" IS NULL, NULL, printf('%!.17g', \"{column}\"))")
}

/// Rows of a table.
struct Rows(&'static Table);

/// The cells of a row, in the order of its table's columns.
struct Row(&'static Table);

/// A text that is borrowed from the batch unless something in it is escaped.
#[derive(Deserialize)]
struct Text<'r>(#[serde(borrow)] Cow<'r, str>);

impl<'r> DeserializeSeed<'r> for Rows {
    type Value = Vec<Vec<Cell<'r>>>;

    fn deserialize<D: Deserializer<'r>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'r> Visitor<'r> for Rows {
    type Value = Vec<Vec<Cell<'r>>>;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "des lignes de la table {}", self.0.layer)
    }

    fn visit_seq<A: SeqAccess<'r>>(self, mut values: A) -> Result<Self::Value, A::Error> {
        let mut rows = Vec::new();
        while let Some(row) = values.next_element_seed(Row(self.0))? {
            rows.push(row);
        }
        Ok(rows)
    }
}

impl<'r> DeserializeSeed<'r> for Row {
    type Value = Vec<Cell<'r>>;

    fn deserialize<D: Deserializer<'r>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'r> Visitor<'r> for Row {
    type Value = Vec<Cell<'r>>;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "une ligne de la table {}", self.0.layer)
    }

    fn visit_seq<A: SeqAccess<'r>>(self, mut values: A) -> Result<Self::Value, A::Error> {
        let mut cells = Vec::with_capacity(self.0.columns.len());
        for (_, kind) in self.0.columns {
            cells.push(match kind {
                Kind::Text => text(&mut values)?.map_or(Cell::Null, Cell::Text),
                Kind::List => text(&mut values)?.map_or(Cell::Null, |text| Cell::List(items(text))),
                Kind::Whole => value::<i64, A>(&mut values)?.map_or(Cell::Null, Cell::Whole),
                Kind::Day => cell::day(parsed(&mut values)?),
                Kind::Degrees => parsed(&mut values)?.map_or(Cell::Null, Cell::Degrees),
                Kind::Real => cell::real(parsed(&mut values)?),
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

/// A value that is written as a text.
fn parsed<'r, T: FromStr<Err: fmt::Display>, A: SeqAccess<'r>>(values: &mut A) -> Result<Option<T>, A::Error> {
    let text = text(values)?;
    text.map(|text| text.parse().map_err(A::Error::custom)).transpose()
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use sqlx::Connection;
    use sqlx::sqlite::SqliteConnection;

    fn written_and_parsed(numbers: &[f64]) -> Vec<f64> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let values = vec!["(?)"; numbers.len()].join(", ");
        let sql = format!("SELECT {} FROM (VALUES {values})", written("column1"));
        let texts: Vec<String> = runtime.block_on(async {
            let mut file = SqliteConnection::connect("sqlite::memory:").await.unwrap();
            let query = sqlx::query_scalar(AssertSqlSafe(sql));
            let query = numbers.iter().fold(query, |query, number| query.bind(*number));
            query.fetch_all(&mut file).await.unwrap()
        });
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    /// Any number from 2⁻²⁶⁵ to 2²⁶⁵, which is almost all that is kept.
    fn number() -> impl Strategy<Value = f64> {
        let powers = (1_023 - 265)..(1_023 + 265_u64);
        (any::<bool>(), powers, 0..1_u64 << 52)
            .prop_map(|(minus, power, digits)| f64::from_bits(u64::from(minus) << 63 | power << 52 | digits))
    }

    proptest! {
        #[test]
        fn seventeen_digits_give_a_number_back_to_the_bit(
            numbers in prop::collection::vec(prop_oneof![-180.0..180.0_f64, 0.0..1.0_f64, number()], 500)
        ) {
            for (number, parsed) in numbers.iter().zip(written_and_parsed(&numbers)) {
                prop_assert_eq!(number.to_bits(), parsed.to_bits(), "{}", number);
            }
        }
    }
}
