//! From a raw row to a [`Draft`]: every value in the standard's form, or left out with a finding.
//!
//! One file per subject; each is a pure function, and doing it twice changes nothing.

pub mod address;
mod contact;
pub mod date;
pub mod email;
pub mod mojibake;
pub mod name;
pub mod phone;
mod place;
pub mod postcode;
mod presentation;
pub mod privacy;
pub mod projection;
mod published;
pub mod siret;
pub mod text;
pub mod url;
pub mod vocabulary;

use crate::draft::{Draft, Origin, SharedId};
use crate::hours;
use crate::notes::{Notes, quoted};
use crate::record::RawRecord;
use crate::source::Mapping;
use chrono::NaiveDate;
use date::DateCell;
use portee_domain::vocabulary::Vocabulary;
use portee_domain::{Description, Field, FindingKind, Phone, WebUrl};
use sha2::{Digest, Sha256};
use siret::SiretCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::Arc;

/// The longest name kept, in characters.
const NAME_LENGTH: usize = 200;

/// The draft of a row; none when it has no name, which a finding says. `today` is when the ingest runs: no row can have
/// been verified later.
pub fn normalise(
    record: &RawRecord,
    origin: &Arc<Origin>,
    mapping: &Mapping,
    today: NaiveDate,
    notes: &mut Notes<'_>,
) -> Option<Draft> {
    if let Some(reason) = mapping.refusal(record) {
        notes.note(FindingKind::RowRefused, None, reason);
        return None;
    }
    if origin.published {
        return published::draft(record, origin, today, notes);
    }
    let one = |field| mapping.values(record, field).into_iter().next();
    let name = one(Field::Nom)
        .map(|raw| text::line(&raw))
        .filter(|name| name.chars().any(char::is_alphanumeric));
    let Some(name) = name else {
        notes.note(
            FindingKind::NameMissing,
            Field::Nom,
            "La ligne n'a pas de nom ; elle n'est pas publiée.",
        );
        return None;
    };
    if text::is_broken(&name) {
        let detail = format!(
            "Les accents de {} sont perdus ; la ligne n'est pas publiée.",
            quoted(&name)
        );
        notes.note(FindingKind::NameBroken, Field::Nom, detail);
        return None;
    }
    report_broken_texts(record, mapping, notes);
    report_translations(record, mapping, notes);
    let claim = place::claim(record, mapping, notes);
    let departement = claim
        .commune_code
        .as_ref()
        .map(|code| code.departement().as_str().to_owned())
        .or_else(|| claim.postcode.as_ref().map(|code| code.as_str()[..3].to_owned()));
    let about = format!("{name} {}", claim.commune.as_deref().unwrap_or_default());
    let contact = contact::contact(record, mapping, &about, departement.as_deref(), notes);
    let mut free = |text, field| free_text(text, field, &about, contact.phone.as_ref(), notes);
    let summary = free(one(Field::PresentationResume), Field::PresentationResume);
    let detail = free(one(Field::PresentationDetail), Field::PresentationDetail);
    let written_hours = free(mapping.written_hours(record), Field::Horaires);
    let (summary, detail) = presentation::presentation(summary.as_ref(), detail.as_ref(), notes);
    let description = Description {
        name: name::readable(&name).chars().take(NAME_LENGTH).collect(),
        siret: siret_of(one(Field::Pivot), notes),
        typologies: closed(record, mapping, Field::Typologie, notes),
        contact,
        hours: hours::hours(mapping.day_hours(record).as_ref(), written_hours.as_deref(), notes),
        summary,
        detail,
        itinerance: closed(record, mapping, Field::Itinerance, notes),
        services: closed(record, mapping, Field::Services, notes),
        audiences: closed(record, mapping, Field::PublicsSpecifiquementAdresses, notes),
        specific_care: closed(record, mapping, Field::PriseEnChargeSpecifique, notes),
        fees: closed(record, mapping, Field::FraisACharge, notes),
        programmes: closed(record, mapping, Field::DispositifProgrammesNationaux, notes),
        training_labels: closed(record, mapping, Field::FormationsLabels, notes),
        other_labels: free_labels(&mapping.values(record, Field::AutresFormationsLabels)),
        access_modes: closed(record, mapping, Field::ModalitesAcces, notes),
        support_modes: closed(record, mapping, Field::ModalitesAccompagnement, notes),
        accessibility_url: one_url(record, mapping, Field::FicheAccesLibre, notes),
        appointment_url: one_url(record, mapping, Field::PriseRdv, notes),
        verified_on: verified_on(one(Field::DateMaj), today, notes),
    };
    let (local_id, shared_id) = identifiers(record, mapping, origin, notes);
    Some(Draft {
        origin: Arc::clone(origin),
        row: record.row,
        local_id,
        shared_id,
        description,
        claim,
        corrected: BTreeSet::new(),
    })
}

/// A free text without what its accents lost and without people's contacts.
fn free_text(
    text: Option<String>,
    field: Field,
    about: &str,
    own: Option<&Phone>,
    notes: &mut Notes<'_>,
) -> Option<String> {
    let text = text.filter(|text| !text::is_broken(text))?;
    let (kept, taken) = privacy::without_people(&text, about, own);
    if taken {
        let detail = "Le téléphone ou le courriel d'une personne était dans ce texte ; il en est retiré.";
        notes.note(FindingKind::ContactInText, field, detail);
    }
    Some(kept)
}

fn closed<V: Vocabulary>(record: &RawRecord, mapping: &Mapping, field: Field, notes: &mut Notes<'_>) -> Vec<V> {
    vocabulary::values(&mapping.values(record, field), field, notes)
}

fn one_url(record: &RawRecord, mapping: &Mapping, field: Field, notes: &mut Notes<'_>) -> Option<WebUrl> {
    contact::websites(&mapping.values(record, field), field, notes)
        .into_iter()
        .next()
}

fn siret_of(text: Option<String>, notes: &mut Notes<'_>) -> Option<portee_domain::Siret> {
    let text = text?;
    match siret::siret(&text) {
        SiretCell::Known(siret) => Some(siret),
        SiretCell::Absent | SiretCell::Ridet => None,
        SiretCell::Invalid => {
            let detail = format!("{} n'est pas un SIRET ; laissé de côté.", quoted(&text));
            notes.note(FindingKind::SiretInvalid, Field::Pivot, detail);
            None
        }
    }
}

fn verified_on(text: Option<String>, today: NaiveDate, notes: &mut Notes<'_>) -> Option<NaiveDate> {
    let text = text?;
    let reason = match date::date(&text, today) {
        DateCell::Known(date) => return Some(date),
        DateCell::Absent => return None,
        DateCell::Future(_) => "est dans le futur",
        DateCell::Unreadable => "n'est pas une date",
    };
    let detail = format!("{} {reason} ; la ligne est publiée sans date.", quoted(&text));
    notes.note(FindingKind::DateInvalid, Field::DateMaj, detail);
    None
}

fn free_labels(texts: &[String]) -> Vec<String> {
    let mut labels: Vec<String> = texts
        .iter()
        .map(|raw| text::line(raw))
        .filter(|label| !label.is_empty() && label.chars().count() <= NAME_LENGTH && !text::is_broken(label))
        .collect();
    labels.sort_unstable();
    labels.dedup();
    labels
}

/// One note per row, not per value: an old file would otherwise give ten notes a row.
fn report_translations(record: &RawRecord, mapping: &Mapping, notes: &mut Notes<'_>) {
    let translated: Vec<&str> = Field::ALL
        .iter()
        .filter(|field| {
            mapping
                .readings(record, **field)
                .iter()
                .any(|reading| reading.translated)
        })
        .map(|field| field.name())
        .collect();
    if !translated.is_empty() {
        let detail = format!("Valeurs d'un ancien vocabulaire traduites : {}.", translated.join(", "));
        notes.note(FindingKind::ValueTranslated, None, detail);
    }
}

fn report_broken_texts(record: &RawRecord, mapping: &Mapping, notes: &mut Notes<'_>) {
    for field in [
        Field::Adresse,
        Field::Commune,
        Field::Horaires,
        Field::PresentationResume,
        Field::PresentationDetail,
        Field::AutresFormationsLabels,
    ] {
        if mapping.values(record, field).iter().any(|value| text::is_broken(value)) {
            let detail =
                "Des accents ont été détruits avant que le fichier nous parvienne ; le texte est laissé de côté.";
            notes.note(FindingKind::TextBroken, field, detail);
        }
    }
}

/// The row's identifier in its source, and the one that other sources may share.
///
/// A file that gathers others (data·inclusion) has a `source` column; its identifiers are then those of the source named
/// there, and the local identifier carries that name so that two gathered sources cannot collide. Some gatherers also
/// wrap them (see `unwrapped`). A row without an identifier gets one derived
/// from its content.
fn identifiers(
    record: &RawRecord,
    mapping: &Mapping,
    origin: &Origin,
    notes: &mut Notes<'_>,
) -> (String, Option<SharedId>) {
    let one = |field| mapping.values(record, field).into_iter().next();
    let issuer = one(Field::Source)
        .map(|name| text::key(&name).replace(' ', "-"))
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| origin.source.as_str().to_owned());
    let Some(id) = one(Field::Id).map(|raw| text::line(&raw)).filter(|id| !id.is_empty()) else {
        notes.note(
            FindingKind::IdMissing,
            Field::Id,
            "La ligne n'a pas d'identifiant ; il est tiré de son contenu.",
        );
        return (content_id(record), None);
    };
    let (issuer, inner) = unwrapped(&id, issuer);
    let local_id = if issuer == origin.source.as_str() {
        inner.to_owned()
    } else {
        format!("{issuer}:{inner}")
    };
    let shared = SharedId {
        issuer,
        id: inner.to_owned(),
    };
    (local_id, Some(shared))
}

/// Takes off what gatherers wrap around an identifier: `mediation-numerique-france-services-2490`,
/// `2490-mediation-numerique-france-services` (which also names the issuer), `dora-1234`.
fn unwrapped(id: &str, issuer: String) -> (String, &str) {
    if let Some((inner, named)) = id.rsplit_once("-mediation-numerique-")
        && !inner.is_empty()
        && !named.is_empty()
    {
        return (named.to_owned(), inner);
    }
    let inner = id.strip_prefix("mediation-numerique-").unwrap_or(id);
    let inner = inner.strip_suffix("-mediation-numerique").unwrap_or(inner);
    let prefix = format!("{issuer}-");
    let bare = inner.strip_prefix(prefix.as_str()).filter(|rest| !rest.is_empty());
    (issuer, bare.unwrap_or(inner))
}

/// `c-` and the first 80 bits of a SHA-256 of the row, whatever the order of its columns.
fn content_id(record: &RawRecord) -> String {
    let sorted: BTreeMap<&String, &serde_json::Value> = record.fields.iter().collect();
    let content = sorted.iter().fold(String::new(), |mut text, (name, value)| {
        let _ = writeln!(text, "{name}={value}");
        text
    });
    let digest = Sha256::digest(content);
    digest.iter().take(10).fold("c-".to_owned(), |mut id, byte| {
        // Writing to a String cannot fail.
        let _ = write!(id, "{byte:02x}");
        id
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wrapping_of_gatherers_is_taken_off_an_identifier() {
        for (id, issuer, unwrapped_id) in [
            (
                "mediation-numerique-france-services-2490",
                "france-services",
                ("france-services", "2490"),
            ),
            (
                "2490-mediation-numerique-france-services",
                "antilles",
                ("france-services", "2490"),
            ),
            (
                "mediation-numerique-conseiller-numerique-63d2-mediation-numerique",
                "conseiller-numerique",
                ("conseiller-numerique", "63d2"),
            ),
            ("dora-1234", "dora", ("dora", "1234")),
            ("62592a1d", "conseiller-numerique", ("conseiller-numerique", "62592a1d")),
        ] {
            let (found, inner) = unwrapped(id, issuer.to_owned());
            assert_eq!((found.as_str(), inner), unwrapped_id, "{id}");
        }
    }
}
