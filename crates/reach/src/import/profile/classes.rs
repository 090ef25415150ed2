//! Classes of roads: what a `highway` value means to each mode.

use super::{super::pbf::Tags, Mode};

/// A class of road, as coarse as the speeds need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Motorway,
    /// Two carriageways without being a motorway.
    Express,
    /// Slip roads of the two above.
    Slip,
    /// Roads between places.
    Road,
    /// Streets where people live.
    Street,
    LivingStreet,
    Service,
    Track,
    /// Pedestrian streets, paths, footways, cycleways.
    Path,
    Steps,
    Ferry,
}

impl Class {
    /// The class of a way for a mode, or none when the mode may never take such ways.
    pub(super) fn of(tags: Tags<'_>, mode: Mode) -> Option<Self> {
        let class = match tags.get("highway") {
            Some(highway) => Self::of_highway(highway, tags)?,
            None if matches!(tags.get("route"), Some("ferry")) => Self::Ferry,
            None => return None,
        };
        let fast = matches!(class, Self::Motorway)
            || tags.get("motorroad") == Some("yes")
            || tags.get("highway") == Some("motorway_link");
        let taken = match mode {
            Mode::Car => match class {
                Self::Path | Self::Steps => false,
                // Good tracks only, or those that say that cars may come.
                Self::Track => matches!(tags.get("tracktype"), Some("grade1" | "grade2")) || mode.invited_by(tags),
                _ => true,
            },
            Mode::Foot => !fast,
            Mode::Bicycle => {
                let on_foot = matches!(tags.get("highway"), Some("footway" | "pedestrian" | "path"));
                !fast && class != Self::Steps && (!on_foot || mode.invited_by(tags))
            }
        };
        taken.then_some(class)
    }

    fn of_highway(highway: &str, tags: Tags<'_>) -> Option<Self> {
        Some(match highway {
            "motorway" => Self::Motorway,
            // A trunk road is near-motorway only when its carriageways are apart.
            "trunk" if tags.get("motorroad") == Some("yes") || tags.get("oneway") == Some("yes") => Self::Express,
            "motorway_link" | "trunk_link" => Self::Slip,
            "trunk" | "primary" | "secondary" | "tertiary" | "unclassified" | "primary_link" | "secondary_link"
            | "tertiary_link" => Self::Road,
            "residential" | "road" => Self::Street,
            "living_street" => Self::LivingStreet,
            "service" => Self::Service,
            "track" => Self::Track,
            "pedestrian" | "path" | "footway" | "cycleway" | "bridleway" => Self::Path,
            "steps" => Self::Steps,
            _ => return None,
        })
    }

    /// Whether one can stop there and get out, or come out of a house: not on motorways, slip roads and boats.
    pub(super) fn has_doors(self) -> bool {
        !matches!(self, Self::Motorway | Self::Slip | Self::Ferry)
    }
}
