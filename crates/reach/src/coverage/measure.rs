//! How far each inhabited point, and the seat of each commune, is from each target.

use super::{
    VenueFacts,
    parallel::parallel,
    tally::{People, Tally},
};
use crate::{Journey, Network, Places, Population, Stop};
use portee_domain::{CommuneCode, Method, Target};
use portee_geography::{Commune, Geography};

/// Points put on the network at a time.
const CHUNK: usize = 4_096;

/// What was measured, by commune as [`Population::communes`] has them and by point as [`Population::points`] has them.
pub(super) struct Measured {
    /// The people of each commune.
    pub(super) people: Vec<People>,
    /// For each of [`Target::all`], the tally of each commune.
    pub(super) tallies: Vec<Vec<Tally>>,
    /// From each point to the nearest France Services: central seconds.
    pub(super) promise_s: Vec<Option<u32>>,
    /// How those times were found, in each commune: along roads for some, estimated for some.
    pub(super) methods: Vec<(bool, bool)>,
    /// From the seat of each commune to the nearest France Services.
    pub(super) seat_to_promise: Vec<Option<Journey>>,
    /// From the seat of each commune to the nearest venue.
    pub(super) seat_to_any: Vec<Option<Journey>>,
}

/// Where everything is.
struct Ground<'a> {
    network: &'a Network,
    population: &'a Population,
    venues: &'a [VenueFacts],
    places: Places,
    points: Vec<(Option<Stop>, People)>,
    seats: Vec<Option<Stop>>,
}

/// The times to one target.
struct ToTarget {
    tallies: Vec<Tally>,
    /// Of each point, and of each seat; empty where they are not wanted.
    points: Vec<Option<Journey>>,
    seats: Vec<Option<Journey>>,
}

/// The rank of a commune in [`Geography::communes`].
pub(crate) fn rank(geography: &Geography, code: &CommuneCode) -> Option<usize> {
    let communes = geography.communes();
    communes.binary_search_by(|commune| commune.code.cmp(code)).ok()
}

fn seat(commune: &Commune) -> (f64, f64) {
    commune.town_hall.as_ref().map_or(commune.centre, |hall| hall.position)
}

impl<'a> Ground<'a> {
    fn new(network: &'a Network, population: &'a Population, venues: &'a [VenueFacts], progress: Progress<'_>) -> Self {
        let geography = network.geography();
        let communes = population.communes();
        let ranks: Vec<Option<usize>> = communes.iter().map(|code| rank(geography, code)).collect();
        let (points, shares) = (population.points(), population.far());
        let positions: Vec<(f64, f64)> = venues.iter().map(|venue| venue.position).collect();
        let chunks = points.chunks(CHUNK).collect::<Vec<_>>();
        let located = parallel(
            chunks.len(),
            |i| {
                let located = chunks[i].iter().map(|point| {
                    let (lon, lat) = point.lon_lat();
                    let commune = ranks.get(point.commune()).copied().flatten();
                    let stop = commune.and_then(|commune| network.stop_in(commune, lon, lat));
                    (stop, People::of(point, shares))
                });
                located.collect::<Vec<_>>()
            },
            |done| progress("Points habités", done as u64, chunks.len() as u64),
        );
        let seats = parallel(
            communes.len().div_ceil(CHUNK),
            |i| {
                let seats = ranks.iter().skip(i * CHUNK).take(CHUNK).map(|rank| {
                    let (lon, lat) = seat(geography.communes().get((*rank)?)?);
                    network.stop_in((*rank)?, lon, lat)
                });
                seats.collect::<Vec<_>>()
            },
            |_| {},
        );
        Self {
            network,
            population,
            venues,
            places: network.places(&positions),
            points: located.into_iter().flatten().collect(),
            seats: seats.into_iter().flatten().collect(),
        }
    }

    fn to(&self, target: Target) -> ToTarget {
        let rank = target.index();
        let venues = (0..).zip(self.venues);
        let chosen: Vec<u32> = venues
            .filter_map(|(place, venue)| venue.targets.has_rank(rank).then_some(place))
            .collect();
        let nearest = self.network.nearest(&self.places, &chosen);
        let at = |stop: &Option<Stop>| nearest.at(stop.as_ref()?);
        let mut tallies = vec![Tally::default(); self.population.communes().len()];
        let mut points = Vec::new();
        for (point, (stop, people)) in self.population.points().iter().zip(&self.points) {
            let journey = at(stop);
            if let Some(tally) = tallies.get_mut(point.commune()) {
                tally.count(*people, journey);
            }
            if target == Target::PROMISE {
                points.push(journey);
            }
        }
        let wants_seats = [Target::PROMISE, Target::Any].contains(&target);
        let seats = if wants_seats {
            self.seats.iter().map(at).collect()
        } else {
            Vec::new()
        };
        ToTarget { tallies, points, seats }
    }
}

/// Called with a step's name in French, what is done and the total.
pub(super) type Progress<'a> = &'a dyn Fn(&str, u64, u64);

impl Measured {
    pub(super) fn new(
        network: &Network,
        population: &Population,
        venues: &[VenueFacts],
        progress: Progress<'_>,
    ) -> Self {
        let ground = Ground::new(network, population, venues, progress);
        let targets: Vec<Target> = Target::all().collect();
        let mut found = parallel(
            targets.len(),
            |i| ground.to(targets[i]),
            |done| progress("Temps de trajet des habitants", done as u64, targets.len() as u64),
        );
        let (promise, any) = (Target::PROMISE.index(), Target::Any.index());
        let journeys = std::mem::take(&mut found[promise].points);
        let mut people = vec![People::default(); population.communes().len()];
        let mut methods: Vec<(bool, bool)> = vec![(false, false); people.len()];
        for ((point, (stop, some)), journey) in population.points().iter().zip(&ground.points).zip(&journeys) {
            let commune = point.commune();
            people[commune].add(*some);
            mark(&mut methods[commune], *stop, *journey);
        }
        // Nobody lives there: the method is that of the seat.
        for (method, seat) in methods
            .iter_mut()
            .zip(&ground.seats)
            .filter(|(method, _)| **method == (false, false))
        {
            mark(method, *seat, None);
        }
        Self {
            people,
            promise_s: journeys
                .iter()
                .map(|journey| Some(journey.as_ref()?.central_s()))
                .collect(),
            methods,
            seat_to_promise: std::mem::take(&mut found[promise].seats),
            seat_to_any: std::mem::take(&mut found[any].seats),
            tallies: found.into_iter().map(|to| to.tallies).collect(),
        }
    }
}

/// Notes how the time of one point was found; without a journey, how it would be.
fn mark((roads, estimates): &mut (bool, bool), stop: Option<Stop>, journey: Option<Journey>) {
    let by_road = stop.is_some_and(|stop| stop.is_on_roads());
    let by_road = journey.map_or(by_road, |journey| journey.method == Method::Routes);
    *roads |= by_road;
    *estimates |= !by_road;
}
