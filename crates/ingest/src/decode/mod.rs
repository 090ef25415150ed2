//! From the bytes of a source file to its rows. A row is never lost: it becomes a record, or an unreadable row with the
//! reason.

mod csv;
mod json;
mod nulls;
mod ods;
mod table;
mod text;
mod xlsx;

use crate::IngestError;
use crate::record::RawRecord;
use crate::source::{Format, Layout, grouped};
use std::collections::BTreeSet;

/// The rows of a file. `records` and `unreadable` together are all its rows, numbered from 1 without a gap.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Decoded {
    /// The rows that can be read, in the order of the file.
    pub records: Vec<RawRecord>,
    /// The rows that cannot, with the reason in French.
    pub unreadable: Vec<(u32, String)>,
    /// Every column seen, those of nested objects with dots (`adresse.code_postal`).
    pub columns: BTreeSet<String>,
}

impl Decoded {
    /// How many rows the file has.
    #[must_use]
    pub fn rows(&self) -> usize {
        let readable: usize = self.records.iter().map(|record| 1 + record.also.len()).sum();
        readable + self.unreadable.len()
    }

    /// Puts the rows of one venue together: those that say the same in these columns.
    pub(crate) fn group(&mut self, by: &[String]) {
        self.records = grouped(std::mem::take(&mut self.records), by);
    }

    /// Takes out columns, because they name people.
    pub(crate) fn forget(&mut self, columns: &[String]) {
        for record in &mut self.records {
            record.fields.retain(|name, _| !columns.contains(name));
        }
        self.columns
            .retain(|name| !columns.iter().any(|column| name.split('.').next() == Some(column)));
    }
}

/// Reads a file that is laid out as files of its kind usually are.
///
/// # Errors
/// As [`decode_as`].
pub fn decode(bytes: &[u8], format: Format) -> Result<Decoded, IngestError> {
    decode_as(bytes, format, &Layout::default())
}

/// Reads a file.
///
/// # Errors
/// `IngestError::Undecodable` when the file as a whole is not what it should be: empty, cut short, a web page, no heading.
/// It does not name the file: `Acquired::decode` does.
pub fn decode_as(bytes: &[u8], format: Format, layout: &Layout) -> Result<Decoded, IngestError> {
    let heading = layout.heading.unwrap_or(1).max(1);
    let sheet = layout.sheet.as_deref();
    let read = || match format {
        Format::Csv => csv::read(&text::decode(bytes)?, heading),
        Format::Json => json::read(&text::decode(bytes)?, layout.rows.as_deref()),
        Format::Xlsx => table::read(xlsx::rows(bytes, sheet)?, heading),
        Format::Ods => table::read(ods::rows(bytes, sheet)?, heading),
    };
    read().map(nulls::strip).map_err(|reason| IngestError::Undecodable {
        file: "le fichier".to_owned(),
        reason,
    })
}

#[cfg(test)]
mod tests;
