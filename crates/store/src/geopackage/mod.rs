//! Editions as files: one GeoPackage each, which a planner opens in QGIS as it is.
//!
//! The order of the steps makes a death at any of them harmless: an edition is there when its `.gpkg` has its name,
//! which is the last thing it gets; it is published when `current` says so, which is replaced whole.

mod folder;
mod geometry;
mod list;
mod read;
mod write;

use crate::journal::{Journal, Publication};
use crate::summary::{EditionSummary, SourceSummary};
use crate::{Pointer, Published, StoreError};
use chrono::{DateTime, Utc};
use folder::{Folder, fingerprint};
use portee_domain::{Edition, EditionNumber, Venue};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::Duration;
use tokio::sync::watch;

/// How often a watcher looks at the pointer.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// Editions as GeoPackage files in a folder.
#[derive(Debug, Clone)]
pub struct GeoPackageStore {
    folder: Folder,
}

/// What was written, kept beside the file.
#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    number: EditionNumber,
    created_at: DateTime<Utc>,
    checksum: String,
    venues: u32,
    sources: Vec<SourceSummary>,
    file_bytes: u64,
    file_sha256: String,
}

impl Manifest {
    fn summary(self, journal: &Journal) -> EditionSummary {
        EditionSummary {
            number: self.number,
            created_at: self.created_at,
            checksum: self.checksum,
            venues: self.venues,
            sources: self.sources,
            state: journal.state(self.number),
            forced: journal.reason(self.number),
        }
    }
}

impl GeoPackageStore {
    pub(crate) fn open(path: &Path) -> Result<Self, StoreError> {
        Ok(Self {
            folder: Folder::open(path)?,
        })
    }

    pub(crate) async fn save(
        &self,
        edition: &Edition,
        mut summary: EditionSummary,
    ) -> Result<EditionSummary, StoreError> {
        let _lock = self.folder.lock().await?;
        self.folder.clean()?;
        // An unreadable journal stops publishing, not saving.
        let journal = self.journal().unwrap_or_default();
        let published = journal.evenements.iter().map(|event| event.edition.0);
        let kept = self.folder.numbers()?;
        let last = kept.iter().map(|number| number.0).chain(published).max();
        summary.number = EditionNumber(last.unwrap_or(0) + 1);
        let written = self.write(edition, &summary).await;
        if written.is_err() {
            // The first failure is the one to report; what cannot be removed now is removed by the next run.
            let _ = self.folder.clean();
        }
        written.map(|()| summary)
    }

    async fn write(&self, edition: &Edition, summary: &EditionSummary) -> Result<(), StoreError> {
        let path = self.folder.geopackage(summary.number);
        let partial = Folder::partial(&path);
        let failed = |error: &io::Error| StoreError::write(&path, error);
        File::create(&partial).map_err(|error| failed(&error))?;
        let written = write::write(&partial, edition, summary).await;
        written.map_err(|error| failed(&io_error(error)))?;
        File::open(&partial)
            .and_then(|file| file.sync_all())
            .map_err(|error| failed(&error))?;
        let (file_bytes, file_sha256) = fingerprint_of(&partial).await.map_err(|error| failed(&error))?;
        let manifest = Manifest {
            number: summary.number,
            created_at: summary.created_at,
            checksum: summary.checksum.clone(),
            venues: summary.venues,
            sources: summary.sources.clone(),
            file_bytes,
            file_sha256,
        };
        let text = serde_json::to_vec_pretty(&manifest).map_err(|error| failed(&error.into()))?;
        self.folder.replace(&self.folder.manifest(summary.number), &text)?;
        self.folder.finish(&path)
    }

    pub(crate) async fn publish(
        &self,
        number: EditionNumber,
        at: DateTime<Utc>,
        reason: Option<&str>,
    ) -> Result<(), StoreError> {
        let _lock = self.folder.lock().await?;
        self.check(number).await?;
        let journal = match self.journal() {
            Err(StoreError::Damaged { what, .. }) => {
                tracing::warn!(%what, "unreadable journal of publications: a new one is begun");
                Journal::default()
            }
            other => other?,
        };
        if journal.current() == Some(number) {
            return Ok(());
        }
        self.append(journal, (number, at), false, reason)
    }

    pub(crate) async fn rollback(&self, at: DateTime<Utc>) -> Result<EditionNumber, StoreError> {
        let _lock = self.folder.lock().await?;
        let journal = self.journal()?;
        let number = journal.before().ok_or(StoreError::NothingBefore)?;
        self.check(number).await?;
        self.append(journal, (number, at), true, None)?;
        Ok(number)
    }

    pub(crate) async fn prune(&self, last: usize) -> Result<Vec<EditionNumber>, StoreError> {
        let _lock = self.folder.lock().await?;
        let needless = self.journal()?.needless(&self.folder.numbers()?, last);
        for number in &needless {
            self.folder.remove(*number)?;
        }
        self.folder.clean()?;
        Ok(needless)
    }

    pub(crate) fn editions(&self) -> Result<Vec<EditionSummary>, StoreError> {
        let journal = self.journal()?;
        let numbers = self.folder.numbers()?.into_iter();
        numbers
            .map(|number| Ok(self.manifest(number)?.summary(&journal)))
            .collect()
    }

    pub(crate) fn current(&self) -> Result<Option<EditionNumber>, StoreError> {
        Ok(self.journal()?.current())
    }

    /// The edition that visitors see, told from all others.
    fn published(&self) -> Result<Option<Published>, StoreError> {
        let published = |number| Published {
            number,
            // One whose manifest cannot be read is like no other: whoever loads it says what is wrong.
            checksum: self
                .manifest(number)
                .map(|manifest| manifest.checksum)
                .unwrap_or_default(),
        };
        Ok(self.current()?.map(published))
    }

    pub(crate) fn publications(&self) -> Result<Vec<Publication>, StoreError> {
        Ok(self.journal()?.evenements)
    }

    pub(crate) fn before(&self) -> Result<Option<EditionNumber>, StoreError> {
        Ok(self.journal()?.before())
    }

    pub(crate) async fn load(&self, number: EditionNumber) -> Result<(EditionSummary, Edition), StoreError> {
        let path = self.folder.geopackage(number);
        let manifest = self.manifest(number)?;
        // A file that changed is said to have changed, whatever is read in it, and is not read to its end.
        let read = async { Ok(read::read(&path, &manifest.checksum).await) };
        let ((), edition) = tokio::try_join!(self.check_file(&manifest), read)?;
        let edition = edition.map_err(|bad| StoreError::damaged(format!("« {} »", path.display()), bad.0))?;
        Ok((manifest.summary(&self.journal()?), edition))
    }

    pub(crate) fn watch(&self) -> Result<watch::Receiver<Pointer>, StoreError> {
        let (sender, receiver) = watch::channel(Pointer::at(self.published()?));
        let store = self.clone();
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    () = sender.closed() => return,
                    () = tokio::time::sleep(LOOK_EVERY) => crate::notify(&sender, store.published()),
                }
            }
        });
        Ok(receiver)
    }

    /// The manifest of an edition whose file is the one that was written.
    async fn check(&self, number: EditionNumber) -> Result<Manifest, StoreError> {
        let manifest = self.manifest(number)?;
        self.check_file(&manifest).await?;
        Ok(manifest)
    }

    async fn check_file(&self, manifest: &Manifest) -> Result<(), StoreError> {
        let path = self.folder.geopackage(manifest.number);
        let (bytes, sha256) = fingerprint_of(&path)
            .await
            .map_err(|error| StoreError::read(&path, &error))?;
        let detail = if bytes != manifest.file_bytes {
            format!("il devrait faire {} octets et en fait {bytes}", manifest.file_bytes)
        } else if sha256 != manifest.file_sha256 {
            "il a changé depuis qu'il a été écrit".to_owned()
        } else {
            return Ok(());
        };
        Err(StoreError::damaged(format!("« {} »", path.display()), detail))
    }

    fn manifest(&self, number: EditionNumber) -> Result<Manifest, StoreError> {
        if !self.folder.geopackage(number).exists() {
            return Err(StoreError::NoSuchEdition(number));
        }
        let path = self.folder.manifest(number);
        let damaged = |detail: String| StoreError::damaged(format!("« {} »", path.display()), detail);
        let text = match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(damaged("il manque".to_owned())),
            other => other.map_err(|error| StoreError::read(&path, &error))?,
        };
        let manifest: Manifest = serde_json::from_slice(&text).map_err(|error| damaged(error.to_string()))?;
        if manifest.number == number {
            Ok(manifest)
        } else {
            Err(damaged(format!("il décrit l'édition {}", manifest.number)))
        }
    }

    fn journal(&self) -> Result<Journal, StoreError> {
        let path = self.folder.pointer();
        match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Journal::default()),
            Err(error) => Err(StoreError::read(&path, &error)),
            Ok(text) => serde_json::from_slice(&text).map_err(|error| StoreError::Damaged {
                what: format!("« {} »", path.display()),
                detail: error.to_string(),
                advice: "supprimez ce fichier, puis publiez de nouveau une édition (portee publish)",
            }),
        }
    }

    fn append(
        &self,
        mut journal: Journal,
        (edition, at): (EditionNumber, DateTime<Utc>),
        back: bool,
        reason: Option<&str>,
    ) -> Result<(), StoreError> {
        journal.evenements.push(Publication {
            edition,
            at,
            back,
            reason: reason.map(str::to_owned),
        });
        let path = self.folder.pointer();
        let text = serde_json::to_vec_pretty(&journal).map_err(|error| StoreError::write(&path, &error.into()))?;
        self.folder.replace(&path, &text)
    }
}

/// Writes venues as a GeoPackage of one layer, in the order given; `made` is the date that it says. `path` must be a file that
/// is empty. The same venues and date give the same bytes.
///
/// # Errors
/// When it cannot be written; what is there then is not to be used.
pub async fn write_layer(path: &Path, venues: &[&Venue], made: DateTime<Utc>) -> Result<(), StoreError> {
    let written = write::layer(path, venues, made).await;
    written.map_err(|error| StoreError::write(path, &io_error(error)))
}

/// `fingerprint`, away from the threads that answer visitors.
async fn fingerprint_of(path: &Path) -> io::Result<(u64, String)> {
    let path = path.to_owned();
    let sum = tokio::task::spawn_blocking(move || fingerprint(&path)).await;
    sum.unwrap_or_else(|error| Err(io::Error::other(error)))
}

/// What SQLite says of the disk, in the words of the system (result codes of sqlite.org/rescode.html).
fn io_error(error: sqlx::Error) -> io::Error {
    let code = match &error {
        sqlx::Error::Database(cause) => cause.code().and_then(|code| code.parse::<u32>().ok()),
        _ => None,
    };
    match code.map(|code| code & 0xff) {
        Some(13) => io::ErrorKind::StorageFull.into(),
        Some(8) => io::ErrorKind::ReadOnlyFilesystem.into(),
        _ => io::Error::other(error),
    }
}
