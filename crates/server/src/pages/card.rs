//! A venue as a line of a list.

use super::{
    meanings::{self, Label},
    opening::OpeningWords,
    week,
};
use crate::{
    locales::{Texts, capital},
    travel::Near,
};
use chrono::{DateTime, Utc};
use portee_directory::{Listing, When};
use portee_domain::vocabulary::{AccessMode, Fee};
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
    /// How to come: on one's own, by appointment, after a call.
    pub(super) coming: Option<&'static str>,
    /// Where an appointment is made on line.
    pub(super) appointment: Option<String>,
    /// Where its access for wheelchairs is described.
    pub(super) accessibility: Option<String>,
    /// The hours of the day that was asked for: « Samedi 28 novembre : 9 h 00 – 12 h 00 ».
    pub(super) then: Option<String>,
    pub(super) labels: Vec<Label>,
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
            coming: coming(&what.access_modes, t),
            appointment: what.appointment_url.as_ref().map(ToString::to_string),
            accessibility: what.accessibility_url.as_ref().map(ToString::to_string),
            then: None,
            labels: meanings::of(what),
            lon: place.position.lon(),
            lat: place.position.lat(),
        }
    }

    /// The card of a venue that is so far from where the visitor is, with the hours of the day that was asked for.
    pub(super) fn near(near: &Near<'_>, open: Option<When>, now: DateTime<Utc>, t: &Texts) -> Self {
        let listing = near.nearby.listing;
        let card = Self::of(listing, now, t);
        let distance = t.distance(near.nearby.distance_m);
        let then = open.filter(|when| *when != When::Now).and_then(|when| {
            let calendar = listing.calendar();
            week::line_of(calendar.open_day(when, now)?, calendar, t)
        });
        Self {
            minutes: near.journey.map(|journey| by_car(&journey, card.approximate, t)),
            distance: Some(if card.approximate {
                t.card.about_straight(distance)
            } else {
                t.card.straight(distance)
            }),
            then,
            ..card
        }
    }
}

/// « 12 min en voiture »; with its bounds when it is an estimate.
fn by_car(journey: &Journey, approximate: bool, t: &Texts) -> String {
    let time = t.travel_time(journey.seconds, journey.method);
    let measured = journey.method == Method::Routes;
    capital(&if measured && approximate {
        t.card.about_by_car(time)
    } else {
        t.card.by_car(time)
    })
}

/// What it costs, said once: someone who pays must know, someone who might not must too.
pub(super) fn fee(fees: &[Fee], t: &Texts) -> Option<&'static str> {
    let t = &t.fees;
    let has = |fee| fees.contains(&fee);
    match (has(Fee::Free), has(Fee::FreeUnderCondition), has(Fee::Paying)) {
        (true, false, false) => Some(t.free),
        (false, true, false) => Some(t.conditional),
        (false, false, true) => Some(t.paying),
        (false, false, false) => None,
        _ => Some(t.depends),
    }
}

/// How to come, when the venue says so: what asks least of the person comes first.
fn coming(modes: &[AccessMode], t: &Texts) -> Option<&'static str> {
    let has = |mode| modes.contains(&mode);
    if has(AccessMode::WalkIn) {
        Some(t.card.walk_in)
    } else if has(AccessMode::OnlineAppointment) {
        Some(t.card.by_appointment)
    } else if has(AccessMode::Telephone) {
        Some(t.card.call_first)
    } else if has(AccessMode::Email) {
        Some(t.card.write_first)
    } else if has(AccessMode::Referral) {
        Some(t.card.referred)
    } else if has(AccessMode::NoPublic) {
        Some(t.card.no_public)
    } else {
        None
    }
}
