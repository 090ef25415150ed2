//! The place that a list is about: a commune, an intercommunalité, a département.

use super::TERRITORY;
use crate::params::{BadParameter, Query};
use portee_directory::{Listing, Snapshot};
use portee_domain::DepartementCode;
use portee_geography::{Commune, Geography};

/// A territory that exists.
pub(super) enum Territory<'a> {
    Departement { code: DepartementCode, name: String },
    Commune(&'a Commune),
    Epci { code: &'a str, name: &'a str },
}

impl<'a> Territory<'a> {
    /// The one asked for; none when no code is given.
    pub(super) fn read(query: &Query<'_>, snapshot: &'a Snapshot) -> Result<Option<Self>, BadParameter> {
        let Some(code) = query.text(TERRITORY.name).map(str::trim) else {
            return Ok(None);
        };
        let found = Self::coded(code, snapshot);
        found.map(Some).ok_or_else(|| {
            let detail = format!("Aucun département, aucune commune, aucune intercommunalité n'a le code « {code} ».");
            BadParameter::new(TERRITORY.name, detail)
        })
    }

    /// The one with this code.
    pub(super) fn coded(code: &str, snapshot: &'a Snapshot) -> Option<Self> {
        let geography = snapshot.geography();
        match code.len() {
            9 => geography.epci(code).map(|epci| Self::Epci {
                code: &epci.code,
                name: &epci.name,
            }),
            5 => geography.commune(code).map(Self::Commune),
            _ => geography.departement(code).map(|departement| Self::Departement {
                code: departement.code.clone(),
                name: departement.name.clone(),
            }),
        }
    }

    /// Its code.
    pub(super) fn code(&self) -> &str {
        match self {
            Self::Departement { code, .. } => code.as_str(),
            Self::Commune(commune) => commune.code.as_str(),
            Self::Epci { code, .. } => code,
        }
    }

    /// Its name.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Departement { name, .. } => name,
            Self::Commune(commune) => &commune.name,
            Self::Epci { name, .. } => name,
        }
    }

    /// Whether a venue is in it.
    pub(super) fn holds(&self, listing: &Listing, geography: &Geography) -> bool {
        match self {
            Self::Departement { code, .. } => listing.venue.location.departement == *code,
            Self::Commune(commune) => listing.is_in(&commune.code),
            Self::Epci { code, .. } => epci_of(listing, geography) == Some(*code),
        }
    }

    /// Where all of its venues are, and whether that page is in French only. `base` is the language, `need` the need.
    pub(super) fn whole(&self, base: &str, need: Option<&str>) -> (String, bool) {
        match self {
            Self::Departement { code, .. } => (format!("/carte?departement={code}"), true),
            Self::Commune(commune) => {
                let need = need.map(|need| format!("&besoin={need}")).unwrap_or_default();
                (format!("{base}/recherche?commune={}{need}", commune.code), false)
            }
            Self::Epci { .. } => (format!("{base}/"), false),
        }
    }
}

/// The intercommunalité of a venue's commune, that of the whole city for an arrondissement.
fn epci_of<'a>(listing: &Listing, geography: &'a Geography) -> Option<&'a str> {
    let commune = geography.commune(listing.venue.location.commune_code.as_str())?;
    let whole = commune
        .parent
        .as_ref()
        .and_then(|code| geography.commune(code.as_str()));
    whole.unwrap_or(commune).epci.as_deref()
}
