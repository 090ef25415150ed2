//! Writing an edition with `COPY`: rows in PostgreSQL's text format (postgresql.org/docs/15/sql-copy.html).

use crate::rows::TableId;
use crate::rows::cell::{Cell, Kind, Table};
use portee_domain::{Edition, EditionNumber};
use sqlx::PgConnection;
use std::fmt::Write;

/// Bytes sent at once.
const CHUNK: usize = 1 << 17;

/// Writes the rows of one table of the edition.
pub(super) async fn copy(
    connection: &mut PgConnection,
    id: TableId,
    number: EditionNumber,
    edition: &Edition,
) -> Result<(), sqlx::Error> {
    let mut copy = connection.copy_in_raw(&statement(id.table())).await?;
    let mut text = String::with_capacity(CHUNK + 4_096);
    for (index, cells) in id.rows(edition).enumerate() {
        row(&mut text, number, index, &cells);
        if text.len() >= CHUNK {
            copy.send(text.as_bytes()).await?;
            text.clear();
        }
    }
    copy.send(text.as_bytes()).await?;
    copy.finish().await.map(|_| ())
}

/// Latitude and longitude are generated from the geometry, which takes their place.
fn statement(table: &Table) -> String {
    let has_point = table.columns.iter().any(|(_, kind)| *kind == Kind::Degrees);
    let mut names = vec!["edition".to_owned(), "ordre".to_owned()];
    let kept = table.columns.iter().filter(|(_, kind)| *kind != Kind::Degrees);
    names.extend(kept.map(|(name, _)| format!("\"{name}\"")));
    if has_point {
        names.push("geom".to_owned());
    }
    format!("COPY {} ({}) FROM STDIN", table.relation, names.join(", "))
}

fn row(text: &mut String, number: EditionNumber, index: usize, cells: &[Cell<'_>]) {
    // Writing to a String cannot fail.
    let _ = write!(text, "{number}\t{index}");
    let mut degrees = Vec::new();
    for cell in cells {
        if let Cell::Degrees(value) = cell {
            degrees.push(*value);
            continue;
        }
        text.push('\t');
        match cell {
            Cell::Null | Cell::Degrees(_) => text.push_str("\\N"),
            Cell::Text(value) => escape(text, value),
            Cell::List(items) => escape(text, &array(items)),
            Cell::Whole(value) => {
                let _ = write!(text, "{value}");
            }
            Cell::Real(value) => {
                let _ = write!(text, "{value}"); // the shortest decimals that give the same number back
            }
            Cell::Day(value) => {
                let _ = write!(text, "{value}");
            }
        }
    }
    if let [lat, lon] = degrees[..] {
        text.push('\t');
        text.push_str(&point(lon, lat));
    }
    text.push('\n');
}

/// A value as `COPY` reads it.
fn escape(text: &mut String, value: &str) {
    for letter in value.chars() {
        match letter {
            '\\' => text.push_str("\\\\"),
            '\t' => text.push_str("\\t"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            other => text.push(other),
        }
    }
}

/// An array literal, every item between quotes.
fn array(items: &[std::borrow::Cow<'_, str>]) -> String {
    let mut text = String::from("{");
    for (index, item) in items.iter().enumerate() {
        text.push_str(if index == 0 { "\"" } else { ",\"" });
        for letter in item.chars() {
            if matches!(letter, '"' | '\\') {
                text.push('\\');
            }
            text.push(letter);
        }
        text.push('"');
    }
    text.push('}');
    text
}

/// A point as extended well-known binary, little endian, srs 4326, in hexadecimal: exact, unlike decimals.
fn point(lon: f64, lat: f64) -> String {
    let mut bytes = vec![1];
    bytes.extend_from_slice(&0x2000_0001_u32.to_le_bytes()); // a point, with its srs
    bytes.extend_from_slice(&4326_u32.to_le_bytes());
    bytes.extend_from_slice(&lon.to_le_bytes());
    bytes.extend_from_slice(&lat.to_le_bytes());
    crate::rows::checksum::hex(&bytes)
}
