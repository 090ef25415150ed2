//! `GET /api/v1/lieux.csv` and its sisters: every venue that fits the filters, in one file.

mod columns;
mod tables;

use super::{GEO_JSON, collection::Collection, openapi::ExportQuery, openapi::VenueCollection, written};
use crate::{
    App,
    app::Served,
    csv::{Dialect, attachment},
    params::{Query, filters, spec},
    problem::Problem,
};
use axum::{
    extract::State,
    http::{StatusCode, Uri},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use portee_directory::Listing;
use std::sync::Arc;

/// The media type of an Excel workbook.
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Asks for the venues that fit, and has `write` make the file, away from the threads that answer requests.
async fn export(
    app: &App,
    uri: Uri,
    write: impl FnOnce(&Served, &[&Listing], DateTime<Utc>, &Uri) -> Result<Response, Problem> + Send + 'static,
) -> Result<Response, Problem> {
    let (served, now) = (app.served(), app.now());
    let work = move || {
        let query = Query::read(uri.query(), spec::EXPORT)?;
        let filter = filters::filter(&query, &served.snapshot)?;
        let bbox = filters::bbox(&query)?;
        let selection = served.snapshot.select(&filter, bbox, None, usize::MAX, now);
        write(&served, &selection.listings, now, &uri)
    };
    let written = tokio::task::spawn_blocking(work).await;
    written.unwrap_or_else(|_| Err(Problem::new(StatusCode::INTERNAL_SERVER_ERROR)))
}

/// `lieux-12.csv`: the edition is in the name, so that two files are not taken for one another.
fn file_name(served: &Served, ending: &str) -> String {
    format!("lieux-{}{ending}", served.snapshot.stamp().number)
}

/// Tous les lieux qui répondent aux filtres, en CSV, aux colonnes du standard.
///
/// RFC 4180, UTF-8 sans marque, listes séparées par « | ». Ce que le standard exige et que l'on ne sait pas suit son
/// usage : pivot de quatorze zéros, date du 1970-01-01. Un texte qu'un tableur prendrait pour une formule commence par une apostrophe.
#[utoipa::path(
    get,
    path = "/api/v1/lieux.csv",
    tag = "exports",
    params(ExportQuery),
    responses(
        (status = 200, description = "Le fichier.", body = String, content_type = "text/csv"),
        (status = 400, description = "Paramètre refusé.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn standard(State(app): State<Arc<App>>, uri: Uri) -> Result<Response, Problem> {
    export(&app, uri, |served, listings, _, _| {
        Ok(tables::csv(listings, Dialect::Exchange).download(&file_name(served, ".csv")))
    })
    .await
}

/// Les mêmes, en CSV pour un tableur français : points-virgules, virgules décimales, marque UTF-8.
#[utoipa::path(
    get,
    path = "/api/v1/lieux-tableur.csv",
    tag = "exports",
    params(ExportQuery),
    responses(
        (status = 200, description = "Le fichier.", body = String, content_type = "text/csv"),
        (status = 400, description = "Paramètre refusé.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn spreadsheet(State(app): State<Arc<App>>, uri: Uri) -> Result<Response, Problem> {
    export(&app, uri, |served, listings, _, _| {
        Ok(tables::csv(listings, Dialect::Spreadsheet).download(&file_name(served, "-tableur.csv")))
    })
    .await
}

/// Les mêmes, en classeur (XLSX).
#[utoipa::path(
    get,
    path = "/api/v1/lieux.xlsx",
    tag = "exports",
    params(ExportQuery),
    responses(
        (status = 200, description = "Le fichier.", body = Vec<u8>,
            content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (status = 400, description = "Paramètre refusé.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn workbook(State(app): State<Arc<App>>, uri: Uri) -> Result<Response, Problem> {
    export(&app, uri, |served, listings, _, _| {
        let bytes = tables::workbook(listings).map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR))?;
        let name = attachment(&file_name(served, ".xlsx"));
        Ok(([name], written(StatusCode::OK, WORKBOOK, bytes)).into_response())
    })
    .await
}

/// Les mêmes, en `GeoJSON` (RFC 7946).
#[utoipa::path(
    get,
    path = "/api/v1/lieux.geojson",
    tag = "exports",
    params(ExportQuery),
    responses(
        (status = 200, description = "Le fichier.", body = VenueCollection, content_type = "application/geo+json"),
        (status = 400, description = "Paramètre refusé.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn geo_json(State(app): State<Arc<App>>, uri: Uri) -> Result<Response, Problem> {
    export(&app, uri, |served, listings, now, uri| {
        let mut collection = Collection::new(served, now, listings.len());
        for listing in listings {
            collection.add(listing);
        }
        let body = collection.finish(listings.len(), uri.path(), uri.query(), None);
        let name = attachment(&file_name(served, ".geojson"));
        Ok(([name], written(StatusCode::OK, GEO_JSON, body)).into_response())
    })
    .await
}
