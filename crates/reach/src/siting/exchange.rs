//! After greedy: a chosen site is exchanged for another as long as that serves more (M. Teitz and P. Bart, "Heuristic methods
//! for estimating the generalized vertex median of a weighted graph", 1968). It never serves less than greedy.

use super::Covering;
use std::cmp::Reverse;

/// The sites after all exchanges that help: each time the best one for the first site that can be exchanged.
pub(super) fn exchange(covering: &Covering, mut sites: Vec<usize>) -> Vec<usize> {
    // How many of the sites serve each point.
    let mut servers = vec![0_u32; covering.point_count()];
    for &point in sites.iter().flat_map(|&site| covering.set(site)) {
        servers[point as usize] += 1;
    }
    let mut since_the_last = 0;
    let mut next = 0;
    // Each exchange serves someone more, so there is an end to them.
    while since_the_last < sites.len() {
        let position = next % sites.len();
        next += 1;
        since_the_last += 1;
        let leaving = sites[position];
        for &point in covering.set(leaving) {
            servers[point as usize] -= 1;
        }
        let gain = |site: usize| -> u64 {
            let new = covering.set(site).iter().filter(|&&point| servers[point as usize] == 0);
            new.map(|&point| u64::from(covering.weight(point))).sum()
        };
        let (mut best, mut most) = (leaving, gain(leaving));
        for site in 0..covering.site_count() {
            let gain = gain(site);
            if gain > most {
                (best, most) = (site, gain);
            }
        }
        if best != leaving {
            sites[position] = best;
            since_the_last = 0;
        }
        for &point in covering.set(best) {
            servers[point as usize] += 1;
        }
    }
    sites
}

/// The same with two sites at a time: what no single exchange can better may still be bettered by two at once.
pub(super) fn exchange_pairs(covering: &Covering, mut sites: Vec<usize>) -> Vec<usize> {
    let mut servers = vec![0_u32; covering.point_count()];
    for &site in &sites {
        count(covering, &mut servers, site, true);
    }
    let mut helped = true;
    // Each exchange serves someone more, so there is an end to them.
    while std::mem::take(&mut helped) {
        for i in 0..sites.len() {
            for j in i + 1..sites.len() {
                let leaving = [sites[i], sites[j]];
                for site in leaving {
                    count(covering, &mut servers, site, false);
                }
                let entering = best_pair(covering, &mut servers, leaving);
                helped |= entering != leaving;
                [sites[i], sites[j]] = entering;
                for site in entering {
                    count(covering, &mut servers, site, true);
                }
            }
        }
    }
    sites
}

/// The two sites that add most to what is served; those given when none add more.
fn best_pair(covering: &Covering, servers: &mut [u32], leaving: [usize; 2]) -> [usize; 2] {
    let mut gains: Vec<(u64, usize)> = (0..covering.site_count())
        .map(|site| (gain(covering, servers, site), site))
        .filter(|(gain, _)| *gain > 0)
        .collect();
    gains.sort_unstable_by_key(|&(gain, site)| (Reverse(gain), site));
    let mut most = gain(covering, servers, leaving[0]);
    count(covering, servers, leaving[0], true);
    most += gain(covering, servers, leaving[1]);
    count(covering, servers, leaving[0], false);
    let mut best = leaving;
    for (rank, &(first_gain, first)) in gains.iter().enumerate() {
        // Together two sites add no more than the sum of what each adds, and those that follow add less.
        if first_gain * 2 <= most {
            break;
        }
        count(covering, servers, first, true);
        for &(second_gain, second) in &gains[rank + 1..] {
            if first_gain + second_gain <= most {
                break;
            }
            let both = first_gain + gain(covering, servers, second);
            if both > most {
                (best, most) = ([first, second], both);
            }
        }
        count(covering, servers, first, false);
    }
    best
}

/// What a site adds to what is served.
fn gain(covering: &Covering, servers: &[u32], site: usize) -> u64 {
    let new = covering.set(site).iter().filter(|&&point| servers[point as usize] == 0);
    new.map(|&point| u64::from(covering.weight(point))).sum()
}

/// Adds a site to those that serve its points, or takes it away.
fn count(covering: &Covering, servers: &mut [u32], site: usize, enters: bool) {
    for &point in covering.set(site) {
        let known = &mut servers[point as usize];
        *known = if enters { *known + 1 } else { known.saturating_sub(1) };
    }
}
