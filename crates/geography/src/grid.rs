//! The grid that all outlines are snapped to: 10⁻⁶ degree, so that shared borders are equal to the bit and small on disk.
//!
//! As a serde module it writes a `MultiPolygon` as rings of integer steps from one vertex to the next, without the
//! closing vertex.

use geo::{Coord, LineString, MultiPolygon, Polygon};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

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

pub(crate) fn serialize<S: Serializer>(outline: &MultiPolygon<f64>, to: S) -> Result<S::Ok, S::Error> {
    let steps = |line: &LineString<f64>| {
        let mut last = (0, 0);
        ring_nodes(line)
            .into_iter()
            .map(|node| {
                let step = (node.0 - last.0, node.1 - last.1);
                last = node;
                step
            })
            .collect::<Vec<Node>>()
    };
    let rings = |polygon: &Polygon<f64>| {
        std::iter::once(polygon.exterior())
            .chain(polygon.interiors())
            .map(steps)
            .collect::<Vec<_>>()
    };
    outline.iter().map(rings).collect::<Vec<_>>().serialize(to)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<MultiPolygon<f64>, D::Error> {
    let polygons = Vec::<Vec<Vec<Node>>>::deserialize(from)?;
    let line = |steps: Vec<Node>| {
        let mut at: Node = (0, 0);
        let nodes: Option<Vec<Node>> = steps
            .into_iter()
            .map(|step| {
                at = (at.0.checked_add(step.0)?, at.1.checked_add(step.1)?);
                Some(at)
            })
            .collect();
        nodes
            .map(|nodes| ring(&nodes))
            .ok_or_else(|| D::Error::custom("a vertex is off the grid"))
    };
    let polygon = |rings: Vec<Vec<Node>>| {
        let mut rings = rings.into_iter().map(line);
        let outer = rings
            .next()
            .ok_or_else(|| D::Error::custom("a polygon has no ring"))??;
        Ok(Polygon::new(outer, rings.collect::<Result<_, _>>()?))
    };
    polygons
        .into_iter()
        .map(polygon)
        .collect::<Result<_, _>>()
        .map(MultiPolygon)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Serialize, Deserialize)]
    struct Kept(#[serde(with = "super")] MultiPolygon<f64>);

    proptest! {
        #[test]
        fn an_outline_comes_back_as_it_was_snapped(
            rings in prop::collection::vec(prop::collection::vec((-180.0..=180.0_f64, -90.0..=90.0_f64), 0..9), 0..4)
        ) {
            let polygons = rings.iter().map(|ring| {
                Polygon::new(LineString::from(ring.clone()), vec![])
            });
            let snapped = snap_outline(&MultiPolygon(polygons.collect()));
            let bytes = postcard::to_allocvec(&Kept(snapped.clone())).unwrap();
            prop_assert_eq!(postcard::from_bytes::<Kept>(&bytes).unwrap().0, snapped);
        }

        #[test]
        fn bytes_that_are_no_outline_are_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = postcard::from_bytes::<Kept>(&bytes);
        }
    }
}
