//! A venue in the words of schema.org.

use super::{CONTEXT, Map, Value, hours, put};
use chrono::{DateTime, Utc};
use portee_directory::Listing;
use portee_domain::vocabulary::{Fee, Programme, SpecificCare, Typology, Vocabulary};
use portee_domain::{Description, Email, Location, Phone, Precision, WebUrl};
use serde_json::json;

/// The typologies of the State's and the collectivities' own counters.
const OFFICES: [Typology; 20] = [
    Typology::Rfs,
    Typology::Muni,
    Typology::Pref,
    Typology::Msap,
    Typology::Ccas,
    Typology::Cias,
    Typology::Caf,
    Typology::Cpam,
    Typology::Msa,
    Typology::Ft,
    Typology::Dept,
    Typology::Cd,
    Typology::Reg,
    Typology::Epci,
    Typology::Cc,
    Typology::Mds,
    Typology::Mdph,
    Typology::Cms,
    Typology::Cfp,
    Typology::Mdef,
];

/// What kind of place it is. Of the kinds of schema.org, the first two are organisations too; the third is said to be one.
fn kind(what: &Description) -> Value {
    let is = |typology: Typology| what.typologies.contains(&typology);
    if what.programmes.contains(&Programme::FranceServices) || OFFICES.into_iter().any(is) {
        "GovernmentOffice".into()
    } else if is(Typology::Bib) || is(Typology::RelaisLecture) {
        "Library".into()
    } else if is(Typology::Asso) {
        json!(["CivicStructure", "NGO"])
    } else {
        json!(["CivicStructure", "Organization"])
    }
}

/// Everything that schema.org has a word for. `url` is the whole address of the page.
pub(in crate::pages) fn venue(listing: &Listing, url: &str, now: DateTime<Utc>) -> Value {
    let (what, place) = (&listing.venue.description, &listing.venue.location);
    let mut said = Map::new();
    put(&mut said, "@context", Some(CONTEXT));
    put(&mut said, "@type", Some(kind(what)));
    put(&mut said, "@id", Some(format!("{url}#lieu")));
    put(&mut said, "url", Some(url));
    put(&mut said, "name", Some(what.name.as_str()));
    put(&mut said, "description", what.summary.as_deref());
    put(&mut said, "address", Some(address(place)));
    // The middle of a commune is no position of a door.
    let is_door = place.position.precision() != Precision::Commune;
    put(&mut said, "geo", is_door.then(|| geo(place)));
    put(&mut said, "telephone", what.contact.phone.as_ref().map(Phone::as_str));
    put(&mut said, "email", what.contact.emails.first().map(Email::as_str));
    let sites: Vec<&str> = what.contact.websites.iter().map(WebUrl::as_str).collect();
    put(&mut said, "sameAs", (!sites.is_empty()).then_some(sites));
    put(&mut said, "identifier", identifier(what));
    put(&mut said, "isAccessibleForFree", free(what));
    put(&mut said, "contactPoint", contact_point(what));
    put(&mut said, "hasOfferCatalog", offers(what));
    hours::add(&mut said, listing.calendar(), now);
    Value::Object(said)
}

fn address(place: &Location) -> Value {
    let mut said = Map::new();
    put(&mut said, "@type", Some("PostalAddress"));
    let lines = [place.address_complement.as_deref(), Some(place.address.as_str())];
    let lines: Vec<&str> = lines.into_iter().flatten().filter(|line| !line.is_empty()).collect();
    put(
        &mut said,
        "streetAddress",
        (!lines.is_empty()).then(|| lines.join(", ")),
    );
    put(&mut said, "postalCode", Some(place.postcode.as_str()));
    put(&mut said, "addressLocality", Some(place.commune.as_str()));
    put(&mut said, "addressCountry", Some("FR"));
    Value::Object(said)
}

fn geo(place: &Location) -> Value {
    json!({
        "@type": "GeoCoordinates", "latitude": place.position.lat(), "longitude": place.position.lon(),
    })
}

fn identifier(what: &Description) -> Option<Value> {
    let siret = what.siret.as_ref()?;
    Some(json!({ "@type": "PropertyValue", "propertyID": "SIRET", "value": siret.to_string() }))
}

/// Free for all, or never; nothing is said of what hangs on conditions.
fn free(what: &Description) -> Option<bool> {
    match what.fees[..] {
        [Fee::Free] => Some(true),
        [Fee::Paying] => Some(false),
        _ => None,
    }
}

fn contact_point(what: &Description) -> Option<Value> {
    let phone = what.contact.phone.as_ref()?;
    let english = what.specific_care.contains(&SpecificCare::English);
    let languages: &[&str] = if english { &["fr", "en"] } else { &["fr"] };
    Some(json!({ "@type": "ContactPoint", "telephone": phone.as_str(), "availableLanguage": languages }))
}

fn offers(what: &Description) -> Option<Value> {
    let offer = |service: &portee_domain::vocabulary::Service| json!({ "@type": "Offer", "itemOffered": { "@type": "Service", "name": service.label() } });
    let all: Vec<Value> = what.services.iter().map(offer).collect();
    (!all.is_empty()).then(|| json!({ "@type": "OfferCatalog", "name": "Services", "itemListElement": all }))
}
