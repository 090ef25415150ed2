//! Which candidates to choose for a territory.

use super::{Candidate, Covering, Selection, Solver, Study, quick, study::is_kept};
use crate::{Network, PROMISE_S, ReachError, Stop};
use std::time::Duration;

/// Who counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Weight {
    /// Everyone.
    Inhabitants,
    /// People of 65 and over; nobody where ages are not known.
    Seniors,
    /// People far from digital services: an estimate.
    Far,
}

impl Weight {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Inhabitants, Self::Seniors, Self::Far];

    /// The public word: `habitants`, `seniors` or `eloignes`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Inhabitants => "habitants",
            Self::Seniors => "seniors",
            Self::Far => "eloignes",
        }
    }
}

/// How to choose.
#[derive(Debug, Clone, Copy)]
pub enum Search<'a> {
    /// At once: [`quick`].
    Quick,
    /// The best choice, or what is found within a time.
    Exact(&'a Solver, Duration),
}

/// A choice of candidates, and whom it serves. Only people who are surely within thirty minutes count as served: with
/// estimates, those whose high value says so.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The sites, numbered as the candidates were given, and what each adds.
    pub selection: Selection,
    /// Those who are surely served already.
    pub served_before: u64,
    /// Those who are not, and so may be.
    pub demand: u64,
    /// Of these, those whom some candidate would surely serve.
    pub within_reach: u64,
}

impl Study {
    /// The `n` candidates that would bring most people surely within thirty minutes.
    ///
    /// # Errors
    /// [`ReachError::Solver`] when the exact solver comes to no end.
    pub fn propose(
        &self,
        network: &Network,
        candidates: &[Candidate],
        weight: Weight,
        n: usize,
        search: Search<'_>,
    ) -> Result<Proposal, ReachError> {
        let covering = self.covering(network, candidates, weight);
        let selection = match search {
            Search::Quick => quick(&covering, n),
            Search::Exact(solver, limit) => solver.exact(&covering, n, limit)?,
        };
        let all: u64 = self.weights(weight).into_iter().map(u64::from).sum();
        Ok(Proposal {
            selection,
            served_before: all - covering.demand(),
            demand: covering.demand(),
            within_reach: covering.within_reach(),
        })
    }

    /// Who is not surely within thirty minutes yet, and whom of them each candidate would serve.
    #[must_use]
    pub fn covering(&self, network: &Network, candidates: &[Candidate], weight: Weight) -> Covering {
        let mut weights = self.weights(weight);
        let (mut ranks, mut stops): (Vec<u32>, Vec<Stop>) = (Vec::new(), Vec::new());
        for ((rank, home), weight) in (0..).zip(&self.homes).zip(&mut weights) {
            if home.is_kept() {
                *weight = 0;
            } else if let Some(stop) = home.stop {
                ranks.push(rank);
                stops.push(stop);
            }
        }
        let sets = candidates.iter().map(|candidate| {
            let (lon, lat) = candidate.position;
            let Some(site) = network.stop(lon, lat) else {
                return Vec::new();
            };
            let journeys = network.times_to(&site, &stops, PROMISE_S);
            ranks
                .iter()
                .zip(journeys)
                .filter(|(_, journey)| is_kept(*journey))
                .map(|(&rank, _)| rank)
                .collect()
        });
        Covering::new(weights, sets)
    }

    /// The people of each home, in whole people. Of an estimate each home has the difference of the rounded sums up to it
    /// and before it, so that the total is the rounded total.
    fn weights(&self, weight: Weight) -> Vec<u32> {
        let mut sum = 0.0;
        let weights = self.homes.iter().map(|home| match weight {
            Weight::Inhabitants => home.inhabitants,
            Weight::Seniors => home.people.seniors,
            Weight::Far => {
                let before = f64::round(sum);
                sum += home.people.far_expected();
                // In range: no more than inhabitants.
                (f64::round(sum) - before) as u32
            }
        });
        weights.collect()
    }
}
