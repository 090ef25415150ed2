//! A venue as a line of a list.

use super::opening::OpeningWords;
use crate::{
    locales::{Texts, capital},
    travel::Near,
};
use chrono::{DateTime, Utc};
use portee_directory::Listing;
use portee_domain::vocabulary::{Fee, Vocabulary};
use portee_domain::{Method, Phone, Precision};
use portee_reach::Journey;

/// A telephone number: for the telephone, and for people.
pub(super) struct PhoneLine {
    pub(super) link: String,
    pub(super) text: String,
}

impl From<&Phone> for PhoneLine {
    fn from(phone: &Phone) -> Self {
        Self {
            link: phone.as_str().to_owned(),
            text: phone.national().replace(' ', "\u{a0}"),
        }
    }
}

/// What a list says of a venue.
pub(super) struct Card {
    pub(super) id: String,
    pub(super) name: String,
    /// « 12 min en voiture », « environ 12 min (8 à 30) en voiture ».
    pub(super) minutes: Option<String>,
    /// « à 3,2 km à vol d'oiseau ».
    pub(super) distance: Option<String>,
    pub(super) opening: OpeningWords,
    pub(super) phone: Option<PhoneLine>,
    /// On one line.
    pub(super) address: String,
    /// Only the commune is known.
    pub(super) approximate: bool,
    pub(super) fee: Option<&'static str>,
    pub(super) programmes: Vec<&'static str>,
    /// WGS84 degrees.
    pub(super) lon: f64,
    pub(super) lat: f64,
}

impl Card {
    /// The card of `listing` at `now`.
    pub(super) fn of(listing: &Listing, now: DateTime<Utc>, t: &Texts) -> Self {
        let (what, place) = (&listing.venue.description, &listing.venue.location);
        let town = format!("{}\u{a0}{}", place.postcode, place.commune);
        Self {
            id: listing.venue.id.to_string(),
            name: what.name.clone(),
            minutes: None,
            distance: None,
            opening: OpeningWords::of(listing.calendar(), now, what.contact.phone.is_some(), t),
            phone: what.contact.phone.as_ref().map(PhoneLine::from),
            address: if place.address.is_empty() {
                town
            } else {
                format!("{}, {town}", place.address)
            },
            approximate: place.position.precision() == Precision::Commune,
            fee: fee(&what.fees, t),
            programmes: what.programmes.iter().map(|programme| programme.label()).collect(),
            lon: place.position.lon(),
            lat: place.position.lat(),
        }
    }

    /// The card of a venue that is so far from where the visitor is.
    pub(super) fn near(near: &Near<'_>, now: DateTime<Utc>, t: &Texts) -> Self {
        let card = Self::of(near.nearby.listing, now, t);
        let distance = t.distance(near.nearby.distance_m);
        let distance = if card.approximate {
            t.card.about_distance(distance)
        } else {
            t.card.distance(distance)
        };
        Self {
            minutes: near
                .journey
                .map(|journey| capital(&by_car(&journey, card.approximate, t))),
            distance: Some(capital(&distance)),
            ..card
        }
    }
}

/// « 12 min en voiture »; with its bounds when it is an estimate.
fn by_car(journey: &Journey, approximate: bool, t: &Texts) -> String {
    let time = t.travel_time(journey.seconds, journey.method);
    if journey.method == Method::Routes && approximate {
        t.card.about_by_car(time)
    } else {
        t.card.by_car(time)
    }
}

/// What it costs, said once: someone who pays must know, someone who might not must too.
fn fee(fees: &[Fee], t: &Texts) -> Option<&'static str> {
    let has = |fee| fees.contains(&fee);
    let t = &t.fees;
    match (has(Fee::Free), has(Fee::FreeUnderCondition), has(Fee::Paying)) {
        (true, false, false) => Some(t.free),
        (false, true, false) => Some(t.conditional),
        (false, false, true) => Some(t.paying),
        (false, false, false) => None,
        _ => Some(t.depends),
    }
}
