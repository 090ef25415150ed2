//! How much one household may ask.
//!
//! GCRA (the generic cell rate algorithm, ITU-T I.371): of each household, only the instant is known at which all that
//! it asked will have been paid for, at the sustained rate. The instants stand in a table of fixed size, at a place made from
//! the household's number and a key that is drawn at each start: nothing here leads back to an address, memory does not
//! grow, and no lock is taken. Two households in one place share its rate; with 65,536 places that is rare, and
//! both still get more than people ask.

use super::Client;
use std::{
    hash::{BuildHasher, RandomState},
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

/// Households told apart.
const PLACES: usize = 1 << 16;
/// What one ordinary request costs at the sustained rate, in microseconds: 100 a second.
const EACH_US: u64 = 10_000;
/// What may be asked at once by who asked nothing for a while: 2,000 ordinary requests, in microseconds.
const BURST_US: u64 = 2_000 * EACH_US;
/// What a request costs that reads every venue or computes for long (a file, a list of people, a study), in ordinary ones.
const HEAVY: u64 = 50;

/// What the households have asked lately.
pub(crate) struct Rates {
    start: Instant,
    key: RandomState,
    /// Microseconds since `start` at which all is paid for.
    paid_us: Box<[AtomicU64]>,
}

impl Rates {
    /// Nobody has asked anything at `start`.
    pub(crate) fn new(start: Instant) -> Self {
        Self {
            start,
            key: RandomState::new(),
            paid_us: (0..PLACES).map(|_| AtomicU64::new(0)).collect(),
        }
    }

    /// Counts a request made at `now`, or says how long to wait before the next.
    ///
    /// # Errors
    /// When the household asks too much: the time after which one such request is admitted again.
    pub(crate) fn pass(&self, client: Client, heavy: bool, now: Instant) -> Result<(), Duration> {
        let now_us = u64::try_from(now.saturating_duration_since(self.start).as_micros()).unwrap_or(u64::MAX);
        let cost_us = if heavy { HEAVY * EACH_US } else { EACH_US };
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the low bits of a hash are as good as any"
        )]
        let place = self.key.hash_one(client.prefix()) as usize % PLACES;
        let Some(paid_us) = self.paid_us.get(place) else {
            return Ok(());
        };
        let asked = paid_us.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |paid| {
            let next = paid.max(now_us).saturating_add(cost_us);
            (next - now_us <= BURST_US).then_some(next)
        });
        asked.map(|_| ()).map_err(|paid| {
            let over = paid.max(now_us).saturating_add(cost_us) - now_us - BURST_US;
            Duration::from_micros(over)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Hops;
    use axum::http::HeaderMap;

    fn client(address: &str) -> Client {
        Client::behind(address.parse().unwrap(), &HeaderMap::new(), &Hops::default())
    }

    #[test]
    fn a_burst_passes_then_a_hundred_a_second_and_another_household_is_not_held() {
        let start = Instant::now();
        let (rates, one, other) = (Rates::new(start), client("203.0.113.7"), client("203.0.113.8"));
        let passed = (0..5_000).filter(|_| rates.pass(one, false, start).is_ok()).count();
        assert_eq!(passed, 2_000);
        assert_eq!(rates.pass(one, false, start), Err(Duration::from_millis(10)));
        assert_eq!(rates.pass(other, false, start), Ok(()));
        let later = start + Duration::from_secs(3);
        let passed = (0..5_000).filter(|_| rates.pass(one, false, later).is_ok()).count();
        assert_eq!(passed, 300);
    }

    #[test]
    fn a_file_costs_fifty_pages_and_who_waits_as_told_is_admitted() {
        let start = Instant::now();
        let (rates, one) = (Rates::new(start), client("2001:db8::1"));
        let passed = (0..100).filter(|_| rates.pass(one, true, start).is_ok()).count();
        assert_eq!(passed, 40);
        let wait = rates.pass(one, true, start).unwrap_err();
        assert_eq!(wait, Duration::from_millis(500));
        assert!(
            rates
                .pass(one, true, start + wait.saturating_sub(Duration::from_micros(1)))
                .is_err()
        );
        assert_eq!(rates.pass(one, true, start + wait), Ok(()));
    }

    #[test]
    fn households_asking_at_once_from_many_threads_get_exactly_their_burst() {
        let start = Instant::now();
        let rates = Rates::new(start);
        let (rates, one) = (&rates, client("203.0.113.7"));
        let ask = || (0..1_000).filter(|_| rates.pass(one, false, start).is_ok()).count();
        let passed: usize = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(ask)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).sum()
        });
        assert_eq!(passed, 2_000);
    }
}
