//! Downloads kept for the next time (`var/sources/`), with their date and checksum.

use super::sha256;
use crate::IngestError;
use crate::source::{Format, SourceDefinition};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::path::{Path, PathBuf};

/// For how long a kept download is used without asking again.
const FRESH: TimeDelta = TimeDelta::hours(12);

/// A download that was kept.
pub(super) struct Kept {
    pub(super) bytes: Vec<u8>,
    pub(super) note: Note,
}

/// What is written beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Note {
    pub(super) url: String,
    pub(super) fetched_at: DateTime<Utc>,
    pub(super) data_date: Option<NaiveDate>,
    pub(super) sha256: String,
}

impl Kept {
    /// Whether it is recent enough not to ask again.
    pub(super) fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        let age = now - self.note.fetched_at;
        age >= TimeDelta::zero() && age < FRESH
    }
}

fn paths(dir: &Path, definition: &SourceDefinition) -> (PathBuf, PathBuf) {
    let ending = match definition.file.format {
        Format::Csv => "csv",
        Format::Json => "json",
        Format::Xlsx => "xlsx",
        Format::Ods => "ods",
    };
    let id = definition.id.as_str();
    (dir.join(format!("{id}.{ending}")), dir.join(format!("{id}.toml")))
}

/// The kept download of a source; none when there is none, it is damaged, or it came from another address.
pub(super) fn find(dir: &Path, definition: &SourceDefinition) -> Option<Kept> {
    let (data, note) = paths(dir, definition);
    let note: Note = toml::from_str(&std::fs::read_to_string(note).ok()?).ok()?;
    let bytes = std::fs::read(data).ok()?;
    let same = definition.file.url.as_deref() == Some(note.url.as_str()) && sha256(&bytes) == note.sha256;
    same.then_some(Kept { bytes, note })
}

/// Keeps a download. The note is written last: a copy that a crash left half-way has a wrong checksum and is not used.
pub(super) fn keep(dir: &Path, definition: &SourceDefinition, bytes: &[u8], note: &Note) -> Result<(), IngestError> {
    std::fs::create_dir_all(dir).map_err(IngestError::io("créer", dir))?;
    let (data_path, note_path) = paths(dir, definition);
    replace(&data_path, bytes)?;
    let text = toml::to_string(note).map_err(std::io::Error::other);
    replace(
        &note_path,
        text.map_err(IngestError::io("écrire", &note_path))?.as_bytes(),
    )
}

/// Writes a file whole: under another name, then renamed.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), IngestError> {
    let dir = path.parent().unwrap_or(Path::new("."));
    let write = || {
        let mut file = tempfile::NamedTempFile::new_in(dir)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(path)?;
        Ok(())
    };
    write().map_err(IngestError::io("écrire", path))
}
