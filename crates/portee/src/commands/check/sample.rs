//! What the first rows say once they are read: a mapping is judged by its values.

use chrono::{DateTime, Utc};
use portee_directory::{EditionStamp, Snapshot};
use portee_domain::{Edition, EditionNumber};
use portee_geography::Geography;
use serde_json::Value;
use std::sync::Arc;

/// Venues shown whole.
const SAMPLE: usize = 3;

/// The first venues by their rows, field by field, under the names of the standard. `all`: every venue.
pub(super) fn lines(edition: &Edition, geography: Arc<Geography>, now: DateTime<Utc>, all: bool) -> Vec<String> {
    let stamp = EditionStamp {
        number: EditionNumber(0),
        created_at: now,
        checksum: String::new(),
    };
    let snapshot = Snapshot::build(edition.clone(), stamp, geography);
    let mut listings: Vec<_> = snapshot
        .listings()
        .iter()
        .filter_map(|listing| Some((listing.venue.members.first()?.row, listing)))
        .collect();
    listings.sort_by_key(|(row, _)| *row);
    let shown = if all { listings.len() } else { SAMPLE };
    let mut lines = Vec::new();
    for (row, listing) in listings.into_iter().take(shown) {
        lines.extend([String::new(), format!("Ligne {row}, telle qu'elle serait publiée :")]);
        let properties: Value =
            serde_json::from_str(&format!("{{{}}}", listing.feature().properties())).unwrap_or_default();
        let said = properties.as_object().into_iter().flatten();
        let own = said.filter(|(name, _)| !matches!(name.as_str(), "id" | "source" | "sources" | "qualite"));
        lines.extend(own.map(|(name, value)| format!("  {name:<32} {}", words(value))));
    }
    lines
}

fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.replace('\n', " ⏎ "),
        Value::Array(values) => values.iter().map(words).collect::<Vec<_>>().join(" | "),
        other => other.to_string(),
    }
}
