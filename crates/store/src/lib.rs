//! Editions kept: GeoPackage files or PostGIS. The only crate that knows SQL.
//!
//! An edition is [saved](Store::save), then [published](Store::publish): publishing moves one pointer, and
//! [rolling back](Store::rollback) moves it to the edition published before. A process that dies between two steps
//! leaves the published edition as it was. What is [loaded](Store::load) is checked against its checksum, which is the
//! same for the same content in both stores.

mod error;
mod geopackage;
mod journal;
mod pool;
mod postgis;
mod rows;
mod summary;

pub use error::StoreError;
pub use geopackage::{GeoPackageStore, write_layer};
pub use journal::Publication;
pub use postgis::PostgisStore;
pub use summary::{EditionState, EditionSummary, SourceSummary};

use chrono::{DateTime, SubsecRound, Utc};
use portee_domain::{Edition, EditionNumber};
use std::path::Path;
use tokio::sync::watch;

/// Where editions are kept.
#[derive(Debug, Clone)]
pub enum Store {
    /// One GeoPackage file per edition, in a folder.
    Files(GeoPackageStore),
    /// A PostGIS database, which several servers can share.
    Postgis(PostgisStore),
}

impl Store {
    /// Editions as files in this folder, made if it does not exist.
    ///
    /// # Errors
    /// When it is not a folder, or cannot be made or read.
    pub fn files(editions_dir: &Path) -> Result<Self, StoreError> {
        Ok(Self::Files(GeoPackageStore::open(editions_dir)?))
    }

    /// Editions in this PostGIS database (`postgres://…`), whose tables are made or brought up to date.
    ///
    /// # Errors
    /// When the address cannot be read, or the database does not answer within 5 seconds, refuses us, has no PostGIS or
    /// comes from a later version of Portée.
    pub async fn postgis(url: &str) -> Result<Self, StoreError> {
        Ok(Self::Postgis(PostgisStore::connect(url).await?))
    }

    /// Keeps an edition under the next number, without publishing it. Its date is kept to the microsecond.
    ///
    /// # Errors
    /// When it cannot be written, or holds a value that cannot be kept; nothing is left of it then.
    pub async fn save(&self, edition: &Edition) -> Result<EditionSummary, StoreError> {
        let summary = EditionSummary {
            number: EditionNumber(0),
            created_at: edition.created_at.trunc_subsecs(6),
            checksum: rows::checked_sum(edition)?,
            venues: u32::try_from(edition.venues.len()).unwrap_or(u32::MAX),
            sources: summary::sources(edition),
            state: EditionState::Stored,
            forced: None,
        };
        match self {
            Self::Files(store) => store.save(edition, summary).await,
            Self::Postgis(store) => store.save(edition, summary).await,
        }
    }

    /// Shows this edition to visitors from `at` on. Publishing the current edition again changes nothing.
    ///
    /// # Errors
    /// When there is no such edition, when its file is damaged, or when the pointer cannot be moved.
    pub async fn publish(&self, number: EditionNumber, at: DateTime<Utc>) -> Result<(), StoreError> {
        self.publish_with(number, at, None).await
    }

    /// As [`Store::publish`], though something speaks against it; why is kept with the edition.
    ///
    /// # Errors
    /// As [`Store::publish`].
    pub async fn publish_despite(
        &self,
        number: EditionNumber,
        at: DateTime<Utc>,
        reason: &str,
    ) -> Result<(), StoreError> {
        self.publish_with(number, at, Some(reason)).await
    }

    async fn publish_with(
        &self,
        number: EditionNumber,
        at: DateTime<Utc>,
        reason: Option<&str>,
    ) -> Result<(), StoreError> {
        match self {
            Self::Files(store) => store.publish(number, at, reason).await,
            Self::Postgis(store) => store.publish(number, at, reason).await,
        }
    }

    /// Shows the edition published before the current one again, from `at` on, and gives its number.
    ///
    /// # Errors
    /// When there is none, when its file is damaged, or when the pointer cannot be moved.
    pub async fn rollback(&self, at: DateTime<Utc>) -> Result<EditionNumber, StoreError> {
        match self {
            Self::Files(store) => store.rollback(at).await,
            Self::Postgis(store) => store.rollback(at).await,
        }
    }

    /// All editions in short, the oldest first.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn editions(&self) -> Result<Vec<EditionSummary>, StoreError> {
        match self {
            Self::Files(store) => store.editions(),
            Self::Postgis(store) => store.editions().await,
        }
    }

    /// Removes old editions for good and gives their numbers. The one that visitors see, the one that a rollback leads to
    /// and the `last` ones made (at least one) are kept.
    ///
    /// # Errors
    /// When an edition cannot be removed; those removed before it stay removed.
    pub async fn prune(&self, last: usize) -> Result<Vec<EditionNumber>, StoreError> {
        match self {
            Self::Files(store) => store.prune(last).await,
            Self::Postgis(store) => store.prune(last).await,
        }
    }

    /// The edition that visitors see.
    ///
    /// # Errors
    /// When the pointer cannot be read.
    pub async fn current(&self) -> Result<Option<EditionNumber>, StoreError> {
        match self {
            Self::Files(store) => store.current(),
            Self::Postgis(store) => store.current().await,
        }
    }

    /// Every publish and rollback, the oldest first: which edition visitors saw from when on.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn publications(&self) -> Result<Vec<Publication>, StoreError> {
        match self {
            Self::Files(store) => store.publications(),
            Self::Postgis(store) => store.publications().await,
        }
    }

    /// The edition that a rollback leads to.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub async fn before(&self) -> Result<Option<EditionNumber>, StoreError> {
        match self {
            Self::Files(store) => store.before(),
            Self::Postgis(store) => store.before().await,
        }
    }

    /// An edition, whole, checked against its checksum.
    ///
    /// # Errors
    /// When there is no such edition, or when it is damaged: the error names the file and says what to do.
    pub async fn load(&self, number: EditionNumber) -> Result<(EditionSummary, Edition), StoreError> {
        match self {
            Self::Files(store) => store.load(number).await,
            Self::Postgis(store) => store.load(number).await,
        }
    }

    /// What is known of the published edition, kept up to date by a task that ends with the last receiver. A publish is seen
    /// within a tenth of a second (files) or at once (PostGIS; within a second when its notification is lost), an outage
    /// within three seconds.
    ///
    /// # Errors
    /// When the pointer cannot be read now.
    pub async fn watch(&self) -> Result<watch::Receiver<Pointer>, StoreError> {
        match self {
            Self::Files(store) => store.watch(),
            Self::Postgis(store) => store.watch().await,
        }
    }
}

/// A published edition, told from all others: where a store was replaced by another, a number may be given twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Its number.
    pub number: EditionNumber,
    /// The checksum of its content; empty when its manifest cannot be read.
    pub checksum: String,
}

/// What a watcher knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pointer {
    /// The published edition; the last one known while the store cannot be read.
    pub published: Option<Published>,
    /// Whether the store answered the last time that it was asked.
    pub answers: bool,
}

impl Pointer {
    pub(crate) fn at(published: Option<Published>) -> Self {
        Self {
            published,
            answers: true,
        }
    }

    /// The number of the published edition.
    #[must_use]
    pub fn number(&self) -> Option<EditionNumber> {
        self.published.as_ref().map(|published| published.number)
    }
}

/// Tells watchers what was found, when it is something else.
fn notify(sender: &watch::Sender<Pointer>, found: Result<Option<Published>, StoreError>) {
    let found = match found {
        Ok(published) => Pointer::at(published),
        Err(error) => {
            let last = sender.borrow().clone();
            if last.answers {
                tracing::warn!(%error, "the store does not answer: the edition in service stays");
            }
            Pointer { answers: false, ..last }
        }
    };
    let answers = found.answers.then(|| found.number().map(|number| number.0));
    let told = sender.send_if_modified(|last| {
        let is_new = *last != found;
        *last = found;
        is_new
    });
    if let Some(edition) = answers.filter(|_| told) {
        tracing::info!(?edition, "the store answers");
    }
}
