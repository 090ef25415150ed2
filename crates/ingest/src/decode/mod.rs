//! From the bytes of a source file to its rows. A row is never lost: it becomes a record, or an unreadable row with the
//! reason.

mod csv;
mod json;
mod text;

use crate::{IngestError, record::RawRecord, source::Format};
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
        self.records.len() + self.unreadable.len()
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

/// Reads a file.
///
/// # Errors
/// `IngestError::Undecodable` when the file as a whole is not what it should be: empty, cut short, a web page, no heading.
/// It does not name the file: `Acquired::decode` does.
pub fn decode(bytes: &[u8], format: Format) -> Result<Decoded, IngestError> {
    let read = || {
        let text = text::decode(bytes)?;
        match format {
            Format::Csv => csv::read(&text),
            Format::Json => json::read(&text),
        }
    };
    read().map_err(|reason| IngestError::Undecodable {
        file: "le fichier".to_owned(),
        reason,
    })
}

#[cfg(test)]
mod tests;
