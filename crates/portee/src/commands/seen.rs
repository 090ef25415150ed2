//! Files as their directory entries tell them: enough to notice that one is another than the last time.

use serde::Serialize;
use std::{
    path::{Path, PathBuf},
    time::{Duration, UNIX_EPOCH},
};

/// A file, its size and when it was last written.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Seen {
    path: PathBuf,
    size: u64,
    modified: Option<Duration>,
}

impl Seen {
    /// The file at `path`, links followed; none when there is none.
    pub(crate) fn at(path: &Path) -> Option<Self> {
        let metadata = path.metadata().ok()?;
        let modified = metadata
            .modified()
            .ok()
            .and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        Some(Self {
            path: path.to_owned(),
            size: metadata.len(),
            modified,
        })
    }

    /// The files of a folder, sorted by name.
    pub(crate) fn all_in(dir: &Path) -> Vec<Self> {
        let entries = std::fs::read_dir(dir).into_iter().flatten().filter_map(Result::ok);
        let mut files: Vec<Self> = entries.filter_map(|entry| Self::at(&entry.path())).collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files
    }

    /// The same by its name alone, wherever it lies.
    pub(crate) fn without_folder(mut self) -> Self {
        self.path = self.path.file_name().map(PathBuf::from).unwrap_or_default();
        self
    }
}
