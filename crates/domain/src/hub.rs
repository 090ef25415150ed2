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

impl Hub {
    /// Whether it covers the département now: it has not closed, and someone says so without an end.
    #[must_use]
    pub fn covers(&self, departement: &DepartementCode) -> bool {
        self.departements().any(|covered| covered == departement)
    }

    /// The départements that it covers now, each once, sorted.
    pub fn departements(&self) -> impl Iterator<Item = &DepartementCode> {
        let open = self.closed.is_none();
        let claims = self.claims.iter().filter(move |claim| open && claim.until.is_none());
        let codes: std::collections::BTreeSet<_> = claims.map(|claim| &claim.departement).collect();
        codes.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hub_covers_what_is_claimed_without_an_end_until_it_closes() {
        let claim = |code: &str, until: Option<&str>| HubClaim {
            departement: code.parse().unwrap(),
            source: "essai".into(),
            from: None,
            until: until.map(|date| date.parse().unwrap()),
        };
        let mut hub = Hub {
            id: "essai".into(),
            name: "Essai".into(),
            wave: "2019".into(),
            closed: None,
            claims: vec![
                claim("38", None),
                claim("26", None),
                claim("26", None),
                claim("07", Some("2024-01-01")),
            ],
            survey: None,
        };
        let codes: Vec<&str> = hub.departements().map(DepartementCode::as_str).collect();
        assert_eq!(codes, ["26", "38"]);
        assert!(!hub.covers(&"07".parse().unwrap()));
        hub.closed = "2025-01-01".parse().ok();
        assert!(!hub.covers(&"26".parse().unwrap()));
    }
}
