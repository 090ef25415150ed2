//! A venue: a place where people get help with digital life (lieu de médiation numérique).

use crate::vocabulary::{
    AccessMode, Audience, Fee, Itinerance, Programme, Service, SpecificCare, SupportMode, TrainingLabel, Typology,
};
use crate::{Contact, Field, Hours, Location, Siret, SourceId, VenueId, WebUrl};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a venue is and offers, without where it is. Lists are sorted, without repeats.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Description {
    /// `nom`.
    pub name: String,
    /// `pivot`: the SIRET, when it is a real one.
    pub siret: Option<Siret>,
    /// `typologie`.
    pub typologies: Vec<Typology>,
    /// `telephone`, `courriels`, `site_web`.
    pub contact: Contact,
    /// `horaires`.
    pub hours: Hours,
    /// `presentation_resume`, 280 characters at most.
    pub summary: Option<String>,
    /// `presentation_detail`.
    pub detail: Option<String>,
    /// `itinerance`.
    pub itinerance: Vec<Itinerance>,
    /// `services`.
    pub services: Vec<Service>,
    /// `publics_specifiquement_adresses`.
    pub audiences: Vec<Audience>,
    /// `prise_en_charge_specifique`.
    pub specific_care: Vec<SpecificCare>,
    /// `frais_a_charge`.
    pub fees: Vec<Fee>,
    /// `dispositif_programmes_nationaux`.
    pub programmes: Vec<Programme>,
    /// `formations_labels`.
    pub training_labels: Vec<TrainingLabel>,
    /// `autres_formations_labels`, free text.
    pub other_labels: Vec<String>,
    /// `modalites_acces`.
    pub access_modes: Vec<AccessMode>,
    /// `modalites_accompagnement`.
    pub support_modes: Vec<SupportMode>,
    /// `fiche_acces_libre`.
    pub accessibility_url: Option<WebUrl>,
    /// `prise_rdv`.
    pub appointment_url: Option<WebUrl>,
    /// `date_maj`: when someone verified it, not when we read it.
    pub verified_on: Option<NaiveDate>,
}

/// A source row that is part of a venue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The source.
    pub source: SourceId,
    /// The row in its file, from 1.
    pub row: u32,
    /// The identifier in that source, or one derived from the row's content when it has none.
    pub local_id: String,
    /// When that row was verified.
    pub verified_on: Option<NaiveDate>,
    /// The fields of the venue that hold a value of this row. A list that unites several rows names each of them.
    pub fields: Vec<Field>,
}

impl Member {
    /// Who first published the row: the producer that a file which gathers several names before the row's identifier
    /// (`dora:1234`), else the source itself.
    #[must_use]
    pub fn producer(&self) -> &str {
        let named = self.local_id.split_once(':').map(|(named, _)| named);
        named
            .filter(|named| named.parse::<SourceId>().is_ok())
            .unwrap_or(self.source.as_str())
    }
}

/// A published venue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Venue {
    /// Its public identifier.
    pub id: VenueId,
    /// What it is and offers.
    pub description: Description,
    /// Where it is.
    pub location: Location,
    /// The rows it comes from, the leading one first; never empty.
    pub members: Vec<Member>,
}
