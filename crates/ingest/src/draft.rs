//! A row between its file and its venue: first normalised, then located.

use crate::decisions::RowKey;
use chrono::NaiveDate;
use portee_domain::vocabulary::Programme;
use portee_domain::{CommuneCode, Description, Field, Location, Postcode, SourceId};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What every row of one source shares and merging needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The source.
    pub source: SourceId,
    /// Its rank: the lowest leads a merge.
    pub priority: u16,
    /// Whether two rows with different identifiers are certainly two places (an official register).
    pub distinct: bool,
    /// Whether it is the table of a directory: its identifiers are venues' ids, its values are in form.
    pub published: bool,
    /// The programmes of which it is the official list.
    pub register_of: Vec<Programme>,
    /// The date of the file: how fresh a row is that carries no date of its own.
    pub data_date: Option<NaiveDate>,
}

/// What identifies a row for merging.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SharedId {
    /// Who gave the identifier: the content of the `source` column, else the source itself; lower case, hyphens.
    pub issuer: String,
    /// The identifier there.
    pub id: String,
}

/// Where a row says that it is; nothing has been checked against geography yet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Claim {
    /// Number and street, without postcode or town.
    pub address: String,
    /// Building, floor, BP, CS.
    pub address_complement: Option<String>,
    /// The name of the commune, as written.
    pub commune: Option<String>,
    /// A text that is a postcode; it may not be one of the commune.
    pub postcode: Option<Postcode>,
    /// A text that is an INSEE code; it may not be the commune's.
    pub commune_code: Option<CommuneCode>,
    /// The point as given.
    pub point: ClaimedPoint,
}

/// The point as a row gives it.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum ClaimedPoint {
    /// No coordinates, or only one of the two.
    #[default]
    Absent,
    /// Coordinates that are no numbers.
    Unreadable(String),
    /// Two finite numbers, believed to be `lon, lat` in WGS84 degrees.
    Given {
        /// Degrees east, if the columns are right.
        lon: f64,
        /// Degrees north, if the columns are right.
        lat: f64,
        /// Decimals written in the more precise of the two: two decimals are a kilometre.
        decimals: u8,
    },
}

/// A row whose values are in the standard's form; its place is still a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Its source.
    pub origin: Arc<Origin>,
    /// Its row, from 1.
    pub row: u32,
    /// Its identifier in the source, unique there.
    pub local_id: String,
    /// Its identifier for merging, unless it has none.
    pub shared_id: Option<SharedId>,
    /// What it says of the venue.
    pub description: Description,
    /// Where it says it is.
    pub claim: Claim,
    /// The fields that a person corrected: no other row is asked for them.
    pub corrected: BTreeSet<Field>,
}

/// A row whose place was checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Located {
    /// Its source.
    pub origin: Arc<Origin>,
    /// Its row, from 1.
    pub row: u32,
    /// Its identifier in the source, unique there.
    pub local_id: String,
    /// Its identifier for merging, unless it has none.
    pub shared_id: Option<SharedId>,
    /// What it says of the venue.
    pub description: Description,
    /// Where it is.
    pub location: Location,
    /// The fields that a person corrected: no other row is asked for them.
    pub corrected: BTreeSet<Field>,
}

impl Located {
    /// The row's name for decisions and for the next edition.
    #[must_use]
    pub fn key(&self) -> RowKey {
        RowKey {
            source: self.origin.source.clone(),
            local_id: self.local_id.clone(),
        }
    }

    /// When it was verified; the date of its file when the row does not say.
    #[must_use]
    pub fn freshness(&self) -> Option<NaiveDate> {
        self.description.verified_on.or(self.origin.data_date)
    }
}
