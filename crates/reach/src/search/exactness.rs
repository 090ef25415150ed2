//! Every search against plain Dijkstra over the roads as they were given, on random networks.

use super::{Direction, Reach};
use crate::{About, GraphBuilder, Mode, RoadGraph, Segment, Snap};
use proptest::prelude::*;
use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap, HashSet},
};

/// A network, the roads that it was made from, and some places.
#[derive(Debug)]
struct Case {
    graph: RoadGraph,
    positions: Vec<(f64, f64)>,
    delays: Vec<u32>,
    roads: Vec<Segment>,
    places: Vec<Option<Snap>>,
}

/// Node, node, seconds, and whether it is open one way, the other or both.
type Road = (usize, usize, u32, u8);

fn networks() -> impl Strategy<Value = Case> {
    (3_usize..40)
        .prop_flat_map(|count| {
            let nodes = prop::collection::vec((0_i32..5_000, 0_i32..5_000, 0_u16..4), count);
            // Few different times, many of them short: ties and moves within one bucket are what must be right.
            let roads = prop::collection::vec((0..count, 0..count, 0_u32..60, 0_u8..5), count..4 * count);
            let points = prop::collection::vec((0_i32..5_000, 0_i32..5_000), 1..12);
            (nodes, roads, points)
        })
        .prop_map(|(nodes, roads, points)| case(&nodes, &roads, &points))
}

fn place((x, y): (i32, i32)) -> (f64, f64) {
    (2.0 + f64::from(x) * 1e-5, 44.0 + f64::from(y) * 1e-5)
}

fn case(nodes: &[(i32, i32, u16)], roads: &[Road], points: &[(i32, i32)]) -> Case {
    let mut builder = GraphBuilder::default();
    let mut seen = HashMap::new();
    let (mut positions, mut delays) = (Vec::new(), Vec::new());
    for (i, &(x, y, delay)) in nodes.iter().enumerate() {
        // Two nodes at one place could not be told apart below.
        let (x, y) = if seen.insert((x, y), i).is_some() {
            (5_000 + 7 * i32::try_from(i).unwrap(), y)
        } else {
            (x, y)
        };
        let (lon, lat) = place((x, y));
        // Delays and times are multiples of half a second: different ways to the same time are what ties are made of.
        let delay = 500 * delay;
        builder.node(lon, lat, delay).unwrap();
        positions.push((lon, lat));
        delays.push(u32::from(delay));
    }
    let mut pairs = HashSet::new();
    let mut given = Vec::new();
    for &(a, b, time, open) in roads {
        if a == b || !pairs.insert((a.min(b), a.max(b))) {
            continue;
        }
        let ms = time * 500;
        let segment = Segment {
            tail: u32::try_from(a).unwrap(),
            head: u32::try_from(b).unwrap(),
            forward_ms: (open != 1).then_some(ms),
            backward_ms: (open != 0).then_some(if open == 4 { ms + 700 } else { ms }),
            has_doors: true,
        };
        let [from, to] = [positions[a], positions[b]];
        let bend = (f64::midpoint(from.0, to.0) + 1e-4, f64::midpoint(from.1, to.1));
        builder.segment(segment, &[bend]).unwrap();
        given.push(segment);
    }
    let about = About {
        profile: "essai".into(),
        mode: Mode::Car,
        source: "hasard".into(),
        date: None,
    };
    let graph = builder.finish(about).unwrap();
    let places = points.iter().enumerate().map(|(i, &point)| {
        let (lon, lat) = place(point);
        let snap = graph.snap(lon, lat)?;
        // Two of three at a node exactly, so that many are as near as each other.
        let share = if i % 3 == 0 { snap.share } else { snap.share.round() };
        Some(if i % 3 == 0 {
            snap
        } else {
            Snap {
                share,
                ..snap.on_the_road()
            }
        })
    });
    let places = places.collect();
    Case {
        graph,
        positions,
        delays,
        roads: given,
        places,
    }
}

impl Case {
    fn given_node(&self, (lon, lat): (f64, f64)) -> usize {
        let same = |p: &(f64, f64)| (p.0 - lon).abs() < 2e-7 && (p.1 - lat).abs() < 2e-7;
        self.positions.iter().position(same).unwrap()
    }

    /// The road that a position is on.
    fn road(&self, snap: &Snap) -> Segment {
        let shape = self.graph.segment_shape(snap.segment);
        let ends = [shape[0], shape[shape.len() - 1]].map(|end| u32::try_from(self.given_node(end)).unwrap());
        *self.roads.iter().find(|road| [road.tail, road.head] == ends).unwrap()
    }

    /// Milliseconds from a position to every given node.
    fn dijkstra(&self, from: &Snap) -> Vec<u32> {
        let mut times = vec![u32::MAX; self.positions.len()];
        let mut heap = BinaryHeap::new();
        let road = self.road(from);
        let delay = |node: u32| self.delays[node as usize];
        if let Some(ms) = road.forward_ms {
            heap.push(Reverse((
                from.off_road_ms + share(ms, 1.0 - from.share) + delay(road.head),
                road.head,
            )));
        }
        if let Some(ms) = road.backward_ms {
            heap.push(Reverse((
                from.off_road_ms + share(ms, from.share) + delay(road.tail),
                road.tail,
            )));
        }
        while let Some(Reverse((time, node))) = heap.pop() {
            if time >= times[node as usize] {
                continue;
            }
            times[node as usize] = time;
            for road in &self.roads {
                if let (Some(ms), true) = (road.forward_ms, road.tail == node) {
                    heap.push(Reverse((time + ms + delay(road.head), road.head)));
                }
                if let (Some(ms), true) = (road.backward_ms, road.head == node) {
                    heap.push(Reverse((time + ms + delay(road.tail), road.tail)));
                }
            }
        }
        times
    }

    /// Milliseconds from one position to another.
    fn between(&self, from: &Snap, to: &Snap) -> Option<u32> {
        let times = self.dijkstra(from);
        let road = self.road(to);
        let mut all = Vec::new();
        let mut through = |node: u32, ms: u32| {
            if times[node as usize] < u32::MAX {
                all.push(times[node as usize] + ms + to.off_road_ms);
            }
        };
        if let Some(ms) = road.forward_ms {
            through(road.tail, share(ms, to.share));
        }
        if let Some(ms) = road.backward_ms {
            through(road.head, share(ms, 1.0 - to.share));
        }
        if from.segment == to.segment {
            let part = (to.share - from.share).abs();
            let walks = from.off_road_ms + to.off_road_ms;
            all.extend(
                road.forward_ms
                    .filter(|_| to.share >= from.share)
                    .map(|ms| walks + share(ms, part)),
            );
            all.extend(
                road.backward_ms
                    .filter(|_| to.share <= from.share)
                    .map(|ms| walks + share(ms, part)),
            );
        }
        all.into_iter().min()
    }

    /// All places from here, or all places to here, nearest first.
    fn ranked(&self, here: &Snap, direction: Direction) -> Vec<Reach> {
        let mut all: Vec<Reach> = (0..)
            .zip(&self.places)
            .filter_map(|(place, other)| {
                let other = other.as_ref()?;
                let ms = match direction {
                    Direction::ToPlaces => self.between(here, other),
                    Direction::FromPlaces => self.between(other, here),
                };
                Some(Reach { ms: ms?, place })
            })
            .collect();
        all.sort_unstable();
        all
    }
}

fn share(ms: u32, share: f64) -> u32 {
    (f64::from(ms) * share).round() as u32
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_search_agrees_with_plain_dijkstra_to_the_millisecond(case in networks(), k in 1_usize..6, limit_s in 1_u32..90) {
        for direction in [Direction::ToPlaces, Direction::FromPlaces] {
            let nearest = case.graph.nearest_places(&case.places, direction, None);
            let ranked = case.graph.ranked_places(&case.places, k, direction, None);
            let mut searcher = crate::Searcher::new(&case.graph);
            for here in case.places.iter().flatten() {
                let expected = case.ranked(here, direction);
                prop_assert_eq!(nearest.at(here), expected.first().copied());
                prop_assert_eq!(ranked.at(here), expected.iter().copied().take(k).collect::<Vec<_>>());

                let from_here = match direction {
                    Direction::ToPlaces => Direction::FromPlaces,
                    Direction::FromPlaces => Direction::ToPlaces,
                };
                let many = searcher.one_to_many(here, &case.places, from_here, limit_s);
                for (place, found) in (0..).zip(many) {
                    let exact = expected.iter().find(|reach| reach.place == place).map(|reach| reach.ms);
                    prop_assert_eq!(found, exact.filter(|&ms| ms <= limit_s * 1_000));
                }
            }
        }
    }

    #[test]
    fn from_one_place_to_another_is_what_plain_dijkstra_says(case in networks()) {
        let mut searcher = crate::Searcher::new(&case.graph);
        let known: Vec<&Snap> = case.places.iter().flatten().collect();
        for from in &known {
            for to in &known {
                prop_assert_eq!(searcher.between(from, to), case.between(from, to));
            }
        }
    }

    #[test]
    fn what_is_within_a_limit_is_what_plain_dijkstra_reaches(case in networks(), limit_s in 1_u32..60) {
        let mut searcher = crate::Searcher::new(&case.graph);
        for here in case.places.iter().flatten() {
            let within = searcher.within(here, Direction::FromPlaces, limit_s);
            let exact = case.dijkstra(here);
            prop_assert_eq!(within.len(), exact.iter().filter(|&&ms| ms <= limit_s * 1_000).count());
            for (node, ms) in within {
                prop_assert_eq!(ms, exact[case.given_node(case.graph.node_position(node).unwrap())]);
            }
        }
    }

    #[test]
    fn a_snap_is_the_nearest_road_of_the_main_part(case in networks(), x in -2_000_i32..7_000, y in -2_000_i32..7_000) {
        let (lon, lat) = place((x, y));
        let plane = crate::plane::Plane::around(lon, lat);
        let to_line = |shape: &[(f64, f64)]| {
            let metres: Vec<_> =
                shape.iter().map(|&(lon, lat)| plane.metres(crate::plane::stored(lon, lat).unwrap())).collect();
            metres.windows(2).map(|pair| distance(pair[0], pair[1])).fold(f64::INFINITY, f64::min)
        };
        let nearest = (0..u32::try_from(case.graph.segment_count()).unwrap())
            .filter(|&segment| {
                let view = case.graph.segment(segment).unwrap();
                case.graph.is_in_main_part(view.tail) && case.graph.is_in_main_part(view.head)
            })
            .map(|segment| to_line(&case.graph.segment_shape(segment)))
            .fold(f64::INFINITY, f64::min);
        match case.graph.snap(lon, lat) {
            Some(snap) => prop_assert!((snap.off_road_m - nearest).abs() < 1e-6, "{} {nearest}", snap.off_road_m),
            None => prop_assert!(nearest > crate::FARTHEST_ROAD_M, "{nearest}"),
        }
    }
}

/// Metres from the origin to a stretch.
fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length2 = dx * dx + dy * dy;
    let t = if length2 > 0.0 {
        (-(a.0 * dx + a.1 * dy) / length2).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (a.0 + t * dx).hypot(a.1 + t * dy)
}
