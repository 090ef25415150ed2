//! Where next: which sites bring most people within reach, and what would change.
//!
//! A [`Study`] is a territory and a target: [`Study::what_if`] says what adding or removing places changes, [`Study::propose`]
//! which of some [`candidates`] to choose. Underneath, a [`Covering`] says which points each site would serve; [`quick`]
//! chooses at once, [`Solver::exact`] with the solver `HiGHS`, and both say how far from the best choice they can be.

mod candidates;
mod covering;
mod exact;
mod exchange;
mod greedy;
mod model;
mod near;
mod proposal;
mod quick;
mod selection;
mod study;
#[cfg(test)]
mod tests;

pub use candidates::{Candidate, CandidateKind, candidates};
pub use covering::Covering;
pub use exact::Solver;
pub use greedy::greedy;
pub use proposal::{Proposal, Search, Weight};
pub use quick::quick;
pub use selection::{Gain, Selection};
pub use study::{Ignored, Outlook, Scenario, Study};
