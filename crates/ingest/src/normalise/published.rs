//! Rows of a table that a Portée published (`/api/v1/lieux.csv`): their values are in form already.
//!
//! Each value is checked and none is rewritten, so that what is published again is what was published there. Contacts were sorted
//! out by the directory that published them: that is what its operator is believed for.

use super::{place, vocabulary};
use crate::draft::{Claim, Draft, Origin, SharedId};
use crate::hours;
use crate::notes::{Notes, quoted};
use crate::record::RawRecord;
use chrono::NaiveDate;
use portee_domain::vocabulary::Vocabulary;
use portee_domain::{Contact, Description, Field, FindingKind, Hours, Invalid, VenueId, exchange, exchange::NO_SIRET};
use std::collections::BTreeSet;
use std::str::FromStr;
use std::sync::Arc;

/// Who gave the identifiers of all such files: two directories that publish one id speak of one venue.
const ISSUER: &str = "portee";
/// The longest text taken, in characters: what a directory publishes is far shorter.
const LONGEST: usize = 10_000;

/// The draft of a row. None when it has no name or no venue's id, which a finding says.
pub(super) fn draft(
    record: &RawRecord,
    origin: &Arc<Origin>,
    today: NaiveDate,
    notes: &mut Notes<'_>,
) -> Option<Draft> {
    let mut row = Row { record, notes };
    let Some(id) = row.parsed::<VenueId>(Field::Id, FindingKind::RowRefused) else {
        if row.text(Field::Id).is_none() {
            let detail = "La ligne n'a pas d'identifiant de lieu ; elle n'est pas publiée.";
            row.notes.note(FindingKind::RowRefused, Field::Id, detail);
        }
        return None;
    };
    let Some(name) = row.text(Field::Nom) else {
        let detail = "La ligne n'a pas de nom ; elle n'est pas publiée.";
        row.notes.note(FindingKind::NameMissing, Field::Nom, detail);
        return None;
    };
    let description = row.description(name, today);
    // Whose row it was: the table says so, and goes on saying so.
    let producer = row
        .text(Field::Source)
        .filter(|source| *source != origin.source.as_str());
    Some(Draft {
        local_id: producer.map_or_else(|| id.to_string(), |producer| format!("{producer}:{id}")),
        shared_id: Some(SharedId {
            issuer: ISSUER.to_owned(),
            id: id.to_string(),
        }),
        description,
        claim: row.claim(),
        origin: Arc::clone(origin),
        row: record.row,
        corrected: BTreeSet::new(),
    })
}

struct Row<'r, 'n, 's> {
    record: &'r RawRecord,
    notes: &'n mut Notes<'s>,
}

impl<'r> Row<'r, '_, '_> {
    fn description(&mut self, name: &str, today: NaiveDate) -> Description {
        Description {
            name: name.to_owned(),
            siret: match self.text(Field::Pivot) {
                Some(NO_SIRET) => None,
                _ => self.parsed(Field::Pivot, FindingKind::SiretInvalid),
            },
            typologies: self.closed(Field::Typologie),
            contact: Contact {
                phone: self.parsed(Field::Telephone, FindingKind::PhoneInvalid),
                emails: self.list(Field::Courriels, FindingKind::EmailInvalid),
                websites: self.list(Field::SiteWeb, FindingKind::UrlInvalid),
            },
            hours: self
                .text(Field::Horaires)
                .map_or(Hours::Unstated, |text| hours::published(text, self.notes)),
            summary: self.text(Field::PresentationResume).map(str::to_owned),
            detail: self.text(Field::PresentationDetail).map(str::to_owned),
            itinerance: self.closed(Field::Itinerance),
            services: self.closed(Field::Services),
            audiences: self.closed(Field::PublicsSpecifiquementAdresses),
            specific_care: self.closed(Field::PriseEnChargeSpecifique),
            fees: self.closed(Field::FraisACharge),
            programmes: self.closed(Field::DispositifProgrammesNationaux),
            training_labels: self.closed(Field::FormationsLabels),
            other_labels: self.items(Field::AutresFormationsLabels).map(str::to_owned).collect(),
            access_modes: self.closed(Field::ModalitesAcces),
            support_modes: self.closed(Field::ModalitesAccompagnement),
            accessibility_url: self.parsed(Field::FicheAccesLibre, FindingKind::UrlInvalid),
            appointment_url: self.parsed(Field::PriseRdv, FindingKind::UrlInvalid),
            verified_on: self.date(today),
        }
    }

    fn claim(&mut self) -> Claim {
        let commune = self.text(Field::Commune);
        let address = self.text(Field::Adresse).filter(|address| Some(*address) != commune);
        Claim {
            address: address.unwrap_or_default().to_owned(),
            address_complement: self.text(Field::ComplementAdresse).map(str::to_owned),
            commune: commune.map(str::to_owned),
            postcode: self.parsed(Field::CodePostal, FindingKind::PostcodeInvalid),
            commune_code: self.parsed(Field::CodeInsee, FindingKind::CommuneCorrected),
            point: place::point(
                self.text(Field::Longitude).map(str::to_owned),
                self.text(Field::Latitude).map(str::to_owned),
            ),
        }
    }

    /// What a cell says, as it stands there but for the apostrophe of a formula.
    fn text(&self, field: Field) -> Option<&'r str> {
        let text = exchange::disarmed(self.record.fields.get(field.name())?.as_str()?);
        // No position of a character is further than its bytes: short texts are not counted.
        let short = text.len() <= LONGEST || text.chars().count() <= LONGEST;
        Some(text).filter(|text| short && !text.is_empty())
    }

    fn items(&self, field: Field) -> impl Iterator<Item = &'r str> {
        self.text(field).into_iter().flat_map(exchange::split)
    }

    /// One value; one that is wrong is left out, with a finding of this kind.
    fn parsed<T: FromStr<Err = Invalid>>(&mut self, field: Field, wrong: FindingKind) -> Option<T> {
        let text = self.text(field)?;
        let value = text.parse();
        if value.is_err() {
            // Not repeated: a contact that is none may still name someone.
            let detail = "La valeur n'est pas celle d'un lieu publié ; laissée de côté.";
            self.notes.note(wrong, field, detail);
        }
        value.ok()
    }

    fn list<T: FromStr<Err = Invalid>>(&mut self, field: Field, wrong: FindingKind) -> Vec<T> {
        let items: Vec<&str> = self.items(field).collect();
        let values: Vec<T> = items.iter().filter_map(|item| item.parse().ok()).collect();
        if values.len() < items.len() {
            let detail = "Une valeur n'est pas celle d'un lieu publié ; laissée de côté.";
            self.notes.note(wrong, field, detail);
        }
        values
    }

    fn closed<V: Vocabulary>(&mut self, field: Field) -> Vec<V> {
        let [ours, written] = exchange::SPACED_LABEL;
        let ours = |item: &str| if item == written { ours } else { item }.to_owned();
        let items: Vec<String> = self.items(field).map(ours).collect();
        vocabulary::values(&items, field, self.notes)
    }

    fn date(&mut self, today: NaiveDate) -> Option<NaiveDate> {
        let text = self.text(Field::DateMaj).filter(|text| *text != exchange::NO_DATE)?;
        let date = text.parse().ok().filter(|date| *date <= today);
        if date.is_none() {
            let detail = format!("{} n'est pas une date passée ; laissée de côté.", quoted(text));
            self.notes.note(FindingKind::DateInvalid, Field::DateMaj, detail);
        }
        date
    }
}
