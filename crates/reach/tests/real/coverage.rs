//! Who is within twenty and thirty minutes of a France Services, on real roads.

use crate::{
    population::{cells_of, france_services, households_of_reunion},
    region::{commune_density, import, share, times, within, worst},
};
use portee_reach::{CarSpeeds, Profile};
use std::collections::BTreeSet;

pub(crate) const MIDI_PYRENEES: [&str; 8] = ["09", "12", "31", "32", "46", "65", "81", "82"];

#[test]
fn midi_pyrenees_at_posted_speeds_agrees_with_the_independent_measure() {
    let Some(graph) = import("midi-pyrenees", &Profile::car_at_posted_speeds(), &|_, _| None) else {
        return;
    };
    let (Some(cells), Some(venues)) = (cells_of(&MIDI_PYRENEES), france_services()) else {
        return;
    };
    let times = times(&graph, &cells, &venues);
    let (twenty, thirty) = (share(&cells, &times, within(20)), share(&cells, &times, within(30)));
    let worst = worst(&cells, &times, 20);
    println!("within 20: {twenty:.3} %, 30: {thirty:.3} %; beyond 20: {worst:.2?}");
    assert!((98.1..=98.5).contains(&twenty), "{twenty}");
    assert!((99.78..=99.86).contains(&thirty), "{thirty}");
    let four: BTreeSet<&str> = worst[..4].iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(four, BTreeSet::from(["09", "12", "32", "46"]));
}

#[test]
fn reunion_at_posted_speeds_agrees_with_the_independent_measure() {
    let Some(graph) = import("reunion", &Profile::car_at_posted_speeds(), &|_, _| None) else {
        return;
    };
    let (Some(cells), Some(venues)) = (households_of_reunion(), france_services()) else {
        return;
    };
    let times = times(&graph, &cells, &venues);
    let (twenty, thirty) = (share(&cells, &times, within(20)), share(&cells, &times, within(30)));
    println!("within 20: {twenty:.3} %, 30: {thirty:.3} %");
    assert!((twenty - 97.2).abs() <= 0.3, "{twenty}");
    assert!((thirty - 99.83).abs() <= 0.3, "{thirty}");
}

#[test]
fn each_cost_of_the_default_car_puts_more_people_beyond_thirty_minutes() {
    let (Some(cells), Some(venues), Some(density)) = (cells_of(&MIDI_PYRENEES), france_services(), commune_density())
    else {
        return;
    };
    let default = Profile::car();
    let no_lights = Profile {
        signals_ms: 0,
        ..default.clone()
    };
    let no_junctions = Profile {
        junction_ms: 0,
        ..no_lights.clone()
    };
    let no_bends = Profile {
        speeds: CarSpeeds::Metric { sinuosity: false },
        ..no_junctions.clone()
    };
    let mut before = 0.0;
    for (what, profile) in [
        ("posted speeds", Profile::car_at_posted_speeds()),
        ("METRIC speeds, no bends", no_bends),
        ("and bends", no_junctions),
        ("and junctions", no_lights),
        ("and lights (default)", default),
    ] {
        let Some(graph) = import("midi-pyrenees", &profile, &density) else {
            return;
        };
        let times = times(&graph, &cells, &venues);
        let beyond = 100.0 - share(&cells, &times, within(30));
        println!(
            "{what}: within 20 {:.3} %, within 30 {:.3} %",
            share(&cells, &times, within(20)),
            100.0 - beyond
        );
        assert!(beyond >= before, "{what}: {beyond} {before}");
        before = beyond;
    }
}
