//! An answer: which sites, in which order, and how far from the best choice it can be.

use super::{Covering, covering::Served};
use std::cmp::Reverse;

/// A chosen site, and the people whom it adds to those that the sites before it serve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gain {
    /// The site's number in the [`Covering`].
    pub site: usize,
    /// The weight that it adds; never 0.
    pub gain: u64,
}

/// A choice of sites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// The sites, the one that adds most first; each gain is at most the one before. Sites that would add nobody are not
    /// chosen, so there may be fewer than were asked for.
    pub sites: Vec<Gain>,
    /// No choice of as many sites serves more than this: proven.
    pub bound: u64,
    /// Whether the search for the best choice was stopped by its time limit.
    pub stopped: bool,
}

impl Selection {
    /// The weight that the sites serve together.
    #[must_use]
    pub fn gained(&self) -> u64 {
        self.sites.iter().map(|site| site.gain).sum()
    }

    /// How much more the best choice might serve, as a share of [`Selection::bound`]: 0 when this one is proven best.
    #[must_use]
    pub fn gap(&self) -> f64 {
        match self.bound.saturating_sub(self.gained()) {
            0 => 0.0,
            missing => missing as f64 / self.bound as f64,
        }
    }

    /// Whether no choice is better.
    #[must_use]
    pub fn is_proven_best(&self) -> bool {
        self.gained() >= self.bound
    }

    /// These sites, in the order of what each adds; of two that add as much, the one of smaller number.
    /// Nothing is proven of them but what there is to serve.
    pub(super) fn of(covering: &Covering, mut sites: Vec<usize>) -> Self {
        let mut served = Served::new(covering);
        let mut ordered = Vec::new();
        while let Some((position, gain)) = sites
            .iter()
            .enumerate()
            .map(|(position, &site)| {
                (
                    position,
                    Gain {
                        site,
                        gain: served.gain(site),
                    },
                )
            })
            .filter(|(_, gain)| gain.gain > 0)
            .max_by_key(|&(_, Gain { site, gain })| (gain, Reverse(site)))
        {
            served.add(covering.set(gain.site).iter().copied());
            ordered.push(gain);
            sites.swap_remove(position);
        }
        Self {
            sites: ordered,
            bound: covering.within_reach(),
            stopped: false,
        }
    }
}
