//! The one loop behind the searches: labels spread along arcs from seeds, nearest bucket first.

use super::{
    label::{UNREACHED, label, ms_of, place_of},
    queue::BucketQueue,
};
use crate::graph::Csr;

/// The latest time of any search, in milliseconds: 24 days.
pub(super) const LATEST_MS: u32 = u32::MAX / 2;

/// Spreads `seeds` (node, label) over `labels` along `arcs` as far as `limit_ms`.
///
/// A label of a node becomes the smallest that reaches it: least time, then least place. `touched(node)` is called when a
/// node gets its first label; `done(labels, ms)` is asked at each new bucket whether nothing before `ms` is still wanted.
pub(super) fn spread(
    arcs: Csr<'_>,
    longest_arc_ms: u32,
    labels: &mut [u64],
    seeds: &[(u32, u64)],
    limit_ms: u32,
    mut touched: impl FnMut(u32),
    mut done: impl FnMut(&[u64], u32) -> bool,
) {
    let times = || {
        seeds
            .iter()
            .map(|&(_, label)| ms_of(label))
            .filter(|&ms| ms <= limit_ms)
    };
    let (Some(first), Some(last)) = (times().min(), times().max()) else {
        return;
    };
    let limit_ms = limit_ms.min(LATEST_MS);
    let mut queue = BucketQueue::new(first, longest_arc_ms.max(last - first).min(limit_ms));
    for &(node, label) in seeds {
        let known = &mut labels[node as usize];
        if label < *known && ms_of(label) <= limit_ms {
            if *known == UNREACHED {
                touched(node);
            }
            *known = label;
            queue.push(ms_of(label), node);
        }
    }
    let mut bucket = queue.current();
    while let Some(node) = queue.pop() {
        if queue.current() != bucket {
            bucket = queue.current();
            if done(labels, queue.current_ms()) {
                return;
            }
        }
        let here = labels[node as usize];
        if !queue.is_current(ms_of(here)) {
            continue; // It was found again by a faster way, and dealt with then.
        }
        for &[next, ms] in arcs.of(node) {
            let total = ms_of(here).saturating_add(ms);
            let candidate = label(total, place_of(here));
            let known = &mut labels[next as usize];
            if candidate < *known && total <= limit_ms {
                if *known == UNREACHED {
                    touched(next);
                }
                *known = candidate;
                queue.push(total, next);
            }
        }
    }
}
