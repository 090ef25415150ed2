//! `/donnees/sources/{source}`: what became of each row of one source, for its producer.

use super::{
    Visit,
    donnees::SourceView,
    error::{error_page_saying, refused},
    findings,
    frame::{Frame, html, paris},
    words,
};
use crate::{
    App,
    locales::FR,
    params::{Query, spec},
    root::Root,
};
use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::Response,
};
use portee_directory::Snapshot;
use portee_domain::{Finding, FindingKind, RowRef, SourceReport};
use std::sync::Arc;

/// Findings on a page.
const PAGE: usize = 50;

/// One finding, ready to be shown.
struct Noticed {
    row: Option<u32>,
    /// The page of the venue that the row is part of.
    venue: Option<String>,
    meaning: &'static str,
    field: &'static str,
    detail: String,
    outcome: &'static str,
}

#[derive(Template)]
#[template(path = "donnees_source.html")]
struct Page {
    frame: Frame,
    source: SourceView,
    edition_date: String,
    /// The kinds of findings, each a link.
    kinds: Vec<findings::Line>,
    /// The kind that is shown alone.
    only: Option<&'static str>,
    rows: Vec<Noticed>,
    total: String,
    number: usize,
    pages: usize,
    previous: Option<String>,
    next: Option<String>,
}

pub(super) async fn show(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    root: Root,
    RawQuery(raw): RawQuery,
) -> Response {
    let asked = Query::read_form(raw.as_deref(), &[&[spec::KIND, spec::PAGE]]);
    let asked = asked.and_then(|query| Ok((query.word(spec::KIND.name)?, query.integer(&spec::PAGE)?)));
    let (code, number) = match asked {
        Ok(asked) => asked,
        Err(bad) => return refused(&app, &Visit::french(), bad),
    };
    let only = FindingKind::ALL.iter().copied().find(|kind| Some(kind.code()) == code);
    let snapshot = app.snapshot();
    let Some(report) = find(&snapshot, &id) else {
        return unknown(&app);
    };
    match Page::of(&snapshot, report, only, number as usize) {
        Some(mut page) => {
            let address = format!("/donnees/sources/{}", report.id);
            page.frame = page.frame.at(&root, &address).named(&report.name, FR.frame.sources);
            html(StatusCode::OK, &page)
        }
        None => error_page_saying(
            &app,
            &Visit::french(),
            StatusCode::NOT_FOUND,
            "Cette page n’existe pas",
            "La liste est plus courte. Revenez à la page des données.",
        ),
    }
}

/// The source with this id.
pub(super) fn find<'a>(snapshot: &'a Snapshot, id: &str) -> Option<&'a SourceReport> {
    snapshot.sources().iter().find(|source| source.id.as_str() == id)
}

/// The answer for a source that is none of this edition.
pub(super) fn unknown(app: &App) -> Response {
    error_page_saying(
        app,
        &Visit::french(),
        StatusCode::NOT_FOUND,
        "Nous ne connaissons pas cette source",
        "La page des données donne la liste des sources.",
    )
}

impl Page {
    /// The page of this number; none when there are fewer.
    fn of(snapshot: &Snapshot, report: &SourceReport, only: Option<FindingKind>, number: usize) -> Option<Self> {
        let all = snapshot.findings_of(&report.id);
        let shown: Vec<&Finding> = all
            .iter()
            .filter(|finding| only.is_none_or(|kind| finding.kind == kind))
            .collect();
        let pages = shown.len().div_ceil(PAGE).max(1);
        if number > pages {
            return None;
        }
        let start = number.saturating_sub(1) * PAGE;
        let address = |number: usize| {
            let kind = only.map(|kind| format!("nature={}&", kind.code())).unwrap_or_default();
            format!("/donnees/sources/{}?{kind}page={number}#constats", report.id)
        };
        Some(Self {
            frame: Frame::french(snapshot, "/donnees"),
            source: SourceView::of(report, snapshot),
            edition_date: words::date(paris(snapshot.stamp().created_at)),
            kinds: findings::lines(all),
            only: only.map(findings::meaning),
            rows: shown
                .iter()
                .skip(start)
                .take(PAGE)
                .map(|finding| Noticed::of(finding, snapshot))
                .collect(),
            total: words::count(shown.len(), "constat", "constats"),
            number,
            pages,
            previous: (number > 1).then(|| address(number - 1)),
            next: (number < pages).then(|| address(number + 1)),
        })
    }
}

impl Noticed {
    fn of(finding: &Finding, snapshot: &Snapshot) -> Self {
        let venue = finding.row.and_then(|row| {
            let row = RowRef {
                source: finding.source.clone(),
                row,
            };
            snapshot.listing_of_row(&row)
        });
        Self {
            row: finding.row,
            venue: venue.map(|listing| format!("/lieux/{}", listing.venue.id)),
            meaning: findings::meaning(finding.kind),
            field: finding.field.map_or("", |field| field.name()),
            detail: finding.detail.clone(),
            outcome: findings::outcome(finding.severity()),
        }
    }
}
