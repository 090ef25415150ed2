//! Importing a small map, and asking it for times.

use crate::pbf::{Map, degrees};
use portee_reach::{Profile, ReachError, RoadGraph, Searcher, import_roads};

pub(crate) fn import_bytes(bytes: &[u8], profile: &Profile) -> Result<RoadGraph, ReachError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("essai.osm.pbf");
    std::fs::write(&path, bytes).unwrap();
    import_roads(&path, profile, &|_, _| None, &|_, _, _| {}).map(|(graph, _)| graph)
}

pub(crate) fn import(map: &Map, profile: &Profile) -> RoadGraph {
    import_bytes(&map.bytes(), profile).unwrap()
}

/// A square of streets 0, 1, 2, 3 of about 800 m by 1,100 m at 36 km/h (10 m/s), open both ways: something to be reached from.
pub(crate) fn square() -> Map {
    let mut map = Map::default();
    for (id, (x, y)) in (0..).zip([(0, 0), (1_000, 0), (1_000, 1_000), (0, 1_000)]) {
        map.node(id, x, y, "");
    }
    map.way(&[0, 1, 2, 3, 0], "highway=residential maxspeed=36");
    map
}

/// Milliseconds between two points of the grid; none when there is no way.
pub(crate) fn time(graph: &RoadGraph, from: (i64, i64), to: (i64, i64)) -> Option<u32> {
    let [from, to] = [from, to].map(|(x, y)| {
        let (lon, lat) = degrees(x, y);
        graph.snap(lon, lat).unwrap()
    });
    Searcher::new(graph).between(&from, &to)
}

/// Metres between two points of the grid.
pub(crate) fn metres(from: (i64, i64), to: (i64, i64)) -> f64 {
    portee_domain::great_circle_m(degrees(from.0, from.1), degrees(to.0, to.1))
}

/// Asserts a time to 0.1 %, or 10 ms.
#[track_caller]
pub(crate) fn assert_time(found: Option<u32>, expected_ms: f64) {
    let found = f64::from(found.expect("a way"));
    assert!(
        (found - expected_ms).abs() <= (expected_ms * 1e-3).max(10.0),
        "{found} {expected_ms}"
    );
}
