//! The folder of editions: names of files, the lock of writers, writing whole or not at all.

use crate::StoreError;
use portee_domain::EditionNumber;
use sha2::{Digest, Sha256};
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a writer waits for another one.
const PATIENCE: Duration = Duration::from_secs(15);
const PAUSE: Duration = Duration::from_millis(50);

/// The end of the name of a file that is being written.
const PARTIAL: &str = "partial";

/// The folder that holds `000042.gpkg` and `000042.json` (what was written, with its checksum) for each edition,
/// `current` (the journal of publications) and `.verrou` (the lock of writers).
#[derive(Debug, Clone)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn open(path: &Path) -> Result<Self, StoreError> {
        if path.exists() && !path.is_dir() {
            return Err(StoreError::NotAFolder(path.to_owned()));
        }
        fs::create_dir_all(path).map_err(|error| StoreError::write(path, &error))?;
        Ok(Self(path.to_owned()))
    }

    pub(crate) fn geopackage(&self, number: EditionNumber) -> PathBuf {
        self.0.join(format!("{:06}.gpkg", number.0))
    }

    pub(crate) fn manifest(&self, number: EditionNumber) -> PathBuf {
        self.0.join(format!("{:06}.json", number.0))
    }

    pub(crate) fn pointer(&self) -> PathBuf {
        self.0.join("current")
    }

    /// Where a file is written before it takes its name.
    pub(crate) fn partial(path: &Path) -> PathBuf {
        let mut name = path.as_os_str().to_owned();
        name.push(".");
        name.push(PARTIAL);
        name.into()
    }

    /// The numbers of the editions that are there, in order.
    pub(crate) fn numbers(&self) -> Result<Vec<EditionNumber>, StoreError> {
        let failed = |error: io::Error| StoreError::read(&self.0, &error);
        let mut numbers = Vec::new();
        for entry in fs::read_dir(&self.0).map_err(failed)? {
            numbers.extend(number_of(&entry.map_err(failed)?.path(), "gpkg"));
        }
        numbers.sort_unstable();
        Ok(numbers)
    }

    /// Waits until no other process writes here. The lock ends with the file, also when its owner dies.
    pub(crate) async fn lock(&self) -> Result<File, StoreError> {
        let path = self.0.join(".verrou");
        let file = File::create(&path).map_err(|error| StoreError::write(&path, &error))?;
        let mut waited = Duration::ZERO;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::Error(error)) => return Err(StoreError::write(&path, &error)),
                Err(TryLockError::WouldBlock) if waited >= PATIENCE => {
                    return Err(StoreError::Busy(format!("« {} »", self.0.display())));
                }
                Err(TryLockError::WouldBlock) => tokio::time::sleep(PAUSE).await,
            }
            waited += PAUSE;
        }
    }

    /// Removes what a run that died has left: files half written, and manifests without their edition. Only with the
    /// lock.
    pub(crate) fn clean(&self) -> Result<(), StoreError> {
        let failed = |error: io::Error| StoreError::read(&self.0, &error);
        for entry in fs::read_dir(&self.0).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            let half_written = path.extension().is_some_and(|end| end == PARTIAL);
            let orphan = number_of(&path, "json").is_some_and(|number| !self.geopackage(number).exists());
            if half_written || orphan {
                tracing::info!(file = %path.display(), "leftover of an interrupted run removed");
                fs::remove_file(&path).map_err(|error| StoreError::write(&path, &error))?;
            }
        }
        Ok(())
    }

    /// Removes an edition: its file first, which ends it; [`Folder::clean`] removes the manifest. Only with the lock.
    pub(crate) fn remove(&self, number: EditionNumber) -> Result<(), StoreError> {
        let path = self.geopackage(number);
        fs::remove_file(&path).map_err(|error| StoreError::write(&path, &error))
    }

    /// Writes a small file whole: whatever happens, `path` holds either what it held or `content`.
    pub(crate) fn replace(&self, path: &Path, content: &[u8]) -> Result<(), StoreError> {
        let partial = Self::partial(path);
        let write = || -> io::Result<()> {
            let mut file = File::create(&partial)?;
            file.write_all(content)?;
            file.sync_all()?;
            fs::rename(&partial, path)
        };
        write().map_err(|error| {
            // The first failure is the one to report; a leftover is removed by the next run.
            let _ = fs::remove_file(&partial);
            StoreError::write(path, &error)
        })?;
        self.settle()
    }

    /// Gives a file that is complete and on disk its name.
    pub(crate) fn finish(&self, path: &Path) -> Result<(), StoreError> {
        fs::rename(Self::partial(path), path).map_err(|error| StoreError::write(path, &error))?;
        self.settle()
    }

    /// Makes sure that names just given survive a power cut.
    fn settle(&self) -> Result<(), StoreError> {
        let sync = File::open(&self.0).and_then(|folder| folder.sync_all());
        sync.map_err(|error| StoreError::write(&self.0, &error))
    }
}

/// The number in `000042.gpkg`.
fn number_of(path: &Path, extension: &str) -> Option<EditionNumber> {
    let stem = path.file_stem()?.to_str()?;
    let ours = path.extension()? == extension && stem.len() >= 6 && stem.bytes().all(|b| b.is_ascii_digit());
    stem.parse().ok().filter(|_| ours).map(EditionNumber)
}

/// Length in bytes and SHA-256 of a file.
pub(crate) fn fingerprint(path: &Path) -> io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    let mut sum = Sha256::new();
    let mut length = 0;
    let mut buffer = vec![0; 1 << 18];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok((length, crate::rows::checksum::hex(&sum.finalize())));
        }
        length += read as u64;
        sum.update(&buffer[..read]);
    }
}
