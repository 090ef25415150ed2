//! What a point of a way is: a barrier that stops, traffic lights, or nothing.

use super::{super::pbf::Tags, Mode};

/// What there is at a point of a way, for one mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NodeKind {
    Plain,
    Signals,
    /// Nobody of this mode passes; one may arrive from either side.
    Blocked,
}

/// Barriers that a car passes when no tag says otherwise (OSRM's car profile has the same list).
const OPEN_TO_CARS: &[&str] = &[
    "arch",
    "border_control",
    "bump_gate",
    "cattle_grid",
    "entrance",
    "gate",
    "height_restrictor",
    "kerb",
    "lift_gate",
    "no",
    "sally_port",
    "toll_booth",
];
/// Barriers that stop those who walk or ride.
const CLOSED_TO_ALL: &[&str] = &["wall", "fence", "hedge", "city_wall", "debris", "block_wall"];

impl Mode {
    pub(crate) fn at_node(self, tags: Tags<'_>) -> NodeKind {
        if tags.is_empty() {
            return NodeKind::Plain;
        }
        if let Some(barrier) = tags.get("barrier") {
            let passes = self.allowed_by(tags).unwrap_or(match self {
                Self::Car => OPEN_TO_CARS.contains(&barrier),
                Self::Foot | Self::Bicycle => !CLOSED_TO_ALL.contains(&barrier),
            });
            return if passes { NodeKind::Plain } else { NodeKind::Blocked };
        }
        if tags.get("highway") == Some("traffic_signals") {
            return NodeKind::Signals;
        }
        NodeKind::Plain
    }
}
