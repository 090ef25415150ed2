//! The checksum of an edition's content: the same whatever keeps it.
//!
//! SHA-256 over the date of making (microseconds since 1970, UTC) and, for each table in the order of `TableId::ALL`,
//! its name (a table that came later: only when it holds something) and its rows; of a row, the cells that hold something, each as its column's name and its value, both
//! preceded by their length. Cells without a value are left out, so that a column added later does not change the
//! checksum of the editions made before it.

use super::cell::{Cell, Table};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

/// From how many octets on pieces are summed when an edition is saved: a call for each cell would cost more than the sum itself.
const TOGETHER: usize = 65_536;

/// What is to be summed of some rows: many small pieces, handed over together.
#[derive(Default)]
pub(crate) struct Pieces(Vec<u8>);

impl Pieces {
    pub(crate) fn row(&mut self, table: &Table, cells: &[Cell<'_>]) {
        self.0.extend(b"R");
        for (cell, (name, _)) in cells.iter().zip(table.columns) {
            match cell {
                Cell::Null => {}
                Cell::Text(value) => {
                    self.text(name);
                    self.text(value);
                }
                Cell::List(items) if items.is_empty() => {}
                Cell::List(items) => {
                    self.text(name);
                    self.length(items.len());
                    for item in items {
                        self.text(item);
                    }
                }
                Cell::Whole(value) => {
                    self.text(name);
                    self.0.extend(value.to_be_bytes());
                }
                Cell::Degrees(value) | Cell::Real(value) => {
                    self.text(name);
                    // SQLite keeps −0 as 0: they are the same number.
                    let value = if *value == 0.0 { 0.0 } else { *value };
                    self.0.extend(value.to_bits().to_be_bytes());
                }
                Cell::Day(value) => {
                    self.text(name);
                    self.text(&value.to_string());
                }
            }
        }
    }

    pub(crate) fn are_many(&self) -> bool {
        self.0.len() >= TOGETHER
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    fn text(&mut self, text: &str) {
        self.length(text.len());
        self.0.extend(text.as_bytes());
    }

    fn length(&mut self, length: usize) {
        self.0.extend((length as u64).to_be_bytes());
    }
}

/// A checksum being made.
pub(crate) struct Checksum {
    sum: Sha256,
    /// A table that is named when its first row comes.
    unnamed: Option<&'static Table>,
}

impl Checksum {
    pub(crate) fn new(created_at: DateTime<Utc>) -> Self {
        let mut sum = Sha256::new();
        sum.update(b"portee edition 1\n");
        sum.update(created_at.timestamp_micros().to_be_bytes());
        Self { sum, unnamed: None }
    }

    /// Everything that follows, until the next call, is of this table.
    pub(crate) fn table(&mut self, table: &'static Table) {
        self.unnamed = Some(table);
        if table.original {
            self.name();
        }
    }

    fn name(&mut self) {
        if let Some(table) = self.unnamed.take() {
            let mut name = Pieces(b"T".to_vec());
            name.text(table.layer);
            self.sum.update(&name.0);
        }
    }

    /// The next rows of the table.
    pub(crate) fn add(&mut self, rows: &Pieces) {
        if !rows.0.is_empty() {
            self.name();
            self.sum.update(&rows.0);
        }
    }

    /// The sum, in hexadecimal.
    pub(crate) fn finish(self) -> String {
        hex(&self.sum.finalize())
    }
}

/// Bytes in lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
