//! `/donnees`: where everything comes from, what became of every row, what is missing.

use super::{
    error::refused,
    findings,
    frame::{Frame, html, paris},
    words,
};
use crate::{App, params::Query};
use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use portee_directory::Snapshot;
use portee_domain::{Missing, SourceReport};
use std::sync::Arc;

struct SourceView {
    id: String,
    name: String,
    date: Option<String>,
    licence: String,
    origin: String,
    /// Whether the origin can be followed.
    is_link: bool,
    sha256: String,
    read: String,
    published: String,
    merged: String,
    rejected: String,
}

#[derive(Template)]
#[template(path = "donnees.html")]
struct Data {
    frame: Frame,
    venues: String,
    edition_number: String,
    edition_date: String,
    checksum: String,
    sources: Vec<SourceView>,
    missing: Vec<Missing>,
    findings: Vec<findings::Line>,
}

pub(super) async fn show(State(app): State<Arc<App>>, RawQuery(raw): RawQuery) -> Response {
    match Query::read_form(raw.as_deref(), &[]) {
        Ok(_) => html(StatusCode::OK, &Data::of(&app.snapshot())),
        Err(bad) => refused(&app, bad),
    }
}

impl Data {
    fn of(snapshot: &Snapshot) -> Self {
        let stamp = snapshot.stamp();
        Self {
            frame: Frame::of(snapshot, "/donnees"),
            venues: words::number(snapshot.listings().len()),
            edition_number: stamp.number.to_string(),
            edition_date: words::date(paris(stamp.created_at)),
            checksum: stamp.checksum.clone(),
            sources: snapshot.sources().iter().map(SourceView::from).collect(),
            missing: snapshot.missing().to_vec(),
            findings: findings::lines(snapshot.findings()),
        }
    }
}

impl From<&SourceReport> for SourceView {
    fn from(report: &SourceReport) -> Self {
        let number = |rows: u32| words::number(rows as usize);
        Self {
            id: report.id.to_string(),
            name: report.name.clone(),
            date: report.data_date.map(words::date),
            licence: report.licence.clone(),
            origin: report.origin.clone(),
            is_link: report.origin.starts_with("https://") || report.origin.starts_with("http://"),
            sha256: report.sha256.clone(),
            read: number(report.read),
            published: number(report.published),
            merged: number(report.merged),
            rejected: number(report.rejected),
        }
    }
}
