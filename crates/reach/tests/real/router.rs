//! Our times beside those of an independent router, Valhalla, on the same file (`tests/independent-router` installs it and
//! has it read the roads).

use crate::{
    data::in_var,
    region::{commune_density, import},
};
use portee_reach::{Direction, Profile, RoadGraph, Searcher};
use serde_json::{Value, json};
use std::{path::Path, process::Command};

/// Questions of this many origins and as many destinations: 2,000 pairs, and some more for those that the router does not
/// reach.
const QUESTIONS: usize = 23;
const SIDE: usize = 10;

type Point = (f64, f64);

/// Points on the roads of a graph, the same every time.
fn points(graph: &RoadGraph, count: usize) -> Vec<Point> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let random = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        u32::try_from((state >> 32) % graph.node_count() as u64).unwrap()
    };
    let nodes = std::iter::repeat_with(random).filter(|&node| graph.is_in_main_part(node));
    nodes
        .take(count)
        .map(|node| graph.node_position(node).unwrap())
        .collect()
}

/// Seconds from each of `from` to each of `to` by the router, origin by origin; none where it finds no way.
fn router_times(folder: &Path, from: &[Point], to: &[Point]) -> Vec<Option<f64>> {
    let locations = |points: &[Point]| -> Vec<Value> {
        points
            .iter()
            .map(|(lon, lat)| json!({ "lon": lon, "lat": lat }))
            .collect()
    };
    let question = json!({ "sources": locations(from), "targets": locations(to), "costing": "auto", "verbose": true });
    let answer = Command::new(folder.join("package/valhalla/bin/valhalla_service"))
        .arg(folder.join("settings.json"))
        .args(["sources_to_targets", &question.to_string()])
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&answer.stdout);
    assert!(
        answer.status.success(),
        "{text} {}",
        String::from_utf8_lossy(&answer.stderr)
    );
    let answer: Value = serde_json::from_str(&text).unwrap();
    let pairs = answer["sources_to_targets"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|row| row.as_array().unwrap());
    let times: Vec<Option<f64>> = pairs.map(|pair| pair["time"].as_f64()).collect();
    assert_eq!(times.len(), from.len() * to.len());
    times
}

/// The value below which so many percent of sorted values are.
fn quantile(sorted: &[f64], percent: usize) -> f64 {
    sorted[(sorted.len() - 1) * percent / 100]
}

/// Seconds of each pair, as [`router_times`] gives them, by our searches.
fn our_times(graph: &RoadGraph, from: &[Point], to: &[Point]) -> Vec<Option<f64>> {
    let mut searcher = Searcher::new(graph);
    let to: Vec<_> = to.iter().map(|&(lon, lat)| graph.snap(lon, lat)).collect();
    let times = from.iter().flat_map(|&(lon, lat)| match graph.snap(lon, lat) {
        Some(from) => searcher.one_to_many(&from, &to, Direction::FromPlaces, 86_400),
        None => vec![None; to.len()],
    });
    times.map(|ms| Some(f64::from(ms?) / 1_000.0)).collect()
}

#[test]
fn at_posted_speeds_2000_pairs_agree_with_an_independent_router_and_no_profile_misses_one_that_it_reaches() {
    let Some(density) = commune_density() else { return };
    let ready = in_var("router/tiles/ready").and(in_var("router/settings.json"));
    let Some(folder) = ready.and_then(|file| Some(file.parent()?.to_owned())) else {
        return;
    };
    let profiles = [Profile::car_at_posted_speeds(), Profile::car()];
    let graphs = profiles.map(|profile| import("midi-pyrenees", &profile, &density));
    let [Some(posted), Some(default)] = &graphs else { return };
    let points = points(posted, QUESTIONS * 2 * SIDE);
    let mut ratios = [Vec::new(), Vec::new()];
    let (mut missed, mut unknown_to_it) = (0, 0);
    for question in points.chunks(2 * SIDE) {
        let (from, to) = question.split_at(SIDE);
        let theirs = router_times(&folder, from, to);
        unknown_to_it += theirs.iter().flatten().count().abs_diff(theirs.len());
        for (graph, ratios) in [posted, default].into_iter().zip(&mut ratios) {
            for (ours, theirs) in our_times(graph, from, to).into_iter().zip(&theirs) {
                match (ours, *theirs) {
                    (Some(ours), Some(theirs)) if theirs > 0.0 => ratios.push(ours / theirs),
                    (None, Some(_)) => missed += 1,
                    _ => {}
                }
            }
        }
    }
    for (ratios, name) in ratios.iter_mut().zip(["posted speeds", "default car"]) {
        ratios.sort_by(f64::total_cmp);
        let [low, median, high] = [10, 50, 90].map(|percent| quantile(ratios, percent));
        println!(
            "{name}, {} pairs: ours / the router's {median:.3}, 80 % from {low:.3} to {high:.3}",
            ratios.len()
        );
    }
    println!("{missed} pairs that only the router reaches, {unknown_to_it} that it does not");
    assert!(ratios[0].len() >= 2_000, "{}", ratios[0].len());
    assert_eq!(missed, 0);
    let median = quantile(&ratios[0], 50);
    assert!((0.90..=1.10).contains(&median), "{median}");
}
