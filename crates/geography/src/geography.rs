//! The geography: what was compiled, and the indexes made from it when it is opened.

use crate::{
    Commune, Departement, Epci, Former, Outline, Region, find::Finder, locate::ShapeIndex, search::SearchIndex,
    time_zone,
};
use portee_domain::{CommuneCode, DepartementCode};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// What is kept in a file.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Content {
    /// Sorted by code.
    pub(crate) communes: Vec<Commune>,
    /// Sorted by code; the current commune's own code when only the name is of the past.
    pub(crate) former: Vec<Former>,
    /// Sorted by code.
    pub(crate) departements: Vec<Departement>,
    /// Sorted by code.
    pub(crate) regions: Vec<Region>,
    /// Sorted by code.
    pub(crate) epcis: Vec<Epci>,
    /// Land outside France.
    pub(crate) land: Outline,
}

/// Communes, départements, régions and their boundaries, ready to answer. Immutable, `Send + Sync`.
#[derive(Debug)]
pub struct Geography {
    pub(crate) content: Content,
    /// Current and former codes; the value is an index into `content.communes`.
    pub(crate) by_code: HashMap<Box<str>, u32>,
    pub(crate) by_postcode: HashMap<Box<str>, Vec<u32>>,
    /// Indexes of the arrondissements of each commune that has some.
    pub(crate) arrondissements: HashMap<u32, Vec<u32>>,
    pub(crate) shapes: ShapeIndex,
    pub(crate) search: SearchIndex,
    pub(crate) finder: Finder,
}

impl Geography {
    pub(crate) fn new(content: Content) -> Self {
        let communes = || (0_u32..).zip(&content.communes);
        let mut by_code: HashMap<Box<str>, u32> = communes()
            .map(|(i, commune)| (commune.code.as_str().into(), i))
            .collect();
        for former in &content.former {
            if let Some(&successor) = by_code.get(former.successor.as_str()) {
                by_code.entry(former.code.as_str().into()).or_insert(successor);
            }
        }
        let mut by_postcode: HashMap<Box<str>, Vec<u32>> = HashMap::new();
        let mut arrondissements: HashMap<u32, Vec<u32>> = HashMap::new();
        for (i, commune) in communes() {
            for postcode in &commune.postcodes {
                by_postcode.entry(postcode.as_str().into()).or_default().push(i);
            }
            if let Some(&parent) = commune.parent.as_ref().and_then(|parent| by_code.get(parent.as_str())) {
                arrondissements.entry(parent).or_default().push(i);
            }
        }
        let shapes = ShapeIndex::new(&content);
        let search = SearchIndex::new(&content, &by_code);
        let finder = Finder::new(&search);
        Self {
            content,
            by_code,
            by_postcode,
            arrondissements,
            shapes,
            search,
            finder,
        }
    }

    /// The current communes and the arrondissements of Paris, Lyon and Marseille, sorted by code.
    #[must_use]
    pub fn communes(&self) -> &[Commune] {
        &self.content.communes
    }

    /// The commune or arrondissement with this INSEE code; for a code of the past, the commune of today.
    #[must_use]
    pub fn commune(&self, code: &str) -> Option<&Commune> {
        self.by_code.get(code).map(|&i| self.at(i))
    }

    /// The communes and arrondissements that use this postcode, sorted by code.
    #[must_use]
    pub fn communes_with_postcode(&self, postcode: &str) -> Vec<&Commune> {
        self.by_postcode
            .get(postcode)
            .into_iter()
            .flatten()
            .map(|&i| self.at(i))
            .collect()
    }

    /// The arrondissements of a commune: those of Paris, Lyon or Marseille, otherwise none.
    #[must_use]
    pub fn arrondissements(&self, commune: &Commune) -> Vec<&Commune> {
        let index = self.by_code.get(commune.code.as_str());
        index
            .and_then(|i| self.arrondissements.get(i))
            .into_iter()
            .flatten()
            .map(|&i| self.at(i))
            .collect()
    }

    /// Communes of the past, sorted by code.
    #[must_use]
    pub fn former_communes(&self) -> &[Former] {
        &self.content.former
    }

    /// The 101 départements and the 6 inhabited overseas collectivities, sorted by code.
    #[must_use]
    pub fn departements(&self) -> &[Departement] {
        &self.content.departements
    }

    /// The département or collectivity with this code.
    #[must_use]
    pub fn departement(&self, code: &str) -> Option<&Departement> {
        let list = &self.content.departements;
        list.binary_search_by(|departement| departement.code.as_str().cmp(code))
            .ok()
            .map(|i| &list[i])
    }

    /// The 18 régions, and the collectivities that stand for one, sorted by code.
    #[must_use]
    pub fn regions(&self) -> &[Region] {
        &self.content.regions
    }

    /// The région with this code.
    #[must_use]
    pub fn region(&self, code: &str) -> Option<&Region> {
        let list = &self.content.regions;
        list.binary_search_by(|region| region.code.as_str().cmp(code))
            .ok()
            .map(|i| &list[i])
    }

    /// The EPCI with this SIREN.
    #[must_use]
    pub fn epci(&self, code: &str) -> Option<&Epci> {
        let list = &self.content.epcis;
        list.binary_search_by(|epci| epci.code.as_str().cmp(code))
            .ok()
            .map(|i| &list[i])
    }

    /// The EPCIs, sorted by code.
    #[must_use]
    pub fn epcis(&self) -> &[Epci] {
        &self.content.epcis
    }

    /// Land outside France, for the base map: the countries of the world atlas (1:10,000,000), without France and its
    /// territories.
    #[must_use]
    pub fn land(&self) -> &Outline {
        &self.content.land
    }

    /// The time zone of a département or collectivity (IANA). Unknown codes get `Europe/Paris`.
    #[must_use]
    pub fn time_zone(&self, departement: &DepartementCode) -> chrono_tz::Tz {
        time_zone::of_departement(departement)
    }

    /// The time zone of a commune: like its département's, except in the Marquises and the Gambier.
    #[must_use]
    pub fn time_zone_of_commune(&self, commune: &CommuneCode) -> chrono_tz::Tz {
        time_zone::of_commune(commune)
    }

    pub(crate) fn at(&self, index: u32) -> &Commune {
        &self.content.communes[index as usize]
    }
}
