//! What the tags of roads mean to each profile.

use crate::{
    pbf::{Map, degrees},
    town::{assert_time, import, metres, square, time},
};
use portee_reach::{Direction, FARTHEST_ROAD_M, LONGEST_WALK_M, Profile};

fn posted() -> Profile {
    Profile::car_at_posted_speeds()
}

#[test]
fn a_point_is_snapped_to_the_middle_of_a_street_and_not_to_its_junction() {
    let graph = import(&square(), &posted());
    let (lon, lat) = degrees(500, -100);
    let snap = graph.snap(lon, lat).unwrap();
    let foot = degrees(500, 0);
    assert!((snap.on_road.0 - foot.0).abs() < 1e-9 && (snap.on_road.1 - foot.1).abs() < 1e-9);
    assert!((snap.off_road_m - metres((500, -100), (500, 0))).abs() < 0.01);
    // 111 m at walking speed, then 400 m to the corner and up half of the next side.
    let walk_ms = snap.off_road_m * 3_600.0 / 5.0;
    let ride_ms = (metres((500, 0), (1_000, 0)) + metres((1_000, 0), (1_000, 500))) * 100.0;
    assert_time(time(&graph, (500, -100), (1_000, 500)), walk_ms + ride_ms);
}

#[test]
fn beyond_the_longest_walk_the_way_to_the_road_is_gone_at_the_speed_of_tracks() {
    let graph = import(&square(), &posted());
    let (lon, lat) = degrees(500, -2_000);
    let snap = graph.snap(lon, lat).unwrap();
    let expected = LONGEST_WALK_M * 3.6 / 5.0 + (snap.off_road_m - LONGEST_WALK_M) * 3.6 / 20.0;
    assert!(
        (f64::from(snap.off_road_s()) - expected).abs() <= 1.0,
        "{snap:?} {expected}"
    );
}

#[test]
fn at_sea_there_is_no_road() {
    let graph = import(&square(), &posted());
    let (lon, lat) = degrees(500, -6_000);
    assert!(metres((500, -6_000), (500, 0)) > FARTHEST_ROAD_M);
    assert_eq!(graph.snap(lon, lat), None);
    for (lon, lat) in [(f64::NAN, 44.0), (2.0, f64::INFINITY), (181.0, 44.0), (2.0, 91.0)] {
        assert_eq!(graph.snap(lon, lat), None);
    }
}

#[test]
fn an_island_without_a_bridge_is_not_snapped_to() {
    let mut map = square();
    map.node(10, 3_000, 0, "").node(11, 3_000, 200, "");
    map.way(&[10, 11], "highway=residential");
    // Four junctions in town, two ends on the island.
    map.way(&[0, 2], "highway=residential")
        .way(&[1, 3], "highway=residential");
    let graph = import(&map, &posted());
    let (lon, lat) = degrees(3_000, 100);
    let snap = graph.snap(lon, lat).unwrap();
    assert!((snap.off_road_m - metres((3_000, 100), (1_000, 100))).abs() < 1.0);
}

#[test]
fn a_one_way_street_is_taken_one_way() {
    for (tag, there_ms, back) in [
        ("oneway=yes", true, false),
        ("oneway=-1", false, true),
        ("oneway=no", true, true),
    ] {
        let mut map = square();
        map.way(&[0, 2], &format!("highway=residential maxspeed=36 {tag}"));
        let graph = import(&map, &posted());
        let direct = metres((0, 0), (1_000, 1_000)) * 100.0;
        let around = (metres((0, 0), (1_000, 0)) + metres((1_000, 0), (1_000, 1_000))) * 100.0;
        assert_time(
            time(&graph, (0, 0), (1_000, 1_000)),
            if there_ms { direct } else { around },
        );
        assert_time(time(&graph, (1_000, 1_000), (0, 0)), if back { direct } else { around });
    }
}

#[test]
fn a_roundabout_is_one_way_without_saying_so() {
    let mut map = Map::default();
    for (id, (x, y)) in (0..).zip([(0, 0), (100, 0), (100, 100), (0, 100), (-500, 0)]) {
        map.node(id, x, y, "");
    }
    map.way(&[0, 1, 2, 3, 0], "highway=tertiary junction=roundabout maxspeed=36");
    map.way(&[4, 0], "highway=residential maxspeed=36");
    let graph = import(&map, &posted());
    let short = time(&graph, (0, 0), (100, 0)).unwrap();
    let long = time(&graph, (100, 0), (0, 0)).unwrap();
    assert!(long > 2 * short, "{short} {long}");
}

#[test]
fn private_roads_and_closed_gates_are_not_passed() {
    for closed in [
        "access=private",
        "motor_vehicle=no",
        "vehicle=agricultural",
        "access=no",
    ] {
        let mut map = square();
        map.way(&[0, 2], &format!("highway=residential maxspeed=36 {closed}"));
        let around = (metres((0, 0), (1_000, 0)) + metres((1_000, 0), (1_000, 1_000))) * 100.0;
        assert_time(time(&import(&map, &posted()), (0, 0), (1_000, 1_000)), around);
    }
    let mut map = square();
    map.way(&[0, 2], "highway=residential maxspeed=36 access=no motor_vehicle=yes");
    assert_time(
        time(&import(&map, &posted()), (0, 0), (1_000, 1_000)),
        metres((0, 0), (1_000, 1_000)) * 100.0,
    );
}

#[test]
fn a_bollard_stops_a_car_and_lets_a_walker_through() {
    for (barrier, passes) in [
        ("barrier=bollard", false),
        ("barrier=gate", true),
        ("barrier=gate access=private", false),
    ] {
        let mut map = square();
        map.node(9, 500, 500, barrier);
        map.way(&[0, 9, 2], "highway=residential maxspeed=36");
        let direct = metres((0, 0), (1_000, 1_000)) * 100.0;
        let around = (metres((0, 0), (1_000, 0)) + metres((1_000, 0), (1_000, 1_000))) * 100.0;
        let graph = import(&map, &posted());
        assert_time(
            time(&graph, (0, 0), (1_000, 1_000)),
            if passes { direct } else { around },
        );
        // One may still drive up to it.
        assert_time(time(&graph, (0, 0), (400, 400)), metres((0, 0), (400, 400)) * 100.0);
    }
    let mut map = square();
    map.node(9, 500, 500, "barrier=bollard");
    map.way(&[0, 9, 2], "highway=residential");
    assert_time(
        time(&import(&map, &Profile::foot()), (0, 0), (1_000, 1_000)),
        metres((0, 0), (1_000, 1_000)) * 720.0,
    );
}

#[test]
fn a_boat_takes_the_time_that_it_says_and_nobody_is_snapped_to_it() {
    let mut map = square();
    map.node(10, 3_000, 0, "")
        .node(11, 3_000, 1_000, "")
        .node(12, 2_000, 0, "");
    map.way(&[1, 12, 10], "route=ferry duration=00:20");
    map.way(&[10, 11], "highway=residential maxspeed=36");
    let graph = import(&map, &posted());
    assert_time(time(&graph, (1_000, 0), (3_000, 0)), 1_200_000.0);
    let (lon, lat) = degrees(2_000, 0);
    assert!(graph.snap(lon, lat).unwrap().off_road_m > 700.0);
}

#[test]
fn nobody_is_snapped_to_a_motorway_but_cars_take_it() {
    let mut map = square();
    map.node(10, 500, 50, "");
    map.way(&[0, 10, 1], "highway=motorway maxspeed=130 oneway=no");
    let graph = import(&map, &posted());
    let (lon, lat) = degrees(500, 49);
    assert!((graph.snap(lon, lat).unwrap().off_road_m - metres((500, 49), (500, 0))).abs() < 0.1);
    assert!(f64::from(time(&graph, (0, 0), (1_000, 0)).unwrap()) < metres((0, 0), (1_000, 0)) * 36.0);
    let walker = import(&map, &Profile::foot());
    assert_time(time(&walker, (0, 0), (1_000, 0)), metres((0, 0), (1_000, 0)) * 720.0);
}

#[test]
fn a_cyclist_rides_against_traffic_where_a_lane_allows_it_and_on_cycleways() {
    let mut map = square();
    map.way(&[0, 2], "highway=residential oneway=yes oneway:bicycle=no");
    map.way(&[1, 3], "highway=cycleway");
    let graph = import(&map, &Profile::bicycle());
    assert_time(
        time(&graph, (1_000, 1_000), (0, 0)),
        metres((0, 0), (1_000, 1_000)) * 240.0,
    );
    assert_time(
        time(&graph, (1_000, 0), (0, 1_000)),
        metres((1_000, 0), (0, 1_000)) * 300.0,
    );
}

#[test]
fn junctions_and_lights_cost_what_the_profile_says() {
    let mut map = Map::default();
    for (id, x, tags) in [
        (0, 0, ""),
        (1, 1_000, ""),
        (2, 2_000, "highway=traffic_signals"),
        (3, 3_000, ""),
    ] {
        map.node(id, x, 0, tags);
    }
    map.node(4, 1_000, 1_000, "");
    map.way(&[0, 1, 2, 3], "highway=residential maxspeed=36");
    map.way(&[1, 4], "highway=residential maxspeed=36");
    let costly = Profile {
        junction_ms: 5_000,
        signals_ms: 30_000,
        ..posted()
    };
    let free = metres((0, 0), (3_000, 0)) * 100.0;
    assert_time(time(&import(&map, &posted()), (0, 0), (3_000, 0)), free);
    assert_time(time(&import(&map, &costly), (0, 0), (3_000, 0)), free + 35_000.0);
}

#[test]
fn points_that_are_not_junctions_are_contracted_and_the_shape_kept() {
    let mut map = Map::default();
    for i in 0..20 {
        map.node(i, 100 * i, if i % 2 == 0 { 0 } else { 30 }, "");
    }
    let (first, second): (Vec<i64>, Vec<i64>) = ((0..=9).collect(), (9..20).collect());
    map.way(&first, "highway=residential maxspeed=36")
        .way(&second, "highway=tertiary maxspeed=72");
    let graph = import(&map, &posted());
    assert_eq!(
        (graph.node_count(), graph.segment_count(), graph.shape_point_count()),
        (2, 1, 18)
    );
    let line = |from: i64, to: i64| {
        let point = |i: i64| (100 * i, if i % 2 == 0 { 0 } else { 30 });
        (from..to).map(|i| metres(point(i), point(i + 1))).sum::<f64>()
    };
    assert_time(
        time(&graph, (0, 0), (1_900, 30)),
        line(0, 9) * 100.0 + line(9, 19) * 50.0,
    );
    // Both speeds are known along the one segment.
    assert_time(time(&graph, (0, 0), (500, 30)), line(0, 5) * 100.0);
    assert_time(time(&graph, (1_900, 30), (1_500, 30)), line(15, 19) * 50.0);
}

#[test]
fn an_extract_that_cuts_a_road_ends_it_at_its_last_known_point() {
    let mut map = square();
    map.node(10, 1_500, 0, "");
    map.way(&[1, 10, 999, 998], "highway=residential maxspeed=36");
    map.way(&[997, 996, 2], "highway=residential");
    let graph = import(&map, &posted());
    let (lon, lat) = degrees(500, 0);
    assert!(graph.snap(lon, lat).is_some());
}

#[test]
fn plain_nodes_and_raw_blobs_read_like_dense_and_deflated_ones() {
    let mut map = square();
    let dense = import(&map, &posted());
    map.plain = true;
    let plain = import(&map, &posted());
    assert_eq!(dense.byte_count(), plain.byte_count());
    assert_eq!(time(&dense, (0, 0), (1_000, 700)), time(&plain, (0, 0), (1_000, 700)));
    assert_eq!(dense.about().date.as_deref(), Some("2026-03-05"));
}

#[test]
fn a_venue_without_a_road_keeps_its_rank_and_of_two_at_one_place_the_first_is_nearest() {
    let graph = import(&square(), &posted());
    let snap = |x, y| {
        let (lon, lat) = degrees(x, y);
        graph.snap(lon, lat)
    };
    let places = [snap(0, 90_000), snap(1_000, 500), snap(1_000, 500), snap(0, 1_000)];
    assert_eq!(places[0], None);
    let here = snap(1_000, 0).unwrap();
    let nearest = graph.nearest_places(&places, Direction::ToPlaces, None);
    assert_eq!(nearest.at(&here).unwrap().place, 1);
    let ranked = graph.ranked_places(&places, 5, Direction::ToPlaces, None);
    assert_eq!(
        ranked.at(&here).iter().map(|reach| reach.place).collect::<Vec<_>>(),
        [1, 2, 3]
    );
    let nowhere = graph.nearest_places(&[None], Direction::ToPlaces, None);
    assert_eq!(nowhere.at(&here), None);
    assert!(
        graph
            .ranked_places(&places, 0, Direction::ToPlaces, None)
            .at(&here)
            .is_empty()
    );
}
