//! From a point to a position on a road: along the geometry of a segment, never at a junction, with the way to it counted.

mod nearest;

use crate::{Mode, RoadGraph, WALKING_KMH};

/// How far a road may be, in a straight line, before it is said that there is none. Metres.
pub const FARTHEST_ROAD_M: f64 = 5_000.0;

/// The part of the way to the road that is walked, at [`WALKING_KMH`]; what is beyond is a road that the map does not have,
/// and is gone along at `off_road_kmh`. Metres. The read-me says what this number changes.
pub const LONGEST_WALK_M: f64 = 150.0;

/// Speed beyond [`LONGEST_WALK_M`]: by car METRIC's on tracks; by bicycle the profile's on tracks; on foot a walk.
fn off_road_kmh(mode: Mode) -> f64 {
    match mode {
        Mode::Car => 20.0,
        Mode::Bicycle => 12.0,
        Mode::Foot => WALKING_KMH,
    }
}

/// A position on a road, and how far the point that it stands for is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Snap {
    /// The segment.
    pub(crate) segment: u32,
    /// The share of the segment's time from its tail, between 0 and 1.
    pub(crate) share: f64,
    /// Milliseconds from the point to the road.
    pub(crate) off_road_ms: u32,
    /// Metres in a straight line from the point to the road.
    pub off_road_m: f64,
    /// Where on the road, `(lon, lat)` in WGS84 degrees.
    pub on_road: (f64, f64),
}

impl Snap {
    /// The segment, numbered as in [`RoadGraph::segment_shape`].
    #[must_use]
    pub fn segment(&self) -> u32 {
        self.segment
    }

    /// Seconds between the point and the road, rounded up; they are part of every time that a search gives.
    #[must_use]
    pub fn off_road_s(&self) -> u32 {
        crate::seconds(self.off_road_ms)
    }

    /// As if the point were on the road.
    #[must_use]
    pub fn on_the_road(self) -> Self {
        Self {
            off_road_ms: 0,
            off_road_m: 0.0,
            ..self
        }
    }

    /// Nodes that one reaches first when leaving from here, each with its milliseconds (way to the road and delay of the node included).
    pub(crate) fn departures(&self, graph: &RoadGraph) -> impl Iterator<Item = (u32, u32)> + use<> {
        let ends = graph.segment(self.segment).map(|segment| {
            let to_head = segment.forward_ms.map(|ms| {
                let ms = part(ms, 1.0 - self.share) + graph.delay_ms(segment.head);
                (segment.head, self.off_road_ms.saturating_add(ms))
            });
            let to_tail = segment.backward_ms.map(|ms| {
                let ms = part(ms, self.share) + graph.delay_ms(segment.tail);
                (segment.tail, self.off_road_ms.saturating_add(ms))
            });
            [to_head, to_tail]
        });
        ends.into_iter().flatten().flatten()
    }

    /// Nodes from which one comes here last, each with its milliseconds (way from the road included).
    pub(crate) fn arrivals(&self, graph: &RoadGraph) -> impl Iterator<Item = (u32, u32)> + use<> {
        let ends = graph.segment(self.segment).map(|segment| {
            let from_tail = segment
                .forward_ms
                .map(|ms| (segment.tail, self.off_road_ms.saturating_add(part(ms, self.share))));
            let from_head = segment.backward_ms.map(|ms| {
                (
                    segment.head,
                    self.off_road_ms.saturating_add(part(ms, 1.0 - self.share)),
                )
            });
            [from_tail, from_head]
        });
        ends.into_iter().flatten().flatten()
    }

    /// Milliseconds from here to a position on the same segment without leaving it, the ways to the road included.
    pub(crate) fn along(&self, to: &Self, graph: &RoadGraph) -> Option<u32> {
        let segment = graph.segment(self.segment).filter(|_| self.segment == to.segment)?;
        let forward = segment.forward_ms.filter(|_| to.share >= self.share);
        let backward = segment.backward_ms.filter(|_| to.share <= self.share);
        let ms = forward.into_iter().chain(backward).min()?;
        let off_road = self.off_road_ms.saturating_add(to.off_road_ms);
        Some(off_road.saturating_add(part(ms, (to.share - self.share).abs())))
    }
}

/// A share of a time, in milliseconds.
fn part(ms: u32, share: f64) -> u32 {
    // In range: the share is between 0 and 1.
    (f64::from(ms) * share.clamp(0.0, 1.0)).round() as u32
}

/// Milliseconds between a point and a road some metres away.
fn off_road_ms(metres: f64, mode: Mode) -> u32 {
    let walked = metres.min(LONGEST_WALK_M);
    // In range: metres are at most `FARTHEST_ROAD_M`.
    ((walked / WALKING_KMH + (metres - walked) / off_road_kmh(mode)) * 3_600.0).round() as u32
}

impl RoadGraph {
    /// The nearest position on a road from `lon, lat` (WGS84 degrees); none when every road is more than
    /// [`FARTHEST_ROAD_M`] away (at sea, on an island without roads), or the point is off the globe.
    ///
    /// Only roads of the largest part where one can go from everywhere to everywhere count, and only those where one
    /// can stop: never a motorway, a slip road or a boat. Of two roads as near, the one with the smallest number.
    #[must_use]
    pub fn snap(&self, lon: f64, lat: f64) -> Option<Snap> {
        let found = nearest::nearest(self, lon, lat, FARTHEST_ROAD_M)?;
        Some(Snap {
            segment: found.segment,
            share: found.share,
            off_road_ms: off_road_ms(found.metres, self.about().mode),
            off_road_m: found.metres,
            on_road: found.on_road,
        })
    }
}
