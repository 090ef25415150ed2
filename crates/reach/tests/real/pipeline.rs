//! The whole way: network, inhabited points, venues, coverage of every territory.

use crate::{
    coverage::MIDI_PYRENEES,
    data::geography,
    inhabited::france,
    population::{france_services, households_of_reunion},
    region::{commune_density, import},
};
use portee_domain::{Bands, CommuneCode, Coverage, Level, SourceId, Target, VenueId};
use portee_reach::{
    CoverageInput, Criteria, Hubs, Network, Population, Profile, Promise, RoadGraph, Targets, VenueFacts, coverage,
};
use std::{sync::Arc, time::Instant};

/// The France Services of 2024 as venues, without anything else.
pub(crate) fn venues() -> Option<Vec<VenueFacts>> {
    let geography = geography()?;
    let source: SourceId = "france-services".parse().unwrap();
    let venues = france_services()?.into_iter().enumerate().filter_map(|(i, position)| {
        let commune = geography.commune_at(position.0, position.1)?.commune;
        Some(VenueFacts {
            id: VenueId::derive(&source, &i.to_string()),
            position,
            commune: commune.code.clone(),
            targets: Targets::default().with(Target::Any).with(Target::PROMISE),
            sources: std::iter::once(source.clone()).collect(),
        })
    });
    Some(venues.collect())
}

fn measure(roads: Option<RoadGraph>, population: &Population, venues: &[VenueFacts]) -> Option<Coverage> {
    let started = Instant::now();
    let network = Network::new(roads, Arc::clone(geography()?));
    let opened = started.elapsed();
    let (hubs, criteria) = (Hubs::built_in().unwrap(), Criteria::built_in().unwrap());
    let input = CoverageInput {
        network: &network,
        population,
        venues,
        hubs: &hubs,
        criteria: &criteria,
        on: "2026-11-22".parse().unwrap(),
    };
    let started = Instant::now();
    let coverage = coverage(&input, &|_, _, _| {});
    println!(
        "{} points, {} venues: network {opened:.2?}, coverage {:.2?}",
        population.points().len(),
        venues.len(),
        started.elapsed()
    );
    Some(coverage)
}

/// The inhabited points of some départements.
fn part(population: &Population, departements: &[&str]) -> Population {
    let communes = population.communes();
    let of_part = population.points().iter().filter(|point| {
        let departement = communes[point.commune()].departement();
        departements.contains(&departement.as_str())
    });
    let points: Vec<_> = of_part
        .map(|point| (point.commune(), point.lon_lat(), point.inhabitants(), point.seniors()))
        .collect();
    Population::from_points(communes.to_vec(), &points)
}

fn shares(bands: Bands) -> (f64, f64) {
    let share = |people: u32| 100.0 * f64::from(people) / f64::from(bands.total());
    (share(bands.within(1)), share(bands.within(2)))
}

fn promise(coverage: &Coverage, level: Level, code: &str) -> Bands {
    coverage
        .territory(level, code)
        .unwrap()
        .target(Target::PROMISE)
        .unwrap()
        .bands
}

#[test]
fn midi_pyrenees_comes_out_the_same_through_the_coverage_of_an_edition() {
    let (Some((population, _)), Some(venues)) = (france(), venues()) else {
        return;
    };
    let population = part(population, &MIDI_PYRENEES);
    let Some(graph) = import("midi-pyrenees", &Profile::car_at_posted_speeds(), &|_, _| None) else {
        return;
    };
    let coverage = measure(Some(graph), &population, &venues).unwrap();
    let region = coverage.territory(Level::France, "FR").unwrap();
    let found = region.target(Target::PROMISE).unwrap();
    let (twenty, thirty) = shares(found.bands);
    let mut worst: Vec<(f64, &str)> = MIDI_PYRENEES
        .iter()
        .map(|code| (100.0 - shares(promise(&coverage, Level::Departement, code)).0, *code))
        .collect();
    worst.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!(
        "within 20: {twenty:.3} %, 30: {thirty:.3} %, {} beyond; kept {}, beyond {} for certain; {:?}; beyond 20: {worst:.2?}",
        found.bands.beyond_promise(),
        found.surely_kept,
        found.surely_beyond,
        region.method
    );
    assert!((98.1..=98.5).contains(&twenty), "{twenty}");
    assert!((99.78..=99.86).contains(&thirty), "{thirty}");
    let mut four: Vec<&str> = worst[..4].iter().map(|(_, code)| *code).collect();
    four.sort_unstable();
    assert_eq!(four, ["09", "12", "32", "46"]);
}

#[test]
fn reunion_comes_out_the_same_through_the_coverage_of_an_edition() {
    let (Some(geography), Some(cells), Some(venues)) = (geography(), households_of_reunion(), venues()) else {
        return;
    };
    let codes: Vec<CommuneCode> = geography
        .communes()
        .iter()
        .map(|commune| commune.code.clone())
        .collect();
    let points = cells.iter().filter_map(|cell| {
        let commune = geography.commune_at(cell.lon, cell.lat)?.commune;
        let rank = codes.binary_search(&commune.code).unwrap();
        // Whole households.
        let people = format!("{:.0}", cell.people).parse().unwrap();
        Some((rank, (cell.lon, cell.lat), people, None))
    });
    let points: Vec<_> = points.collect();
    let population = Population::from_points(codes.clone(), &points);
    let Some(graph) = import("reunion", &Profile::car_at_posted_speeds(), &|_, _| None) else {
        return;
    };
    let coverage = measure(Some(graph), &population, &venues).unwrap();
    let (twenty, thirty) = shares(promise(&coverage, Level::Departement, "974"));
    println!("within 20: {twenty:.3} %, 30: {thirty:.3} %");
    assert!((twenty - 97.2).abs() <= 0.3, "{twenty}");
    assert!((thirty - 99.83).abs() <= 0.3, "{thirty}");
}

#[test]
fn the_default_car_and_the_estimate_are_reported_beside_them() {
    let (Some((population, _)), Some(venues), Some(density)) = (france(), venues(), commune_density()) else {
        return;
    };
    let population = part(population, &MIDI_PYRENEES);
    let Some(graph) = import("midi-pyrenees", &Profile::car(), &density) else {
        return;
    };
    let by_road = measure(Some(graph), &population, &venues).unwrap();
    let estimated = measure(None, &population, &venues).unwrap();
    for (name, coverage) in [("roads", &by_road), ("estimate", &estimated)] {
        let found = coverage
            .territory(Level::France, "FR")
            .unwrap()
            .target(Target::PROMISE)
            .unwrap();
        let (twenty, thirty) = shares(found.bands);
        println!(
            "{name}: within 20 {twenty:.3} %, 30 {thirty:.3} %; kept {}, beyond {} for certain, of {}",
            found.surely_kept,
            found.surely_beyond,
            found.bands.total()
        );
    }
    // What the estimate is sure of, the roads say too: for all but 0.02 % of inhabitants.
    let kept = |coverage: &Coverage| {
        let france = coverage.territory(Level::France, "FR").unwrap();
        f64::from(france.target(Target::PROMISE).unwrap().surely_kept)
    };
    let all = f64::from(by_road.territory(Level::France, "FR").unwrap().inhabitants);
    assert!(kept(&estimated) <= kept(&by_road) + 0.0002 * all);
}

#[test]
fn in_all_france_everyone_is_counted_once_at_every_level() {
    let (Some((population, _)), Some(venues)) = (france(), venues()) else {
        return;
    };
    let coverage = measure(None, population, &venues).unwrap();
    let france = coverage.territory(Level::France, "FR").unwrap();
    let found = france.target(Target::PROMISE).unwrap();
    let (twenty, thirty) = shares(found.bands);
    println!(
        "within 20: {twenty:.3} %, 30: {thirty:.3} %; kept {}, beyond {} for certain; {:?}",
        found.surely_kept, found.surely_beyond, france.spread
    );
    assert_eq!(u64::from(france.inhabitants), population.report().inhabitants);
    for level in [Level::Region, Level::Departement, Level::Commune] {
        let territories = coverage.level(level);
        for target in Target::all() {
            let sum = |of: fn(Bands) -> u32| {
                territories
                    .iter()
                    .map(|it| of(it.target(target).unwrap().bands))
                    .sum::<u32>()
            };
            let all = france.target(target).unwrap().bands;
            assert_eq!(sum(Bands::total), france.inhabitants, "{level:?}");
            assert_eq!(sum(Bands::beyond_promise), all.beyond_promise(), "{level:?}");
            assert_eq!(sum(Bands::beyond_20), all.beyond_20(), "{level:?}");
        }
    }
}

#[test]
fn islands_without_a_bridge_are_never_promised_and_those_with_one_are_no_islands() {
    let Some(geography) = geography() else { return };
    let network = Network::new(None, Arc::clone(geography));
    let nearest = |(lon, lat): (f64, f64), place: (f64, f64)| {
        let places = network.places(&[place]);
        network
            .nearest(&places, &[0])
            .at(&network.stop(lon, lat).unwrap())
            .unwrap()
    };
    // Belle-Île and Quiberon, Yeu and Saint-Jean-de-Monts, Groix and Ploemeur, Marie-Galante and Capesterre-Belle-Eau.
    for (island, coast) in [
        ((-3.157, 47.347), (-3.118, 47.484)),
        ((-2.348, 46.724), (-2.062, 46.792)),
        ((-3.454, 47.639), (-3.427, 47.737)),
        ((-61.318, 15.954), (-61.563, 16.043)),
    ] {
        let journey = nearest(island, coast);
        assert_ne!(journey.promise(), Promise::Kept, "{island:?}");
        assert!(journey.central_s() > 1_800, "{island:?} {journey:?}");
        // Back from the coast it is the same sea.
        assert!(nearest(coast, island).central_s() > 1_800, "{island:?}");
    }
    // Papeete and Noumea, Ajaccio and Nice: no boat for the day.
    for (island, coast) in [((-149.566, -17.535), (166.45, -22.27)), ((8.737, 41.919), (7.27, 43.7))] {
        let places = network.places(&[coast]);
        assert!(
            places.get(0).is_some()
                && network
                    .nearest(&places, &[0])
                    .at(&network.stop(island.0, island.1).unwrap())
                    .is_none()
        );
    }
    // Ré and La Rochelle, Oléron and Marennes, Noirmoutier and Beauvoir, Grande-Terre and Basse-Terre.
    for (island, coast) in [
        ((-1.325, 46.188), (-1.151, 46.160)),
        ((-1.195, 45.885), (-1.105, 45.822)),
        ((-2.181, 46.944), (-2.044, 46.914)),
        ((-61.505, 16.271), (-61.587, 16.265)),
    ] {
        let journey = nearest(island, coast);
        assert!(journey.central_s() < 1_800, "{island:?} {journey:?}");
    }
}

#[test]
fn a_point_at_sea_or_abroad_is_no_stop() {
    let Some(geography) = geography() else { return };
    let network = Network::new(None, Arc::clone(geography));
    for (lon, lat) in [(-30.0, 45.0), (4.35, 50.85), (f64::NAN, 45.0), (200.0, 45.0)] {
        assert!(network.stop(lon, lat).is_none(), "{lon} {lat}");
    }
}
