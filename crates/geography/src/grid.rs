//! The grid that all outlines are snapped to: 10⁻⁶ degree, so that shared borders are equal to the bit and small on disk.

use geo::{Coord, LineString, MultiPolygon, Polygon};

/// A vertex in millionths of a degree, `(lon, lat)`.
pub(crate) type Node = (i32, i32);

const STEPS_PER_DEGREE: f64 = 1e6;

/// Snaps `(lon, lat)` in degrees to the grid; `None` when it is no point of the globe.
pub(crate) fn snap(lon: f64, lat: f64) -> Option<Node> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "within ±180 million, checked just before"
    )]
    let step = |degrees: f64| (degrees * STEPS_PER_DEGREE).round() as i32;
    ((-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat)).then(|| (step(lon), step(lat)))
}

/// The lines of the grid that are surely west and south of `(lon, lat)` in degrees: a step more than rounding can be wrong. Far off
/// the globe, the first ones.
pub(crate) fn before((lon, lat): (f64, f64)) -> Node {
    #[expect(clippy::cast_possible_truncation, reason = "saturates")]
    let line = |degrees: f64| ((degrees * STEPS_PER_DEGREE).floor() as i32).saturating_sub(1);
    (line(lon), line(lat))
}

/// Those that are surely east and north of it.
pub(crate) fn after((lon, lat): (f64, f64)) -> Node {
    #[expect(clippy::cast_possible_truncation, reason = "saturates")]
    let line = |degrees: f64| ((degrees * STEPS_PER_DEGREE).ceil() as i32).saturating_add(1);
    (line(lon), line(lat))
}

/// The coordinates of a vertex, in degrees.
pub(crate) fn coord(node: Node) -> Coord<f64> {
    Coord {
        x: f64::from(node.0) / STEPS_PER_DEGREE,
        y: f64::from(node.1) / STEPS_PER_DEGREE,
    }
}

/// The vertices of a closed ring without its last one, and without repeats; empty when it encloses nothing.
pub(crate) fn ring_nodes(ring: &LineString<f64>) -> Vec<Node> {
    let mut nodes: Vec<Node> = ring.coords().filter_map(|c| snap(c.x, c.y)).collect();
    nodes.dedup();
    while nodes.len() > 1 && nodes.first() == nodes.last() {
        nodes.pop();
    }
    if nodes.len() < 3 { Vec::new() } else { nodes }
}

/// The closed ring through these vertices.
pub(crate) fn ring(nodes: &[Node]) -> LineString<f64> {
    // No more room than that: there are three million vertices.
    let mut coords = Vec::with_capacity(nodes.len() + 1);
    coords.extend(nodes.iter().chain(nodes.first()).copied().map(coord));
    LineString::new(coords)
}

/// Snaps a whole outline; rings that enclose nothing any more are dropped.
pub(crate) fn snap_outline(outline: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    let polygon = |polygon: &Polygon<f64>| {
        let outer = ring_nodes(polygon.exterior());
        let holes = polygon
            .interiors()
            .iter()
            .map(ring_nodes)
            .filter(|hole| !hole.is_empty());
        (!outer.is_empty()).then(|| Polygon::new(ring(&outer), holes.map(|hole| ring(&hole)).collect()))
    };
    MultiPolygon(outline.iter().filter_map(polygon).collect())
}
