//! A venue as a contact: vCard 3.0 (RFC 2426), because common mail programs of offices do not read 4.0.

use super::lines::{Lines, escaped};
use portee_directory::{EditionStamp, Listing};

/// The contact. `page` is the whole address of the venue's page.
pub(super) fn contact(listing: &Listing, page: &str, stamp: &EditionStamp) -> String {
    let (what, place) = (&listing.venue.description, &listing.venue.location);
    let mut lines = Lines::default();
    lines.line("BEGIN:VCARD");
    lines.line("VERSION:3.0");
    lines.line("PRODID:-//Portee//Contact//FR");
    lines.text("FN", &what.name);
    // A place has no family name, and the format demands one.
    lines.line(&format!("N:{};;;;", escaped(&what.name)));
    lines.line(&format!("ORG:{}", escaped(&what.name)));
    if let Some(phone) = &what.contact.phone {
        lines.line(&format!("TEL;TYPE=WORK,VOICE:{}", phone.as_str()));
    }
    for email in &what.contact.emails {
        lines.text("EMAIL;TYPE=INTERNET", email.as_str());
    }
    let complement = place.address_complement.as_deref().unwrap_or_default();
    let parts = [
        "",
        complement,
        &place.address,
        &place.commune,
        "",
        place.postcode.as_str(),
        "France",
    ];
    lines.line(&format!("ADR;TYPE=WORK:{}", parts.map(escaped).join(";")));
    if listing.is_located() {
        lines.line(&format!("GEO:{};{}", place.position.lat(), place.position.lon()));
    }
    if let Some(summary) = &what.summary {
        lines.text("NOTE", summary);
    }
    for site in &what.contact.websites {
        lines.line(&format!("URL:{}", site.as_str()));
    }
    lines.line(&format!("SOURCE:{page}.vcf"));
    lines.line(&format!("UID:{page}"));
    let changed = what.verified_on.unwrap_or_else(|| stamp.day());
    lines.line(&format!("REV:{changed}"));
    lines.line("END:VCARD");
    lines.into_text()
}
