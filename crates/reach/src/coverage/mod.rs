//! The coverage of the country by an edition's venues: for each target, how long every inhabitant needs to the nearest
//! venue, added up for every territory.
//!
//! People are counted by commune first, and every wider territory is the sum of its communes: what is in one level is in
//! all. Counts are whole numbers, so the order of venues and points never matters.

mod flags;
mod groups;
mod measure;
mod parallel;
mod spread;
mod surveys;
mod tally;
mod venues;

#[cfg(test)]
mod tests;

pub(crate) use measure::rank;
pub(crate) use spread::spread;
pub(crate) use tally::{People, Tally};
pub use venues::{Targets, VenueFacts};

use crate::{Criteria, Hubs, Journey, Network, Population};
use chrono::NaiveDate;
use groups::Group;
use measure::Measured;
use portee_domain::{Coverage, Level, Nearest, Target, TerritoryCoverage};

/// What coverage is computed from.
#[derive(Debug, Clone, Copy)]
pub struct CoverageInput<'a> {
    /// Where times come from.
    pub network: &'a Network,
    /// Where people live.
    pub population: &'a Population,
    /// The venues. One at sea or abroad is counted in its commune and never reached.
    pub venues: &'a [VenueFacts],
    /// The hubs, their areas and their surveys.
    pub hubs: &'a Hubs,
    /// When a département is underserved.
    pub criteria: &'a Criteria,
    /// The day on which hubs are looked at.
    pub on: NaiveDate,
}

/// Computes the coverage. `progress(step in French, done, total)` is called on this thread.
///
/// A commune where nobody is known to live has no shares and no spread, and still tells what is nearest to its seat.
#[must_use]
pub fn coverage(input: &CoverageInput<'_>, progress: &dyn Fn(&str, u64, u64)) -> Coverage {
    let CoverageInput {
        network, population, ..
    } = *input;
    let measured = Measured::new(network, population, input.venues, progress);
    let groups = groups::groups(input, &measured.people);
    let counts = VenueCounts::new(input);
    let territories = parallel::parallel(
        groups.len(),
        |i| territory(&groups[i], input, &measured, &counts),
        |_| {},
    );
    Coverage {
        population: population.report(),
        roads: network.about(),
        territories,
        hubs: surveys::surveyed(input),
    }
}

/// Venues, and France Services, of each commune.
struct VenueCounts(Vec<(u32, u32)>);

impl VenueCounts {
    fn new(input: &CoverageInput<'_>) -> Self {
        let geography = input.network.geography();
        let communes = input.population.communes();
        let mut counts = vec![(0, 0); communes.len()];
        for venue in input.venues {
            // An arrondissement counts in its commune, a commune of the past in that of today.
            let commune = geography.commune(venue.commune.as_str());
            let code = commune.map(|commune| commune.parent.as_ref().unwrap_or(&commune.code));
            let Some(i) = code.and_then(|code| communes.binary_search(code).ok()) else {
                continue;
            };
            counts[i].0 += 1;
            counts[i].1 += u32::from(venue.targets.has(Target::PROMISE));
        }
        Self(counts)
    }
}

fn territory(group: &Group, input: &CoverageInput<'_>, measured: &Measured, counts: &VenueCounts) -> TerritoryCoverage {
    let mut people = People::default();
    let (mut venues, mut france_services) = (0, 0);
    let (mut on_roads, mut estimated) = (false, false);
    for &commune in &group.communes {
        people.add(measured.people[commune]);
        venues += counts.0[commune].0;
        france_services += counts.0[commune].1;
        on_roads |= measured.methods[commune].0;
        estimated |= measured.methods[commune].1;
    }
    let targets = Target::all().zip(&measured.tallies).map(|(target, tallies)| {
        let mut sum = Tally::default();
        for &commune in &group.communes {
            sum.add(&tallies[commune]);
        }
        sum.of_target(target)
    });
    let from_seat = |journeys: &[Option<Journey>]| match (group.level, group.communes.first()) {
        (Level::Commune, Some(&commune)) => journeys.get(commune).copied().flatten(),
        _ => None,
    };
    let nearest = |journey: Journey| {
        let venue = input.venues.get(journey.place as usize)?;
        Some(Nearest {
            venue: venue.id.clone(),
            seconds: journey.seconds,
            method: journey.method,
        })
    };
    let mut territory = TerritoryCoverage {
        level: group.level,
        code: group.code.clone(),
        name: group.name.clone(),
        departement: group.departement.clone(),
        inhabitants: people.inhabitants,
        seniors: people.ages_known.then_some(people.seniors),
        far: people.far(),
        venues,
        france_services,
        targets: targets.collect(),
        spread: spread::spread(times(group, input.population, measured)),
        nearest_france_services: from_seat(&measured.seat_to_promise).and_then(nearest),
        nearest_venue: from_seat(&measured.seat_to_any).and_then(nearest),
        method: Network::method_of(on_roads, estimated),
        flags: Vec::new(),
    };
    if group.level == Level::Departement {
        territory.flags = flags::flags(&territory, input);
    }
    territory
}

/// The times to the nearest France Services of those whom a way leads there, each with its people.
fn times(group: &Group, population: &Population, measured: &Measured) -> Vec<(u32, u32)> {
    let points = population.points();
    let of_commune = |&commune: &usize| {
        let start = points.partition_point(|point| point.commune() < commune);
        let end = points.partition_point(|point| point.commune() <= commune);
        start..end
    };
    let ranges = group.communes.iter().flat_map(of_commune);
    ranges
        .filter_map(|i| Some((measured.promise_s.get(i).copied().flatten()?, points[i].inhabitants())))
        .collect()
}
