//! How fast, on a region's own roads; `make bench-reach` has larger networks.

use crate::{population::france_services, region::import};
use portee_reach::{Direction, Profile, RoadGraph, Searcher};
use std::time::{Duration, Instant};

/// The best of fifteen, so that a busy machine does not count.
fn best(mut run: impl FnMut()) -> Duration {
    let times = (0..15).map(|_| {
        let started = Instant::now();
        run();
        started.elapsed()
    });
    times.min().unwrap()
}

#[test]
fn a_region_is_imported_in_seconds_searched_in_milliseconds_and_opened_in_milliseconds() {
    let profile = Profile::car_at_posted_speeds();
    let started = Instant::now();
    let Some(graph) = import("midi-pyrenees", &profile, &|_, _| None) else {
        return;
    };
    let imported = started.elapsed();
    let Some(venues) = france_services() else { return };
    let places: Vec<_> = venues.iter().map(|&(lon, lat)| graph.snap(lon, lat)).collect();
    let nearest = best(|| drop(graph.nearest_places(&places, Direction::ToPlaces, None)));
    let ranked = best(|| drop(graph.ranked_places(&places, 5, Direction::ToPlaces, None)));
    let mut searcher = Searcher::new(&graph);
    let here = places.iter().flatten().next().unwrap();
    let around = best(|| drop(searcher.within(here, Direction::FromPlaces, 1_800)));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("voiture.routes");
    graph.save(&path).unwrap();
    let opened = best(|| drop(RoadGraph::open(&path).unwrap()));
    println!(
        "import {imported:.2?}; nearest of {} nodes {nearest:.2?}; 5 nearest {ranked:.2?}; 30 minutes around one place \
         {around:.2?}; open {} kB {opened:.2?}",
        graph.node_count(),
        graph.byte_count() / 1024
    );
    assert!(imported < Duration::from_secs(5), "{imported:?}");
    assert!(nearest < Duration::from_millis(20), "{nearest:?}");
    assert!(opened < Duration::from_millis(50), "{opened:?}");
}
