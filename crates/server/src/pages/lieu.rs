//! `/lieux/{id}`: everything about one venue.

use super::{
    Visit,
    card::Card,
    error::{error_page, error_page_saying, refused},
    frame::Frame,
    needs, provenance,
    week::HoursView,
};
use crate::{App, locales::Texts, params::Query};
use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
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
    appointment: Option<String>,
    accessibility: Option<String>,
    access: String,
    costs: String,
    hours: HoursView,
    zone_note: Option<&'static str>,
    services: Vec<ServiceLine>,
    /// Title and text.
    facts: Vec<(&'static str, String)>,
    departement: String,
    departement_code: String,
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
    let Ok(id) = id.parse::<VenueId>() else {
        return error_page(&app, &visit, StatusCode::NOT_FOUND, None);
    };
    let snapshot = app.snapshot();
    match snapshot.find(&id) {
        Lookup::Found(listing) => visit.html(StatusCode::OK, &Sheet::of(&visit, listing, &snapshot, app.now())),
        other => not_there(&app, &visit, other, ""),
    }
}

/// The answer for an id that is no venue of this edition; `page` is what follows the id in the address.
pub(super) fn not_there(app: &App, visit: &Visit, lookup: Lookup<'_>, page: &str) -> Response {
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
        Self {
            frame: Frame::of(visit, snapshot, ""),
            card: Card::of(listing, now, t),
            town: place.commune.clone(),
            summary: what.summary.clone(),
            detail: what.detail.clone(),
            address_lines: complement.chain(street).chain([town]).collect(),
            emails: what.contact.emails.iter().map(ToString::to_string).collect(),
            sites: what.contact.websites.iter().map(ToString::to_string).collect(),
            appointment: what.appointment_url.as_ref().map(ToString::to_string),
            accessibility: what.accessibility_url.as_ref().map(ToString::to_string),
            access: join(&what.access_modes),
            costs: join(&what.fees),
            hours: HoursView::of(&what.hours, listing.calendar(), now, t),
            zone_note: (listing.time_zone() != chrono_tz::Europe::Paris).then_some("Les heures sont celles du lieu."),
            services: what.services.iter().map(|service| service_line(*service, t)).collect(),
            facts: facts(what),
            departement: departement.map_or_else(|| place.departement.to_string(), |found| found.name.clone()),
            departement_code: place.departement.to_string(),
            provenance: provenance::View::of(listing, snapshot),
        }
    }
}

fn service_line(service: Service, t: &Texts) -> ServiceLine {
    ServiceLine {
        sentence: needs::sentence(service, t),
        label: service.label(),
    }
}

fn facts(what: &Description) -> Vec<(&'static str, String)> {
    let all = [
        ("Labels", join(&what.programmes)),
        ("Comment on vous aide", join(&what.support_modes)),
        ("Pour qui en particulier", join(&what.audiences)),
        ("Besoins particuliers", join(&what.specific_care)),
        ("Le lieu se déplace", join(&what.itinerance)),
        ("Formations et labels locaux", join(&what.training_labels)),
        ("Autres labels", what.other_labels.join(", ")),
        (
            "SIRET",
            what.siret.as_ref().map(ToString::to_string).unwrap_or_default(),
        ),
    ];
    all.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

fn join<V: Vocabulary>(values: &[V]) -> String {
    values.iter().map(|value| value.label()).collect::<Vec<_>>().join(", ")
}
