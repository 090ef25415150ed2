//! What is said of an edition without reading it whole.

use chrono::{DateTime, NaiveDate, Utc};
use portee_domain::{Edition, EditionNumber, SourceId};
use serde::{Deserialize, Serialize};

/// An edition in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionSummary {
    /// Its number.
    pub number: EditionNumber,
    /// When it was made; kept to the microsecond.
    pub created_at: DateTime<Utc>,
    /// SHA-256 of its content, in hexadecimal: the same for the same content in a file and in PostGIS.
    pub checksum: String,
    /// How many venues it holds.
    pub venues: u32,
    /// Its sources.
    pub sources: Vec<SourceSummary>,
    /// Whether visitors see it.
    pub state: EditionState,
    /// Why it was published though something spoke against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forced: Option<String>,
}

/// A source of an edition in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceSummary {
    /// The source.
    pub id: SourceId,
    /// Its name for people.
    pub name: String,
    /// The date of the data, where it is known.
    pub data_date: Option<NaiveDate>,
    /// Rows read: those published, merged and rejected together.
    pub read: u32,
    /// Rows that lead a venue.
    pub published: u32,
    /// Rows that are part of a venue led by another row.
    pub merged: u32,
    /// Rows rejected.
    pub rejected: u32,
}

/// Whether visitors see an edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "etat", content = "le")]
pub enum EditionState {
    /// Stored, never published.
    #[default]
    Stored,
    /// The one that visitors see, since then.
    Published(DateTime<Utc>),
    /// Published then, and replaced or taken back since.
    Former(DateTime<Utc>),
}

/// The sources of an edition in short.
pub(crate) fn sources(edition: &Edition) -> Vec<SourceSummary> {
    edition
        .sources
        .iter()
        .map(|source| SourceSummary {
            id: source.id.clone(),
            name: source.name.clone(),
            data_date: source.data_date,
            read: source.read,
            published: source.published,
            merged: source.merged,
            rejected: source.rejected,
        })
        .collect()
}
