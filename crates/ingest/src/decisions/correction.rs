//! A person's correction of one field of one row: read like a cell of the standard, then put in the row's place.

use super::By;
use crate::draft::{Claim, Draft, Origin};
use crate::normalise;
use crate::notes::Notes;
use crate::record::RawRecord;
use crate::source::Mapping;
use portee_domain::{Description, Field, FindingKind, SourceId};
use serde_json::{Map, Value};
use std::sync::Arc;

/// A field's right value, as a person says it.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// The field.
    pub field: Field,
    /// Who, when, why.
    pub by: By,
    /// The value, read as if a row said nothing else; without one the field is to be empty.
    description: Description,
    claim: Claim,
}

impl Correction {
    /// Reads the values (none or an empty text: the field is to be empty) by the rules for any row.
    ///
    /// # Errors
    /// When a row with such a value would have a finding, or the field is no one's to correct. The reason is French.
    pub(super) fn new(field: Field, values: &[String], by: By) -> Result<Self, String> {
        match field {
            Field::Id | Field::Source => return Err(format!("« {field} » ne se corrige pas")),
            Field::Longitude => {
                return Err("la position se corrige par « latitude » : [latitude, longitude]".to_owned());
            }
            _ => {}
        }
        let source: SourceId = "decisions"
            .parse()
            .map_err(|error: portee_domain::Invalid| error.to_string())?;
        let mut fields = Map::new();
        fields.insert(Field::Nom.name().to_owned(), Value::from("Correction"));
        fields.insert(Field::Id.name().to_owned(), Value::from("correction"));
        let list = values
            .iter()
            .filter(|text| !text.trim().is_empty())
            .cloned()
            .map(Value::from);
        let mut list: Vec<Value> = list.collect();
        if field == Field::Latitude && !list.is_empty() {
            // A point is corrected whole: [latitude, longitude].
            if list.len() != 2 {
                return Err("la position demande deux valeurs : [latitude, longitude]".to_owned());
            }
            fields.extend(
                list.pop()
                    .map(|longitude| (Field::Longitude.name().to_owned(), longitude)),
            );
        }
        fields.insert(field.name().to_owned(), Value::Array(list));
        let origin = Arc::new(Origin {
            source: source.clone(),
            priority: 0,
            distinct: false,
            published: false,
            register_of: Vec::new(),
            data_date: None,
        });
        let mut notes = Notes::new(&source, 1);
        let record = RawRecord::new(1, fields);
        let draft = normalise::normalise(&record, &origin, &Mapping::standard(), by.date, &mut notes);
        match (draft, notes.into_findings().into_iter().next()) {
            (_, Some(finding)) => Err(finding.detail),
            (None, None) => Err(format!("« {field} » ne peut pas être vide")),
            (Some(draft), None) => Ok(Self {
                field,
                by,
                description: draft.description,
                claim: draft.claim,
            }),
        }
    }

    /// Puts the value in the row's place, and says so.
    pub(crate) fn apply(&self, draft: &mut Draft, notes: &mut Notes<'_>) {
        let (d, from) = (&mut draft.description, &self.description);
        match self.field {
            Field::Id | Field::Source => {}
            Field::Pivot => d.siret.clone_from(&from.siret),
            Field::Nom => d.name.clone_from(&from.name),
            Field::Commune => draft.claim.commune.clone_from(&self.claim.commune),
            Field::CodePostal => draft.claim.postcode.clone_from(&self.claim.postcode),
            Field::CodeInsee => draft.claim.commune_code.clone_from(&self.claim.commune_code),
            Field::Adresse => draft.claim.address.clone_from(&self.claim.address),
            Field::ComplementAdresse => draft
                .claim
                .address_complement
                .clone_from(&self.claim.address_complement),
            Field::Latitude | Field::Longitude => draft.claim.point = self.claim.point.clone(),
            Field::Typologie => d.typologies.clone_from(&from.typologies),
            Field::Telephone => d.contact.phone.clone_from(&from.contact.phone),
            Field::Courriels => d.contact.emails.clone_from(&from.contact.emails),
            Field::SiteWeb => d.contact.websites.clone_from(&from.contact.websites),
            Field::Horaires => d.hours.clone_from(&from.hours),
            Field::PresentationResume => d.summary.clone_from(&from.summary),
            Field::PresentationDetail => d.detail.clone_from(&from.detail),
            Field::Itinerance => d.itinerance.clone_from(&from.itinerance),
            Field::DateMaj => d.verified_on = from.verified_on,
            Field::Services => d.services.clone_from(&from.services),
            Field::PublicsSpecifiquementAdresses => d.audiences.clone_from(&from.audiences),
            Field::PriseEnChargeSpecifique => d.specific_care.clone_from(&from.specific_care),
            Field::FraisACharge => d.fees.clone_from(&from.fees),
            Field::DispositifProgrammesNationaux => d.programmes.clone_from(&from.programmes),
            Field::FormationsLabels => d.training_labels.clone_from(&from.training_labels),
            Field::AutresFormationsLabels => d.other_labels.clone_from(&from.other_labels),
            Field::ModalitesAcces => d.access_modes.clone_from(&from.access_modes),
            Field::ModalitesAccompagnement => d.support_modes.clone_from(&from.support_modes),
            Field::FicheAccesLibre => d.accessibility_url.clone_from(&from.accessibility_url),
            Field::PriseRdv => d.appointment_url.clone_from(&from.appointment_url),
        }
        draft.corrected.insert(self.field);
        let detail = format!("Valeur corrigée par une décision : {}.", self.by);
        notes.note(FindingKind::Corrected, self.field, detail);
    }
}
