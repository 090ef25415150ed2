//! `/integration/cadre`: the list that is shown in pages of other sites. Its links open in the whole window.

use super::{COUNT, FRAME, territory::Territory};
use crate::{
    App,
    app::Served,
    assets,
    pages::{
        Visit,
        card::Card,
        error::error_page,
        frame::Frame,
        needs::{self, Need},
        place,
        recherche::NEED,
        results::{Found, Wishes},
    },
    params::{BadParameter, Query},
};
use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use chrono::{DateTime, Utc};
use portee_directory::{Filter, Listing};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "integration_cadre.html")]
struct Page {
    frame: Frame,
    title: String,
    /// The need, as people say it.
    need: Option<&'static str>,
    /// The need, in an address; empty for none.
    slug: &'static str,
    /// What is to be known before the list.
    said: Option<String>,
    cards: Vec<Card>,
    /// Where all of them are, and whether that page is in French only.
    whole: Option<(String, bool)>,
    /// Says the height to the page around.
    script: &'static str,
}

pub(in crate::pages) async fn show(State(app): State<Arc<App>>, visit: Visit, RawQuery(raw): RawQuery) -> Response {
    let (served, now) = (app.served(), app.now());
    let (held, asked) = (Arc::clone(&served), visit.clone());
    let page = held.travel.aside(move || {
        Query::read_form(raw.as_deref(), &[FRAME])
            .and_then(|query| page(&query, &served, now, &asked))
            .map_err(|bad| Box::new(refused(bad, &served, &asked)))
    });
    match page.await {
        Some(Ok(page)) => visit.html(StatusCode::OK, &page),
        Some(Err(page)) => visit.html(StatusCode::BAD_REQUEST, &*page),
        None => error_page(&app, &visit, StatusCode::INTERNAL_SERVER_ERROR, None),
    }
}

fn page(query: &Query<'_>, served: &Served, now: DateTime<Utc>, visit: &Visit) -> Result<Page, BadParameter> {
    let t = visit.texts;
    let need = query.word(NEED.name)?.and_then(needs::by_slug);
    let count = query.integer(&COUNT)?;
    let mut page = empty(served, visit);
    page.need = need.map(|need| need.sentence(t));
    page.slug = need.map_or("", |need| need.slug);
    let Some(territory) = Territory::read(query, &served.snapshot)? else {
        return Ok(page);
    };
    page.title = t.embed.at(territory.name());
    page.whole = Some(territory.whole(t.locale.prefix, need.map(|need| need.slug)));
    if let Territory::Commune(commune) = territory {
        let wishes = Wishes {
            need,
            filter: Filter::default(),
            minutes: None,
            count,
        };
        let found = Found::around(&place::of_commune(commune), &wishes, served, now, t);
        page.said = Some(found.widened.unwrap_or(found.summary));
        page.cards = found.cards;
    } else {
        let found = within(&territory, need, served, now);
        page.said = Some(if found.is_empty() {
            t.embed.none.to_owned()
        } else {
            t.embed.found(found.len())
        });
        let shown = found.into_iter().take(count as usize);
        page.cards = shown.map(|listing| Card::of(listing, now, t)).collect();
    }
    Ok(page)
}

/// The venues of a territory that answer the need: by town, then by name.
fn within<'a>(
    territory: &Territory<'_>,
    need: Option<&Need>,
    served: &'a Served,
    now: DateTime<Utc>,
) -> Vec<&'a Listing> {
    let filter = Filter {
        services: need.map(|need| need.service).into_iter().collect(),
        ..Filter::default()
    };
    let snapshot = &served.snapshot;
    let mut found = snapshot.select(&filter, None, None, usize::MAX, now).listings;
    found.retain(|listing| territory.holds(listing, snapshot.geography()));
    found.sort_by_key(|listing| {
        let venue = &listing.venue;
        (&venue.location.commune, &venue.description.name, &venue.id)
    });
    found
}

/// The frame with nothing but the question.
fn empty(served: &Served, visit: &Visit) -> Page {
    Page {
        frame: Frame::of(visit, &served.snapshot, ""),
        title: visit.texts.embed.title.to_owned(),
        need: None,
        slug: "",
        said: None,
        cards: Vec::new(),
        whole: None,
        script: assets::url("src/integration/frame.ts"),
    }
}

/// What the frame says of a wrong address: whoever put it there must see why.
fn refused(bad: BadParameter, served: &Served, visit: &Visit) -> Page {
    Page {
        said: Some(if visit.is_french() {
            bad.detail
        } else {
            visit.texts.error.parameter(bad.parameter)
        }),
        ..empty(served, visit)
    }
}
