//! The contacts of a row, with what is noticed on the way.

use super::email::{EmailCell, addresses};
use super::{phone, url};
use crate::notes::{Notes, quoted};
use crate::record::RawRecord;
use crate::source::Mapping;
use portee_domain::{Contact, Email, Field, FindingKind, WebUrl};

/// More addresses than this in one row are a listing, not a contact.
const MOST: usize = 5;

/// `telephone`, `courriels` and `site_web` of a row. `about`: name and commune; `departement`: `988`, `26`…
pub(super) fn contact(
    record: &RawRecord,
    mapping: &Mapping,
    about: &str,
    departement: Option<&str>,
    notes: &mut Notes<'_>,
) -> Contact {
    let mut contact = Contact::default();
    let mut written = String::new();
    for text in mapping.values(record, Field::Telephone) {
        if contact.phone.is_none() {
            contact.phone = phone::first_number(&text, departement);
            written.clone_from(&text);
        }
        if contact.phone.is_none() && !means_nothing(&text) {
            let detail = match phone::short_number(&text) {
                Some(short) => format!("{short} est un numéro national, pas celui du lieu ; laissé de côté."),
                None => format!("{} n'est pas un numéro de téléphone ; laissé de côté.", quoted(&text)),
            };
            notes.note(FindingKind::PhoneInvalid, Field::Telephone, detail);
        }
    }
    let (emails, personal) = emails(&mapping.values(record, Field::Courriels), about, notes);
    contact.emails = emails;
    if contact.phone.as_ref().is_some_and(phone::is_mobile)
        && ((personal && contact.emails.is_empty()) || phone::names_someone(&written))
    {
        let detail = "Ce mobile accompagne le nom ou le courriel d'une personne ; il n'est pas publié.";
        notes.note(FindingKind::PhonePersonal, Field::Telephone, detail);
        contact.phone = None;
    }
    contact.websites = websites(&mapping.values(record, Field::SiteWeb), Field::SiteWeb, notes);
    contact
}

/// The venue's addresses, and whether a person's was dropped.
fn emails(texts: &[String], about: &str, notes: &mut Notes<'_>) -> (Vec<Email>, bool) {
    let (mut emails, mut personal) = (Vec::new(), false);
    for text in texts.iter().filter(|text| !means_nothing(text)) {
        let mut found = false;
        for cell in addresses(text, about) {
            match cell {
                EmailCell::Venue(email) if emails.len() < MOST => emails.push(email),
                EmailCell::Venue(_) | EmailCell::Invalid => continue,
                EmailCell::Personal => {
                    personal = true;
                    let detail = "L'adresse semble être celle d'une personne ; elle n'est pas publiée.";
                    notes.note(FindingKind::EmailPersonal, Field::Courriels, detail);
                }
            }
            found = true;
        }
        if !found {
            // The text is not repeated: a mistyped address may still name someone.
            let detail = "La valeur n'est pas une adresse de courriel ; laissée de côté.";
            notes.note(FindingKind::EmailInvalid, Field::Courriels, detail);
        }
    }
    emails.sort_unstable();
    emails.dedup();
    (emails, personal)
}

/// The web addresses of a field; several may share a cell, separated by white space, `|` or `;`.
pub(super) fn websites(texts: &[String], field: Field, notes: &mut Notes<'_>) -> Vec<WebUrl> {
    let mut urls: Vec<WebUrl> = Vec::new();
    for text in texts.iter().filter(|text| !means_nothing(text)) {
        let before = urls.len();
        let pieces = text.split(|c: char| c.is_whitespace() || "|;".contains(c));
        for found in pieces.filter_map(url::web_address) {
            if urls.len() < MOST && !urls.contains(&found) {
                urls.push(found);
            }
        }
        if urls.len() == before && before == 0 {
            let detail = format!("{} n'est pas une adresse de site ; laissée de côté.", quoted(text));
            notes.note(FindingKind::UrlInvalid, field, detail);
        }
    }
    urls
}

/// Texts that people type where they have nothing to say.
pub(super) fn means_nothing(text: &str) -> bool {
    let key = super::text::key(text);
    matches!(
        key.as_str(),
        "" | "non" | "oui" | "aucun" | "aucune" | "neant" | "na" | "n a" | "nc" | "ras" | "null" | "none" | "0"
    )
}
