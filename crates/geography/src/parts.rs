//! A geography made by hand: for the tests of this crate's users, and for whoever has communes from elsewhere.

use crate::geography::Content;
use crate::{Commune, Departement, Geography, Outline, Region};

/// What a geography is made of. Order does not matter; codes must not repeat.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// Communes, arrondissements included.
    pub communes: Vec<Commune>,
    /// Départements.
    pub departements: Vec<Departement>,
    /// Régions.
    pub regions: Vec<Region>,
    /// Land outside France, `lon, lat` in WGS84 degrees.
    pub land: Outline,
}

impl Geography {
    /// A geography of these parts, without former communes and EPCI.
    #[must_use]
    pub fn from_parts(mut parts: Parts) -> Self {
        parts.communes.sort_by(|a, b| a.code.cmp(&b.code));
        parts.departements.sort_by(|a, b| a.code.cmp(&b.code));
        parts.regions.sort_by(|a, b| a.code.cmp(&b.code));
        Self::new(Content {
            communes: parts.communes,
            former: Vec::new(),
            departements: parts.departements,
            regions: parts.regions,
            epcis: Vec::new(),
            land: parts.land,
        })
    }
}
