//! The editions at hand, and the way to those that are not.

use super::{Editions, Publication, Unavailable};
use crate::app::Stamped;
use portee_directory::{Listing, Snapshot};
use portee_domain::EditionNumber;
use std::{
    collections::{HashSet, VecDeque},
    ptr,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

/// Former editions kept in memory, at most.
const KEPT: usize = 12;
/// What they may hold together that the edition in service does not, in bytes.
const ROOM: usize = 40_000_000;
/// What a venue takes, and a territory with its coverage, in bytes, about.
const VENUE: usize = 5_000;
const TERRITORY: usize = 1_000;

/// Former editions, the last one asked for first.
#[derive(Default)]
pub(crate) struct Shelf {
    archive: OnceLock<Arc<dyn Editions>>,
    kept: Mutex<VecDeque<Arc<Stamped>>>,
    /// What this process put in service: all that is known of the past without an archive.
    seen: Mutex<Vec<Publication>>,
    /// One edition is read at a time: it takes a core and some tens of megabytes for a second.
    reading: tokio::sync::Mutex<()>,
}

impl Shelf {
    /// Says where editions are kept, once.
    pub(crate) fn connect(&self, archive: Arc<dyn Editions>) {
        // A second time changes nothing: requests may hold the first.
        let _ = self.archive.set(archive);
    }

    /// Notes that an edition is in service from now on.
    pub(crate) fn note(&self, publication: Publication) {
        self.seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(publication);
    }

    /// Which edition visitors saw from when on, the oldest first.
    pub(crate) async fn publications(&self) -> Result<Vec<Publication>, Unavailable> {
        match self.archive.get() {
            Some(archive) => archive.publications().await,
            None => Ok(self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()),
        }
    }

    /// Keeps a former edition, as long as there is room beside the one in service.
    pub(crate) fn keep(&self, former: Arc<Stamped>, present: &Snapshot) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|known| known.number() != former.number() && known.number() != present.stamp().number);
        kept.push_front(former);
        let fitting = fitting(&kept, present);
        kept.truncate(fitting);
    }

    /// A former edition that is at hand.
    fn at_hand(&self, number: EditionNumber) -> Option<Arc<Stamped>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let place = kept.iter().position(|known| known.number() == number)?;
        let found = kept.remove(place)?;
        kept.push_front(Arc::clone(&found));
        Some(found)
    }

    /// A former edition; none when it is kept nowhere. What it has in common with `present` is shared with it.
    pub(crate) async fn find(
        &self,
        number: EditionNumber,
        present: &Arc<Snapshot>,
    ) -> Result<Option<Arc<Stamped>>, Unavailable> {
        if let Some(found) = self.at_hand(number) {
            return Ok(Some(found));
        }
        let Some(archive) = self.archive.get() else {
            return Ok(None);
        };
        let _turn = self.reading.lock().await;
        // Whoever waited finds what the one before has read.
        if let Some(found) = self.at_hand(number) {
            return Ok(Some(found));
        }
        let Some((edition, stamp)) = archive.load(number).await? else {
            return Ok(None);
        };
        let beside = Arc::clone(present);
        let made = tokio::task::spawn_blocking(move || beside.succeed(edition, stamp).lists()).await;
        let former = Arc::new(Stamped::new(Arc::new(made.map_err(|_| Unavailable)?)));
        self.keep(Arc::clone(&former), present);
        Ok(Some(former))
    }
}

/// How many of these editions, from the first, fit in the room. The first always does: someone is reading it.
fn fitting(kept: &VecDeque<Arc<Stamped>>, present: &Snapshot) -> usize {
    let mut known: HashSet<*const Listing> = present.listings().iter().map(Arc::as_ptr).collect();
    let mut coverages = Vec::from_iter(present.coverage().map(ptr::from_ref));
    let mut taken = 0_usize;
    for (place, edition) in kept.iter().enumerate() {
        let before = known.len();
        known.extend(edition.snapshot.listings().iter().map(Arc::as_ptr));
        taken += (known.len() - before) * VENUE;
        if let Some(coverage) = edition.snapshot.coverage()
            && !coverages.contains(&ptr::from_ref(coverage))
        {
            coverages.push(coverage);
            taken += coverage.territories.len() * TERRITORY;
        }
        if place > 0 && (place == KEPT || taken > ROOM) {
            return place;
        }
    }
    kept.len()
}
