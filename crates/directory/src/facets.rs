//! What can be filtered on: only values that some venue has, so that no filter is offered that can match nothing.

use crate::Listing;
use crate::marks::Marked;
use portee_domain::DepartementCode;
use portee_domain::vocabulary::{
    AccessMode, Audience, Fee, Itinerance, Programme, Service, SpecificCare, SupportMode, TrainingLabel,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A value, and how many venues have it (at least one).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet<V> {
    /// The value.
    pub value: V,
    /// How many venues have it.
    pub count: usize,
}

/// The values that exist in an edition, in the order of the standard; départements by code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// `services`.
    pub services: Vec<Facet<Service>>,
    /// `dispositif_programmes_nationaux`.
    pub programmes: Vec<Facet<Programme>>,
    /// `frais_a_charge`.
    pub fees: Vec<Facet<Fee>>,
    /// `publics_specifiquement_adresses`.
    pub audiences: Vec<Facet<Audience>>,
    /// `prise_en_charge_specifique`.
    pub specific_care: Vec<Facet<SpecificCare>>,
    /// `modalites_acces`.
    pub access_modes: Vec<Facet<AccessMode>>,
    /// `modalites_accompagnement`.
    pub support_modes: Vec<Facet<SupportMode>>,
    /// `formations_labels`.
    pub training_labels: Vec<Facet<TrainingLabel>>,
    /// `itinerance`.
    pub itinerance: Vec<Facet<Itinerance>>,
    /// Départements.
    pub departements: Vec<Facet<DepartementCode>>,
}

impl Facets {
    pub(crate) fn count(listings: &[Arc<Listing>]) -> Self {
        let mut departements = BTreeMap::new();
        for listing in listings {
            *departements
                .entry(listing.venue.location.departement.clone())
                .or_insert(0) += 1;
        }
        Self {
            services: values(listings),
            programmes: values(listings),
            fees: values(listings),
            audiences: values(listings),
            specific_care: values(listings),
            access_modes: values(listings),
            support_modes: values(listings),
            training_labels: values(listings),
            itinerance: values(listings),
            departements: departements
                .into_iter()
                .map(|(value, count)| Facet { value, count })
                .collect(),
        }
    }
}

fn values<V: Marked>(listings: &[Arc<Listing>]) -> Vec<Facet<V>> {
    let mut counts = vec![0; V::ALL.len()];
    for listing in listings {
        for value in V::of(&listing.venue.description) {
            counts[value.index()] += 1;
        }
    }
    V::ALL
        .iter()
        .zip(counts)
        .filter(|(_, count)| *count > 0)
        .map(|(&value, count)| Facet { value, count })
        .collect()
}
