//! The nearest segment: the tree of boxes is opened nearest box first.

use crate::{
    RoadGraph,
    graph::{Box4, Entry, SHARES},
    plane::{Plane, stored},
};
use std::{cmp::Reverse, collections::BinaryHeap};

/// The nearest position on a road.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) segment: u32,
    pub(super) share: f64,
    pub(super) metres: f64,
    pub(super) on_road: (f64, f64),
}

/// Squared metres: as they are never negative, their bits are in the same order.
fn rank(squared: f64) -> u64 {
    squared.to_bits()
}

pub(super) fn nearest(graph: &RoadGraph, lon: f64, lat: f64, within_m: f64) -> Option<Found> {
    stored(lon, lat)?;
    let plane = Plane::around(lon, lat);
    let boxes = graph.boxes();
    let mut waiting = BinaryHeap::new();
    if let Some(root) = boxes.root() {
        waiting.push((Reverse(0_u64), Reverse(root)));
    }
    let mut best: Option<(f64, u32, Foot)> = None;
    let mut limit = within_m * within_m;
    while let Some((Reverse(squared), Reverse(entry))) = waiting.pop() {
        if f64::from_bits(squared) > limit {
            break;
        }
        let Entry::Box { level, index } = entry else { continue };
        for child in boxes.children(level, index) {
            match child {
                Entry::Box { level, index } => {
                    let squared = to_box(&plane, boxes.corners(level, index));
                    if squared <= limit {
                        waiting.push((Reverse(rank(squared)), Reverse(child)));
                    }
                }
                Entry::Segment(segment) => {
                    let foot = to_segment(graph, &plane, segment);
                    let better = best.is_none_or(|(squared, other, _)| {
                        foot.squared < squared || (foot.squared <= squared && segment < other)
                    });
                    if foot.squared <= limit && better {
                        limit = foot.squared;
                        best = Some((foot.squared, segment, foot));
                    }
                }
            }
        }
    }
    best.map(|(squared, segment, foot)| Found {
        segment,
        share: share_of_time(graph, segment, &foot),
        metres: squared.sqrt(),
        on_road: plane.degrees(foot.at),
    })
}

fn to_box(plane: &Plane, [west, south, east, north]: Box4) -> f64 {
    let (left, bottom) = plane.metres([west, south]);
    let (right, top) = plane.metres([east, north]);
    let (x, y) = (left.max(-right).max(0.0), bottom.max(-top).max(0.0));
    x * x + y * y
}

/// The point of a line nearest to the plane's origin: on its stretch number `stretch`, at `t` between 0 and 1 of it.
#[derive(Debug, Clone, Copy)]
struct Foot {
    squared: f64,
    at: (f64, f64),
    stretch: usize,
    t: f64,
}

fn to_segment(graph: &RoadGraph, plane: &Plane, segment: u32) -> Foot {
    let mut best = Foot {
        squared: f64::INFINITY,
        at: (0.0, 0.0),
        stretch: 0,
        t: 0.0,
    };
    let Some(view) = graph.segment(segment) else {
        return best;
    };
    let [tail, head] = [view.tail, view.head].map(|node| graph.nodes()[node as usize]);
    let mut from = plane.metres(tail);
    let rest = graph.inner_points(segment).iter().chain(std::iter::once(&head));
    for (stretch, to) in rest.map(|&position| plane.metres(position)).enumerate() {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length2 = dx * dx + dy * dy;
        let t = if length2 > 0.0 {
            (-(from.0 * dx + from.1 * dy) / length2).clamp(0.0, 1.0)
        } else {
            0.0
        };
        let at = (from.0 + t * dx, from.1 + t * dy);
        let squared = at.0 * at.0 + at.1 * at.1;
        if squared < best.squared {
            best = Foot {
                squared,
                at,
                stretch,
                t,
            };
        }
        from = to;
    }
    best
}

/// The share of the segment's time at the foot, from the shares stored with the inner points.
fn share_of_time(graph: &RoadGraph, segment: u32, foot: &Foot) -> f64 {
    let shares = graph.inner_shares(segment);
    let stored = |i: usize| shares.get(i).map(|&share| f64::from(share) / SHARES);
    let before = foot.stretch.checked_sub(1).and_then(stored).unwrap_or(0.0);
    let after = stored(foot.stretch).unwrap_or(1.0);
    before + foot.t * (after - before)
}
