//! A territory as a planner works on it: who lives there, how far everyone is from a target now, and what would change.

use crate::{
    Journey, Network, PROMISE_S, Places, Population, Stop, VenueFacts,
    coverage::{People, Tally, rank, spread},
    siting::near,
};
use portee_domain::{CommuneCode, Spread, Target, TargetCoverage, VenueId};

/// Some people at a point, and the way to the nearest venue of the target.
#[derive(Debug, Clone, Copy)]
pub(super) struct Home {
    /// None at sea, where no way leads.
    pub(super) stop: Option<Stop>,
    pub(super) people: People,
    pub(super) inhabitants: u32,
    pub(super) now: Option<Journey>,
}

impl Home {
    /// Whether thirty minutes are kept here for certain.
    pub(super) fn is_kept(&self) -> bool {
        is_kept(self.now)
    }
}

pub(super) fn is_kept(journey: Option<Journey>) -> bool {
    journey.is_some_and(|journey| journey.seconds[2] <= PROMISE_S)
}

/// What a planner tries: places put on the map, venues taken away.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scenario {
    /// New places of the target, `(lon, lat)` in WGS84 degrees.
    pub added: Vec<(f64, f64)>,
    /// Venues that are no more.
    pub removed: Vec<VenueId>,
}

/// How far people live from a target: as it is, or as it would be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlook {
    /// Inhabitants by time.
    pub coverage: TargetCoverage,
    /// How minutes are shared; none without inhabitants or where no way leads.
    pub spread: Option<Spread>,
}

/// What of a [`Scenario`] could not be followed: the outlook is without it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ignored {
    /// New places at sea or outside France.
    pub nowhere: Vec<(f64, f64)>,
    /// Ids of no venue of the target.
    pub unknown: Vec<VenueId>,
}

/// The homes of a territory and the venues of a target; made once, asked many times. It holds no network: pass the one it
/// was made with.
#[derive(Debug)]
pub struct Study {
    pub(super) target: Target,
    pub(super) homes: Vec<Home>,
    ids: Vec<VenueId>,
    places: Places,
}

impl Study {
    /// Puts on the network the inhabited points of the communes for which `holds`, and the venues of a target (all of them: the
    /// nearest may be beyond the territory's border).
    #[must_use]
    pub fn new(
        network: &Network,
        population: &Population,
        venues: &[VenueFacts],
        target: Target,
        holds: impl Fn(&CommuneCode) -> bool,
    ) -> Self {
        let of_target = || venues.iter().filter(|venue| venue.targets.has(target));
        let positions: Vec<(f64, f64)> = of_target().map(|venue| venue.position).collect();
        let shares = population.far();
        let mut homes = Vec::new();
        for code in population.communes().iter().filter(|code| holds(code)) {
            let commune = rank(network.geography(), code);
            homes.extend(population.of_commune(code).iter().map(|point| {
                let (lon, lat) = point.lon_lat();
                Home {
                    stop: commune.and_then(|commune| network.stop_in(commune, lon, lat)),
                    people: People::of(point, shares),
                    inhabitants: point.inhabitants(),
                    now: None,
                }
            }));
        }
        let mut study = Self {
            target,
            homes,
            ids: of_target().map(|venue| venue.id.clone()).collect(),
            places: network.places(&positions),
        };
        let now = study.nearest(network, |_| true);
        for (home, now) in study.homes.iter_mut().zip(now) {
            home.now = now;
        }
        study
    }

    /// The target.
    #[must_use]
    pub fn target(&self) -> Target {
        self.target
    }

    /// How it is.
    #[must_use]
    pub fn now(&self) -> Outlook {
        self.outlook(&self.homes.iter().map(|home| home.now).collect::<Vec<_>>())
    }

    /// How it would be. What cannot be followed is said.
    #[must_use]
    pub fn what_if(&self, network: &Network, scenario: &Scenario) -> (Outlook, Ignored) {
        let mut ignored = Ignored::default();
        let removed = scenario.removed.iter().filter_map(|id| {
            let place = self.ids.iter().position(|known| known == id);
            if place.is_none() {
                ignored.unknown.push(id.clone());
            }
            place
        });
        let removed: Vec<usize> = removed.collect();
        let mut journeys: Vec<Option<Journey>> = if removed.is_empty() {
            self.homes.iter().map(|home| home.now).collect()
        } else {
            self.nearest(network, |place| !removed.contains(&place))
        };
        let (ranks, stops): (Vec<usize>, Vec<Stop>) = self
            .homes
            .iter()
            .enumerate()
            .filter_map(|(rank, home)| Some((rank, home.stop?)))
            .unzip();
        for &(lon, lat) in &scenario.added {
            let Some(site) = network.stop(lon, lat) else {
                ignored.nowhere.push((lon, lat));
                continue;
            };
            // Beyond what everyone has already, a new place changes nothing.
            let limit = ranks
                .iter()
                .map(|&rank| journeys[rank].map_or(u32::MAX, |journey| journey.seconds[2]))
                .max();
            for (&rank, new) in ranks.iter().zip(network.times_to(&site, &stops, limit.unwrap_or(0))) {
                let known = &mut journeys[rank];
                *known = match (*known, new) {
                    (Some(known), Some(new)) => Some(known.or(new)),
                    (known, new) => known.or(new),
                };
            }
        }
        (self.outlook(&journeys), ignored)
    }

    /// The way from each home to the nearest of the venues that are kept.
    fn nearest(&self, network: &Network, keep: impl Fn(usize) -> bool) -> Vec<Option<Journey>> {
        // Ranks of places are `u32` everywhere.
        let chosen: Vec<u32> = (0..self.ids.len())
            .filter(|&place| keep(place))
            .map(|place| place as u32)
            .collect();
        near::nearest(network, &self.places, &chosen, &self.homes)
    }

    fn outlook(&self, journeys: &[Option<Journey>]) -> Outlook {
        let mut tally = Tally::default();
        let mut times = Vec::new();
        for (home, journey) in self.homes.iter().zip(journeys) {
            tally.count(home.people, *journey);
            times.extend(journey.map(|journey| (journey.central_s(), home.inhabitants)));
        }
        Outlook {
            coverage: tally.of_target(self.target),
            spread: spread(times),
        }
    }
}
