//! Where next: which sites bring most people within reach.
//!
//! [`Covering`] says which points each candidate site would serve. [`greedy`] chooses at once, [`Solver::exact`] with the solver
//! HiGHS; both say how far from the best choice they can be.

mod covering;
mod exact;
mod greedy;
mod model;
mod selection;
#[cfg(test)]
mod tests;

pub use covering::Covering;
pub use exact::Solver;
pub use greedy::greedy;
pub use selection::{Gain, Selection};
