//! From nodes and segments in any order to a graph.

use super::{
    About, NO_WAY, RoadGraph, SHARES,
    boxes::{self, Box4},
    components,
    csr::{self, Csr},
    file::{self, Heading, Refusal},
    hilbert,
    storage::Storage,
};
use crate::{
    ReachError,
    plane::{shares, stored},
};

/// A road between two nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// The node where it starts.
    pub tail: u32,
    /// The node where it ends.
    pub head: u32,
    /// Milliseconds from tail to head, when that direction is open; a day at most.
    pub forward_ms: Option<u32>,
    /// Milliseconds from head to tail, when that direction is open; a day at most.
    pub backward_ms: Option<u32>,
    /// Whether one can stop there, and so be snapped to it.
    pub has_doors: bool,
}

/// Collects nodes and segments, then makes the graph. Nodes and segments are renumbered when it is made.
#[derive(Debug, Default)]
pub struct GraphBuilder {
    nodes: Vec<[i32; 2]>,
    delays: Vec<u16>,
    segments: Vec<Segment>,
    shape_ends: Vec<usize>,
    points: Vec<[i32; 2]>,
    shares: Vec<u16>,
}

impl GraphBuilder {
    /// Adds a node at `lon, lat` (WGS84 degrees) that takes `delay_ms` to pass, and gives its number; none when it is off
    /// the globe.
    pub fn node(&mut self, lon: f64, lat: f64, delay_ms: u16) -> Option<u32> {
        let node = self.add_node(stored(lon, lat)?);
        self.set_delay(node, delay_ms);
        Some(node)
    }

    /// Adds a segment with its inner points, `(lon, lat)` in WGS84 degrees from tail to head; its speed is even.
    ///
    /// # Errors
    /// When there are more than four billion.
    ///
    /// # Panics
    /// When an end is not a node of this builder.
    pub fn segment(&mut self, segment: Segment, inner: &[(f64, f64)]) -> Result<(), ReachError> {
        let ends = [segment.tail, segment.head].map(|node| self.nodes[node as usize]);
        let line: Vec<[i32; 2]> = std::iter::once(ends[0])
            .chain(inner.iter().filter_map(|&(lon, lat)| stored(lon, lat)))
            .chain(std::iter::once(ends[1]))
            .collect();
        let shares = shares(&line);
        let count = line.len() - 2;
        self.add_segment(segment, line.into_iter().zip(shares).skip(1).take(count))
    }

    pub(crate) fn add_node(&mut self, position: [i32; 2]) -> u32 {
        self.nodes.push(position);
        self.delays.push(0);
        // Callers that add more than four billion nodes are refused by `finish`.
        (self.nodes.len() - 1) as u32
    }

    pub(crate) fn set_delay(&mut self, node: u32, ms: u16) {
        self.delays[node as usize] = ms;
    }

    /// Adds a segment with its inner points and the share of its time at each, between 0 and 1.
    pub(crate) fn add_segment(
        &mut self,
        segment: Segment,
        inner: impl Iterator<Item = ([i32; 2], f64)>,
    ) -> Result<(), ReachError> {
        for (position, share) in inner {
            self.points.push(position);
            // In range by the clamp.
            self.shares.push((share.clamp(0.0, 1.0) * SHARES).round() as u16);
        }
        self.segments.push(segment);
        self.shape_ends.push(self.points.len());
        let fits = |count: usize| u32::try_from(count).is_ok_and(|count| count < u32::MAX / 2);
        if fits(self.segments.len()) && fits(self.nodes.len()) && fits(self.points.len()) {
            Ok(())
        } else {
            Err(ReachError::TooLarge { what: "tronçons" })
        }
    }

    /// Makes the graph: Hilbert order, arcs in both directions, the largest strongly connected part, the tree to snap with.
    ///
    /// # Errors
    /// When a time is more than a day, or there are more than two billion nodes.
    pub fn finish(self, about: About) -> Result<RoadGraph, ReachError> {
        let order = hilbert::order(&self.nodes);
        let mut renumbered = vec![0_u32; order.len()];
        for (new, &old) in (0_u32..).zip(&order) {
            renumbered[old as usize] = new;
        }
        let nodes: Vec<[i32; 2]> = order.iter().map(|&old| self.nodes[old as usize]).collect();
        let delays: Vec<u16> = order.iter().map(|&old| self.delays[old as usize]).collect();

        let delay = |node: u32| u32::from(delays[node as usize]);
        let arcs = self.segments.iter().flat_map(|segment| {
            let [tail, head] = [segment.tail, segment.head].map(|node| renumbered[node as usize]);
            let forward = segment
                .forward_ms
                .map(|ms| (tail, head, ms.saturating_add(delay(head))));
            let backward = segment
                .backward_ms
                .map(|ms| (head, tail, ms.saturating_add(delay(tail))));
            forward.into_iter().chain(backward)
        });
        let (forward_offsets, forward_arcs) = csr::rows(nodes.len(), arcs.clone());
        let (backward_offsets, backward_arcs) = csr::rows(nodes.len(), arcs.map(|(from, to, ms)| (to, from, ms)));
        let main = components::main_part(Csr {
            offsets: &forward_offsets,
            arcs: &forward_arcs,
        });

        let in_main = |old: u32| {
            let node = renumbered[old as usize] as usize;
            main[node / 64] >> (node % 64) & 1 == 1
        };
        let shapes = self.shapes();
        let all_boxes: Vec<Box4> = (0..self.segments.len()).map(|i| self.corners(i, &shapes)).collect();
        let middles: Vec<[i32; 2]> = all_boxes
            .iter()
            .map(|b| [b[0].midpoint(b[2]), b[1].midpoint(b[3])])
            .collect();
        let (mut sorted, far): (Vec<u32>, Vec<u32>) = hilbert::order(&middles).into_iter().partition(|&i| {
            let segment = &self.segments[i as usize];
            let open = segment.forward_ms.is_some() || segment.backward_ms.is_some();
            open && segment.has_doors && in_main(segment.tail) && in_main(segment.head)
        });
        let snappable = sorted.len();
        let leaves: Vec<Box4> = sorted.iter().map(|&i| all_boxes[i as usize]).collect();
        let boxes = boxes::build(&leaves);
        sorted.extend(far);

        let mut shape_offsets = vec![0_u32];
        let mut points = Vec::with_capacity(self.points.len());
        let mut point_shares = Vec::with_capacity(self.shares.len());
        let mut segments = Vec::with_capacity(sorted.len());
        for &i in &sorted {
            let segment = &self.segments[i as usize];
            let ms = |ms: Option<u32>| ms.unwrap_or(NO_WAY);
            segments.push([
                renumbered[segment.tail as usize],
                renumbered[segment.head as usize],
                ms(segment.forward_ms),
                ms(segment.backward_ms),
            ]);
            let range = shapes(i as usize);
            points.extend_from_slice(&self.points[range.clone()]);
            point_shares.extend_from_slice(&self.shares[range]);
            // Checked when segments were added: fewer than two billion points.
            shape_offsets.push(points.len() as u32);
        }

        let heading = serde_json::to_vec(&Heading { about, snappable }).unwrap_or_default();
        let words = file::assemble(&[
            &heading,
            bytemuck::cast_slice(&nodes),
            bytemuck::cast_slice(&delays),
            bytemuck::cast_slice(&forward_offsets),
            bytemuck::cast_slice(&forward_arcs),
            bytemuck::cast_slice(&backward_offsets),
            bytemuck::cast_slice(&backward_arcs),
            bytemuck::cast_slice(&segments),
            bytemuck::cast_slice(&shape_offsets),
            bytemuck::cast_slice(&points),
            bytemuck::cast_slice(&point_shares),
            bytemuck::cast_slice(&main),
            bytemuck::cast_slice(&boxes),
        ]);
        RoadGraph::from_storage(Storage::Owned(words)).map_err(|refusal| match refusal {
            Refusal::Damaged(_) | Refusal::OtherVersion => ReachError::TooLarge {
                what: "durées ou nœuds",
            },
        })
    }

    /// Where the inner points of a segment are.
    fn shapes(&self) -> impl Fn(usize) -> std::ops::Range<usize> + use<'_> {
        |i| i.checked_sub(1).map_or(0, |before| self.shape_ends[before])..self.shape_ends[i]
    }

    fn corners(&self, i: usize, shapes: &impl Fn(usize) -> std::ops::Range<usize>) -> Box4 {
        let ends = [self.segments[i].tail, self.segments[i].head].map(|node| self.nodes[node as usize]);
        ends.iter()
            .chain(&self.points[shapes(i)])
            .fold(boxes::EMPTY, |corners, &[lon, lat]| {
                boxes::around(corners, [lon, lat, lon, lat])
            })
    }
}
