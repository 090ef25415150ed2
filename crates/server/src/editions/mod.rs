//! Editions that were in service before: whoever pages through one goes on in it, and what changed since is told from it.
//!
//! The last ones stay in memory, without what only the edition in service is asked for ([`Snapshot::lists`]); venues that
//! did not change are the same objects in all of them. An older one is read again from where editions are kept, one at a
//! time. Only an edition that is kept nowhere any more is refused.

pub(crate) mod changes;
pub(crate) mod history;
mod shelf;

use chrono::{DateTime, Utc};
use portee_directory::EditionStamp;
use portee_domain::{Edition, EditionNumber};
pub(crate) use shelf::Shelf;
use std::pin::Pin;

/// What [`Editions`] answers, later.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = Result<T, Unavailable>> + Send + 'a>>;

/// Where editions are kept. Only those that were published once are shown.
pub trait Editions: Send + Sync {
    /// Which edition visitors saw from when on, the oldest first.
    fn publications(&self) -> Later<'_, Vec<Publication>>;

    /// An edition, whole; none when it was never published or is no longer kept.
    fn load(&self, number: EditionNumber) -> Later<'_, Option<(Edition, EditionStamp)>>;
}

/// An edition put in service: by a publish, or by a rollback to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Publication {
    /// The edition.
    pub edition: EditionNumber,
    /// Since when visitors saw it.
    pub at: DateTime<Utc>,
}

/// Editions cannot be read now. Whoever keeps them has logged why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Les éditions passées ne se lisent pas maintenant.")]
pub struct Unavailable;
