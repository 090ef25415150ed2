//! Outlines projected to the grid of the world, and their rings in one tile.

use super::clip::clip;
use super::mercator::{Dot, project, shift};
use super::{EXTENT, TileId};
use geo::{LineString, Polygon};

/// How far outside the tile its polygons go on, so that the cut is never seen (8 pixels on a 512-pixel tile).
const BUFFER: i32 = 64;

/// Vertices are rounded to 2² tile units, half a pixel. Rounding moves a vertex alike in all outlines that share it,
/// so neighbours keep touching, which line simplification of each outline by itself would not give.
const SNAP_BITS: u32 = 2;

/// A projected outline.
#[derive(Debug, Default)]
pub(crate) struct Projected {
    /// Outer ring first, then its holes, for each polygon.
    polygons: Vec<Vec<Vec<Dot>>>,
    north_west: Option<Dot>,
    south_east: Option<Dot>,
}

impl Projected {
    pub(crate) fn new(polygons: impl IntoIterator<Item = Polygon<f64>>) -> Self {
        let ring = |line: &LineString<f64>| line.coords().map(|c| project(c.x, c.y)).collect::<Vec<Dot>>();
        let polygons: Vec<Vec<Vec<Dot>>> = polygons
            .into_iter()
            .map(|polygon| {
                std::iter::once(polygon.exterior())
                    .chain(polygon.interiors())
                    .map(ring)
                    .collect()
            })
            .collect();
        let dots = || polygons.iter().flatten().flatten();
        let corner = |x: Option<i32>, y: Option<i32>| Some(Dot { x: x?, y: y? });
        Self {
            north_west: corner(dots().map(|d| d.x).min(), dots().map(|d| d.y).min()),
            south_east: corner(dots().map(|d| d.x).max(), dots().map(|d| d.y).max()),
            polygons,
        }
    }

    /// Whether its box touches the tile with its buffer.
    pub(crate) fn touches(&self, tile: TileId) -> bool {
        let (Some(low), Some(high)) = (self.north_west, self.south_east) else {
            return false;
        };
        let (bits, origin) = (shift(tile.z), tile.origin());
        let overlap = |low: i32, high: i32, origin: i32| {
            low >> bits <= origin + EXTENT + BUFFER && high >> bits >= origin - BUFFER
        };
        overlap(low.x, high.x, origin.x) && overlap(low.y, high.y, origin.y)
    }

    /// The rings in the tile, in its units: each outer ring with positive area, followed by its holes with negative
    /// area. Rings that enclose nothing at this zoom are left out.
    pub(crate) fn rings(&self, tile: TileId) -> Vec<Vec<Dot>> {
        let mut rings = Vec::new();
        for polygon in &self.polygons {
            let mut outer = true;
            for ring in polygon {
                match in_tile(ring, tile) {
                    Some(mut ring) => {
                        if (doubled_area(&ring) > 0) != outer {
                            ring.reverse();
                        }
                        rings.push(ring);
                    }
                    None if outer => break,
                    None => {}
                }
                outer = false;
            }
        }
        rings
    }
}

/// A ring rounded to half a pixel and cut to the tile with its buffer; `None` when nothing is left.
fn in_tile(ring: &[Dot], tile: TileId) -> Option<Vec<Dot>> {
    let (bits, origin) = (shift(tile.z), tile.origin());
    let round = |value: i32, origin: i32| {
        let half = 1 << (bits + SNAP_BITS - 1);
        ((value + half) >> (bits + SNAP_BITS) << SNAP_BITS) - origin
    };
    let mut dots: Vec<Dot> = Vec::with_capacity(ring.len());
    for dot in ring {
        let dot = Dot {
            x: round(dot.x, origin.x),
            y: round(dot.y, origin.y),
        };
        push(&mut dots, dot);
    }
    let mut cut = Vec::new();
    for dot in clip(dots, -BUFFER, EXTENT + BUFFER) {
        push(&mut cut, dot);
    }
    tidy_ends(&mut cut);
    (cut.len() >= 3 && doubled_area(&cut) != 0).then_some(cut)
}

/// Adds a vertex; the one before goes when it is the same or lies on the straight line.
fn push(ring: &mut Vec<Dot>, dot: Dot) {
    while let [.., before, last] = ring[..]
        && cross(before, last, dot) == 0
    {
        ring.pop();
    }
    if ring.last() != Some(&dot) {
        ring.push(dot);
    }
}

/// Drops vertices that repeat or lie on the straight line where the ring closes.
fn tidy_ends(ring: &mut Vec<Dot>) {
    while let [first, .., before, last] = ring[..]
        && cross(before, last, first) == 0
    {
        ring.pop();
    }
    while let [first, second, .., last] = ring[..]
        && ring.len() > 2
        && cross(last, first, second) == 0
    {
        ring.remove(0);
    }
}

/// Twice the signed area of the triangle: 0 when the three points are on one line.
fn cross(a: Dot, b: Dot, c: Dot) -> i64 {
    let d = |to: i32, from: i32| i64::from(to) - i64::from(from);
    d(b.x, a.x) * d(c.y, a.y) - d(b.y, a.y) * d(c.x, a.x)
}

/// Twice the signed area by the surveyor's formula; positive is clockwise on screen.
pub(crate) fn doubled_area(ring: &[Dot]) -> i64 {
    let Some(&anchor) = ring.first() else {
        return 0;
    };
    ring.windows(2).map(|pair| cross(anchor, pair[0], pair[1])).sum()
}
