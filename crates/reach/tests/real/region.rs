//! A region: its roads, its inhabitants, its venues, and who is within how many minutes.

use crate::{
    data::{file, geography},
    population::Cell,
};
use portee_reach::{CommuneDensity, Direction, Profile, RoadGraph, import_roads};
use std::{collections::BTreeMap, time::Instant};

/// Inhabitants per km² of communes, from the compiled geography; `None`, said loudly, when there is none.
pub(crate) fn commune_density() -> Option<impl Fn(f64, f64) -> Option<f64>> {
    let density = CommuneDensity::new(geography()?);
    Some(move |lon, lat| density.at(lon, lat))
}

/// The seconds of each inhabited point to the nearest venue; none when there is no road.
pub(crate) type Times = Vec<Option<u32>>;

pub(crate) fn import(name: &str, profile: &Profile, density: &dyn Fn(f64, f64) -> Option<f64>) -> Option<RoadGraph> {
    let path = file(&format!("routes/{name}.osm.pbf"))?;
    let started = Instant::now();
    let (graph, report) = import_roads(&path, profile, density, &|_, _, _| {}).unwrap();
    println!(
        "{name}, {}: {} ms; {} ways, {} points, {} pieces -> {} nodes, {} segments, {} kB; {} points missing",
        profile.name,
        started.elapsed().as_millis(),
        report.ways,
        report.points,
        report.pieces,
        graph.node_count(),
        graph.segment_count(),
        graph.byte_count() / 1024,
        report.missing_points,
    );
    Some(graph)
}

/// The times to the nearest of the venues that have one of the region's roads.
pub(crate) fn times(graph: &RoadGraph, cells: &[Cell], venues: &[(f64, f64)]) -> Times {
    let snapped: Vec<_> = venues.iter().map(|&(lon, lat)| graph.snap(lon, lat)).collect();
    let started = Instant::now();
    let nearest = graph.nearest_places(&snapped, Direction::ToPlaces, None);
    println!(
        "{} sources, {} nodes: {:.2} ms",
        snapped.iter().flatten().count(),
        graph.node_count(),
        started.elapsed().as_secs_f64() * 1e3
    );
    let started = Instant::now();
    let times = cells.iter().map(|cell| {
        let snap = graph.snap(cell.lon, cell.lat)?;
        nearest.at(&snap).map(|reach| reach.seconds())
    });
    let times = times.collect();
    println!(
        "{} cells snapped: {:.1} ms",
        cells.len(),
        started.elapsed().as_secs_f64() * 1e3
    );
    times
}

/// The share of people, in percent, for whom `kept` holds.
pub(crate) fn share(cells: &[Cell], times: &Times, kept: impl Fn(Option<u32>) -> bool) -> f64 {
    let all: f64 = cells.iter().map(|cell| cell.people).sum();
    let some: f64 = cells
        .iter()
        .zip(times)
        .filter(|(_, time)| kept(**time))
        .map(|(cell, _)| cell.people)
        .sum();
    100.0 * some / all
}

pub(crate) fn within(minutes: u32) -> impl Fn(Option<u32>) -> bool {
    move |time| time.is_some_and(|seconds| seconds <= 60 * minutes)
}

/// Départements by their share of people beyond so many minutes (without a road counts as beyond), largest first.
pub(crate) fn worst(cells: &[Cell], times: &Times, minutes: u32) -> Vec<(String, f64)> {
    let mut sums: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for (cell, time) in cells.iter().zip(times) {
        let (all, beyond) = sums.entry(&cell.departement).or_default();
        *all += cell.people;
        if !within(minutes)(*time) {
            *beyond += cell.people;
        }
    }
    let mut shares: Vec<_> = sums
        .into_iter()
        .map(|(code, (all, beyond))| (code.to_owned(), 100.0 * beyond / all))
        .collect();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1));
    shares
}
