//! `/`: one question.

use super::{
    error::refused,
    frame::{Frame, html},
    question::Question,
    words,
};
use crate::{App, params::Query};
use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "accueil.html")]
struct Home {
    frame: Frame,
    question: Question,
    venues: String,
}

pub(super) async fn show(State(app): State<Arc<App>>, RawQuery(raw): RawQuery) -> Response {
    if let Err(bad) = Query::read_form(raw.as_deref(), &[]) {
        return refused(&app, bad);
    }
    let snapshot = app.snapshot();
    let page = Home {
        frame: Frame::of(&snapshot, "/"),
        question: Question::whole(&snapshot),
        venues: words::number(snapshot.listings().len()),
    };
    html(StatusCode::OK, &page)
}
