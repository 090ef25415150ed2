//! How fast: the region's own roads, and a network of the size of a country.

use crate::{population::france_services, region::import};
use portee_reach::{About, Direction, GraphBuilder, Mode, Profile, RoadGraph, Searcher, Segment};
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

/// A grid with streets missing here and there and times of roads: `side` × `side` nodes, the same every time.
fn country(side: u32) -> RoadGraph {
    let mut builder = GraphBuilder::default();
    for y in 0..side {
        for x in 0..side {
            builder
                .node(-4.0 + f64::from(x) * 0.005, 43.0 + f64::from(y) * 0.003, 0)
                .unwrap();
        }
    }
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        u32::try_from(state >> 33).unwrap()
    };
    for y in 0..side {
        for x in 0..side {
            let tail = y * side + x;
            for head in [
                (x + 1 < side).then_some(tail + 1),
                (y + 1 < side).then_some(tail + side),
            ]
            .into_iter()
            .flatten()
            {
                if random() % 10 < 7 {
                    let ms = Some(5_000 + random() % 40_000);
                    let segment = Segment {
                        tail,
                        head,
                        forward_ms: ms,
                        backward_ms: ms,
                        has_doors: true,
                    };
                    builder.segment(segment, &[]).unwrap();
                }
            }
        }
    }
    let about = About {
        profile: "grille".into(),
        mode: Mode::Car,
        source: "grille".into(),
        date: None,
    };
    builder.finish(about).unwrap()
}

#[test]
#[ignore = "takes some seconds and 2 GB to make; run with --ignored to measure"]
fn five_million_nodes_and_6200_sources_take_less_than_a_second_and_a_half() {
    let started = Instant::now();
    let graph = country(2_240);
    println!(
        "{} nodes, {} segments made in {:.1?}",
        graph.node_count(),
        graph.segment_count(),
        started.elapsed()
    );
    let step = graph.segment_count() / 6_200;
    let places: Vec<_> = (0..6_200)
        .map(|i| {
            let shape = graph.segment_shape(u32::try_from(i * step).unwrap());
            graph.snap(shape[0].0, shape[0].1)
        })
        .collect();
    let took = best(|| drop(graph.nearest_places(&places, Direction::ToPlaces, None)));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("grille.routes");
    graph.save(&path).unwrap();
    let opened = best(|| drop(RoadGraph::open(&path).unwrap()));
    println!(
        "nearest: {took:.2?}; {} MB open in {opened:.2?}",
        graph.byte_count() >> 20
    );
    assert!(took < Duration::from_millis(1_500), "{took:?}");
}
