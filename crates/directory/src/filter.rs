//! What a visitor asks for, and whether a listing fits.

use crate::marks::mask;
use crate::{Listing, When};
use chrono::{DateTime, Utc};
use portee_domain::vocabulary::{
    AccessMode, Audience, Fee, Itinerance, Programme, Service, SpecificCare, SupportMode, TrainingLabel,
};
use portee_domain::{CommuneCode, DepartementCode};

/// Several values of one vocabulary: any of them. Several vocabularies: all of them. Empty: everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// `services`.
    pub services: Vec<Service>,
    /// `dispositif_programmes_nationaux`.
    pub programmes: Vec<Programme>,
    /// `frais_a_charge`.
    pub fees: Vec<Fee>,
    /// `publics_specifiquement_adresses`.
    pub audiences: Vec<Audience>,
    /// `prise_en_charge_specifique`.
    pub specific_care: Vec<SpecificCare>,
    /// `modalites_acces`.
    pub access_modes: Vec<AccessMode>,
    /// `modalites_accompagnement`.
    pub support_modes: Vec<SupportMode>,
    /// `formations_labels`.
    pub training_labels: Vec<TrainingLabel>,
    /// `itinerance`.
    pub itinerance: Vec<Itinerance>,
    /// The département of the venue's commune.
    pub departement: Option<DepartementCode>,
    /// The venue's commune; Paris, Lyon and Marseille include their arrondissements.
    pub commune: Option<CommuneCode>,
    /// `Some(true)`: only venues whose place is known better than by their commune; `Some(false)`: only the others.
    pub located: Option<bool>,
    /// Only venues that are surely open then: unknown is not open.
    pub open: Option<When>,
}

/// A filter made ready: one mask for each vocabulary that is asked for. Equal for filters that ask for the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Criteria {
    /// The masks, each of which a listing must touch; the first `used` of them.
    masks: [u64; 9],
    used: usize,
    departement: Option<DepartementCode>,
    commune: Option<CommuneCode>,
    located: Option<bool>,
    open: Option<When>,
}

impl Filter {
    /// Whether it lets everything through.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub(crate) fn criteria(&self) -> Criteria {
        let mut masks = [0; 9];
        let mut used = 0;
        for group in [
            mask(&self.services),
            mask(&self.programmes),
            mask(&self.fees),
            mask(&self.audiences),
            mask(&self.specific_care),
            mask(&self.access_modes),
            mask(&self.support_modes),
            mask(&self.training_labels),
            mask(&self.itinerance),
        ] {
            if group != 0 {
                masks[used] = group;
                used += 1;
            }
        }
        Criteria {
            masks,
            used,
            departement: self.departement.clone(),
            commune: self.commune.clone(),
            located: self.located,
            open: self.open,
        }
    }
}

impl Criteria {
    /// Whether a listing with these marks fits at `now`. The cheap questions come first.
    pub(crate) fn fits(&self, marks: u64, listing: &Listing, now: DateTime<Utc>) -> bool {
        self.masks[..self.used].iter().all(|mask| marks & mask != 0)
            && self
                .departement
                .as_ref()
                .is_none_or(|code| *code == listing.venue.location.departement)
            && self.commune.as_ref().is_none_or(|code| listing.is_in(code))
            && self.located.is_none_or(|wanted| wanted == listing.is_located())
            && self.open.is_none_or(|when| listing.calendar().is_open(when, now))
    }
}
