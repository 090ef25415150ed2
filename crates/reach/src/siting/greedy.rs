//! The site that adds most, again and again.
//!
//! What sites serve together is submodular, so the choice serves at least 1 − (1 − 1/n)ⁿ ≥ 63 % of the best (G. Nemhauser,
//! L. Wolsey and M. Fisher, "An analysis of approximations for maximizing submodular set functions", 1978), and a gain
//! never grows as others are chosen: those known from before are bounds, and few have to be counted again (M. Minoux,
//! "Accelerated greedy algorithms", 1978).

use super::{Covering, Gain, Selection, covering::Served};
use std::{cmp::Reverse, collections::BinaryHeap};

/// Chooses at most `n` sites, each time the one that adds most; of two that add as much, the one of smaller number.
#[must_use]
pub fn greedy(covering: &Covering, n: usize) -> Selection {
    let mut served = Served::new(covering);
    let first = (0..covering.site_count()).map(|site| (served.gain(site), Reverse(site)));
    let mut waiting: BinaryHeap<(u64, Reverse<usize>)> = first.collect();
    let mut bound = covering.within_reach().min(most(&waiting, n));
    let mut sites: Vec<Gain> = Vec::new();
    while sites.len() < n {
        let Some((known, Reverse(site))) = waiting.pop() else {
            break;
        };
        let gain = served.gain(site);
        let next = waiting.peek().copied();
        if gain < known && next.is_some_and(|next| next > (gain, Reverse(site))) {
            waiting.push((gain, Reverse(site)));
            continue;
        }
        if gain == 0 {
            break;
        }
        served.add(covering.set(site).iter().copied());
        sites.push(Gain { site, gain });
        // Whatever is best, it adds to what is served now no more than the `n` largest gains.
        let gained: u64 = sites.iter().map(|site| site.gain).sum();
        bound = bound.min(gained + most(&waiting, n));
    }
    let gained: u64 = sites.iter().map(|site| site.gain).sum();
    let selection = Selection {
        sites,
        bound,
        stopped: false,
    };
    let bound = bound
        .min(gained + largest_gains(covering, &selection, n))
        .min(by_theorem(gained, n));
    Selection {
        bound: bound.max(gained),
        ..selection
    }
}

/// The sites that follow from a given first one, `n` at most with it, each time the one that adds most.
pub(super) fn greedy_after(covering: &Covering, first: usize, n: usize) -> Vec<usize> {
    let mut served = Served::new(covering);
    served.add(covering.set(first).iter().copied());
    let gains = (0..covering.site_count()).map(|site| (served.gain(site), Reverse(site)));
    let mut waiting: BinaryHeap<(u64, Reverse<usize>)> = gains.collect();
    let mut sites = vec![first];
    while sites.len() < n {
        let Some((known, Reverse(site))) = waiting.pop() else {
            break;
        };
        let gain = served.gain(site);
        if gain == 0 {
            break;
        }
        if gain < known {
            waiting.push((gain, Reverse(site)));
            continue;
        }
        served.add(covering.set(site).iter().copied());
        sites.push(site);
    }
    sites
}

/// The most that `n` more sites could add to a selection.
pub(super) fn largest_gains(covering: &Covering, selection: &Selection, n: usize) -> u64 {
    let mut served = Served::new(covering);
    served.add(selection.sites.iter().flat_map(|gain| covering.set(gain.site)).copied());
    let gains = (0..covering.site_count()).map(|site| (served.gain(site), Reverse(site)));
    most(&gains.collect(), n)
}

/// The sum of the `n` largest gains.
fn most(waiting: &BinaryHeap<(u64, Reverse<usize>)>, n: usize) -> u64 {
    let mut gains: Vec<u64> = waiting.iter().map(|&(gain, _)| gain).collect();
    if n < gains.len() {
        gains.select_nth_unstable_by_key(n, |&gain| Reverse(gain));
    }
    gains.iter().take(n).sum()
}

/// What the best choice serves at most when the greedy one of `n` sites serves `gained`.
fn by_theorem(gained: u64, n: usize) -> u64 {
    let n = n.max(1) as f64;
    // In range: at most 1 / 0.63 of a count of people. One more, so that no rounding makes it too small.
    (gained as f64 / (1.0 - (1.0 - 1.0 / n).powf(n))) as u64 + 1
}
