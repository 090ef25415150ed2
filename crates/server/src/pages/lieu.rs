//! `/lieux/{id}`: everything about one venue.

use super::{
    Visit,
    card::Card,
    carry, compat,
    error::{error_page, error_page_saying, refused},
    frame::Frame,
    labels::join,
    linked, meanings, needs, provenance,
    way::Way,
    week::HoursView,
};
use crate::{App, locales::Texts, params::Query};
use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use chrono::{DateTime, Utc};
use portee_directory::{Listing, Lookup, Snapshot};
use portee_domain::vocabulary::{Service, Vocabulary};
use portee_domain::{Description, VenueId};
use std::sync::Arc;

struct ServiceLine {
    sentence: &'static str,
    label: &'static str,
}

#[derive(Template)]
#[template(path = "lieu.html")]
struct Sheet {
    frame: Frame,
    card: Card,
    town: String,
    summary: Option<String>,
    detail: Option<String>,
    address_lines: Vec<String>,
    emails: Vec<String>,
    sites: Vec<String>,
    /// Where it is, seen from the town hall.
    way: Option<String>,
    /// « 44,7536 N, 5,3704 E ».
    coordinates: String,
    /// When someone checked it.
    verified: String,
    access: String,
    hours: HoursView,
    zone_note: Option<&'static str>,
    services: Vec<ServiceLine>,
    /// What to bring, by service.
    bring: Vec<&'static str>,
    /// Name and meaning of each label.
    labels: Vec<(&'static str, &'static str)>,
    /// Title and text.
    facts: Vec<(&'static str, String)>,
    departement: String,
    departement_code: String,
    /// Where the same service stops, too: the town and the card of each.
    stops: Vec<(String, Card)>,
    provenance: provenance::View,
}

pub(super) async fn show(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Response {
    if let Err(bad) = Query::read_form(raw.as_deref(), &[]) {
        return refused(&app, &visit, bad);
    }
    let (id, form) = carry::asked(&id);
    let snapshot = app.snapshot();
    let Ok(id) = id.parse::<VenueId>() else {
        // Links to the national map name a venue as its source does.
        return match compat::venue_named(id, &snapshot) {
            Some(listing) => Redirect::to(&visit.link(&format!("/lieux/{}", listing.venue.id))).into_response(),
            None => error_page(&app, &visit, StatusCode::NOT_FOUND, None),
        };
    };
    match (snapshot.find(&id), form) {
        (Lookup::Found(listing), None) => visit.html(StatusCode::OK, &Sheet::of(&visit, listing, &snapshot, app.now())),
        (Lookup::Found(listing), Some(form)) => carry::file(form, listing, &visit, snapshot.stamp(), app.now())
            .unwrap_or_else(|| {
                let said = visit.texts.venue.no_hours;
                error_page_saying(&app, &visit, StatusCode::NOT_FOUND, said, visit.texts.week.call_first)
            }),
        (other, form) => not_there(&app, &visit, &other, form.map_or("", carry::Form::suffix)),
    }
}

/// The answer for an id that is no venue of this edition; `page` is what follows the id in the address.
pub(super) fn not_there(app: &App, visit: &Visit, lookup: &Lookup<'_>, page: &str) -> Response {
    let t = &visit.texts.error;
    match lookup {
        Lookup::Moved(survivor) => (
            StatusCode::MOVED_PERMANENTLY,
            [(header::LOCATION, visit.link(&format!("/lieux/{survivor}{page}")))],
        )
            .into_response(),
        Lookup::Withdrawn => error_page_saying(app, visit, StatusCode::GONE, t.venue_gone, t.venue_gone_detail),
        Lookup::Found(_) | Lookup::Unknown => error_page_saying(
            app,
            visit,
            StatusCode::NOT_FOUND,
            t.venue_unknown,
            t.venue_unknown_detail,
        ),
    }
}

impl Sheet {
    fn of(visit: &Visit, listing: &Listing, snapshot: &Snapshot, now: DateTime<Utc>) -> Self {
        let t = visit.texts;
        let (what, place) = (&listing.venue.description, &listing.venue.location);
        let complement = place.address_complement.iter().cloned();
        let street = Some(place.address.clone()).filter(|address| !address.is_empty());
        let town = format!("{} {}", place.postcode, place.commune);
        let departement = snapshot.geography().departement(place.departement.as_str());
        let card = Card::of(listing, now, t);
        let phone = card
            .phone
            .as_ref()
            .map(|phone| format!(", {} {}", t.card.phone, phone.text));
        let frame = Frame::of(visit, snapshot, "").named(
            format!("{}, {}", card.name, place.commune),
            what.summary
                .clone()
                .unwrap_or_else(|| format!("{}{}", card.address, phone.unwrap_or_default())),
        );
        let said = frame.canonical.as_ref().map(|url| linked::venue(listing, url, now));
        Self {
            frame: match said {
                Some(said) => frame.linking(&said),
                None => frame,
            },
            card,
            town: place.commune.clone(),
            summary: what.summary.clone(),
            detail: what.detail.clone(),
            address_lines: complement.chain(street).chain([town]).collect(),
            emails: what.contact.emails.iter().map(ToString::to_string).collect(),
            sites: what.contact.websites.iter().map(ToString::to_string).collect(),
            way: Way::to(&place.position, &place.commune_code, snapshot.geography()).map(|way| way_words(way, t)),
            coordinates: coordinates(place.position.lon(), place.position.lat(), t),
            verified: what.verified_on.map_or_else(
                || t.venue.never_verified.to_owned(),
                |day| t.venue.verified(t.date(day)),
            ),
            access: join(&what.access_modes, t),
            hours: HoursView::of(&what.hours, listing.calendar(), now, t),
            zone_note: (listing.time_zone() != chrono_tz::Europe::Paris).then_some(t.venue.local_time),
            services: what.services.iter().map(|service| service_line(*service, t)).collect(),
            bring: bring(what, t),
            labels: meanings::of(what)
                .into_iter()
                .map(|label| (label.name(), label.meaning(t).unwrap_or_default()))
                .collect(),
            facts: facts(what, t),
            departement: departement.map_or_else(|| place.departement.to_string(), |found| found.name.clone()),
            departement_code: place.departement.to_string(),
            stops: stops(listing, snapshot, now, t),
            provenance: provenance::View::of(listing, snapshot),
        }
    }
}

/// The other stops of the round, town by town.
fn stops(listing: &Listing, snapshot: &Snapshot, now: DateTime<Utc>, t: &Texts) -> Vec<(String, Card)> {
    let card = |stop: &Listing| (stop.venue.location.commune.clone(), Card::of(stop, now, t));
    let mut stops: Vec<(String, Card)> = snapshot.other_stops(listing).into_iter().map(card).collect();
    stops.sort_by(|(a, x), (b, y)| (a, &x.address).cmp(&(b, &y.address)));
    stops
}

fn service_line(service: Service, t: &Texts) -> ServiceLine {
    ServiceLine {
        sentence: needs::sentence(service, t),
        label: service.label(),
    }
}

fn facts(what: &Description, t: &Texts) -> Vec<(&'static str, String)> {
    let v = &t.venue;
    let all = [
        (v.support, join(&what.support_modes, t)),
        (v.audiences, join(&what.audiences, t)),
        (v.care, join(&what.specific_care, t)),
        (v.itinerance, join(&what.itinerance, t)),
        (v.training, join(&what.training_labels, t)),
        (v.other_labels, what.other_labels.join(", ")),
        (
            v.siret,
            what.siret.as_ref().map(ToString::to_string).unwrap_or_default(),
        ),
    ];
    all.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

/// What to bring for the services of a venue, each sentence once.
fn bring(what: &Description, t: &Texts) -> Vec<&'static str> {
    let mut sentences: Vec<&'static str> = Vec::new();
    for sentence in what.services.iter().filter_map(|service| needs::bring(*service, t)) {
        if !sentences.contains(&sentence) {
            sentences.push(sentence);
        }
    }
    sentences
}

fn way_words(way: Way, t: &Texts) -> String {
    match way {
        Way::There => t.venue.at_town_hall.to_owned(),
        Way::From { metres, towards } => t.venue.from_town_hall(t.distance(metres), t.venue.towards[towards]),
    }
}

/// A point as people read it, in degrees: « 44,7536 N, 5,3704 E ». Four decimals are ten metres.
fn coordinates(lon: f64, lat: f64, t: &Texts) -> String {
    let degrees = |value: f64| t.locale.decimal(value.abs(), 4);
    let half = |value: f64, positive, negative| if value < 0.0 { negative } else { positive };
    format!(
        "{}\u{a0}{}, {}\u{a0}{}",
        degrees(lat),
        half(lat, "N", "S"),
        degrees(lon),
        half(lon, t.venue.east, t.venue.west)
    )
}
