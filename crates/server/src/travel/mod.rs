//! How long it takes to the venues of the edition in service, by car: along roads where they are loaded, estimated elsewhere.
//!
//! A [`Travel`] belongs to one snapshot: its places are that snapshot's listings, by rank. Times are seconds; points are
//! `lon, lat` in WGS84 degrees and are neither logged nor kept.

mod quickest;
mod told;

use chrono::{DateTime, Utc};
use portee_directory::{Filter, Nearby, Snapshot};
use portee_reach::{Journey, Network, Places, Stop};
pub(crate) use quickest::Quickest;
use std::{num::NonZero, sync::Arc, thread};
use tokio::sync::Semaphore;
pub(crate) use told::{Roads, Times};

/// A venue so far that its time is no longer told: nobody drives two hours for help.
pub(crate) const TOLD_S: u32 = 7_200;

/// Faster than any road allows, in metres per second: what is farther in a straight line takes longer.
const FASTEST_M_S: f64 = 40.0;

/// The venues of a snapshot, put on the roads once.
pub(crate) struct Travel {
    network: Arc<Network>,
    places: Places,
    /// As many searches at once as there are cores: each writes on 8 bytes a node, 40 MB on the roads of France.
    searches: Arc<Semaphore>,
}

/// A venue, how far it is and how long it takes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Near<'a> {
    pub(crate) nearby: Nearby<'a>,
    /// None from the sea or from abroad, and for more than two hours.
    pub(crate) journey: Option<Journey>,
}

impl Near<'_> {
    /// The nearest whole number of metres; writing a float is ten times slower.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 to 20,015,200 metres, the way round Earth"
    )]
    pub(crate) fn metres(&self) -> u32 {
        self.nearby.distance_m.round() as u32
    }
}

impl Travel {
    /// Puts the venues of `snapshot` on the roads.
    pub(crate) fn new(network: Arc<Network>, snapshot: &Snapshot) -> Self {
        let positions: Vec<(f64, f64)> = snapshot
            .listings()
            .iter()
            .map(|listing| &listing.venue.location.position)
            .map(|position| (position.lon(), position.lat()))
            .collect();
        Self {
            places: network.places(&positions),
            network,
            searches: Arc::new(Semaphore::new(thread::available_parallelism().map_or(1, NonZero::get))),
        }
    }

    /// Runs work that may search roads, for milliseconds: not on the threads that answer requests then. None when it panicked.
    pub(crate) async fn aside<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        if self.network.roads().is_none() {
            return Some(work());
        }
        let permit = Arc::clone(&self.searches).acquire_owned().await.ok()?;
        let work = move || {
            let _held = permit;
            work()
        };
        tokio::task::spawn_blocking(work).await.ok()
    }

    /// How times are found.
    pub(crate) fn told(&self) -> Times {
        Times::of(&self.network)
    }

    /// Where times come from.
    pub(crate) fn network(&self) -> &Arc<Network> {
        &self.network
    }

    /// The `limit` venues nearest in a straight line that fit, in the order of their distances.
    pub(crate) fn nearest<'a>(
        &self,
        snapshot: &'a Snapshot,
        (lon, lat): (f64, f64),
        filter: &Filter,
        limit: usize,
        now: DateTime<Utc>,
    ) -> Vec<Near<'a>> {
        self.timed((lon, lat), snapshot.nearest(lon, lat, filter, limit, now), TOLD_S)
    }

    /// All venues that fit and that take at most `seconds` (central value), in the order of their distances.
    pub(crate) fn within<'a>(
        &self,
        snapshot: &'a Snapshot,
        (lon, lat): (f64, f64),
        filter: &Filter,
        seconds: u32,
        now: DateTime<Utc>,
    ) -> Vec<Near<'a>> {
        let farthest = f64::from(seconds) * FASTEST_M_S;
        let mut found = self.timed((lon, lat), snapshot.within(lon, lat, filter, farthest, now), seconds);
        found.retain(|near| near.journey.is_some());
        found
    }

    fn timed<'a>(&self, (lon, lat): (f64, f64), found: Vec<Nearby<'a>>, limit_s: u32) -> Vec<Near<'a>> {
        let journeys = match self.network.stop(lon, lat) {
            Some(stop) => self.times(&stop, &found, limit_s),
            None => vec![None; found.len()],
        };
        let near = |(nearby, journey)| Near { nearby, journey };
        found.into_iter().zip(journeys).map(near).collect()
    }

    fn times(&self, stop: &Stop, found: &[Nearby<'_>], limit_s: u32) -> Vec<Option<Journey>> {
        let known: Vec<(u32, f64)> = found.iter().map(|nearby| (nearby.rank, nearby.distance_m)).collect();
        self.network.times_over(stop, &self.places, &known, limit_s)
    }
}
