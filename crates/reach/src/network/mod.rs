//! Where times come from: roads where they are loaded, an estimate elsewhere; one mechanism for everyone.
//!
//! Both ends of a journey must be on the roads for a time along roads; otherwise the straight line estimates it. Several
//! places answer together. An estimate is kinder than roads: it never takes the place of what is measured.

mod country;
mod journey;
mod kd_tree;
mod land;
mod nearest;
mod places;
mod stop;

pub use journey::Journey;
pub use nearest::NearestPlace;
pub use places::Places;
pub use stop::Stop;

use crate::{Direction, RoadGraph, Searcher};
use country::Country;
use portee_domain::{Method, RoadReport};
use portee_geography::Geography;
use std::sync::{Arc, Mutex};

/// Roads, if any, and the country that they are in. It never changes: share it between threads.
#[derive(Debug)]
pub struct Network {
    roads: Option<RoadGraph>,
    country: Country,
    /// What searches need to write on, kept between them: one for each that ran at the same time.
    memories: Mutex<Vec<Vec<u64>>>,
}

/// One of many stops that times are asked for.
#[derive(Clone, Copy)]
struct Other<'a> {
    /// What it is called in the answer.
    place: u32,
    /// None at sea, abroad or off the globe.
    stop: Option<&'a Stop>,
    /// Great-circle metres, where they are known already.
    metres: Option<f64>,
}

impl<'a> Other<'a> {
    fn new(place: u32, stop: Option<&'a Stop>) -> Self {
        Self {
            place,
            stop,
            metres: None,
        }
    }
}

impl Network {
    /// A network over these roads; without them every time is an estimate.
    ///
    /// Takes some tenths of a second: density and land of each commune are worked out, and which communes the roads cover.
    #[must_use]
    pub fn new(roads: Option<RoadGraph>, geography: Arc<Geography>) -> Self {
        let country = Country::new(geography, roads.as_ref());
        Self {
            roads,
            country,
            memories: Mutex::default(),
        }
    }

    /// The roads' name, date and profile; none when every time is an estimate.
    #[must_use]
    pub fn about(&self) -> Option<RoadReport> {
        let about = self.roads.as_ref()?.about();
        Some(RoadReport {
            name: about.source.clone(),
            date: about.date.as_deref().and_then(|date| date.parse().ok()),
            profile: about.profile.clone(),
        })
    }

    /// The roads.
    #[must_use]
    pub fn roads(&self) -> Option<&RoadGraph> {
        self.roads.as_ref()
    }

    /// The geography that communes are numbered in.
    #[must_use]
    pub fn geography(&self) -> &Arc<Geography> {
        &self.country.geography
    }

    /// A point `lon, lat` (WGS84 degrees), ready to travel from or to; none at sea, outside France and off the globe.
    #[must_use]
    pub fn stop(&self, lon: f64, lat: f64) -> Option<Stop> {
        self.country.stop(self.roads.as_ref(), lon, lat)
    }

    /// A point whose commune is known, by its rank in [`Geography::communes`]; none off the globe or for another rank.
    #[must_use]
    pub fn stop_in(&self, commune: usize, lon: f64, lat: f64) -> Option<Stop> {
        self.country.stop_in(self.roads.as_ref(), commune, lon, lat)
    }

    /// Places to reach, numbered in the order given. One at sea, abroad or off the globe keeps its rank and is never found.
    #[must_use]
    pub fn places(&self, positions: &[(f64, f64)]) -> Places {
        Places::new(positions.iter().map(|&(lon, lat)| self.stop(lon, lat)).collect())
    }

    /// Prepares to find the nearest of some places from anywhere: one pass over the roads, whatever the number of places.
    /// `chosen` are ranks in `places`; others are ignored.
    #[must_use]
    pub fn nearest<'a>(&'a self, places: &'a Places, chosen: &[u32]) -> NearestPlace<'a> {
        NearestPlace::new(self.roads.as_ref(), places, chosen, None)
    }

    /// The same, but along roads no farther than `limit_s` seconds: only the roads around the places are gone through.
    #[must_use]
    pub fn nearest_within<'a>(&'a self, places: &'a Places, chosen: &[u32], limit_s: u32) -> NearestPlace<'a> {
        NearestPlace::new(self.roads.as_ref(), places, chosen, Some(limit_s))
    }

    /// The time from a stop to each of `places` with these ranks, in that order; none when the central time is more than
    /// `limit_s` seconds, or when the place is at sea.
    #[must_use]
    pub fn times(&self, from: &Stop, places: &Places, ranks: &[u32], limit_s: u32) -> Vec<Option<Journey>> {
        let other = |&rank: &u32| Other::new(rank, places.get(rank));
        let others: Vec<Other<'_>> = ranks.iter().map(other).collect();
        self.one_to_many(from, &others, Direction::FromPlaces, limit_s)
    }

    /// The same for places of which it is known how far they are: each a rank and its great-circle metres from the stop.
    #[must_use]
    pub fn times_over(&self, from: &Stop, places: &Places, known: &[(u32, f64)], limit_s: u32) -> Vec<Option<Journey>> {
        let other = |&(rank, metres): &(u32, f64)| Other {
            metres: Some(metres),
            ..Other::new(rank, places.get(rank))
        };
        let others: Vec<Other<'_>> = known.iter().map(other).collect();
        self.one_to_many(from, &others, Direction::FromPlaces, limit_s)
    }

    /// The time from each of `from` to a site, in that order; none when the central time is more than `limit_s` seconds.
    /// The journeys' places are ranks in `from`.
    #[must_use]
    pub fn times_to(&self, site: &Stop, from: &[Stop], limit_s: u32) -> Vec<Option<Journey>> {
        let others: Vec<Other<'_>> = (0..)
            .zip(from)
            .map(|(place, stop)| Other::new(place, Some(stop)))
            .collect();
        self.one_to_many(site, &others, Direction::ToPlaces, limit_s)
    }

    /// Times between one stop and many: it is where one starts with [`Direction::FromPlaces`], where one goes otherwise.
    fn one_to_many(
        &self,
        here: &Stop,
        others: &[Other<'_>],
        direction: Direction,
        limit_s: u32,
    ) -> Vec<Option<Journey>> {
        let along_roads = self.along_roads(here, others, direction, limit_s);
        let journeys = others.iter().enumerate().map(|(i, &Other { place, stop, metres })| {
            let stop = stop?;
            let both_on_roads = here.snap.is_some() && stop.snap.is_some();
            let (from, to) = match direction {
                Direction::FromPlaces => (here, stop),
                Direction::ToPlaces => (stop, here),
            };
            let journey = match (both_on_roads, along_roads.get(i).copied().flatten(), metres) {
                (true, ms, _) => Journey::measured(place, crate::seconds(ms?)),
                (false, _, Some(metres)) => Journey::by_distance(place, from, metres, from.land == to.land)?,
                (false, _, None) => Journey::estimated(place, from, to)?,
            };
            Some(journey).filter(|journey| journey.central_s() <= limit_s)
        });
        journeys.collect()
    }

    fn along_roads(&self, here: &Stop, others: &[Other<'_>], direction: Direction, limit_s: u32) -> Vec<Option<u32>> {
        let (Some(roads), Some(snap)) = (&self.roads, &here.snap) else {
            return Vec::new();
        };
        let snaps: Vec<_> = others.iter().map(|other| other.stop?.snap).collect();
        let memory = self.memories.lock().ok().and_then(|mut kept| kept.pop());
        let mut searcher = Searcher::with_memory(roads, memory.unwrap_or_default());
        let found = searcher.one_to_many(snap, &snaps, direction, limit_s);
        if let Ok(mut kept) = self.memories.lock() {
            kept.push(searcher.into_memory());
        }
        found
    }

    /// How times are found in a country partly covered: along roads, estimated, or both.
    #[must_use]
    pub fn method_of(on_roads: bool, off_roads: bool) -> Method {
        match (on_roads, off_roads) {
            (true, true) => Method::Mixte,
            (true, false) => Method::Routes,
            (false, _) => Method::Estimation,
        }
    }
}
