//! Venues in few words, for choosing among them: what is needed to call, to go there and to compare.

use super::collection::time;
use crate::{
    orientation::{Day, judgements, week},
    pages::way::{WINDS, Way},
    travel::Near,
};
use chrono::{DateTime, Utc};
use portee_directory::Listing;
use portee_domain::vocabulary::Vocabulary;
use portee_geography::Geography;
use serde::Serialize;
use std::{collections::BTreeMap, fmt::Write};

/// The properties; names and meanings are those of a whole venue.
#[derive(Serialize)]
struct Properties<'a> {
    id: &'a str,
    nom: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    telephone: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    adresse: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    complement_adresse: Option<&'a str>,
    code_postal: &'a str,
    commune: &'a str,
    precision: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    services: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    modalites_acces: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dispositif_programmes_nationaux: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fiche_acces_libre: Option<&'a str>,
    #[serde(flatten)]
    more: More,
}

/// What choosing needs and a whole venue has too.
#[derive(Serialize)]
pub(super) struct More {
    criteres: BTreeMap<&'static str, &'static str>,
    /// How to get there from the town hall.
    #[serde(skip_serializing_if = "Option::is_none")]
    mairie: Option<FromTownHall>,
    /// Null when the hours are not known or not understood.
    semaine: Option<Vec<Day>>,
}

/// Where a venue is, seen from the town hall of its commune.
#[derive(Serialize)]
struct FromTownHall {
    /// Whole metres.
    distance_m: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    cap: Option<&'static str>,
}

impl From<Way> for FromTownHall {
    fn from(way: Way) -> Self {
        match way {
            Way::There => Self {
                distance_m: 0.0,
                cap: None,
            },
            Way::From { metres, towards } => Self {
                distance_m: metres.round(),
                cap: WINDS.get(towards).copied(),
            },
        }
    }
}

impl More {
    pub(super) fn of(listing: &Listing, geography: &Geography, now: DateTime<Utc>) -> Self {
        let place = &listing.venue.location;
        Self {
            mairie: Way::to(&place.position, &place.commune_code, geography).map(FromTownHall::from),
            criteres: judgements(&listing.venue.description).collect(),
            semaine: week(listing, now),
        }
    }

    /// Its members as JSON, without braces.
    pub(super) fn members(&self) -> String {
        without_braces(self)
    }
}

/// Appends a whole `Feature`, with its distance and its time when `near` tells them.
pub(super) fn feature(
    text: &mut String,
    listing: &Listing,
    near: Option<&Near<'_>>,
    geography: &Geography,
    now: DateTime<Utc>,
) {
    let (what, place) = (&listing.venue.description, &listing.venue.location);
    let properties = Properties {
        id: listing.venue.id.as_str(),
        nom: &what.name,
        telephone: what.contact.phone.as_ref().map(portee_domain::Phone::as_str),
        adresse: &place.address,
        complement_adresse: place.address_complement.as_deref(),
        code_postal: place.postcode.as_str(),
        commune: &place.commune,
        precision: place.position.precision().label(),
        services: labels(&what.services),
        modalites_acces: labels(&what.access_modes),
        dispositif_programmes_nationaux: labels(&what.programmes),
        fiche_acces_libre: what.accessibility_url.as_ref().map(portee_domain::WebUrl::as_str),
        more: More::of(listing, geography, now),
    };
    // Writing to a String cannot fail.
    let _ = write!(
        text,
        r#"{{"type":"Feature","id":"{}","geometry":{},"properties":{{{}"#,
        listing.venue.id,
        listing.geometry(),
        without_braces(&properties)
    );
    if let Some(near) = near {
        let _ = write!(text, r#","distance_m":{}"#, near.metres());
        if let Some(journey) = &near.journey {
            time(text, journey);
        }
    }
    text.push_str("}}");
}

fn labels<V: Vocabulary>(values: &[V]) -> Vec<&'static str> {
    values.iter().map(|value| value.label()).collect()
}

fn without_braces(value: &impl Serialize) -> String {
    // Texts, numbers and lists always serialise.
    let object = serde_json::to_string(value).unwrap_or_default();
    let inside = object.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    inside.unwrap_or_default().to_owned()
}
