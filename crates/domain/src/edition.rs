//! An edition: everything published together. Immutable, numbered, checksummed.

use crate::{Coverage, Decision, Finding, SourceId, Venue, VenueId};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The number of an edition, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EditionNumber(pub u32);

impl fmt::Display for EditionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What became of one source in an edition. `read == published + merged + rejected`, always.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceReport {
    /// The source.
    pub id: SourceId,
    /// Its name for people.
    pub name: String,
    /// Its licence, as stated by the producer.
    pub licence: String,
    /// Where it comes from: the address of its page, or the package and version.
    pub origin: String,
    /// The date of the data, where it is known.
    pub data_date: Option<NaiveDate>,
    /// SHA-256 of the file read, in hexadecimal.
    pub sha256: String,
    /// Rows read.
    pub read: u32,
    /// Rows that lead a venue.
    pub published: u32,
    /// Rows that are part of a venue led by another row.
    pub merged: u32,
    /// Rows rejected, each with a finding.
    pub rejected: u32,
}

impl SourceReport {
    /// Whether every row read is accounted for.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        self.read == self.published + self.merged + self.rejected
    }
}

/// A source that was wanted and is not in the edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// What is missing, for people.
    pub name: String,
    /// Why, in French, one sentence.
    pub reason: String,
}

/// What became of an id that is no venue of this edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Succession {
    /// The id that was, or could have been, published.
    pub from: VenueId,
    /// The venue that it is part of now; none when it was withdrawn.
    pub to: Option<VenueId>,
}

/// The stops of one service that moves. Each stop is a venue, with its own place and hours; a venue is in one round at most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// The stops: two at least, sorted by id.
    pub stops: Vec<VenueId>,
}

/// Everything published together. Immutable once stored; the store gives it its number and its checksum.
///
/// Venues are sorted by id, rounds by their first stop, successions by `from`, findings by source, row and kind, sources by id: the same files give
/// the same bytes whatever their order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Edition {
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// The sources it holds.
    pub sources: Vec<SourceReport>,
    /// The sources it should hold and does not.
    pub missing: Vec<Missing>,
    /// The venues.
    pub venues: Vec<Venue>,
    /// Which of them are stops of one bus.
    pub rounds: Vec<Round>,
    /// Ids that lead elsewhere or nowhere.
    pub successions: Vec<Succession>,
    /// What was noticed.
    pub findings: Vec<Finding>,
    /// Why rows were put together or kept apart, sorted by their rows.
    pub decisions: Vec<Decision>,
    /// How far people live from these venues; none until it is computed.
    pub coverage: Option<Coverage>,
}

impl Edition {
    /// An edition that holds nothing yet.
    #[must_use]
    pub fn empty(created_at: DateTime<Utc>) -> Self {
        Self {
            created_at,
            sources: Vec::new(),
            missing: Vec::new(),
            venues: Vec::new(),
            rounds: Vec::new(),
            successions: Vec::new(),
            findings: Vec::new(),
            decisions: Vec::new(),
            coverage: None,
        }
    }
}
