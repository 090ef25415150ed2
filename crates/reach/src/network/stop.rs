//! A point as the network sees it.

use crate::{Setting, Snap};

/// A point ready to travel from or to: its commune, what its density says of roads, the land that it is on, and its road.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stop {
    /// `(lon, lat)` in WGS84 degrees.
    pub position: (f64, f64),
    /// The rank of its commune in [`portee_geography::Geography::communes`].
    pub commune: u32,
    pub(super) setting: Setting,
    pub(super) land: u32,
    pub(super) snap: Option<Snap>,
}

impl Stop {
    /// Whether times from here may be those of roads.
    #[must_use]
    pub fn is_on_roads(&self) -> bool {
        self.snap.is_some()
    }

    /// Its position on the roads.
    #[must_use]
    pub fn snap(&self) -> Option<&Snap> {
        self.snap.as_ref()
    }
}
