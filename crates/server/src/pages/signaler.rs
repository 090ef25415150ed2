//! `/lieux/{id}/signaler`: a visitor says what is wrong in a sheet. No account, no e-mail, nothing of the visitor is kept.

use super::{
    Visit,
    error::{error_page, error_page_saying, refused},
    frame::{Frame, paris},
    lieu::not_there,
};
use crate::{
    App,
    client::Client,
    locales::Texts,
    params::{BadParameter, Parameter, Query, Shape},
    reports::{LONGEST_TEXT, Refusal, Report, ReportKind, is_ours, tidy},
};
use askama::Template;
use axum::{
    Extension,
    body::Bytes,
    extract::{Path, RawQuery, State, rejection::BytesRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use portee_directory::{Listing, Lookup, Snapshot};
use portee_domain::VenueId;
use std::{io, sync::Arc};

/// The longest body: every character of the text may take twelve bytes.
pub(super) const LONGEST_BODY: usize = 16_000;

const KIND: Parameter = Parameter {
    name: "nature",
    description: "Ce qui est faux.",
    shape: Shape::Word(&ReportKind::WORDS),
    required: false,
    example: "horaires",
};
const TEXT: Parameter = Parameter {
    name: "texte",
    description: "Avec les mots de la personne.",
    // Line ends are sent as two characters: the text is measured once it is tidy.
    shape: Shape::Text(2 * LONGEST_TEXT),
    required: false,
    example: "Fermé le lundi.",
};
const SENT: Parameter = Parameter {
    name: "envoye",
    description: "Le signalement est arrivé.",
    shape: Shape::Word(&["oui"]),
    required: false,
    example: "oui",
};

/// One thing that may be wrong.
struct KindChoice {
    word: &'static str,
    sentence: &'static str,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "signaler.html")]
struct Form {
    frame: Frame,
    id: String,
    name: String,
    /// The report has arrived: there is nothing to ask any more.
    sent: bool,
    kinds: [KindChoice; 5],
    text: String,
    longest: usize,
    error: Option<&'static str>,
}

pub(super) async fn ask(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Response {
    let sent = match Query::read_form(raw.as_deref(), &[&[SENT]]).and_then(|query| query.word(SENT.name)) {
        Ok(sent) => sent.is_some(),
        Err(bad) => return refused(&app, &visit, bad),
    };
    let snapshot = app.snapshot();
    match listing(&snapshot, &id) {
        Ok(listing) => visit.html(
            StatusCode::OK,
            &Form {
                sent,
                ..Form::of(&visit, &snapshot, listing)
            },
        ),
        Err(lookup) => not_there(&app, &visit, &lookup, "/signaler"),
    }
}

pub(super) async fn take(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path(id): Path<String>,
    client: Option<Extension<Client>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    if !is_ours(&headers) {
        return error_page(&app, &visit, StatusCode::FORBIDDEN, None);
    }
    let text = match body.map(|body| String::from_utf8(body.into())) {
        Ok(Ok(text)) => text,
        Ok(Err(_)) => return error_page(&app, &visit, StatusCode::BAD_REQUEST, None),
        Err(rejection) => return error_page(&app, &visit, rejection.status(), None),
    };
    let snapshot = app.snapshot();
    let listing = match listing(&snapshot, &id) {
        Ok(listing) => listing,
        Err(lookup) => return not_there(&app, &visit, &lookup, "/signaler"),
    };
    let (kind, text) = match read(&text) {
        Ok(read) => read,
        Err(bad) => return refused(&app, &visit, bad),
    };
    let t = visit.texts;
    let form = |error| Form {
        text: text.clone(),
        error: Some(error),
        kinds: choices(kind, t),
        ..Form::of(&visit, &snapshot, listing)
    };
    let Some(kind) = kind else {
        return visit.html(StatusCode::BAD_REQUEST, &form(t.report.choose));
    };
    if text.chars().nth(LONGEST_TEXT).is_some() {
        return visit.html(StatusCode::BAD_REQUEST, &form(t.report.too_long));
    }
    let Some(reports) = app.desk.reports.get().map(Arc::clone) else {
        return visit.html(StatusCode::SERVICE_UNAVAILABLE, &form(t.report.not_here));
    };
    let prefix = client.map_or(0, |Extension(client)| client.prefix());
    if let Err(refusal) = app.desk.gate.pass(prefix, app.now()) {
        return too_many(&app, &visit, refusal);
    }
    let report = Report {
        venue: listing.venue.id.clone(),
        edition: snapshot.stamp().number,
        kind,
        text: text.clone(),
        day: paris(app.now()),
    };
    // A disk is waited for: not on a thread that answers requests.
    let kept = tokio::task::spawn_blocking(move || reports.keep(&report)).await;
    match kept.unwrap_or_else(|failed| Err(io::Error::other(failed))) {
        Ok(()) => {
            let there = visit.link(&format!("/lieux/{}/signaler?envoye=oui", listing.venue.id));
            (StatusCode::SEE_OTHER, [(header::LOCATION, there)]).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "a report could not be kept");
            visit.html(StatusCode::SERVICE_UNAVAILABLE, &form(t.report.failed))
        }
    }
}

fn read(form: &str) -> Result<(Option<ReportKind>, String), BadParameter> {
    let query = Query::read_form(Some(form), &[&[KIND, TEXT]])?;
    let kind = query.word(KIND.name)?.and_then(ReportKind::named);
    Ok((kind, tidy(query.text(TEXT.name).unwrap_or_default())))
}

fn listing<'a>(snapshot: &'a Snapshot, id: &str) -> Result<&'a Listing, Lookup<'a>> {
    let id: VenueId = id.parse().map_err(|_| Lookup::Unknown)?;
    match snapshot.find(&id) {
        Lookup::Found(listing) => Ok(listing),
        other => Err(other),
    }
}

fn too_many(app: &App, visit: &Visit, refusal: Refusal) -> Response {
    let (title, detail) = (visit.texts.report.too_many, visit.texts.report.too_many_detail);
    let mut page = error_page_saying(app, visit, StatusCode::TOO_MANY_REQUESTS, title, detail);
    page.headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from(refusal.after_s));
    page
}

fn choices(chosen: Option<ReportKind>, t: &Texts) -> [KindChoice; 5] {
    ReportKind::ALL.map(|kind| KindChoice {
        word: kind.word(),
        sentence: match kind {
            ReportKind::Closed => t.report.closed,
            ReportKind::Hours => t.report.hours,
            ReportKind::Phone => t.report.phone,
            ReportKind::Address => t.report.address,
            ReportKind::Other => t.report.other,
        },
        chosen: chosen == Some(kind),
    })
}

impl Form {
    fn of(visit: &Visit, snapshot: &Snapshot, listing: &Listing) -> Self {
        Self {
            frame: Frame::of(visit, snapshot, ""),
            id: listing.venue.id.to_string(),
            name: listing.venue.description.name.clone(),
            sent: false,
            kinds: choices(None, visit.texts),
            text: String::new(),
            longest: LONGEST_TEXT,
            error: None,
        }
    }
}
