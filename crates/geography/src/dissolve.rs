//! Dissolving polygons that share their borders exactly: an edge walked both ways is inside and goes; the rest is the
//! boundary.
//!
//! The commune polygons allow this (measured: every shared border has the same vertices on both sides), which makes it
//! exact and a hundred times faster than a polygon union.

use crate::Outline;
use crate::grid::{self, Node};
use geo::{Contains, Coord, LineString, MultiPolygon, Point, Polygon};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The union of outlines whose outer rings all turn the same way round and whose holes turn the other way, as
/// [`oriented`] makes them. Rings that do not close are dropped.
pub(crate) fn dissolve<'a>(outlines: impl Iterator<Item = &'a Outline>) -> MultiPolygon<f64> {
    let mut edges: HashSet<(Node, Node)> = HashSet::new();
    for outline in outlines {
        for (nodes, _) in outline.rings() {
            for (i, &from) in nodes.iter().enumerate() {
                let to = nodes[(i + 1) % nodes.len()];
                if !edges.remove(&(to, from)) {
                    edges.insert((from, to));
                }
            }
        }
    }
    assemble(&stitch(edges))
}

/// The outline without the holes that hold none of `enclaves`: what is left when a commune has no polygon, or when two
/// simplified borders cross. A hole around a point of `enclaves` (the Enclave des Papes in the Drôme) is real.
pub(crate) fn without_gaps(outline: MultiPolygon<f64>, enclaves: &[(f64, f64)]) -> MultiPolygon<f64> {
    let is_real = |hole: &LineString<f64>| {
        let hole = Polygon::new(hole.clone(), vec![]);
        enclaves.iter().any(|&point| hole.contains(&Point::from(point)))
    };
    let polygons = outline.into_iter().map(|polygon| {
        let (exterior, holes) = polygon.into_inner();
        Polygon::new(exterior, holes.into_iter().filter(is_real).collect())
    });
    MultiPolygon(polygons.collect())
}

/// Joins directed edges into rings. Where rings touch, it takes the sharpest turn to the inner side, so that each ring
/// is simple.
fn stitch(edges: HashSet<(Node, Node)>) -> Vec<Vec<Node>> {
    let mut next: BTreeMap<Node, Vec<Node>> = BTreeMap::new();
    for (from, to) in edges {
        next.entry(from).or_default().push(to);
    }
    // The set has no order of its own: sort, so that the same input gives the same rings.
    for ways in next.values_mut() {
        ways.sort_unstable();
    }
    let mut rings = Vec::new();
    while let Some((&start, _)) = next.first_key_value() {
        let mut ring: Vec<Node> = Vec::new();
        let mut at = start;
        while let Some(ways) = next.get_mut(&at) {
            let way = match ring.last() {
                Some(&before) if ways.len() > 1 => sharpest_left(before, at, ways),
                _ => ways.len() - 1,
            };
            let to = ways.swap_remove(way);
            if ways.is_empty() {
                next.remove(&at);
            }
            ring.push(at);
            at = to;
            if at == start {
                break;
            }
        }
        if at == start {
            split_at_repeats(ring, &mut rings);
        }
    }
    rings
}

/// Cuts a ring wherever it comes back to a vertex: a hole that touches the outside is a ring of its own.
fn split_at_repeats(ring: Vec<Node>, rings: &mut Vec<Vec<Node>>) {
    let mut path: Vec<Node> = Vec::new();
    let mut place: HashMap<Node, usize> = HashMap::new();
    for node in ring {
        if let Some(&first) = place.get(&node) {
            let cut = path.split_off(first);
            for node in &cut {
                place.remove(node);
            }
            rings.push(cut);
        }
        place.insert(node, path.len());
        path.push(node);
    }
    rings.push(path);
    rings.retain(|ring| ring.len() >= 3);
}

/// Which of `ways` turns most to the left when coming from `before` to `at` (outer rings turn left).
fn sharpest_left(before: Node, at: Node, ways: &[Node]) -> usize {
    let heading = |from: Node, to: Node| {
        let (dx, dy) = (f64::from(to.0) - f64::from(from.0), f64::from(to.1) - f64::from(from.1));
        dy.atan2(dx)
    };
    let arriving = heading(before, at);
    let turn = |way: Node| (heading(at, way) - arriving + std::f64::consts::PI).rem_euclid(std::f64::consts::TAU);
    let turns = ways.iter().map(|&way| turn(way));
    turns
        .enumerate()
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .map_or(0, |(i, _)| i)
}

/// Twice the signed area of a ring: positive when it turns left (counter-clockwise).
fn signed_area(ring: &LineString<f64>) -> f64 {
    // Relative to the first vertex, or the small areas drown in rounding.
    let origin = ring.0.first().copied().unwrap_or_default();
    ring.lines()
        .map(|line| {
            (line.start.x - origin.x) * (line.end.y - origin.y) - (line.end.x - origin.x) * (line.start.y - origin.y)
        })
        .sum()
}

/// Outer rings from those that turn left, each with the holes that it holds; largest polygon first.
fn assemble(rings: &[Vec<Node>]) -> MultiPolygon<f64> {
    let sized = rings
        .iter()
        .map(|nodes| grid::ring(nodes))
        .map(|ring| (signed_area(&ring), ring));
    let (mut outer, holes): (Vec<_>, Vec<_>) = sized.partition(|(area, _)| *area > 0.0);
    outer.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut polygons: Vec<Polygon<f64>> = outer.into_iter().map(|(_, ring)| Polygon::new(ring, vec![])).collect();
    for (_, hole) in holes {
        // Smallest first: a hole of an island in a lake belongs to the island.
        let holder = polygons.iter_mut().rev().find(|polygon| holds(polygon, &hole));
        if let Some(polygon) = holder {
            polygon.interiors_push(hole);
        }
    }
    MultiPolygon(polygons)
}

/// Whether the ring lies in the polygon. They may touch at vertices, so the middles of the edges decide.
fn holds(polygon: &Polygon<f64>, hole: &LineString<f64>) -> bool {
    let middle = |line: geo::Line<f64>| Coord {
        x: f64::midpoint(line.start.x, line.end.x),
        y: f64::midpoint(line.start.y, line.end.y),
    };
    let outer = Polygon::new(polygon.exterior().clone(), vec![]);
    hole.lines().map(middle).any(|point| outer.contains(&point))
}

/// The outline with outer rings turning left and holes turning right, on the grid.
pub(crate) fn oriented(outline: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    let turned = |ring: &LineString<f64>, left: bool| {
        let mut ring = ring.clone();
        if (signed_area(&ring) > 0.0) != left {
            ring.0.reverse();
        }
        ring
    };
    let polygons = grid::snap_outline(outline).into_iter().map(|polygon| {
        let holes = polygon.interiors().iter().map(|hole| turned(hole, false)).collect();
        Polygon::new(turned(polygon.exterior(), true), holes)
    });
    MultiPolygon(polygons.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::Area;

    fn cell(x: i32, y: i32) -> Outline {
        let corner = |dx: i32, dy: i32| (f64::from(x + dx), f64::from(y + dy));
        let ring = LineString::from(vec![
            corner(0, 0),
            corner(0, 1),
            corner(1, 1),
            corner(1, 0),
            corner(0, 0),
        ]);
        oriented(&MultiPolygon(vec![Polygon::new(ring, vec![])])).into()
    }

    #[test]
    fn a_ring_of_cells_dissolves_into_one_polygon_with_a_hole() {
        let cells: Vec<_> = (0..9).filter(|i| *i != 4).map(|i| cell(i % 3, i / 3)).collect();
        let union = dissolve(cells.iter());
        assert_eq!((union.0.len(), union.0[0].interiors().len()), (1, 1));
        assert!((union.unsigned_area() - 8.0).abs() < 1e-9);
    }

    #[test]
    fn a_gap_is_filled_and_an_enclave_is_kept() {
        let cells: Vec<_> = (0..15)
            .filter(|i| ![6, 8].contains(i))
            .map(|i| cell(i % 5, i / 5))
            .collect();
        let union = dissolve(cells.iter());
        assert_eq!(union.0[0].interiors().len(), 2);
        let filled = without_gaps(union, &[(3.5, 1.5), (9.0, 9.0)]);
        assert!((filled.unsigned_area() - 14.0).abs() < 1e-9);
        assert!(!filled.contains(&Point::new(3.5, 1.5)) && filled.contains(&Point::new(1.5, 1.5)));
    }

    #[test]
    fn cells_that_touch_at_a_corner_stay_two_simple_rings() {
        let union = dissolve([cell(0, 0), cell(1, 1)].iter());
        assert_eq!(union.0.len(), 2);
        assert!(union.iter().all(|polygon| polygon.exterior().0.len() == 5));
    }

    #[test]
    fn a_hole_that_touches_the_outside_at_a_corner_keeps_the_area() {
        let cells: Vec<_> = [
            (0, 0),
            (1, 0),
            (0, 1),
            (2, 1),
            (0, 2),
            (1, 2),
            (1, 3),
            (2, 2),
            (2, 0),
            (3, 0),
        ]
        .iter()
        .map(|&(x, y)| cell(x, y))
        .collect();
        let union = dissolve(cells.iter());
        assert!((union.unsigned_area() - 10.0).abs() < 1e-9);
        assert_eq!(union.iter().map(|polygon| polygon.interiors().len()).sum::<usize>(), 1);
    }

    #[test]
    fn an_island_in_a_lake_stays_apart() {
        let ring = (0..25)
            .filter(|i| (i % 5) % 4 == 0 || (i / 5) % 4 == 0)
            .map(|i| cell(i % 5, i / 5));
        let cells: Vec<_> = ring.chain([cell(2, 2)]).collect();
        let union = dissolve(cells.iter());
        assert_eq!(union.0.len(), 2);
        assert!((union.unsigned_area() - 17.0).abs() < 1e-9);
    }
}
