//! Where the next place would help most, and what adding or removing one would change.
//!
//! A [`Study`] (a département and a target, on the network) takes tenths of a second to make and milliseconds to ask: the last ones
//! asked for are kept with the edition that they were made of.

use crate::{
    app::Served,
    problem::{Problem, kind},
};
use axum::http::StatusCode;
use portee_domain::{CommuneCode, DepartementCode, Target};
use portee_reach::{
    Population, Targets, VenueFacts,
    siting::{Candidate, Proposal, Search, Solver, Study, Weight, candidates},
};
use std::{
    collections::{BTreeSet, VecDeque},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::Semaphore;

/// How many studies are kept. One of a large département takes about a megabyte.
const KEPT: usize = 16;

/// How long the exact solver may search; a request may take 15 seconds in all.
const LONGEST_SEARCH: Duration = Duration::from_secs(8);

/// What siting needs beside the edition: who lives where, and the solver when there is one.
pub struct Planning {
    population: Arc<Population>,
    solver: Option<Solver>,
    /// One exact search at a time: it fills a core.
    searching: Semaphore,
}

impl Planning {
    /// Plans for these inhabitants. Without a solver only the quick choice is offered.
    #[must_use]
    pub fn new(population: Arc<Population>, solver: Option<Solver>) -> Self {
        Self {
            population,
            solver,
            searching: Semaphore::new(1),
        }
    }

    /// Whether the exact choice is offered.
    pub(crate) fn has_solver(&self) -> bool {
        self.solver.is_some()
    }
}

/// How sites are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Choice {
    /// At once.
    Quick,
    /// By the solver.
    Exact,
}

impl Choice {
    /// The public words.
    pub(crate) const WORDS: [&str; 2] = ["rapide", "exacte"];

    pub(crate) fn named(word: &str) -> Self {
        if word == Self::WORDS[1] {
            Self::Exact
        } else {
            Self::Quick
        }
    }

    pub(crate) fn word(self) -> &'static str {
        Self::WORDS[usize::from(self == Self::Exact)]
    }
}

/// What is asked: where, what, for whom, how many, how.
#[derive(Debug, Clone)]
pub(crate) struct Question {
    pub(crate) departement: DepartementCode,
    pub(crate) target: Target,
    pub(crate) weight: Weight,
    pub(crate) sites: usize,
    pub(crate) choice: Choice,
}

/// The sites chosen, and among which.
pub(crate) struct Answer {
    pub(crate) proposal: Proposal,
    pub(crate) candidates: Vec<Candidate>,
}

type Key = (DepartementCode, Target);

/// The studies last asked for of one edition, the latest first.
#[derive(Default)]
pub(crate) struct Studies(Mutex<VecDeque<(Key, Arc<Study>)>>);

impl Studies {
    fn get(&self, key: &Key) -> Option<Arc<Study>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let place = kept.iter().position(|(known, _)| known == key)?;
        let found = kept.remove(place)?;
        let study = Arc::clone(&found.1);
        kept.push_front(found);
        Some(study)
    }

    fn keep(&self, key: Key, study: &Arc<Study>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(known, _)| *known != key);
        kept.push_front((key, Arc::clone(study)));
        kept.truncate(KEPT);
    }
}

/// The study of a département. Computes for some tenths of a second the first time: not on a thread that answers requests.
pub(crate) fn study(served: &Served, planning: &Planning, departement: &DepartementCode, target: Target) -> Arc<Study> {
    let key = (departement.clone(), target);
    if let Some(study) = served.studies.get(&key) {
        return study;
    }
    let snapshot = &served.snapshot;
    let ranks = snapshot.counting_for(target).iter();
    let venues: Vec<VenueFacts> = ranks
        .filter_map(|rank| snapshot.listings().get(*rank as usize))
        .map(|listing| VenueFacts {
            id: listing.venue.id.clone(),
            position: (
                listing.venue.location.position.lon(),
                listing.venue.location.position.lat(),
            ),
            commune: listing.venue.location.commune_code.clone(),
            targets: Targets::default().with(target),
            sources: BTreeSet::new(),
        })
        .collect();
    let holds = within(served, departement);
    let study = Study::new(served.travel.network(), &planning.population, &venues, target, holds);
    let study = Arc::new(study);
    served.studies.keep(key, &study);
    study
}

fn within<'a>(served: &'a Served, departement: &'a DepartementCode) -> impl Fn(&CommuneCode) -> bool + 'a {
    let geography = served.snapshot.geography();
    move |code| {
        geography
            .commune(code.as_str())
            .is_some_and(|commune| commune.departement == *departement)
    }
}

/// Which sites to choose. Computes: not on a thread that answers requests.
///
/// # Errors
/// When the exact choice is asked for and there is no solver, when it is busy, when it fails.
pub(crate) fn answer(served: &Served, planning: &Planning, question: &Question) -> Result<Answer, Problem> {
    let study = study(served, planning, &question.departement, question.target);
    let counting: BTreeSet<u32> = served.snapshot.counting_for(question.target).iter().copied().collect();
    let venues = (0..).zip(served.snapshot.listings()).map(|(rank, listing)| {
        let targets = Targets::default();
        let has = counting.contains(&rank);
        (
            &listing.venue,
            if has { targets.with(question.target) } else { targets },
        )
    });
    let holds = within(served, &question.departement);
    let candidates = candidates(served.snapshot.geography(), venues, question.target, holds);
    let (search, _turn) = match (question.choice, &planning.solver) {
        (Choice::Quick, _) => (Search::Quick, None),
        (Choice::Exact, None) => return Err(without_solver()),
        (Choice::Exact, Some(solver)) => {
            let turn = planning.searching.try_acquire().map_err(|_| busy())?;
            (Search::Exact(solver, LONGEST_SEARCH), Some(turn))
        }
    };
    let network = served.travel.network();
    let proposal = study.propose(network, &candidates, question.weight, question.sites, search);
    let proposal = proposal.map_err(|error| {
        tracing::error!(%error, "the solver failed");
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR)
    })?;
    Ok(Answer { proposal, candidates })
}

fn without_solver() -> Problem {
    Problem::of(&kind::WITHOUT_SOLVER).parameter("methode")
}

fn busy() -> Problem {
    Problem::new(StatusCode::SERVICE_UNAVAILABLE)
        .detail("Un autre calcul exact est en cours. Réessayez dans quelques secondes, ou demandez « methode=rapide ».")
}

/// The problem of a server that knows no inhabitants.
pub(crate) fn without_population() -> Problem {
    Problem::of(&kind::WITHOUT_INHABITANTS)
}
