//! The nearest place of every node, in one pass whatever the number of places.

use super::{
    Direction,
    label::{UNREACHED, label, ms_of, place_of},
    seconds,
    spread::{LATEST_MS, spread},
};
use crate::{RoadGraph, Snap};

/// A place, and the time to it or from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reach {
    /// Milliseconds, the ways to the road and from it included.
    pub ms: u32,
    /// The place's rank in the list that was searched.
    pub place: u32,
}

impl Reach {
    /// Seconds, rounded up.
    #[must_use]
    pub fn seconds(&self) -> u32 {
        seconds(self.ms)
    }
}

/// For every node, the nearest place; and from it, for any position on a road.
#[derive(Debug)]
pub struct NearestPlaces<'a> {
    graph: &'a RoadGraph,
    direction: Direction,
    labels: Vec<u64>,
    /// The places, by segment, to go to one on the same segment without passing a node.
    on_segments: OnSegments,
}

/// Places by the segment that they are on.
#[derive(Debug)]
pub(super) struct OnSegments(Vec<(u32, u32, Snap)>);

impl OnSegments {
    pub(super) fn new(places: &[Option<Snap>]) -> Self {
        let mut all: Vec<(u32, u32, Snap)> = (0_u32..)
            .zip(places)
            .filter_map(|(place, snap)| snap.map(|snap| (snap.segment, place, snap)))
            .collect();
        all.sort_unstable_by_key(|&(segment, place, _)| (segment, place));
        Self(all)
    }

    /// The places on the segment of `from`, with the times to go there along it.
    pub(super) fn reached(&self, graph: &RoadGraph, from: Snap, direction: Direction) -> impl Iterator<Item = Reach> {
        let first = self.0.partition_point(|&(segment, ..)| segment < from.segment);
        let same = self.0[first..]
            .iter()
            .take_while(move |&&(segment, ..)| segment == from.segment);
        same.filter_map(move |(_, place, snap)| {
            let ms = match direction {
                Direction::ToPlaces => from.along(snap, graph),
                Direction::FromPlaces => snap.along(&from, graph),
            };
            Some(Reach { ms: ms?, place: *place })
        })
    }
}

impl Direction {
    /// The arcs to follow from the places.
    pub(super) fn arcs(self, graph: &RoadGraph) -> crate::graph::Csr<'_> {
        match self {
            Self::ToPlaces => graph.backward(),
            Self::FromPlaces => graph.forward(),
        }
    }

    /// The nodes next to a place, with the time between them and it.
    pub(super) fn seeds(self, graph: &RoadGraph, place: &Snap) -> Vec<(u32, u32)> {
        match self {
            Self::ToPlaces => place.arrivals(graph).collect(),
            Self::FromPlaces => place.departures(graph).collect(),
        }
    }

    /// The nodes next to where one is, with the time between them and here.
    pub(super) fn ends(self, graph: &RoadGraph, here: &Snap) -> Vec<(u32, u32)> {
        match self {
            Self::ToPlaces => here.departures(graph).collect(),
            Self::FromPlaces => here.arrivals(graph).collect(),
        }
    }
}

impl RoadGraph {
    /// The nearest of `places` for every node, within `limit_s` seconds when given. A place that has no road (`None`) keeps
    /// its rank and is never found. Of two places as near, the one of smaller rank.
    #[must_use]
    pub fn nearest_places(
        &self,
        places: &[Option<Snap>],
        direction: Direction,
        limit_s: Option<u32>,
    ) -> NearestPlaces<'_> {
        let latest = limit_s.map_or(LATEST_MS, |limit| limit.saturating_mul(1_000));
        let mut labels = vec![UNREACHED; self.node_count()];
        let seeds: Vec<(u32, u64)> = (0_u32..)
            .zip(places)
            .filter_map(|(place, snap)| Some((place, (*snap)?)))
            .flat_map(|(place, snap)| {
                direction
                    .seeds(self, &snap)
                    .into_iter()
                    .map(move |(node, ms)| (node, label(ms, place)))
            })
            .collect();
        spread(
            direction.arcs(self),
            self.longest_arc_ms(),
            &mut labels,
            &seeds,
            latest,
            |_| {},
            |_, _| false,
        );
        NearestPlaces {
            graph: self,
            direction,
            labels,
            on_segments: OnSegments::new(places),
        }
    }
}

impl NearestPlaces<'_> {
    /// The nearest place of a node; none when no place is reached.
    #[must_use]
    pub fn at_node(&self, node: u32) -> Option<Reach> {
        let label = *self.labels.get(node as usize)?;
        (label != UNREACHED).then(|| Reach {
            ms: ms_of(label),
            place: place_of(label),
        })
    }

    /// The nearest place of a position on a road, its own way to the road included; none when no place is reached.
    #[must_use]
    pub fn at(&self, here: &Snap) -> Option<Reach> {
        let by_nodes = self
            .direction
            .ends(self.graph, here)
            .into_iter()
            .filter_map(|(node, ms)| {
                let beyond = self.at_node(node)?;
                Some(Reach {
                    ms: beyond.ms.saturating_add(ms),
                    ..beyond
                })
            });
        by_nodes
            .chain(self.on_segments.reached(self.graph, *here, self.direction))
            .min()
    }
}
