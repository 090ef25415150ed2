//! Outlines as they are kept: whole numbers, ring after ring, in half the room of floating degrees.
//!
//! Written by serde, an outline is its rings as integer steps from one vertex to the next: small on disk.

use crate::grid::{self, Node};
use geo::{Coord, GeoNum, Kernel, MultiPolygon, Orientation, Polygon};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// Polygons with holes, `lon, lat` in WGS84 degrees, their vertices snapped to millionths of a degree: borders that are shared are
/// equal to the bit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Of every ring, each without its closing vertex; the outer ring of a polygon is followed by its holes.
    vertices: Box<[Node]>,
    rings: Box<[Ring]>,
    /// The least and the greatest coordinates; none without a vertex.
    corners: Option<[Node; 2]>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ring {
    /// Where it ends in the list of vertices.
    end: u32,
    is_hole: bool,
}

/// Outlines being put together.
#[derive(Default)]
struct Builder {
    vertices: Vec<Node>,
    rings: Vec<Ring>,
}

impl Builder {
    /// Adds a ring, if it encloses something. Says whether it does.
    fn ring(&mut self, nodes: &[Node], is_hole: bool) -> bool {
        let end = u32::try_from(self.vertices.len() + nodes.len())
            .ok()
            .filter(|_| nodes.len() >= 3);
        let Some(end) = end else { return false };
        self.vertices.extend_from_slice(nodes);
        self.rings.push(Ring { end, is_hole });
        true
    }

    fn finish(self) -> Outline {
        let fold = |pick: fn(i32, i32) -> i32| {
            let corner = |a: Node, b: Node| (pick(a.0, b.0), pick(a.1, b.1));
            self.vertices.iter().copied().reduce(corner)
        };
        Outline {
            corners: fold(i32::min).zip(fold(i32::max)).map(|(low, high)| [low, high]),
            vertices: self.vertices.into(),
            rings: self.rings.into(),
        }
    }
}

/// Snaps the vertices; rings that enclose nothing any more are dropped, with a polygon's holes where it is the outer one.
impl From<&MultiPolygon<f64>> for Outline {
    fn from(polygons: &MultiPolygon<f64>) -> Self {
        let mut builder = Builder::default();
        for polygon in polygons {
            if builder.ring(&grid::ring_nodes(polygon.exterior()), false) {
                for hole in polygon.interiors() {
                    builder.ring(&grid::ring_nodes(hole), true);
                }
            }
        }
        builder.finish()
    }
}

impl From<MultiPolygon<f64>> for Outline {
    fn from(polygons: MultiPolygon<f64>) -> Self {
        Self::from(&polygons)
    }
}

impl Outline {
    /// Whether there is no polygon.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rings.is_empty()
    }

    /// The rectangle around it: west, south, east, north in degrees; none without a polygon.
    #[must_use]
    pub fn bounds(&self) -> Option<[f64; 4]> {
        let [low, high] = self.corners?.map(grid::coord);
        Some([low.x, low.y, high.x, high.y])
    }

    /// The polygons in degrees, for all that knows them from [`geo`].
    pub fn polygons(&self) -> impl Iterator<Item = Polygon<f64>> + '_ {
        let mut rings = self.rings().peekable();
        std::iter::from_fn(move || {
            let (outer, _) = rings.next()?;
            let mut holes = Vec::new();
            while let Some((hole, _)) = rings.next_if(|(_, is_hole)| *is_hole) {
                holes.push(grid::ring(hole));
            }
            Some(Polygon::new(grid::ring(outer), holes))
        })
    }

    /// The same in one.
    #[must_use]
    pub fn degrees(&self) -> MultiPolygon<f64> {
        MultiPolygon(self.polygons().collect())
    }

    /// The vertices of each polygon, its holes included, `(lon, lat)` in millionths of a degree; in the order of
    /// [`Outline::polygons`].
    pub fn vertices(&self) -> impl Iterator<Item = &[(i32, i32)]> {
        let mut begin = 0;
        self.rings.iter().enumerate().filter_map(move |(i, ring)| {
            let is_last = self.rings.get(i + 1).is_none_or(|next| !next.is_hole);
            is_last.then(|| &self.vertices[std::mem::replace(&mut begin, ring.end as usize)..ring.end as usize])
        })
    }

    /// Each ring without its closing vertex, and whether it is a hole.
    pub(crate) fn rings(&self) -> impl Iterator<Item = (&[Node], bool)> {
        let mut begin = 0;
        self.rings.iter().map(move |ring| {
            let nodes = &self.vertices[begin..ring.end as usize];
            begin = ring.end as usize;
            (nodes, ring.is_hole)
        })
    }

    /// Whether the point `(lon, lat)` is inside or on the boundary.
    #[must_use]
    pub fn covers(&self, (lon, lat): (f64, f64)) -> bool {
        let point = Point::new(lon, lat);
        if !self.corners.is_some_and(|corners| point.may_be_within(corners)) {
            return false;
        }
        // Of the polygon at hand: in its outer ring, and in no hole so far.
        let mut is_inside = false;
        for (nodes, is_hole) in self.rings() {
            if is_inside && !is_hole {
                return true;
            }
            if is_inside || !is_hole {
                match point.side_of(nodes) {
                    Side::Boundary => return true,
                    Side::Inside => is_inside = !is_hole,
                    Side::Outside => is_inside = is_hole,
                }
            }
        }
        is_inside
    }
}

enum Side {
    Inside,
    Boundary,
    Outside,
}

/// A point, and the lines of the grid that are surely west and south, and east and north of it.
struct Point {
    exact: Coord<f64>,
    low: Node,
    high: Node,
}

impl Point {
    fn new(lon: f64, lat: f64) -> Self {
        Self {
            exact: Coord { x: lon, y: lat },
            low: grid::before((lon, lat)),
            high: grid::after((lon, lat)),
        }
    }

    fn may_be_within(&self, [low, high]: [Node; 2]) -> bool {
        self.high.0 >= low.0 && self.low.0 <= high.0 && self.high.1 >= low.1 && self.low.1 <= high.1
    }

    /// On which side of a ring it is: how often the ring winds around it (D. Sunday, "Inclusion of a point in a polygon", 2001).
    /// Edges that are clearly above, below or west of it are passed by in whole numbers; the others are looked at exactly.
    fn side_of(&self, nodes: &[Node]) -> Side {
        let mut winding = 0;
        let mut from = nodes.last().copied().unwrap_or_default();
        for &to in nodes {
            let is_below = from.1 < self.low.1 && to.1 < self.low.1;
            let is_above = from.1 > self.high.1 && to.1 > self.high.1;
            let is_west = from.0 < self.low.0 && to.0 < self.low.0;
            if !(is_below || is_above || is_west) {
                match self.crossing(grid::coord(from), grid::coord(to)) {
                    Some(turn) => winding += turn,
                    None => return Side::Boundary,
                }
            }
            from = to;
        }
        if winding == 0 { Side::Outside } else { Side::Inside }
    }

    /// 1 where an edge goes north east of the point, -1 where it goes south, else 0; none when the point is on it.
    fn crossing(&self, from: Coord<f64>, to: Coord<f64>) -> Option<i32> {
        let point = self.exact;
        let upward = from.y <= point.y && to.y >= point.y;
        let downward = from.y > point.y && to.y <= point.y;
        if !upward && !downward {
            return Some(0);
        }
        let is_between = (from.x <= point.x && point.x <= to.x) || (to.x <= point.x && point.x <= from.x);
        match <f64 as GeoNum>::Ker::orient2d(from, to, point) {
            Orientation::Collinear if is_between => None,
            Orientation::CounterClockwise if upward && to.y > point.y => Some(1),
            Orientation::Clockwise if downward => Some(-1),
            _ => Some(0),
        }
    }
}

impl Serialize for Outline {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut polygons: Vec<Vec<Vec<Node>>> = Vec::new();
        for (nodes, is_hole) in self.rings() {
            let mut last = (0, 0);
            let step = |&node: &Node| {
                let before = std::mem::replace(&mut last, node);
                (node.0 - before.0, node.1 - before.1)
            };
            let steps = nodes.iter().map(step).collect();
            match polygons.last_mut() {
                Some(polygon) if is_hole => polygon.push(steps),
                _ => polygons.push(vec![steps]),
            }
        }
        polygons.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Outline {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut builder = Builder::default();
        for polygon in Vec::<Vec<Vec<Node>>>::deserialize(from)? {
            if polygon.is_empty() {
                return Err(D::Error::custom("a polygon has no ring"));
            }
            for (i, mut ring) in polygon.into_iter().enumerate() {
                let mut at: Node = (0, 0);
                for node in &mut ring {
                    let sum = at.0.checked_add(node.0).zip(at.1.checked_add(node.1));
                    at = sum.ok_or_else(|| D::Error::custom("a vertex is off the grid"))?;
                    *node = at;
                }
                if !builder.ring(&ring, i > 0) {
                    return Err(D::Error::custom("a ring encloses nothing"));
                }
            }
        }
        Ok(builder.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{CoordsIter, Intersects, LineString, polygon};
    use proptest::prelude::*;

    /// Rings on a coarse grid, so that points fall on vertices and edges, each with another as its hole.
    fn outlines() -> impl Strategy<Value = MultiPolygon<f64>> {
        let ring = || {
            let vertex = (-8..=8_i32, -8..=8_i32).prop_map(|(x, y)| (f64::from(x) / 4.0, f64::from(y) / 4.0));
            prop::collection::vec(vertex, 0..9).prop_map(LineString::from)
        };
        let polygon = (ring(), prop::collection::vec(ring(), 0..3));
        let polygon = polygon.prop_map(|(outer, holes)| Polygon::new(outer, holes));
        prop::collection::vec(polygon, 0..4).prop_map(MultiPolygon)
    }

    proptest! {
        #[test]
        fn an_outline_comes_back_as_it_was(polygons in outlines()) {
            let outline = Outline::from(&polygons);
            let bytes = postcard::to_allocvec(&outline).unwrap();
            prop_assert_eq!(&postcard::from_bytes::<Outline>(&bytes).unwrap(), &outline);
            prop_assert_eq!(&Outline::from(outline.degrees()), &outline);
        }

        #[test]
        fn bytes_that_are_no_outline_are_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = postcard::from_bytes::<Outline>(&bytes);
        }

        #[test]
        fn it_covers_what_the_library_says_that_it_covers(
            polygons in outlines(),
            points in prop::collection::vec((-36..=36_i32, -36..=36_i32, -1e-9..1e-9_f64), 60),
        ) {
            let outline = Outline::from(&polygons);
            let degrees = outline.degrees();
            for (x, y, off) in points {
                for point in [(f64::from(x) / 16.0, f64::from(y) / 16.0), (f64::from(x) / 16.0 + off, f64::from(y) / 16.0 - off)] {
                    let expected = degrees.intersects(&Coord { x: point.0, y: point.1 });
                    prop_assert_eq!(outline.covers(point), expected, "{:?} in {:?}", point, degrees);
                }
            }
        }

        #[test]
        fn its_rectangle_and_its_vertices_are_those_of_its_polygons(polygons in outlines()) {
            let outline = Outline::from(&polygons);
            let degrees = outline.degrees();
            let around = |a: [f64; 4], b: [f64; 4]| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])];
            let corners = degrees.coords_iter().map(|it| [it.x, it.y, it.x, it.y]).reduce(around);
            prop_assert_eq!(outline.bounds(), corners);
            prop_assert_eq!(outline.is_empty(), degrees.0.is_empty());
            let counts: Vec<usize> = outline.vertices().map(<[Node]>::len).collect();
            let ring = |ring: &LineString<f64>| ring.0.len() - 1;
            let expected = degrees.iter().map(|it| ring(it.exterior()) + it.interiors().iter().map(ring).sum::<usize>());
            prop_assert_eq!(counts, expected.collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_is_far_off_the_globe_is_covered_by_nothing() {
        let polygon = polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 1.0, y: 1.0)];
        let outline = Outline::from(MultiPolygon(vec![polygon]));
        assert!(outline.covers((0.75, 0.25)));
        for point in [
            (1e300, 0.5),
            (-1e300, 0.5),
            (0.5, f64::NAN),
            (f64::INFINITY, f64::NEG_INFINITY),
        ] {
            assert!(!outline.covers(point), "{point:?}");
        }
    }
}
