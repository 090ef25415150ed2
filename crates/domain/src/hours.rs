//! When a venue is open, as its source says it.

use serde::{Deserialize, Serialize};

/// The opening hours (`horaires`). Evaluating them is `directory`'s work; finding out what they mean is `ingest`'s.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "etat", content = "valeur")]
pub enum Hours {
    /// The source says nothing.
    #[default]
    Unstated,
    /// A valid OSM `opening_hours` expression.
    Osm(String),
    /// Words that we could not turn into an expression without guessing; shown as they are.
    Text(String),
}

impl Hours {
    /// The OSM expression, when there is one.
    #[must_use]
    pub fn osm(&self) -> Option<&str> {
        if let Self::Osm(expression) = self {
            Some(expression)
        } else {
            None
        }
    }
}
