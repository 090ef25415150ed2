//! `/carte`: the list of the venues in a département or in view, and the map beside it.

use super::{
    Visit,
    card::Card,
    error::refused,
    frame::{Frame, html},
    linked, words,
};
use crate::{
    App,
    locales::FR,
    params::{BadParameter, Parameter, Query, Shape, filters, spec::BBOX},
    root::Root,
};
use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use chrono::{DateTime, Utc};
use portee_directory::{Bbox, Filter, Listing, Snapshot};
use portee_domain::{DepartementCode, great_circle_m};
use std::sync::Arc;

const DEPARTEMENT: Parameter = Parameter {
    name: "departement",
    description: "Code du département.",
    shape: Shape::Text(3),
    required: false,
    example: "26",
};

const TITLE: &str = "Carte des lieux";

/// How many venues of a view are listed.
const LISTED: usize = 50;

struct DepartementLine {
    code: String,
    name: String,
    count: String,
}

struct Shown {
    count: String,
    note: Option<String>,
    cards: Vec<Card>,
}

#[derive(Template)]
#[template(path = "carte.html")]
struct MapPage {
    frame: Frame,
    title: String,
    venues: String,
    /// What the map shows first: `o,s,e,n` in degrees; the whole of metropolitan France without it.
    bbox: Option<String>,
    departements: Vec<DepartementLine>,
    /// The venues of the département or of the view; none before either is chosen.
    shown: Option<Shown>,
}

pub(super) async fn show(State(app): State<Arc<App>>, root: Root, RawQuery(raw): RawQuery) -> Response {
    let (snapshot, now) = (app.snapshot(), app.now());
    match page(raw.as_deref(), &snapshot, now, &root) {
        Ok(page) => html(StatusCode::OK, &page),
        Err(bad) => refused(&app, &Visit::french(), bad),
    }
}

fn page(raw: Option<&str>, snapshot: &Snapshot, now: DateTime<Utc>, root: &Root) -> Result<MapPage, BadParameter> {
    let query = Query::read_form(raw, &[&[BBOX, DEPARTEMENT]])?;
    let filter = filters::filter(&query, snapshot)?;
    let bbox = filters::bbox(&query)?;
    let page = MapPage {
        frame: Frame::french(snapshot, "/carte")
            .at(root, "/carte")
            .named(TITLE, FR.home.lead),
        title: TITLE.to_owned(),
        venues: words::number(snapshot.listings().len()),
        bbox: bbox.map(|bbox| corners(&bbox)),
        departements: departements(snapshot),
        shown: None,
    };
    Ok(match (bbox, &filter.departement) {
        (None, Some(code)) => {
            let listings = snapshot.select(&filter, None, None, usize::MAX, now).listings;
            let title = format!("{TITLE} : {}", name(code, snapshot));
            let venues = listings.iter().map(|listing| {
                let venue = &listing.venue;
                (venue.description.name.as_str(), format!("/lieux/{}", venue.id))
            });
            let list = linked::list(root, &title, venues);
            let frame = page.frame.at(root, &format!("/carte?departement={code}"));
            MapPage {
                frame: frame.named(&title, FR.home.lead).linking(&list),
                title,
                bbox: extent(code, &listings, snapshot).map(|bbox| corners(&bbox)),
                shown: Some(by_town(listings, now)),
                ..page
            }
        }
        (Some(bbox), _) => MapPage {
            shown: Some(in_view(&bbox, &filter, snapshot, now)),
            ..page
        },
        (None, None) => page,
    })
}

fn departements(snapshot: &Snapshot) -> Vec<DepartementLine> {
    let facets = snapshot.facets().departements.iter();
    let line = |(code, count): (&DepartementCode, usize)| DepartementLine {
        code: code.to_string(),
        name: name(code, snapshot),
        count: words::count(count, "lieu", "lieux"),
    };
    facets.map(|facet| line((&facet.value, facet.count))).collect()
}

/// A whole département: by town, then by name.
fn by_town(mut listings: Vec<&Listing>, now: DateTime<Utc>) -> Shown {
    listings.sort_by_key(|listing| {
        (
            &listing.venue.location.commune,
            &listing.venue.description.name,
            &listing.venue.id,
        )
    });
    Shown {
        count: words::count(listings.len(), "lieu", "lieux"),
        note: None,
        cards: listings
            .into_iter()
            .map(|listing| Card::of(listing, now, &FR))
            .collect(),
    }
}

/// What the map shows: from its middle outwards.
fn in_view(bbox: &Bbox, filter: &Filter, snapshot: &Snapshot, now: DateTime<Utc>) -> Shown {
    let selection = snapshot.select(filter, Some(*bbox), None, usize::MAX, now);
    let width = if bbox.west <= bbox.east {
        bbox.east - bbox.west
    } else {
        bbox.east - bbox.west + 360.0
    };
    let middle = (bbox.west + width / 2.0, f64::midpoint(bbox.south, bbox.north));
    let mut listings: Vec<(f64, &Listing)> = selection
        .listings
        .into_iter()
        .map(|listing| {
            let position = &listing.venue.location.position;
            (great_circle_m(middle, (position.lon(), position.lat())), listing)
        })
        .collect();
    listings.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.venue.id.cmp(&b.1.venue.id)));
    Shown {
        count: format!("{} sur la carte.", words::count(selection.matched, "lieu", "lieux")),
        note: (selection.matched > LISTED)
            .then(|| format!("Voici les {LISTED} plus proches du milieu de la carte. Zoomez pour voir les autres.")),
        cards: listings
            .into_iter()
            .take(LISTED)
            .map(|(_, listing)| Card::of(listing, now, &FR))
            .collect(),
    }
}

fn name(code: &DepartementCode, snapshot: &Snapshot) -> String {
    let departement = snapshot.geography().departement(code.as_str());
    departement.map_or_else(|| code.to_string(), |departement| departement.name.clone())
}

/// The rectangle around a département, or around its venues when its outline is not known.
fn extent(code: &DepartementCode, listings: &[&Listing], snapshot: &Snapshot) -> Option<Bbox> {
    let departement = snapshot.geography().departement(code.as_str());
    let [west, south, east, north] = departement
        .and_then(|departement| departement.outline.bounds())
        .or_else(|| {
            let point = |listing: &&Listing| {
                let position = &listing.venue.location.position;
                [position.lon(), position.lat(), position.lon(), position.lat()]
            };
            let around = |a: [f64; 4], b: [f64; 4]| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])];
            listings.iter().map(point).reduce(around)
        })?;
    Bbox::new(west, south, east, north)
}

fn corners(bbox: &Bbox) -> String {
    format!("{:.4},{:.4},{:.4},{:.4}", bbox.west, bbox.south, bbox.east, bbox.north)
}
