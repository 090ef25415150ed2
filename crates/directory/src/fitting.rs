//! Which listings pass a filter: worked out once, then a set that many requests share.

use crate::filter::Criteria;
use crate::index::Index;
use crate::{Filter, Snapshot, When};
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// How many sets are kept: one takes an eighth of a byte a listing, a rare one some fifty bytes more for each it holds, and visitors
/// ask for the same few filters.
const KEPT: usize = 64;

/// A set is rare when it holds less than one listing in so many.
const RARE: usize = 4;

/// The listings that pass a filter at some time.
#[derive(Debug)]
pub(crate) struct Fitting {
    /// A bit a listing, by rank.
    words: Box<[u64]>,
    count: usize,
    /// The points of those alone, once someone looks for the nearest of them.
    index: OnceLock<Index>,
}

impl Fitting {
    fn of(snapshot: &Snapshot, criteria: &Criteria, now: DateTime<Utc>) -> Self {
        let mut words = vec![0; snapshot.listings().len().div_ceil(64)].into_boxed_slice();
        let mut count = 0;
        for (rank, (listing, marks)) in snapshot.listings().iter().zip(snapshot.marks()).enumerate() {
            if criteria.fits(*marks, listing, now) {
                words[rank / 64] |= 1 << (rank % 64);
                count += 1;
            }
        }
        Self {
            words,
            count,
            index: OnceLock::new(),
        }
    }

    /// An index of their own when they are rare; the walk through the index of all passes too many others then. None when they
    /// are not, which saves its memory.
    pub(crate) fn index(&self, positions: &[(f64, f64)]) -> Option<&Index> {
        let rare = self.count.saturating_mul(RARE) < positions.len();
        rare.then(|| self.index.get_or_init(|| Index::of(positions, self.ranks())))
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// Whether the listing of this rank is one.
    pub(crate) fn contains(&self, rank: u32) -> bool {
        let rank = rank as usize;
        self.words
            .get(rank / 64)
            .is_some_and(|word| word >> (rank % 64) & 1 == 1)
    }

    /// Their ranks, in order.
    pub(crate) fn ranks(&self) -> impl Iterator<Item = u32> {
        (0_u32..).step_by(64).zip(&self.words).flat_map(|(first, &word)| {
            let mut left = word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros())?;
                left &= left - 1;
                Some(first + bit)
            })
        })
    }
}

/// What is asked, and the minute in which it is asked where the answer depends on it: hours are told by the minute, so within one
/// nothing opens or closes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Question {
    criteria: Criteria,
    minute: Option<i64>,
}

/// The sets that were asked for lately.
#[derive(Debug, Default)]
pub(crate) struct Fittings {
    known: Mutex<HashMap<Question, Arc<OnceLock<Arc<Fitting>>>>>,
}

impl Fittings {
    /// The place of an answer: its own when it was asked before, by now perhaps still empty.
    fn place(&self, question: &Question) -> Arc<OnceLock<Arc<Fitting>>> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = known.get(question) {
            return Arc::clone(place);
        }
        if known.len() >= KEPT {
            // What was asked in another minute is of no use any more; if that frees nothing, all are worked out again.
            known.retain(|other, _| other.minute.is_none() || other.minute == question.minute);
            if known.len() >= KEPT {
                known.clear();
            }
        }
        Arc::clone(known.entry(question.clone()).or_default())
    }
}

impl Snapshot {
    /// The listings that pass `filter` at `now`; none when it lets everything through.
    ///
    /// The first who asks looks at every listing (some nanoseconds each, and some microseconds where the hours must be read
    /// again); whoever asks the same meanwhile waits for that.
    pub(crate) fn fitting(&self, filter: &Filter, now: DateTime<Utc>) -> Option<Arc<Fitting>> {
        if filter.is_empty() {
            return None;
        }
        let depends_on_now = matches!(filter.open, Some(When::Now | When::Coming { .. }));
        let criteria = filter.criteria();
        let place = self.fittings().place(&Question {
            criteria: criteria.clone(),
            minute: depends_on_now.then(|| now.timestamp().div_euclid(60)),
        });
        let fitting = place.get_or_init(|| Arc::new(Fitting::of(self, &criteria, now)));
        Some(Arc::clone(fitting))
    }

    /// How many listings pass `filter` at `now`.
    #[must_use]
    pub fn count(&self, filter: &Filter, now: DateTime<Utc>) -> usize {
        let fitting = self.fitting(filter, now);
        fitting.map_or(self.listings().len(), |fitting| fitting.count())
    }
}
