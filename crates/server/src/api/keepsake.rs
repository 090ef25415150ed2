//! `GET /api/v1/departements/{code}/lieux`: a whole département in one answer, for those who work where there is no network.

use super::{GEO_JSON, around::described, brief, collection::Collection, openapi::Keepsake, validators, written};
use crate::{App, params::Query, problem::Problem};
use axum::{
    extract::{Path, RawQuery, State},
    http::{HeaderMap, StatusCode, Uri},
    response::Response,
};
use portee_directory::Filter;
use portee_domain::DepartementCode;
use portee_geography::Commune;
use serde_json::{Value, json};
use std::sync::Arc;

/// Tous les lieux d'un département en bref, et ses communes : de quoi choisir sans réseau.
///
/// Les lieux sont ceux de communes/{code}/lieux, sans distance, par identifiant ; `communes` dit d'où mesurer.
#[utoipa::path(
    get,
    path = "/api/v1/departements/{code}/lieux",
    tag = "orientation",
    params(("code" = String, Path, description = "Code du département ou de la collectivité.", pattern = r"^(\d{2}|2[AB]|9[78]\d)$",
        example = "26")),
    responses(
        (status = 200, description = "Les lieux et les communes.", body = Keepsake, content_type = "application/geo+json"),
        (status = 304, description = "La réponse que vous avez est encore bonne."),
        (status = 400, description = "Paramètre refusé.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Aucun département n'a ce code.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list(
    State(app): State<Arc<App>>,
    Path(code): Path<String>,
    RawQuery(raw): RawQuery,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    Query::read(raw.as_deref(), &[])?;
    let (served, now) = (app.served(), app.now());
    let geography = served.snapshot.geography();
    let departement = code.parse::<DepartementCode>().ok();
    let known = departement.and_then(|code| geography.departement(code.as_str()));
    let departement = known.ok_or_else(|| {
        Problem::new(StatusCode::NOT_FOUND).detail("Aucun département ni collectivité n'a ce code : 01, 2A, 974…")
    })?;
    let code = departement.code.clone();
    let today = now.with_timezone(&geography.time_zone(&code)).date_naive();
    let etag = validators::of_day(&served, today);
    if validators::is_known(&headers, &etag) {
        return Ok(validators::not_modified(etag));
    }
    let path = uri.path().to_owned();
    // Hundreds of weeks to work out: not on the threads that answer requests.
    let body = tokio::task::spawn_blocking(move || {
        let snapshot = &served.snapshot;
        let geography = snapshot.geography();
        let filter = Filter {
            departement: Some(code.clone()),
            ..Filter::default()
        };
        let found = snapshot.select(&filter, None, None, usize::MAX, now);
        let mut collection = Collection::new(&served, now, found.listings.len());
        for listing in &found.listings {
            collection.add_written(|text| brief::feature(text, listing, None, geography, now));
        }
        let is_here = |commune: &&Commune| commune.departement == code;
        let communes: Vec<Value> = geography.communes().iter().filter(is_here).map(described).collect();
        let name = geography
            .departement(code.as_str())
            .map(|departement| &departement.name);
        collection.also("departement", &json!({ "code": code.as_str(), "nom": name }));
        collection.also("fuseau", &json!(geography.time_zone(&code).name()));
        collection.also("communes", &Value::Array(communes));
        collection.finish(found.matched, &path, None, None)
    });
    let body = body
        .await
        .map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR))?;
    Ok(validators::lasting(written(StatusCode::OK, GEO_JSON, body), etag))
}
