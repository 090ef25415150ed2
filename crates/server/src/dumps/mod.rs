//! The whole directory as files, made once for each edition and never changed: `/donnees/editions/12/lieux.csv`.
//!
//! They are kept on disk with `SHA256SUMS`, which is also the list of what is there. Nothing in them depends on the clock or the
//! machine: two replicas of one edition serve the same bytes.

pub(crate) mod catalogue;
mod folder;
mod range;
pub(crate) mod serve;

use crate::{App, api::exports::Form, api::exports::GeoPackages, app::Served};
pub(crate) use folder::{Dump, File};
use folder::{Folder, SUMS};
use portee_domain::EditionNumber;
use std::{
    path::PathBuf,
    sync::{Arc, OnceLock},
};
use tokio::sync::{Mutex, Semaphore};

/// Files of venues written at once, whoever asked: each holds some tens of megabytes while it is made.
const AT_ONCE: usize = 3;

/// Where dumps are, and who helps to write files.
pub(crate) struct Dumps {
    /// How many files of venues may be written at once.
    pub(crate) exports: Arc<Semaphore>,
    geopackages: OnceLock<Arc<dyn GeoPackages>>,
    folder: OnceLock<Folder>,
    /// One dump is made at a time.
    making: Arc<Mutex<()>>,
    /// Who makes dumps unasked waits for the one before, and looks what is in service only then.
    background: Mutex<()>,
}

impl Default for Dumps {
    fn default() -> Self {
        Self {
            exports: Arc::new(Semaphore::new(AT_ONCE)),
            geopackages: OnceLock::new(),
            folder: OnceLock::new(),
            making: Arc::default(),
            background: Mutex::default(),
        }
    }
}

impl Dumps {
    pub(crate) fn geopackages(&self) -> Option<&dyn GeoPackages> {
        self.geopackages.get().map(Arc::as_ref)
    }

    /// The dump of an edition that is or was in service, when it was made.
    pub(crate) fn of(&self, edition: EditionNumber) -> Option<Dump> {
        self.folder.get()?.find(edition)
    }
}

impl App {
    /// Says where the files of each edition are kept, and who writes GeoPackage files, once, before serving: without it there
    /// are no such files.
    pub fn keep_dumps_in(&self, folder: PathBuf, geopackages: Arc<dyn GeoPackages>) {
        // A second time changes nothing: requests may hold the first.
        let _ = self.dumps.folder.set(Folder::new(folder));
        let _ = self.dumps.geopackages.set(geopackages);
    }

    /// Makes the files of the edition in service, unless they are there and sound. Takes some seconds. Of editions that follow one another
    /// faster than that, only the last gets its files.
    pub async fn make_dump(&self) {
        let _turn = self.dumps.background.lock().await;
        let served = self.served();
        if let Some(folder) = self.dumps.folder.get().cloned() {
            let stamp = served.snapshot.stamp().clone();
            // A panic there would be said by the runtime; the files are served as they are then.
            let _ = tokio::task::spawn_blocking(move || folder.verify(&stamp)).await;
        }
        let _ = self.dump_in_service(&served).await;
    }

    /// Removes the files of editions that are not among these.
    pub fn prune_dumps(&self, kept: &[EditionNumber]) {
        if let Some(folder) = self.dumps.folder.get() {
            folder.prune(kept);
        }
    }

    /// The dump of the edition in service, made now when it is not there yet. None when dumps are kept nowhere, or this one could
    /// not be written, which is logged.
    pub(crate) async fn dump_in_service(&self, served: &Arc<Served>) -> Option<Dump> {
        let stamp = served.snapshot.stamp().clone();
        let folder = self.dumps.folder.get()?.clone();
        if let Some(made) = folder.of(&stamp) {
            return Some(made);
        }
        let (dumps, served) = (Arc::clone(&self.dumps), Arc::clone(served));
        let work = async move {
            // A task of its own: it goes on when whoever asked goes away.
            let _alone = Arc::clone(&dumps.making).lock_owned().await;
            if let Some(made) = folder.of(&stamp) {
                return Some(made);
            }
            let turn = Arc::clone(&dumps.exports).acquire_owned().await;
            let make = move || {
                let _turn = turn;
                let listings: Vec<_> = served.snapshot.listings().iter().map(AsRef::as_ref).collect();
                let write = |form: Form| form.write(&listings, stamp.created_at, dumps.geopackages());
                folder.make(&stamp, write)
            };
            match tokio::task::spawn_blocking(make).await {
                Ok(Ok(dump)) => Some(dump),
                Ok(Err(reason)) => {
                    tracing::warn!(reason, "the files of the edition could not be made");
                    None
                }
                Err(_) => None,
            }
        };
        tokio::spawn(work).await.ok().flatten()
    }
}
