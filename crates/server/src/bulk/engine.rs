//! One search for each place where lines start, on all cores.

use super::{origin::Origin, question::Question};
use crate::travel::Travel;
use chrono::{DateTime, Utc};
use portee_directory::{Filter, Listing, Snapshot};
use portee_reach::Journey;
use std::{
    num::NonZero,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::Instant,
};

/// What searches need.
pub(crate) struct Engine<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) travel: &'a Travel,
    pub(crate) question: &'a Question,
    pub(crate) now: DateTime<Utc>,
}

/// A place that was found, small enough to keep fifty thousand of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    /// Its rank in [`Snapshot::listings`].
    rank: u32,
    /// In a straight line.
    pub(crate) metres: u32,
    /// None for more than two hours, and from the sea or from abroad.
    pub(crate) journey: Option<Journey>,
}

impl Found {
    /// The place itself, in the snapshot that was searched.
    pub(crate) fn listing(self, snapshot: &Snapshot) -> Option<&Listing> {
        snapshot.listings().get(self.rank as usize).map(AsRef::as_ref)
    }
}

/// For each origin, the places found, nearest first in a straight line. A place of which only the commune is known comes when
/// no other is left: its distance is not one, and nobody is sent a letter to go there.
pub(crate) type Answers = Vec<Vec<Found>>;

impl Engine<'_> {
    /// Answers all origins; none when `until` came first.
    pub(crate) fn answers(&self, origins: &[Origin], until: Option<Instant>) -> Option<Answers> {
        let workers = thread::available_parallelism()
            .map_or(1, NonZero::get)
            .min(origins.len());
        let next = AtomicUsize::new(0);
        let work = || {
            let mut mine = Vec::new();
            loop {
                let rank = next.fetch_add(1, Ordering::Relaxed);
                let Some(origin) = origins.get(rank) else {
                    return Some(mine);
                };
                if until.is_some_and(|until| Instant::now() > until) {
                    return None;
                }
                mine.push((rank, self.nearest(*origin)));
            }
        };
        let mut answers: Answers = vec![Vec::new(); origins.len()];
        thread::scope(|scope| {
            let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
            for worker in workers {
                // A worker that panicked answered nothing: the whole is not an answer.
                for (rank, found) in worker.join().ok()?? {
                    answers[rank] = found;
                }
            }
            Some(())
        })?;
        Some(answers)
    }

    fn nearest(&self, origin: Origin) -> Vec<Found> {
        let Some(from) = origin.position(self.snapshot.geography()) else {
            return Vec::new();
        };
        let mut found = self.located(true, from, self.question.limit);
        let missing = self.question.limit.saturating_sub(found.len());
        if missing > 0 {
            found.extend(self.located(false, from, missing));
        }
        found
    }

    /// The nearest whose place is known better than by their commune, or the nearest of the others.
    fn located(&self, located: bool, from: (f64, f64), limit: usize) -> Vec<Found> {
        let filter = Filter {
            located: Some(located),
            ..self.question.filter.clone()
        };
        let near = self.travel.nearest(self.snapshot, from, &filter, limit, self.now);
        let found = near.into_iter().map(|near| Found {
            rank: near.nearby.rank,
            metres: near.metres(),
            journey: near.journey,
        });
        found.collect()
    }
}
