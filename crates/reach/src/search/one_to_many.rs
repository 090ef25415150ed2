//! From one position to many, or to one, within a limit: only what is near is touched.

use super::{
    Direction,
    label::{UNREACHED, label, ms_of},
    spread::{LATEST_MS, spread},
};
use crate::{RoadGraph, Snap};

/// Searches again and again over one graph; the memory that it needs (8 bytes per node) is kept between them. One per
/// thread.
#[derive(Debug)]
pub struct Searcher<'a> {
    graph: &'a RoadGraph,
    labels: Vec<u64>,
    touched: Vec<u32>,
}

impl<'a> Searcher<'a> {
    /// A searcher over a graph.
    #[must_use]
    pub fn new(graph: &'a RoadGraph) -> Self {
        Self::with_memory(graph, Vec::new())
    }

    /// A searcher that writes on what [`Searcher::into_memory`] of another one over the same graph gave, or on nothing yet.
    pub(crate) fn with_memory(graph: &'a RoadGraph, mut labels: Vec<u64>) -> Self {
        labels.resize(graph.node_count(), UNREACHED);
        Self {
            graph,
            labels,
            touched: Vec::new(),
        }
    }

    /// The memory, as clean as between two searches.
    pub(crate) fn into_memory(self) -> Vec<u64> {
        self.labels
    }

    /// Milliseconds from `here` to each of `others` ([`Direction::FromPlaces`] with `here` as the place) or from each of
    /// them to `here` ([`Direction::ToPlaces`]); none for those beyond `limit_s` seconds or without a road. The search ends
    /// when the farthest of them is reached.
    pub fn one_to_many(
        &mut self,
        here: &Snap,
        others: &[Option<Snap>],
        direction: Direction,
        limit_s: u32,
    ) -> Vec<Option<u32>> {
        let latest = limit_s.saturating_mul(1_000).min(LATEST_MS);
        let mut farthest = Farthest::new(self.graph, here, others, direction);
        self.spread(here, direction, latest, |labels, ms| farthest.is_reached(labels, ms));
        let found = others
            .iter()
            .map(|other| self.time(here, other.as_ref()?, direction).filter(|&ms| ms <= latest));
        let found = found.collect();
        self.clear();
        found
    }

    /// Every node within `limit_s` seconds of `here`, with its milliseconds, by node: what an isochrone is made of.
    pub fn within(&mut self, here: &Snap, direction: Direction, limit_s: u32) -> Vec<(u32, u32)> {
        self.spread(here, direction, limit_s.saturating_mul(1_000), |_, _| false);
        let mut nodes: Vec<(u32, u32)> = self
            .touched
            .iter()
            .map(|&node| (node, ms_of(self.labels[node as usize])))
            .collect();
        nodes.sort_unstable();
        self.clear();
        nodes
    }

    /// Milliseconds from one position to another, the ways to the road included; none when there is no way.
    pub fn between(&mut self, from: &Snap, to: &Snap) -> Option<u32> {
        let direction = Direction::FromPlaces;
        let ends = direction.ends(self.graph, to);
        let straight = from.along(to, self.graph);
        self.spread(from, direction, LATEST_MS, |labels, ms| {
            let best = ends
                .iter()
                .filter_map(|&(node, more)| through(labels, node, more))
                .chain(straight)
                .min();
            best.is_some_and(|best| best <= ms)
        });
        let found = self.time(from, to, direction);
        self.clear();
        found
    }

    fn spread(&mut self, here: &Snap, direction: Direction, limit_ms: u32, done: impl FnMut(&[u64], u32) -> bool) {
        let seeds: Vec<(u32, u64)> = direction
            .seeds(self.graph, here)
            .into_iter()
            .map(|(node, ms)| (node, label(ms, 0)))
            .collect();
        let Self { graph, labels, touched } = self;
        let longest = graph.longest_arc_ms();
        spread(
            direction.arcs(graph),
            longest,
            labels,
            &seeds,
            limit_ms,
            |node| touched.push(node),
            done,
        );
    }

    /// The time between `here`, from which labels were spread, and another position.
    fn time(&self, here: &Snap, other: &Snap, direction: Direction) -> Option<u32> {
        let straight = match direction {
            Direction::ToPlaces => other.along(here, self.graph),
            Direction::FromPlaces => here.along(other, self.graph),
        };
        let ends = direction.ends(self.graph, other).into_iter();
        ends.filter_map(|(node, ms)| through(&self.labels, node, ms))
            .chain(straight)
            .min()
    }

    fn clear(&mut self) {
        for node in self.touched.drain(..) {
            self.labels[node as usize] = UNREACHED;
        }
    }
}

/// Whether all of the others are reached: each is asked about until it is, so that the whole costs one question each.
struct Farthest<'a> {
    graph: &'a RoadGraph,
    here: &'a Snap,
    others: &'a [Option<Snap>],
    direction: Direction,
    /// Those before are reached.
    next: usize,
    /// The ends of the next one's segment, with the time between them and it; and the way along the same segment.
    ends: Vec<(u32, u32)>,
    straight: Option<u32>,
}

impl<'a> Farthest<'a> {
    fn new(graph: &'a RoadGraph, here: &'a Snap, others: &'a [Option<Snap>], direction: Direction) -> Self {
        let mut farthest = Self {
            graph,
            here,
            others,
            direction,
            next: 0,
            ends: Vec::new(),
            straight: None,
        };
        farthest.look_at_next();
        farthest
    }

    fn look_at_next(&mut self) {
        let off_roads = self.others[self.next..].iter().take_while(|other| other.is_none());
        self.next += off_roads.count();
        if let Some(Some(other)) = self.others.get(self.next) {
            self.ends = self.direction.ends(self.graph, other);
            self.straight = match self.direction {
                Direction::ToPlaces => other.along(self.here, self.graph),
                Direction::FromPlaces => self.here.along(other, self.graph),
            };
        }
    }

    /// Whether no time of theirs can be less than what is known when everything before `ms` is settled.
    fn is_reached(&mut self, labels: &[u64], ms: u32) -> bool {
        while self.next < self.others.len() {
            let known = self.ends.iter().filter_map(|&(node, more)| through(labels, node, more));
            if known.chain(self.straight).min().is_none_or(|known| known > ms) {
                return false;
            }
            self.next += 1;
            self.look_at_next();
        }
        true
    }
}

fn through(labels: &[u64], node: u32, more_ms: u32) -> Option<u32> {
    let known = labels[node as usize];
    (known != UNREACHED).then(|| ms_of(known).saturating_add(more_ms))
}
