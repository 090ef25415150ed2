//! `GET /api/v1/lieux/changements`: what a copy of the venues lacks since an edition.

use super::{changes_schema::ChangeCollection, collection::Collection, cursor, openapi::ChangeQuery};
use crate::{
    App,
    app::Stamped,
    editions::changes::{Change, between},
    params::{BadParameter, Query, spec},
    problem::{Problem, kind},
};
use axum::{
    extract::State,
    http::{HeaderMap, Uri},
    response::Response,
};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use portee_directory::Lookup;
use portee_domain::EditionNumber;
use serde_json::{Value, json};
use std::sync::Arc;

/// Ce qui a changé depuis une édition : de quoi tenir une copie à jour.
///
/// Les lieux nouveaux, et ceux dont on dit autre chose, entiers. `retires` : ceux qui n'y sont plus. `rediriges` : ceux qui font
/// partie d'un autre. Ces deux listes sont complètes dans la première page, vides dans les suivantes. Appliquez toutes les
/// pages : votre copie est alors l'édition que dit `edition`. Demandez la suite depuis son numéro. Cela vaut aussi quand une
/// édition plus ancienne a été remise en service.
#[utoipa::path(
    get,
    path = "/api/v1/lieux/changements",
    tag = "lieux",
    params(ChangeQuery),
    responses(
        (status = 200, description = "Une page de changements.", body = ChangeCollection, content_type = "application/geo+json"),
        (status = 304, description = "La réponse que vous avez est encore bonne."),
        (status = 400, description = "Paramètre refusé, ou édition à venir.", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "Cette édition n'est plus gardée : reprenez la liste entière.", body = Problem,
            content_type = "application/problem+json"),
        (status = 503, description = "Les éditions passées ne se lisent pas maintenant.", body = Problem,
            content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list(State(app): State<Arc<App>>, uri: Uri, headers: HeaderMap) -> Result<Response, Problem> {
    let now = app.now();
    let query = Query::read(uri.query(), spec::CHANGES)?;
    let edition = cursor::edition(&app, &query).await?;
    let after = cursor::after(&query)?;
    let limit = query.integer(&spec::LIMIT)? as usize;
    let since = since(&app, &edition, &query, now).await?;
    let before = app.edition(since).await?.ok_or_else(|| forgotten(since.to_string()))?;

    let mut page = Vec::new();
    let (mut matched, mut more) = (0, false);
    let (mut withdrawn, mut redirected) = (Vec::new(), Vec::new());
    for change in between(before.snapshot.listings(), edition.snapshot.listings()) {
        let listing = match change {
            Change::New(listing) | Change::Other { after: listing, .. } => listing,
            Change::Gone(listing) => {
                match edition.snapshot.find(&listing.venue.id) {
                    Lookup::Moved(into) => redirected.push(json!({ "id": listing.venue.id, "vers": into })),
                    Lookup::Withdrawn => withdrawn.push(json!({ "id": listing.venue.id, "raison": "retire" })),
                    // This edition comes before the venue's first one, or was made without its source's memory.
                    Lookup::Unknown | Lookup::Found(_) => {
                        withdrawn.push(json!({ "id": listing.venue.id, "raison": "inconnu" }));
                    }
                }
                continue;
            }
        };
        matched += 1;
        if after.as_ref().is_none_or(|last| listing.venue.id > *last) {
            if page.len() < limit {
                page.push(listing);
            } else {
                more = true;
            }
        }
    }
    if after.is_some() {
        // They were on the first page; an edition of the past no longer knows what became of them.
        (withdrawn, redirected) = (Vec::new(), Vec::new());
    }
    let mut collection = Collection::new(&edition, now, page.len());
    for listing in &page {
        collection.add(listing);
    }
    collection.also("depuis", &json!(since));
    collection.also("retires", &Value::Array(withdrawn));
    collection.also("rediriges", &Value::Array(redirected));
    let last = page.last().filter(|_| more);
    let next = last.map(|last| cursor::write(edition.number(), &last.venue.id));
    Ok(collection.answer(matched, &uri, next.as_deref(), &headers))
}

/// The edition that the request names, by its number or by an instant when it was in service.
async fn since(app: &App, edition: &Stamped, query: &Query<'_>, now: DateTime<Utc>) -> Result<EditionNumber, Problem> {
    let text = query.text(spec::SINCE.name).unwrap_or_default();
    let future = || {
        let detail = format!(
            "« {text} » est à venir. L'édition en service est la {}.",
            app.served().number()
        );
        BadParameter::new(spec::SINCE.name, detail)
    };
    if let Ok(number) = text.parse().map(EditionNumber) {
        if number == edition.number() {
            return Ok(number);
        }
        let known = app.publications().await?;
        if known.iter().any(|publication| publication.edition == number) {
            return Ok(number);
        }
        let is_future = known.iter().all(|publication| publication.edition < number);
        return Err(if is_future {
            future().into()
        } else {
            forgotten(number.to_string())
        });
    }
    let instant = instant(text).ok_or_else(|| {
        let detail = "« modified_since » est le numéro d'une édition, une date ou un instant (RFC 3339).";
        BadParameter::new(spec::SINCE.name, detail)
    })?;
    if instant > now {
        return Err(future().into());
    }
    let known = app.publications().await?;
    let then = known.iter().rev().find(|publication| publication.at <= instant);
    then.map(|publication| publication.edition)
        .ok_or_else(|| forgotten(format!("du {text}")))
}

/// An instant, or the beginning of a day (UTC). A `+` that was not percent-encoded has become a space.
fn instant(text: &str) -> Option<DateTime<Utc>> {
    if let Ok(day) = text.parse::<NaiveDate>() {
        return Some(day.and_time(NaiveTime::MIN).and_utc());
    }
    DateTime::parse_from_rfc3339(&text.replace(' ', "+"))
        .ok()
        .map(DateTime::into)
}

fn forgotten(which: impl std::fmt::Display) -> Problem {
    let detail = format!("L'édition {which} n'est pas ou plus gardée. Reprenez la liste entière : /api/v1/lieux.");
    Problem::of(&kind::FORGOTTEN_EDITION)
        .detail(detail)
        .parameter(spec::SINCE.name)
}
