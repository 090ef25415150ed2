//! `/donnees`: where everything comes from, what became of every row, what is missing.

use super::{
    Visit,
    error::refused,
    findings,
    frame::{Frame, html, paris},
    words,
};
use crate::{App, api::exports::Form, dumps::Dump, locales::FR, params::Query, root::Root};
use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use portee_directory::Snapshot;
use portee_domain::{Freshness, Missing, SourceReport};
use std::sync::Arc;

/// A source, ready to be shown.
pub(super) struct SourceView {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) date: Option<String>,
    pub(super) licence: String,
    pub(super) origin: String,
    /// Whether the origin can be followed.
    pub(super) is_link: bool,
    pub(super) sha256: String,
    pub(super) read: String,
    pub(super) published: String,
    pub(super) merged: String,
    pub(super) rejected: String,
    /// Rows by how their venue is located.
    pub(super) located: Vec<Share>,
    /// Rows by the age of their verification.
    pub(super) freshness: Vec<Share>,
}

/// A part of the rows that are in the directory.
pub(super) struct Share {
    pub(super) label: String,
    pub(super) count: String,
    /// `12 %`; nothing when there are no rows.
    pub(super) percent: String,
}

/// A file of the edition, ready to be shown.
struct FileView {
    name: String,
    said: &'static str,
    /// `5,4 Mo`.
    size: String,
    sha256: String,
}

fn files(dump: &Dump) -> Vec<FileView> {
    let view = |file: &crate::dumps::File| FileView {
        name: file.name.clone(),
        said: file.form.map_or("Sommes de contrôle", Form::said),
        size: words::size(file.bytes),
        sha256: file.hexadecimal(),
    };
    dump.files.iter().filter(|file| file.form.is_some()).map(view).collect()
}

#[derive(Template)]
#[template(path = "donnees.html")]
struct Data {
    frame: Frame,
    venues: String,
    edition_number: String,
    edition_date: String,
    checksum: String,
    files: Vec<FileView>,
    sources: Vec<SourceView>,
    missing: Vec<Missing>,
    findings: Vec<findings::Line>,
}

pub(super) async fn show(State(app): State<Arc<App>>, root: Root, RawQuery(raw): RawQuery) -> Response {
    match Query::read_form(raw.as_deref(), &[]) {
        Ok(_) => {
            let snapshot = app.snapshot();
            let dump = app.dumps.of(snapshot.stamp().number);
            html(StatusCode::OK, &Data::of(&snapshot, dump.as_ref(), &root))
        }
        Err(bad) => refused(&app, &Visit::french(), bad),
    }
}

impl Data {
    fn of(snapshot: &Snapshot, dump: Option<&Dump>, root: &Root) -> Self {
        let stamp = snapshot.stamp();
        Self {
            frame: Frame::french(snapshot, "/donnees")
                .at(root, "/donnees")
                .named("D’où viennent les données", FR.frame.sources),
            venues: words::number(snapshot.listings().len()),
            edition_number: stamp.number.to_string(),
            edition_date: words::date(paris(stamp.created_at)),
            checksum: stamp.checksum.clone(),
            files: dump.map(files).unwrap_or_default(),
            sources: snapshot
                .sources()
                .iter()
                .map(|report| SourceView::of(report, snapshot))
                .collect(),
            missing: snapshot.missing().to_vec(),
            findings: findings::lines(snapshot.findings()),
        }
    }
}

/// How a venue is located, in the order of `SourceProfile::located`.
const LOCATED: [&str; 3] = ["à l’endroit exact", "dans la rue", "dans la commune"];

impl SourceView {
    pub(super) fn of(report: &SourceReport, snapshot: &Snapshot) -> Self {
        let number = |rows: u32| words::number(rows as usize);
        let profile = snapshot.profile(&report.id);
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
            located: shares(LOCATED.into_iter().zip(profile.located)),
            freshness: shares(Freshness::ALL.map(Freshness::label).into_iter().zip(profile.freshness)),
        }
    }
}

fn shares(counts: impl Iterator<Item = (&'static str, u32)> + Clone) -> Vec<Share> {
    let total: u32 = counts.clone().map(|(_, count)| count).sum();
    let percent = |count: u32| match (u64::from(count) * 100).checked_div(u64::from(total)) {
        None => String::new(),
        Some(0) if count > 0 => "moins de 1\u{a0}%".to_owned(),
        Some(part) => format!("{part}\u{a0}%"),
    };
    counts
        .map(|(label, count)| Share {
            label: words::capital(label),
            count: words::number(count as usize),
            percent: percent(count),
        })
        .collect()
}
