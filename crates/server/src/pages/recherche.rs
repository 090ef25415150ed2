//! `/recherche`: the venues nearest to a commune (an address that can be shared), or to the visitor's position (sent in
//! the body of a form, so that no address holds it).

use super::{
    Visit,
    choices::MINUTES_OFFERED,
    compat::{self, LEFT_OUT},
    error::{error_page, refused},
    frame::Frame,
    linked,
    needs::{self, SLUGS},
    place::{self, Meaning, Place, Proposals},
    question::{Pairs, Question},
    results::{Found, MOST, STEP, Wishes, kept},
    week::HoursView,
};
use crate::{
    App,
    app::Served,
    params::{
        BadParameter, Parameter, Query, Shape, filters,
        spec::{FILTERS, LAT, LON},
    },
};
use askama::Template;
use axum::{
    body::Bytes,
    extract::{RawQuery, State, rejection::BytesRejection},
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use chrono::{DateTime, Utc};
use portee_directory::Snapshot;
use std::sync::Arc;

pub(super) const WORDS: Parameter = Parameter {
    name: "ou",
    description: "Nom ou code postal d'une commune, comme on l'écrit.",
    shape: Shape::Text(100),
    required: false,
    example: "die",
};
/// What someone needs, in one word.
pub const NEED: Parameter = Parameter {
    name: "besoin",
    description: "Le besoin, en un mot.",
    shape: Shape::Word(&SLUGS),
    required: false,
    example: "demarche",
};
const MINUTES: Parameter = Parameter {
    name: "duree_max",
    description: "Minutes en voiture au plus.",
    shape: Shape::Word(&MINUTES_OFFERED),
    required: false,
    example: "30",
};
const COUNT: Parameter = Parameter {
    name: "nombre",
    description: "Combien de lieux montrer.",
    shape: Shape::Integer {
        min: 1,
        max: MOST,
        default: STEP,
    },
    required: false,
    example: "20",
};

enum Outcome {
    /// No place yet.
    Ask,
    /// Several places answer.
    Choose(Proposals),
    Found(Box<Found>),
}

#[derive(Template)]
#[template(path = "recherche.html")]
struct Search {
    frame: Frame,
    title: String,
    question: Question,
    outcome: Outcome,
    kept: Pairs,
    /// What a link from elsewhere asked for and we do not have, in a sentence.
    left_out: Option<String>,
}

pub(super) async fn around_commune(State(app): State<Arc<App>>, visit: Visit, RawQuery(raw): RawQuery) -> Response {
    let (served, now) = (app.served(), app.now());
    let (held, asked) = (Arc::clone(&served), visit.clone());
    let search = held.travel.aside(move || {
        let query = Query::read_form(raw.as_deref(), &[&[WORDS, NEED, MINUTES, COUNT, LEFT_OUT], FILTERS])?;
        let left_out = compat::said(query.text(LEFT_OUT.name), asked.texts);
        let found = search_commune(&query, &served, now, &asked)?;
        Ok(Search { left_out, ..found })
    });
    answer(&app, &visit, search.await)
}

pub(super) async fn around_position(
    State(app): State<Arc<App>>,
    visit: Visit,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let body = match body {
        Ok(body) => body,
        Err(rejection) => return error_page(&app, &visit, rejection.status(), None),
    };
    let Ok(text) = String::from_utf8(body.into()) else {
        return error_page(&app, &visit, StatusCode::BAD_REQUEST, None);
    };
    let (served, now) = (app.served(), app.now());
    let (held, asked) = (Arc::clone(&served), visit.clone());
    let search = held.travel.aside(move || {
        Query::read_form(Some(&text), &[&[LAT, LON, NEED, MINUTES, COUNT], FILTERS])
            .and_then(|query| search_position(&query, &served, now, &asked))
    });
    let mut answer = answer(&app, &visit, search.await);
    // It says where someone is: the browser itself does not keep it.
    let headers = answer.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

/// The page, or what was wrong; none when the search itself failed.
fn answer(app: &App, visit: &Visit, search: Option<Result<Search, BadParameter>>) -> Response {
    match search {
        Some(Ok(search)) => visit.html(StatusCode::OK, &search),
        Some(Err(bad)) => refused(app, visit, bad),
        None => error_page(app, visit, StatusCode::INTERNAL_SERVER_ERROR, None),
    }
}

fn search_commune(
    query: &Query<'_>,
    served: &Served,
    now: DateTime<Utc>,
    visit: &Visit,
) -> Result<Search, BadParameter> {
    let snapshot = &served.snapshot;
    let mut wishes = wishes(query, snapshot)?;
    // Here `commune` says where to search from; it is not a limit.
    let chosen = wishes.filter.commune.take();
    let words = query.text(WORDS.name).unwrap_or_default().trim();
    let meaning = match chosen.and_then(|code| snapshot.geography().commune(code.as_str())) {
        Some(commune) => Meaning::One(place::of_commune(commune)),
        None if words.is_empty() => {
            return Ok(ask(
                snapshot,
                &wishes,
                "",
                visit.texts.search.write_town.to_owned(),
                visit,
            ));
        }
        None => place::read(words, snapshot, visit.texts),
    };
    Ok(match meaning {
        Meaning::One(place) => found(&place, &wishes, served, now, visit),
        Meaning::Several(proposals) => {
            let kept = kept(&wishes);
            Search {
                frame: Frame::of(visit, snapshot, "/"),
                title: visit.texts.search.did_you_mean.to_owned(),
                question: Question::again(visit.texts, &kept),
                outcome: Outcome::Choose(proposals),
                kept,
                left_out: None,
            }
        }
        Meaning::Nothing => {
            let error = visit.texts.search.not_found(words);
            ask(snapshot, &wishes, words, error, visit)
        }
    })
}

fn search_position(
    query: &Query<'_>,
    served: &Served,
    now: DateTime<Utc>,
    visit: &Visit,
) -> Result<Search, BadParameter> {
    let (lon, lat) = filters::position(query)?;
    let place = place::here(lon, lat, served.snapshot.geography());
    Ok(found(&place, &wishes(query, &served.snapshot)?, served, now, visit))
}

fn wishes(query: &Query<'_>, snapshot: &Snapshot) -> Result<Wishes, BadParameter> {
    Ok(Wishes {
        need: query.word(NEED.name)?.and_then(needs::by_slug),
        filter: filters::filter(query, snapshot)?,
        minutes: query.word(MINUTES.name)?,
        count: query.integer(&COUNT)?,
    })
}

fn found(place: &Place, wishes: &Wishes, served: &Served, now: DateTime<Utc>, visit: &Visit) -> Search {
    let kept = kept(wishes);
    let found = Found::around(place, wishes, served, now, visit.texts);
    let title = match &place.label {
        Some(label) => visit.texts.search.around(label),
        None => visit.texts.search.near_you.to_owned(),
    };
    let said = found.promise.clone().unwrap_or_else(|| found.summary.clone());
    Search {
        frame: shared(
            Frame::of(visit, &served.snapshot, "/").named(&title, said),
            place,
            &found,
            visit,
        ),
        title,
        question: Question::again(visit.texts, &kept),
        outcome: Outcome::Found(Box::new(found)),
        kept,
        left_out: None,
    }
}

/// What others get to know of the page: the list around a commune. Where a visitor is stays between them and us.
fn shared(frame: Frame, place: &Place, found: &Found, visit: &Visit) -> Frame {
    let Some(commune) = place.commune.as_ref().filter(|_| place.label.is_some()) else {
        return frame.unlisted();
    };
    let address = visit.link(&format!("/recherche?commune={commune}"));
    let venues = found
        .cards
        .iter()
        .map(|card| (card.name.as_str(), visit.link(&format!("/lieux/{}", card.id))));
    let list = linked::list(&visit.root, &frame.share.title, venues);
    frame.at(&visit.root, &address).linking(&list)
}

fn ask(snapshot: &Snapshot, wishes: &Wishes, words: &str, error: String, visit: &Visit) -> Search {
    let kept = kept(wishes);
    Search {
        frame: Frame::of(visit, snapshot, "/"),
        title: visit.texts.search.where_to_search.to_owned(),
        question: Question {
            text: words.to_owned(),
            error: Some(error),
            need: wishes.need.map_or("", |need| need.slug),
            // The need is asked for again, so it is not carried along unseen.
            kept: kept.iter().filter(|(name, _)| *name != NEED.name).cloned().collect(),
            ..Question::whole(visit.texts, snapshot)
        },
        outcome: Outcome::Ask,
        kept,
        left_out: None,
    }
}
