//! Files that are made once and read at each start, written whole or not at all.

use std::{
    ffi::OsStr,
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

/// The end of the name of a file that is being written; the number of its process comes before.
const PARTIAL: &str = ".tmp";

/// Writes `parts`, one after the other, as the file at `path`: into a temporary file beside it, flushed to disk, then renamed.
/// Whoever dies in between leaves the file of before; what it leaves beside it goes with the next writing. A process that has
/// the old file open goes on with it.
///
/// # Errors
/// When the file cannot be written (folder missing, no right, disk full); `path` is then as it was.
pub fn write_whole(path: &Path, parts: &[&[u8]]) -> io::Result<()> {
    remove_what_the_dead_left(path);
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(format!(".{}{PARTIAL}", std::process::id()));
    let write = || -> io::Result<()> {
        let mut file = File::create(&temporary)?;
        for part in parts {
            file.write_all(part)?;
        }
        file.sync_all()?;
        fs::rename(&temporary, path)
    };
    write().inspect_err(|_| {
        // Best effort: the error to report is the first one.
        let _ = fs::remove_file(&temporary);
    })
}

/// Removes temporary files of this one whose process is gone. Where processes cannot be looked up, all stay.
fn remove_what_the_dead_left(path: &Path) {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(OsStr::to_str)) else {
        return;
    };
    let processes = Path::new("/proc");
    if !processes.join("self").exists() {
        return;
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let other = entry.file_name();
        let process = other.to_str().and_then(|other| {
            let rest = other.strip_prefix(name)?.strip_prefix('.')?;
            rest.strip_suffix(PARTIAL)?.parse::<u32>().ok()
        });
        if process.is_some_and(|process| !processes.join(process.to_string()).exists()) {
            // Best effort: it is in nobody's way, and the next writing tries again.
            let _ = fs::remove_file(entry.path());
        }
    }
}
