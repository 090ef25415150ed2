//! `/donnees/sources/{source}/constats.csv`: what was noticed, row by row, to send back to the producer.

use super::{Visit, error::refused, findings, source};
use crate::{App, csv::Csv, params::Query};
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use portee_directory::Snapshot;
use portee_domain::{Finding, RowRef, SourceReport};
use std::sync::Arc;

const HEADINGS: [&str; 7] = ["ligne", "gravite", "nature", "sens", "champ", "detail", "lieu"];

pub(super) async fn download(State(app): State<Arc<App>>, Path(id): Path<String>, RawQuery(raw): RawQuery) -> Response {
    if let Err(bad) = Query::read_form(raw.as_deref(), &[]) {
        return refused(&app, &Visit::french(), bad);
    }
    let snapshot = app.snapshot();
    match source::find(&snapshot, &id) {
        Some(report) => written(&snapshot, report),
        None => source::unknown(&app),
    }
}

fn written(snapshot: &Snapshot, report: &SourceReport) -> Response {
    let mut csv = Csv::new();
    for heading in HEADINGS {
        csv.text(heading);
    }
    csv.end_row();
    for finding in snapshot.findings_of(&report.id) {
        row(&mut csv, snapshot, finding);
    }
    csv.download(&format!("constats-{}.csv", report.id))
}

fn row(csv: &mut Csv, snapshot: &Snapshot, finding: &Finding) {
    let venue = finding.row.and_then(|row| {
        let row = RowRef {
            source: finding.source.clone(),
            row,
        };
        snapshot.listing_of_row(&row)
    });
    csv.number(&finding.row.map(|row| row.to_string()).unwrap_or_default());
    csv.text(finding.severity().label());
    csv.text(finding.kind.code());
    csv.text(findings::meaning(finding.kind));
    csv.text(finding.field.map_or("", |field| field.name()));
    csv.text(&finding.detail);
    csv.text(venue.map_or("", |listing| listing.venue.id.as_str()));
    csv.end_row();
}
