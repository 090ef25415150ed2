//! Exact searches in milliseconds, told in seconds. Ties always go to the smallest number.

#[cfg(test)]
mod exactness;
mod label;
mod nearest;
mod one_to_many;
mod queue;
mod ranked;
mod spread;

pub use nearest::{NearestPlaces, Reach};
pub use one_to_many::Searcher;
pub use ranked::RankedPlaces;

/// Milliseconds as seconds, rounded up: thirty minutes and a bit are not thirty minutes.
#[must_use]
pub fn seconds(ms: u32) -> u32 {
    ms.div_ceil(1_000)
}

/// From which side the places are reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From anywhere to a place: what an inhabitant travels.
    ToPlaces,
    /// From a place to anywhere.
    FromPlaces,
}
