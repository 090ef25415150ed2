//! The promise: everyone lives less than thirty minutes from a venue.

use crate::Estimate;
use serde::{Deserialize, Serialize};

/// Thirty minutes, in seconds. Thirty minutes exactly keeps the promise.
pub const PROMISE_S: u32 = 30 * 60;

/// Whether the promise of thirty minutes is kept at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Promise {
    /// A venue is within thirty minutes: certainly.
    #[serde(rename = "tenue")]
    Kept,
    /// No venue is within thirty minutes: certainly.
    #[serde(rename = "non tenue")]
    Broken,
    /// The estimate's bounds lie on both sides of thirty minutes: roads would tell.
    #[serde(rename = "incertaine")]
    Uncertain,
}

impl Promise {
    /// From a travel time on real roads, in seconds.
    #[must_use]
    pub fn measured(seconds: u32) -> Self {
        if seconds <= PROMISE_S { Self::Kept } else { Self::Broken }
    }

    /// From an estimate: kept when even the high value keeps it, broken when even the low one breaks it.
    #[must_use]
    pub fn estimated(estimate: &Estimate) -> Self {
        if estimate.high_s <= PROMISE_S {
            Self::Kept
        } else if estimate.low_s > PROMISE_S {
            Self::Broken
        } else {
            Self::Uncertain
        }
    }

    /// The public word: `tenue`, `non tenue` or `incertaine`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Kept => "tenue",
            Self::Broken => "non tenue",
            Self::Uncertain => "incertaine",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirty_minutes_exactly_is_kept_and_one_second_more_is_not() {
        assert_eq!(Promise::measured(1_800), Promise::Kept);
        assert_eq!(Promise::measured(1_801), Promise::Broken);
    }

    #[test]
    fn an_estimate_promises_only_when_both_bounds_agree() {
        let promise = |low_s, high_s| {
            Promise::estimated(&Estimate {
                low_s,
                central_s: low_s,
                high_s,
            })
        };
        assert_eq!(promise(600, 1_800), Promise::Kept);
        assert_eq!(promise(600, 1_801), Promise::Uncertain);
        assert_eq!(promise(1_800, 4_000), Promise::Uncertain);
        assert_eq!(promise(1_801, 4_000), Promise::Broken);
    }
}
