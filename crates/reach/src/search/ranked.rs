//! The k nearest places of every node.

use super::{
    Direction,
    label::{UNREACHED, label, ms_of, place_of},
    nearest::{OnSegments, Reach},
    queue::BucketQueue,
    spread::LATEST_MS,
};
use crate::{RoadGraph, Snap};

/// For every node, its k nearest places, nearest first; and from them, for any position on a road.
#[derive(Debug)]
pub struct RankedPlaces<'a> {
    graph: &'a RoadGraph,
    direction: Direction,
    k: usize,
    /// `k` labels per node, in order, of different places.
    labels: Vec<u64>,
    on_segments: OnSegments,
}

impl RoadGraph {
    /// The `k` nearest of `places` for every node, within `limit_s` seconds when given; otherwise as
    /// [`RoadGraph::nearest_places`]. Memory: 8 × k bytes per node.
    #[must_use]
    pub fn ranked_places(
        &self,
        places: &[Option<Snap>],
        k: usize,
        direction: Direction,
        limit_s: Option<u32>,
    ) -> RankedPlaces<'_> {
        let latest = limit_s
            .map_or(LATEST_MS, |limit| limit.saturating_mul(1_000))
            .min(LATEST_MS);
        // More than all of them there are not, and rows are made of `k`.
        let k = k.min(places.len());
        let mut ranked = RankedPlaces {
            graph: self,
            direction,
            k,
            labels: vec![UNREACHED; self.node_count().saturating_mul(k)],
            on_segments: OnSegments::new(places),
        };
        let seeds: Vec<(u32, u64)> = (0_u32..)
            .zip(places)
            .filter_map(|(place, snap)| Some((place, (*snap)?)))
            .flat_map(|(place, snap)| {
                direction
                    .seeds(self, &snap)
                    .into_iter()
                    .map(move |(node, ms)| (node, label(ms, place)))
            })
            .filter(|&(_, label)| ms_of(label) <= latest)
            .collect();
        ranked.spread(&seeds, latest);
        ranked
    }
}

impl RankedPlaces<'_> {
    fn spread(&mut self, seeds: &[(u32, u64)], limit_ms: u32) {
        let times = || seeds.iter().map(|&(_, label)| ms_of(label));
        let (Some(first), Some(last), true) = (times().min(), times().max(), self.k > 0) else {
            return;
        };
        let span = self.graph.longest_arc_ms().max(last - first).min(limit_ms);
        let mut queue = BucketQueue::new(first, span);
        for &(node, label) in seeds {
            if self.improve(node, label) {
                queue.push(ms_of(label), (node, label));
            }
        }
        let arcs = self.direction.arcs(self.graph);
        while let Some((node, here)) = queue.pop() {
            if !self.row(node).contains(&here) {
                continue; // Better ones took its place since.
            }
            for &[next, ms] in arcs.of(node) {
                let total = ms_of(here).saturating_add(ms);
                let candidate = label(total, place_of(here));
                if total <= limit_ms && self.improve(next, candidate) {
                    queue.push(total, (next, candidate));
                }
            }
        }
    }

    /// Puts a label among the k smallest of a node, one per place; whether it belongs there.
    fn improve(&mut self, node: u32, label: u64) -> bool {
        let k = self.k;
        let row = &mut self.labels[node as usize * k..][..k];
        if label >= row[k - 1] {
            return false;
        }
        let of_place = |known: u64| known != UNREACHED && place_of(known) == place_of(label);
        // The place's own label makes room when there is one, otherwise the last does.
        let replaced = row.iter().position(|&known| of_place(known)).unwrap_or(k - 1);
        if row[replaced] <= label {
            return false;
        }
        let at = row.partition_point(|&known| known < label);
        row.copy_within(at..replaced, at + 1);
        row[at] = label;
        true
    }

    fn row(&self, node: u32) -> &[u64] {
        self.labels
            .get(node as usize * self.k..)
            .and_then(|rest| rest.get(..self.k))
            .unwrap_or_default()
    }

    /// The nearest places of a node, nearest first.
    #[must_use]
    pub fn at_node(&self, node: u32) -> Vec<Reach> {
        let known = self.row(node).iter().filter(|&&label| label != UNREACHED);
        known
            .map(|&label| Reach {
                ms: ms_of(label),
                place: place_of(label),
            })
            .collect()
    }

    /// The nearest places of a position on a road, nearest first, its own way to the road included.
    #[must_use]
    pub fn at(&self, here: &Snap) -> Vec<Reach> {
        let by_nodes = self
            .direction
            .ends(self.graph, here)
            .into_iter()
            .flat_map(|(node, ms)| {
                let beyond = self.at_node(node).into_iter();
                beyond.map(move |reach| Reach {
                    ms: reach.ms.saturating_add(ms),
                    ..reach
                })
            });
        let mut all: Vec<Reach> = by_nodes
            .chain(self.on_segments.reached(self.graph, *here, self.direction))
            .collect();
        all.sort_unstable();
        let mut seen = std::collections::HashSet::new();
        all.retain(|reach| seen.insert(reach.place));
        all.truncate(self.k);
        all
    }
}
