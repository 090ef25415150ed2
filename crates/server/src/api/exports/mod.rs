//! `GET /api/v1/lieux.csv` and its sisters: every venue that fits the filters, in one file.

mod columns;
mod form;
mod parquet;
#[cfg(test)]
mod round_trip;
mod tables;

use super::{GEO_JSON, collection::Collection, openapi::ExportQuery, openapi::VenueCollection, written};
use crate::{
    App,
    app::Served,
    csv::attachment,
    params::{Query, filters, spec},
    problem::Problem,
};
use axum::{
    extract::State,
    http::{StatusCode, Uri},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
pub(crate) use form::Form;
pub use form::GeoPackages;
use portee_directory::Listing;
use std::sync::Arc;

/// Has `write` make a file of the venues that fit, away from the threads that answer requests, when its turn has come.
async fn export(
    app: &App,
    uri: Uri,
    form: Form,
    write: impl FnOnce(&Served, &[&Listing], DateTime<Utc>, &Uri) -> Result<Vec<u8>, String> + Send + 'static,
) -> Result<Response, Problem> {
    let failed = || Problem::new(StatusCode::INTERNAL_SERVER_ERROR);
    let turn = Arc::clone(&app.dumps.exports).acquire_owned().await;
    let (served, now) = (app.served(), app.now());
    let work = move || {
        let _turn = turn;
        let query = Query::read(uri.query(), spec::EXPORT)?;
        let filter = filters::filter(&query, &served.snapshot)?;
        let bbox = filters::bbox(&query)?;
        let selection = served.snapshot.select(&filter, bbox, None, usize::MAX, now);
        let bytes = write(&served, &selection.listings, now, &uri).map_err(|reason| {
            tracing::error!(reason, ?form, "a file of venues could not be written");
            failed()
        })?;
        // The edition is in the name, so that two files are not taken for one another.
        let name = attachment(&format!("lieux-{}{}", served.snapshot.stamp().number, form.ending()));
        Ok(([name], written(StatusCode::OK, form.content_type(), bytes)).into_response())
    };
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|_| Err(failed()))
}

/// The file that depends on nothing but the edition and the filters.
async fn plain(app: Arc<App>, uri: Uri, form: Form) -> Result<Response, Problem> {
    let dumps = Arc::clone(&app.dumps);
    export(&app, uri, form, move |served, listings, _, _| {
        form.write(listings, served.snapshot.stamp().created_at, dumps.geopackages())
    })
    .await
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
    plain(app, uri, Form::Standard).await
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
    plain(app, uri, Form::Spreadsheet).await
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
    plain(app, uri, Form::Workbook).await
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
    export(&app, uri, Form::GeoJson, |served, listings, now, uri| {
        let mut collection = Collection::new(served, now, listings.len());
        for listing in listings {
            collection.add(listing);
        }
        let body = collection.finish(listings.len(), uri.path(), uri.query(), None);
        Ok(body.into_bytes())
    })
    .await
}

/// Les mêmes, en `GeoPackage` : une couche de points, que QGIS ouvre.
///
/// Aux colonnes du standard s'ajoutent `departement`, `precision` et `horaires_texte`.
#[utoipa::path(
    get,
    path = "/api/v1/lieux.gpkg",
    tag = "exports",
    params(ExportQuery),
    responses(
        (status = 200, description = "Le fichier.", body = Vec<u8>, content_type = "application/geopackage+sqlite3"),
        (status = 400, description = "Paramètre refusé.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn geo_package(State(app): State<Arc<App>>, uri: Uri) -> Result<Response, Problem> {
    plain(app, uri, Form::GeoPackage).await
}

/// Les mêmes, en `GeoParquet` 1.1 : les listes sont des listes, une date ou un texte inconnu est nul.
///
/// Aux colonnes du standard s'ajoutent `geometry` (WKB), `departement`, `precision` et `horaires_texte`.
#[utoipa::path(
    get,
    path = "/api/v1/lieux.parquet",
    tag = "exports",
    params(ExportQuery),
    responses(
        (status = 200, description = "Le fichier.", body = Vec<u8>, content_type = "application/vnd.apache.parquet"),
        (status = 400, description = "Paramètre refusé.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn geo_parquet(State(app): State<Arc<App>>, uri: Uri) -> Result<Response, Problem> {
    plain(app, uri, Form::Parquet).await
}
