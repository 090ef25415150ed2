//! After greedy: a chosen site is exchanged for another as long as that serves more (M. Teitz and P. Bart, "Heuristic methods
//! for estimating the generalized vertex median of a weighted graph", 1968). It never serves less than greedy.

use super::Covering;

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
