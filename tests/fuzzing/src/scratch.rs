//! Files for readers that want a path: one folder a thread, each file written over at each use.

use std::{
    fs,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

thread_local! {
    static FOLDER: TempDir = tempfile::tempdir().unwrap();
}

/// A file of this name with these bytes.
pub(crate) fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let path = path(name);
    fs::write(&path, bytes).unwrap();
    path
}

/// Where a file of this name is or would be.
pub(crate) fn path(name: &str) -> PathBuf {
    FOLDER.with(|folder| folder.path().join(name))
}

/// What `save` writes at the path that it gets.
pub(crate) fn saved(name: &str, save: impl FnOnce(&Path)) -> Vec<u8> {
    let path = path(name);
    save(&path);
    fs::read(path).unwrap()
}
