//! The road graph: nodes in Hilbert order, arcs in both directions, segments with their geometry, an index to snap to.
//!
//! It is one sequence of bytes, the same in memory and in the file (see `file.rs`), so that opening is mapping.

mod boxes;
mod build;
mod check;
mod components;
mod csr;
mod file;
mod hilbert;
mod sections;
mod storage;

pub(crate) use boxes::{Box4, Boxes, Entry};
pub use build::{GraphBuilder, Segment};
pub(crate) use csr::Csr;

use crate::{Mode, plane::degrees};
use sections::{Section, Sections};
use serde::{Deserialize, Serialize};
use storage::Storage;

/// In place of a time: the direction is closed.
pub(crate) const NO_WAY: u32 = u32::MAX;
/// The longest time of one segment or one arc, in milliseconds: a day.
pub(crate) const LONGEST_MS: u32 = 86_400_000;
/// The share of a segment's time that stored inner points count in.
pub(crate) const SHARES: f64 = 65_535.0;

/// What a road graph is: told with every answer that comes from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The profile's name ("voiture").
    pub profile: String,
    /// Who moves.
    pub mode: Mode,
    /// The name of the file that the roads come from.
    pub source: String,
    /// The day of the road data (`2026-03-05`), when the file says it.
    pub date: Option<String>,
}

/// Roads between nodes, with travel times in milliseconds. It never changes: share it between threads.
#[derive(Debug)]
pub struct RoadGraph {
    storage: Storage,
    sections: Sections,
    about: About,
    /// Segments that a point may be snapped to: the first ones.
    snappable: usize,
    longest_arc_ms: u32,
}

/// A segment as the searches and the snapping see it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SegmentView {
    pub(crate) tail: u32,
    pub(crate) head: u32,
    pub(crate) forward_ms: Option<u32>,
    pub(crate) backward_ms: Option<u32>,
}

impl RoadGraph {
    /// The profile, the source and the date of the roads.
    #[must_use]
    pub fn about(&self) -> &About {
        &self.about
    }

    /// How many nodes there are: junctions, ends of roads, lights. They are numbered from 0.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.nodes().len()
    }

    /// How many segments there are between nodes.
    #[must_use]
    pub fn segment_count(&self) -> usize {
        self.segments().len()
    }

    /// How many points give the segments their shape, their ends not counted.
    #[must_use]
    pub fn shape_point_count(&self) -> usize {
        self.shape_points().len()
    }

    /// How many bytes the graph takes, in memory as in its file.
    #[must_use]
    pub fn byte_count(&self) -> usize {
        self.storage.bytes().len()
    }

    /// The place of a node, `(lon, lat)` in WGS84 degrees.
    #[must_use]
    pub fn node_position(&self, node: u32) -> Option<(f64, f64)> {
        self.nodes().get(node as usize).copied().map(degrees)
    }

    /// Whether a node is in the largest part where every node is reached from every other.
    #[must_use]
    pub fn is_in_main_part(&self, node: u32) -> bool {
        let word = self.section::<u64>(Section::MainPart).get(node as usize / 64);
        word.is_some_and(|word| word >> (node % 64) & 1 == 1)
    }

    /// The shape of a segment from its tail to its head, ends included, `(lon, lat)` in WGS84 degrees.
    #[must_use]
    pub fn segment_shape(&self, segment: u32) -> Vec<(f64, f64)> {
        let Some(view) = self.segment(segment) else {
            return Vec::new();
        };
        let ends = [view.tail, view.head].map(|node| self.nodes()[node as usize]);
        std::iter::once(ends[0])
            .chain(self.inner_points(segment).iter().copied())
            .chain(std::iter::once(ends[1]))
            .map(degrees)
            .collect()
    }

    pub(crate) fn segment(&self, segment: u32) -> Option<SegmentView> {
        let &[tail, head, forward, backward] = self.segments().get(segment as usize)?;
        let open = |ms: u32| (ms != NO_WAY).then_some(ms);
        Some(SegmentView {
            tail,
            head,
            forward_ms: open(forward),
            backward_ms: open(backward),
        })
    }

    pub(crate) fn inner_points(&self, segment: u32) -> &[[i32; 2]] {
        &self.shape_points()[self.inner_range(segment)]
    }

    /// The share of the segment's time, out of [`SHARES`], at each inner point.
    pub(crate) fn inner_shares(&self, segment: u32) -> &[u16] {
        &self.section::<u16>(Section::ShapeShares)[self.inner_range(segment)]
    }

    fn inner_range(&self, segment: u32) -> std::ops::Range<usize> {
        let offsets = self.section::<u32>(Section::ShapeOffsets);
        offsets[segment as usize] as usize..offsets[segment as usize + 1] as usize
    }

    /// The arcs that leave each node, with the milliseconds to the next node, its delay included.
    pub(crate) fn forward(&self) -> Csr<'_> {
        Csr {
            offsets: self.section(Section::ForwardOffsets),
            arcs: self.section(Section::ForwardArcs),
        }
    }

    /// The arcs that arrive at each node, from where, and the milliseconds that they take.
    pub(crate) fn backward(&self) -> Csr<'_> {
        Csr {
            offsets: self.section(Section::BackwardOffsets),
            arcs: self.section(Section::BackwardArcs),
        }
    }

    pub(crate) fn nodes(&self) -> &[[i32; 2]] {
        self.section(Section::Nodes)
    }

    /// Milliseconds to pass a node.
    pub(crate) fn delay_ms(&self, node: u32) -> u32 {
        u32::from(self.section::<u16>(Section::Delays)[node as usize])
    }

    pub(crate) fn boxes(&self) -> Boxes<'_> {
        Boxes::new(self.section(Section::Boxes), self.snappable)
    }

    pub(crate) fn longest_arc_ms(&self) -> u32 {
        self.longest_arc_ms
    }

    fn segments(&self) -> &[[u32; 4]] {
        self.section(Section::Segments)
    }

    fn shape_points(&self) -> &[[i32; 2]] {
        self.section(Section::ShapePoints)
    }

    fn section<T: bytemuck::Pod>(&self, section: Section) -> &[T] {
        self.sections.slice(self.storage.bytes(), section)
    }
}

/// Whether there is a road that one can snap to.
pub(crate) fn is_drivable(graph: &RoadGraph) -> bool {
    graph.snappable > 0
}
