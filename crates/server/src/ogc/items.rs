//! The features of a collection: a page of them, or one.

use super::{
    collections::{self, Feature, Kind, meets},
    form::{self, FORM, Form},
    link::{self, Link},
    page,
};
use crate::{
    App,
    api::{self, GEO_JSON, collection, cursor, validators},
    app::Stamped,
    params::{BadParameter, Parameter, Query, Shape, filters, spec},
    problem::Problem,
    root::Root,
};
use axum::{
    extract::{Path, RawQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use portee_directory::{Bbox, Filter, Lookup};
use portee_domain::{Hub, VenueId};
use serde_json::Value;
use std::{fmt::Write, sync::Arc};

/// Features when `limit` does not say.
const USUAL: usize = 10;

/// How many features; what is above the most is clamped, so no bound here.
pub(super) const LIMIT: Parameter = Parameter {
    name: "limit",
    description: "Nombre d'objets au plus ; au-delà du permis, le permis.",
    shape: Shape::Text(20),
    required: false,
    example: "10",
};
/// An instant or an interval.
pub(super) const DATETIME: Parameter = Parameter {
    name: "datetime",
    description: "Instant ou intervalle (RFC 3339). Ces objets n'ont pas de temps : tous répondent.",
    shape: Shape::Text(80),
    required: false,
    example: "2026-11-22T00:00:00Z",
};

/// The parameters of the items of a collection.
pub(super) fn parameters(kind: Kind) -> Vec<&'static [Parameter]> {
    let common: &[Parameter] = &[FORM, LIMIT, spec::BBOX, DATETIME, spec::CURSOR];
    match kind {
        Kind::Venues => vec![common, spec::FILTERS],
        _ => vec![common],
    }
}

/// Features being chosen: those of a page, and how many fit in all.
struct Chosen {
    features: Vec<String>,
    matched: usize,
    next: Option<String>,
}

pub(super) async fn list(
    State(app): State<Arc<App>>,
    root: Root,
    Path(name): Path<String>,
    headers: HeaderMap,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let kind = Kind::named(&name)?;
    let now = app.now();
    let query = Query::read(raw.as_deref(), &parameters(kind))?;
    let served = cursor::edition(&app, &query).await?;
    let form = Form::of(&query, &headers)?;
    let limit = limit(&query)?.min(kind.most());
    let bbox = bbox(&query)?;
    datetime(&query)?;
    let chosen = match kind {
        Kind::Venues => venues(&served, &query, bbox, limit, now)?,
        _ => territories(kind, &served, &query, bbox, limit)?,
    };
    let path = format!("{}/items", kind.path());
    let others = raw.iter().flat_map(|raw| raw.split('&'));
    let kept: Vec<&str> = others
        .filter(|pair| !pair.is_empty() && !pair.starts_with("curseur=") && !pair.starts_with("f="))
        .collect();
    let here = with_query(&path, &kept);
    let mut links = vec![form::link(&here, Form::Json, form), form::link(&here, Form::Html, form)];
    links.push(Link::to(kind.path(), "collection", form::JSON, kind.title()));
    if let Some(cursor) = &chosen.next {
        let cursor = format!("curseur={cursor}");
        let word = if form == Form::Html { "f=html" } else { "f=json" };
        let pairs: Vec<&str> = kept.iter().copied().chain([cursor.as_str(), word]).collect();
        let media = if form == Form::Html { form::HTML } else { GEO_JSON };
        links.push(Link::to(with_query(&path, &pairs), "next", media, "La suite"));
    }
    let links: Vec<Value> = link::all(&links, &root);
    if form == Form::Html {
        return Ok(page::of_features(&app, kind, &chosen.features, chosen.matched, &links));
    }
    let links = Value::from(links).to_string();
    let features = chosen.features.join(",");
    let etag = validators::tag(&served, &[&features, &links, &chosen.matched.to_string()]);
    // The same address is a page for those who ask for one.
    let vary = (header::VARY, HeaderValue::from_static("accept"));
    if validators::is_known(&headers, &etag) {
        return Ok((AppendHeaders([vary]), validators::not_modified(etag)).into_response());
    }
    let mut text = String::from(r#"{"type":"FeatureCollection","features":["#);
    text.push_str(&features);
    // Writing to a String cannot fail.
    let _ = write!(
        text,
        r#"],"links":{links},"numberMatched":{},"numberReturned":{},"timeStamp":"{}",{}}}"#,
        chosen.matched,
        chosen.features.len(),
        now.to_rfc3339_opts(SecondsFormat::Secs, true),
        served.edition,
    );
    let answer = validators::lasting(api::written(StatusCode::OK, GEO_JSON, text), etag);
    Ok((AppendHeaders([vary]), answer).into_response())
}

/// A path with these pairs; bytes that JSON or an address may not hold were refused by the HTTP reader, quotes are encoded.
fn with_query(path: &str, pairs: &[&str]) -> String {
    if pairs.is_empty() {
        return path.to_owned();
    }
    format!("{path}?{}", pairs.join("&"))
}

fn venues(
    served: &Stamped,
    query: &Query<'_>,
    bbox: Option<Bbox>,
    limit: usize,
    now: DateTime<Utc>,
) -> Result<Chosen, Problem> {
    let snapshot = &served.snapshot;
    let filter: Filter = filters::filter(query, snapshot)?;
    let after: Option<VenueId> = cursor::after(query)?;
    let selection = snapshot.select(&filter, bbox, after.as_ref(), limit, now);
    Ok(Chosen {
        features: selection
            .listings
            .iter()
            .map(|listing| collection::closed_feature(listing, now))
            .collect(),
        matched: selection.matched,
        next: selection.next.map(|last| cursor::write(served.number(), &last)),
    })
}

fn hubs(served: &Stamped) -> &[Hub] {
    served.snapshot.coverage().map_or(&[], |coverage| &coverage.hubs)
}

fn territories(
    kind: Kind,
    served: &Stamped,
    query: &Query<'_>,
    bbox: Option<Bbox>,
    limit: usize,
) -> Result<Chosen, Problem> {
    let start: usize = cursor::after(query)?.unwrap_or_default();
    let geography = served.snapshot.geography();
    // What fits first, so that outlines are written for one page only.
    let features: Box<dyn Iterator<Item = Feature<'_>> + '_> = match kind {
        Kind::Communes => {
            let communes = geography.communes().iter();
            Box::new(
                communes
                    .filter(move |commune| meets(&commune.outline, bbox))
                    .map(collections::commune),
            )
        }
        Kind::Departements => {
            let departements = geography.departements().iter();
            Box::new(
                departements
                    .filter(move |departement| meets(&departement.outline, bbox))
                    .map(collections::departement),
            )
        }
        Kind::Hubs => Box::new(
            hubs(served)
                .iter()
                .map(|hub| collections::hub(hub, served))
                .filter(move |feature| bbox.is_none() || feature.outlines.iter().any(|outline| meets(outline, bbox))),
        ),
        Kind::Venues => Box::new(std::iter::empty()),
    };
    let (mut page, mut matched) = (Vec::new(), 0);
    for feature in features {
        if matched >= start && page.len() < limit {
            page.push(feature.open() + "}");
        }
        matched += 1;
    }
    let end = start.saturating_add(page.len());
    let next = (end < matched).then(|| cursor::write(served.number(), &end));
    Ok(Chosen {
        features: page,
        matched,
        next,
    })
}

pub(super) async fn one(
    State(app): State<Arc<App>>,
    root: Root,
    Path((name, id)): Path<(String, String)>,
    headers: HeaderMap,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let kind = Kind::named(&name)?;
    let form = Form::of(&Query::read(raw.as_deref(), &[&[FORM]])?, &headers)?;
    let (served, now) = (app.served(), app.now());
    let geography = served.snapshot.geography();
    let feature = match kind {
        Kind::Venues => match id.parse().map(|id: VenueId| served.snapshot.find(&id)) {
            Ok(Lookup::Found(listing)) => Some(collection::closed_feature(listing, now)),
            Ok(Lookup::Moved(survivor)) => {
                return Ok(Redirect::permanent(&format!("{}/items/{survivor}", kind.path())).into_response());
            }
            Ok(Lookup::Withdrawn) => return Err(Problem::new(StatusCode::GONE)),
            Ok(Lookup::Unknown) | Err(_) => None,
        },
        Kind::Communes => geography.commune(&id).map(|it| collections::commune(it).open() + "}"),
        Kind::Departements => geography
            .departement(&id)
            .map(|it| collections::departement(it).open() + "}"),
        Kind::Hubs => hubs(&served)
            .iter()
            .find(|hub| hub.id == id)
            .map(|hub| collections::hub(hub, &served).open() + "}"),
    };
    let detail = || format!("La collection « {} » n'a pas cet objet.", kind.name());
    let feature = feature.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND).detail(detail()))?;
    let path = format!("{}/items/{id}", kind.path());
    let links = [
        form::link(&path, Form::Json, form),
        form::link(&path, Form::Html, form),
        Link::to(kind.path(), "collection", form::JSON, kind.title()),
    ];
    let links: Vec<Value> = link::all(&links, &root);
    if form == Form::Html {
        return Ok(page::of_features(&app, kind, &[feature], 1, &links));
    }
    let open = feature.strip_suffix('}').unwrap_or(&feature);
    let body = format!(r#"{open},"links":{}}}"#, Value::from(links));
    Ok(api::written(StatusCode::OK, GEO_JSON, body))
}

fn limit(query: &Query<'_>) -> Result<usize, BadParameter> {
    let Some(text) = query.text(LIMIT.name) else {
        return Ok(USUAL);
    };
    let whole = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // A number too long to be one is more than is allowed.
    let limit = text.parse::<usize>().unwrap_or(usize::MAX);
    if whole && limit > 0 {
        Ok(limit)
    } else {
        Err(BadParameter::new(
            LIMIT.name,
            "« limit » est un nombre entier, 1 ou plus.",
        ))
    }
}

/// Four numbers, or six with heights, which change nothing: these features lie on the ground.
fn bbox(query: &Query<'_>) -> Result<Option<Bbox>, BadParameter> {
    let Some(text) = query.text(spec::BBOX.name) else {
        return Ok(None);
    };
    let numbers: Option<Vec<f64>> = text.split(',').map(|part| part.trim().parse().ok()).collect();
    let bbox = match numbers.as_deref() {
        Some(&[west, south, east, north]) => Bbox::new(west, south, east, north),
        Some(&[west, south, low, east, north, high]) if low <= high => Bbox::new(west, south, east, north),
        _ => None,
    };
    bbox.map(Some).ok_or_else(|| {
        let detail =
            "« bbox » se compose de quatre nombres (ouest,sud,est,nord, en degrés), ou de six avec les hauteurs.";
        BadParameter::new(spec::BBOX.name, detail)
    })
}

/// Checks that it is an instant or an interval, one end of which may be open.
fn datetime(query: &Query<'_>) -> Result<(), BadParameter> {
    let Some(text) = query.text(DATETIME.name) else {
        return Ok(());
    };
    let instant = |text: &str| -> Option<DateTime<Utc>> {
        let date = || Some(text.parse::<NaiveDate>().ok()?.and_hms_opt(0, 0, 0)?.and_utc());
        DateTime::parse_from_rfc3339(text)
            .ok()
            .map(DateTime::into)
            .or_else(date)
    };
    let open = |text: &str| text.is_empty() || text == "..";
    let valid = match text.split_once('/') {
        None => instant(text).is_some(),
        Some((from, to)) if open(from) && open(to) => true,
        Some((from, to)) if open(from) => instant(to).is_some(),
        Some((from, to)) if open(to) => instant(from).is_some(),
        Some((from, to)) => matches!((instant(from), instant(to)), (Some(from), Some(to)) if from <= to),
    };
    let detail = "« datetime » est un instant, ou deux séparés par « / » (RFC 3339).";
    valid
        .then_some(())
        .ok_or_else(|| BadParameter::new(DATETIME.name, detail))
}
