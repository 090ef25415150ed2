//! Who is let in: the access tags, the most specific first.

use super::{super::pbf::Tags, Mode};

/// Values that close a way or a barrier to the public. Source: OpenStreetMap wiki, "Key:access".
const CLOSED: &[&str] = &[
    "no",
    "private",
    "agricultural",
    "forestry",
    "agricultural;forestry",
    "delivery",
    "emergency",
    "military",
    "psv",
    "bus",
    "use_sidepath",
    "dismount",
];

impl Mode {
    /// The keys that speak of this mode, the most specific first; the first one present decides.
    fn access_keys(self) -> &'static [&'static str] {
        match self {
            Self::Car => &["motorcar", "motor_vehicle", "vehicle", "access"],
            Self::Foot => &["foot", "access"],
            Self::Bicycle => &["bicycle", "vehicle", "access"],
        }
    }

    /// Whether the tags let this mode in, keep it out, or say nothing.
    pub(super) fn allowed_by(self, tags: Tags<'_>) -> Option<bool> {
        let decisive = self.access_keys().iter().find_map(|key| tags.get(key))?;
        Some(!CLOSED.contains(&decisive))
    }

    /// Whether a tag that names this mode itself lets it in (`bicycle=yes` on a footway).
    pub(super) fn invited_by(self, tags: Tags<'_>) -> bool {
        let key = match self {
            Self::Car => tags.get("motorcar").or_else(|| tags.get("motor_vehicle")),
            Self::Foot => tags.get("foot"),
            Self::Bicycle => tags.get("bicycle"),
        };
        key.is_some_and(|value| !CLOSED.contains(&value))
    }
}
