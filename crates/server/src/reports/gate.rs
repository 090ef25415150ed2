//! How many reports one household may send, and all together. In memory only: a client is a number made with a key that is
//! drawn at each start, so that nothing here leads back to an address.

use chrono::{DateTime, TimeDelta, Utc};
use std::{
    collections::HashMap,
    hash::{BuildHasher, RandomState},
    sync::{Mutex, PoisonError},
};

/// Reports of one household in an hour.
const EACH: u32 = 5;
/// Reports of all in an hour: what an operator could read.
const ALL: u32 = 200;
const HOUR: TimeDelta = TimeDelta::hours(1);

/// Why a report is not taken now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// Seconds after which it is worth trying again.
    pub(crate) after_s: u32,
}

/// Reports counted since `start`.
#[derive(Debug, Clone, Copy)]
struct Count {
    start: DateTime<Utc>,
    reports: u32,
}

/// Who may still send a report.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    key: RandomState,
    counts: Mutex<Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    all: Option<Count>,
    /// At most [`ALL`] of them: each has sent one at least.
    each: HashMap<u64, Count>,
}

impl Gate {
    /// Counts a report of a client, or says when to come again.
    pub(crate) fn pass(&self, prefix: u128, now: DateTime<Utc>) -> Result<(), Refusal> {
        let client = self.key.hash_one(prefix);
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let lasts = |count: &Count| (TimeDelta::zero()..HOUR).contains(&(now - count.start));
        counts.each.retain(|_, count| lasts(count));
        let of_all = counts.all.filter(lasts);
        let of_client = counts.each.get(&client).copied();
        let full = of_client
            .filter(|count| count.reports >= EACH)
            .or(of_all.filter(|count| count.reports >= ALL));
        if let Some(count) = full {
            let left = HOUR - (now - count.start);
            return Err(Refusal {
                after_s: u32::try_from(left.num_seconds() + 1).unwrap_or(1),
            });
        }
        let one_more = |count: Option<Count>| Count {
            start: count.map_or(now, |count| count.start),
            reports: count.map_or(0, |count| count.reports) + 1,
        };
        counts.each.insert(client, one_more(of_client));
        counts.all = Some(one_more(of_all));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minute)
    }

    #[test]
    fn a_household_sends_five_reports_an_hour_and_the_next_hour_five_more() {
        let gate = Gate::default();
        for minute in 0..5 {
            assert_eq!(gate.pass(1, at(minute)), Ok(()));
        }
        assert_eq!(gate.pass(1, at(10)), Err(Refusal { after_s: 50 * 60 + 1 }));
        assert_eq!(gate.pass(2, at(10)), Ok(()), "another household");
        assert_eq!(gate.pass(1, at(60)), Ok(()));
    }

    #[test]
    fn all_together_send_two_hundred_an_hour_and_no_more_are_remembered() {
        let gate = Gate::default();
        let taken = (0..1_000).filter(|client| gate.pass(*client, at(0)).is_ok()).count();
        assert_eq!(taken, 200);
        assert_eq!(gate.counts.lock().unwrap().each.len(), 200);
        assert_eq!(gate.pass(5_000, at(60)), Ok(()));
        assert_eq!(gate.counts.lock().unwrap().each.len(), 1);
    }

    #[test]
    fn a_clock_that_goes_back_locks_nobody_out() {
        let gate = Gate::default();
        for _ in 0..5 {
            assert_eq!(gate.pass(1, at(600)), Ok(()));
        }
        assert_eq!(gate.pass(1, at(0)), Ok(()));
    }
}
