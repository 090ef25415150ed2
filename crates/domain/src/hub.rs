//! The hubs: bodies that federate the médiation numérique of several départements.

use crate::DepartementCode;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A claim that a hub covers a département, with who says so. Claims are many-to-many: two hubs may name one département.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HubClaim {
    /// The département.
    pub departement: DepartementCode,
    /// Who says so: a document, a page, a file.
    pub source: String,
    /// From this date on, where it is known.
    pub from: Option<NaiveDate>,
    /// Until this date, when it has ended.
    pub until: Option<NaiveDate>,
}

/// A hub.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hub {
    /// Lower-case letters, digits and hyphens.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The wave of 2019, that of 2021, or later.
    pub wave: String,
    /// When it closed, if it did.
    pub closed: Option<NaiveDate>,
    /// What it covers, sorted by département and source.
    pub claims: Vec<HubClaim>,
    /// What its own survey and the national files say of the venues of its area.
    pub survey: Option<HubSurvey>,
}

/// The differences between a hub's survey and the national files, counted in venues of an edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HubSurvey {
    /// Venues known to both.
    pub both: u32,
    /// Venues that only the hub's survey knows.
    pub survey_only: u32,
    /// Venues of its area that only the national files know.
    pub national_only: u32,
}
