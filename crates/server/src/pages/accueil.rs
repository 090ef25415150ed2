//! `/`: one question.

use super::{Visit, error::refused, frame::Frame, question::Question};
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
    venues: usize,
}

pub(super) async fn show(State(app): State<Arc<App>>, visit: Visit, RawQuery(raw): RawQuery) -> Response {
    if let Err(bad) = Query::read_form(raw.as_deref(), &[]) {
        return refused(&app, &visit, bad);
    }
    let snapshot = app.snapshot();
    let page = Home {
        frame: Frame::of(&visit, &snapshot, "/"),
        question: Question::whole(visit.texts, &snapshot),
        venues: snapshot.listings().len(),
    };
    visit.html(StatusCode::OK, &page)
}
