//! A time to a place, how sure it is, and where it comes from.

use super::Stop;
use crate::{Estimate, Promise};
use portee_domain::{Method, great_circle_m};

/// Beyond this, nobody takes a boat for the day: there is no way over the sea. Metres in a straight line.
const FARTHEST_BOAT_M: f64 = 100_000.0;
/// METRIC's speed of boats.
const BOAT_KMH: f64 = 13.0;
/// What it takes to board: ours, so that nothing over the sea counts as within thirty minutes.
const BOARDING_S: f64 = 1_800.0;
/// The next boat may be tomorrow's.
const NEXT_BOAT_S: u32 = 86_400;

/// The way to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Journey {
    /// The place's rank in the list that was searched.
    pub place: u32,
    /// Seconds: low, central and high value; all the same along roads, but for a lower low value where a place on no road may
    /// be nearer.
    pub seconds: [u32; 3],
    /// [`Method::Routes`] or [`Method::Estimation`].
    pub method: Method,
}

impl Journey {
    /// A time along roads.
    #[must_use]
    pub fn measured(place: u32, seconds: u32) -> Self {
        Self {
            place,
            seconds: [seconds; 3],
            method: Method::Routes,
        }
    }

    /// A time from the distance in a straight line; none when the sea between is too wide.
    pub(super) fn estimated(place: u32, from: &Stop, to: &Stop) -> Option<Self> {
        let metres = great_circle_m(from.position, to.position);
        Self::by_distance(place, from, metres, from.land == to.land)
    }

    /// A time over so many metres in a straight line from `from`.
    ///
    /// Between two lands without a known bridge the low value is that of a road (a bridge may be missing here), the central one
    /// that of a boat with half an hour to board, and the high one a day more: such a promise is never *tenue*. None when the sea is too wide.
    pub(super) fn by_distance(place: u32, from: &Stop, metres: f64, by_land: bool) -> Option<Self> {
        if !by_land && metres > FARTHEST_BOAT_M {
            return None;
        }
        let estimate = Estimate::by_car(metres, from.setting);
        let (central_s, high_s) = if by_land {
            (estimate.central_s, estimate.high_s)
        } else {
            // In range: half the Earth at this speed is 65 days.
            let boat = (metres / 1_000.0 / BOAT_KMH * 3_600.0 + BOARDING_S).round() as u32;
            let central = boat.max(estimate.central_s);
            (central, central.max(estimate.high_s) + NEXT_BOAT_S)
        };
        Some(Self {
            place,
            seconds: [estimate.low_s, central_s, high_s],
            method: Method::Estimation,
        })
    }

    /// The value as often exceeded as not.
    #[must_use]
    pub fn central_s(&self) -> u32 {
        self.seconds[1]
    }

    /// Whether thirty minutes are kept by it.
    #[must_use]
    pub fn promise(&self) -> Promise {
        let [low_s, central_s, high_s] = self.seconds;
        Promise::estimated(&Estimate {
            low_s,
            central_s,
            high_s,
        })
    }

    /// The same, measured, when there is also a place that only an estimate leads to: that one may be nearer, so it lowers the
    /// low value, and no more. An estimate never takes the place of what is measured.
    pub(super) fn unless_nearer(mut self, estimated: Self) -> Self {
        self.seconds[0] = self.seconds[0].min(estimated.seconds[0]);
        self
    }

    /// What two estimates offer together: the least of each value, and the place of the least central time (then of the least
    /// rank).
    pub(crate) fn or(self, other: Self) -> Self {
        let first = (self.central_s(), self.place) <= (other.central_s(), other.place);
        let mut best = if first { self } else { other };
        for (i, seconds) in best.seconds.iter_mut().enumerate() {
            *seconds = self.seconds[i].min(other.seconds[i]);
        }
        best
    }
}
