//! Ours beside scipy and pandana.

use crate::{Outcome, Report, Rounds, grid::Grid};
use portee_reach::{Direction, NearestPlaces, RoadGraph, Snap};
use portee_tests::binary::workspace;
use std::{env, fs, path::Path, process::Command, time::Instant};

/// Rounds of each.
const ROUNDS: usize = 3;

/// `(longitude, latitude)` of each row of a CSV with columns of these names.
pub(crate) fn positions(csv: &str) -> Outcome<Vec<(f64, f64)>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let headers = reader.headers()?.clone();
    let column = |name: &str| {
        headers
            .iter()
            .position(|header| header == name)
            .ok_or("no column of positions")
    };
    let (lon, lat) = (column("longitude")?, column("latitude")?);
    let rows = reader.records().filter_map(Result::ok);
    Ok(rows
        .filter_map(|row| Some((row.get(lon)?.parse().ok()?, row.get(lat)?.parse().ok()?)))
        .collect())
}

/// Runs a peer on a grid, checks that it found what we did, and gives what it says of its seconds.
fn ask(peer: &str, folder: &Path) -> Outcome<serde_json::Value> {
    let installed = env::var_os("PORTEE_VAR")
        .map_or_else(|| workspace().join("var"), Into::into)
        .join("peers");
    let output = Command::new("python3")
        .arg(workspace().join("tests/bench-reach/peers.py"))
        .arg(peer)
        .arg(folder)
        .env("PYTHONPATH", installed)
        .output()?;
    if !output.status.success() {
        return Err(format!("{peer}: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

fn seconds(answer: &serde_json::Value, part: &str) -> f64 {
    answer[part].as_f64().unwrap_or_default()
}

/// Nodes of which the peer says another time than we do; both without one is the same.
fn differences(grid: &Grid, graph: &RoadGraph, ours: &NearestPlaces<'_>, folder: &Path) -> Outcome<usize> {
    let bytes = fs::read(folder.join("found"))?;
    let theirs: Vec<f64> = bytes
        .chunks_exact(8)
        .map(|word| f64::from_le_bytes(word.try_into().unwrap_or_default()))
        .collect();
    let nodes = (0..)
        .take(graph.node_count())
        .filter_map(|node| Some((node, graph.node_position(node)?)));
    let different = nodes.filter(|&(node, position)| {
        let theirs = theirs[grid.node(position) as usize];
        let ours = ours.at_node(node).map_or(f64::INFINITY, |reach| f64::from(reach.ms));
        // pandana counts in thousandths.
        ours.is_finite() != theirs.is_finite() || (ours - theirs).abs() > 0.5
    });
    Ok(different.count())
}

/// A node as a place: at the end of one of its streets.
fn snaps(grid: &Grid, graph: &RoadGraph, sources: &[u32]) -> Vec<Option<Snap>> {
    let positions = sources.iter().map(|&source| grid.position(source));
    positions
        .map(|(lon, lat)| graph.snap(lon, lat).map(Snap::on_the_road))
        .collect()
}

/// 2,000,000 nodes: our search beside `scipy.sparse.csgraph.dijkstra(min_only=True)`, both on a graph that is ready.
pub(crate) fn scipy(report: &mut Report) -> Outcome<()> {
    let grid = Grid::new(1_415);
    let graph = grid.graph()?;
    let sources = grid.sources(&graph, 6_200);
    let folder = tempfile::tempdir()?;
    grid.write(folder.path(), &sources)?;
    let places = snaps(&grid, &graph, &sources);
    let (mut ours, mut theirs, mut different) = (Vec::new(), Vec::new(), 0);
    for _ in 0..ROUNDS {
        let started = Instant::now();
        let nearest = graph.nearest_places(&places, Direction::ToPlaces, None);
        ours.push(started.elapsed().as_secs_f64());
        theirs.push(seconds(&ask("scipy", folder.path())?, "query"));
        different += differences(&grid, &graph, &nearest, folder.path())?;
    }
    let (ours, theirs) = (Rounds(ours), Rounds(theirs));
    let ratio = theirs.median() / ours.median();
    let verdict = report.verdict(ratio >= 4.0 && different == 0);
    Report::line(
        &format!("{} nodes: ours, scipy's dijkstra(min_only=True)", graph.node_count()),
        &format!(
            "{:.0} ms, {:.0} ms: {ratio:.1} times, at least 4, {different} nodes differ: {verdict}",
            ours.median() * 1e3,
            theirs.median() * 1e3
        ),
    );
    Ok(())
}

/// 100,000 nodes: making the graph and searching it, ours beside pandana.
pub(crate) fn pandana(report: &mut Report) -> Outcome<()> {
    let grid = Grid::new(317);
    let first = grid.graph()?;
    let sources = grid.sources(&first, 310);
    let folder = tempfile::tempdir()?;
    grid.write(folder.path(), &sources)?;
    let (mut ours, mut searches, mut theirs, mut queries, mut different) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), 0);
    for _ in 0..ROUNDS {
        let started = Instant::now();
        let graph = grid.graph()?;
        let places = snaps(&grid, &graph, &sources);
        let made = started.elapsed().as_secs_f64();
        let nearest = graph.nearest_places(&places, Direction::ToPlaces, None);
        ours.push(started.elapsed().as_secs_f64());
        searches.push(started.elapsed().as_secs_f64() - made);
        let answer = ask("pandana", folder.path())?;
        theirs.push(seconds(&answer, "build") + seconds(&answer, "query"));
        queries.push(seconds(&answer, "query"));
        different += differences(&grid, &graph, &nearest, folder.path())?;
    }
    let [ours, searches, theirs, queries] = [ours, searches, theirs, queries].map(Rounds);
    let ratio = theirs.median() / ours.median();
    let verdict = report.verdict(ratio >= 100.0 && different == 0);
    let [ours_ms, searches_ms, theirs_ms, queries_ms] =
        [&ours, &searches, &theirs, &queries].map(|rounds| rounds.median() * 1e3);
    Report::line(
        &format!("{} nodes, build and query: ours, pandana's", first.node_count()),
        &format!(
            "{ours_ms:.0} ms, {theirs_ms:.0} ms: {ratio:.0} times, at least 100, {different} nodes differ: {verdict}"
        ),
    );
    Report::line(
        "… the query alone",
        &format!(
            "{searches_ms:.1} ms, {queries_ms:.0} ms: {:.0} times",
            queries.median() / searches.median()
        ),
    );
    Ok(())
}
