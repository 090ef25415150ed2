//! `GET /api/v1/communes/{code}/lieux`: what there is around a commune, to choose from. The same for everybody: what the person
//! needs is not asked, so a helper's choices stay in the browser.

use super::{
    GEO_JSON, brief,
    collection::Collection,
    openapi::Surroundings,
    places::{label, reference_point},
    validators, written,
};
use crate::{App, app::Served, params::Query, problem::Problem};
use axum::{
    extract::{Path, RawQuery, State},
    http::{HeaderMap, StatusCode, Uri},
    response::Response,
};
use portee_directory::Filter;
use portee_geography::Commune;
use serde_json::{Value, json};
use std::sync::Arc;

/// How many venues: enough that whatever is preferred, the best choice is among them.
const MOST: usize = 80;

/// Les lieux autour d'une commune, en bref : de quoi choisir et appeler.
///
/// Les 80 lieux les plus proches de la mairie (ou, sans elle, du centre), du plus proche au plus lointain à vol d'oiseau ;
/// `duree_s` comme pour lieux/proches. `semaine` donne les sept jours à venir, `criteres` ce que le lieu déclare : oui, en-partie ou
/// non ; ce qu'il ne déclare pas est absent. Un ancien code vaut pour la commune d'aujourd'hui.
#[utoipa::path(
    get,
    path = "/api/v1/communes/{code}/lieux",
    tag = "orientation",
    params(("code" = String, Path, description = "Code INSEE de la commune.", pattern = r"^(\d{2}|2[AB])\d{3}$", example = "26113")),
    responses(
        (status = 200, description = "Les lieux.", body = Surroundings, content_type = "application/geo+json"),
        (status = 304, description = "La réponse que vous avez est encore bonne."),
        (status = 400, description = "Paramètre refusé.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Aucune commune n'a ce code.", body = Problem, content_type = "application/problem+json"),
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
    let commune = served.snapshot.geography().commune(&code);
    let commune = commune.ok_or_else(|| {
        let detail = "Aucune commune n'a ce code INSEE. Cherchez-le par /api/v1/communes?q=…";
        Problem::new(StatusCode::NOT_FOUND).detail(detail)
    })?;
    let etag = validators::of_day(&served, now.with_timezone(&time_zone(&served, commune)).date_naive());
    if validators::is_known(&headers, &etag) {
        return Ok(validators::not_modified(etag));
    }
    let (held, code, path) = (Arc::clone(&served), commune.code.clone(), uri.path().to_owned());
    let body = held.travel.aside(move || {
        let commune = served.snapshot.geography().commune(code.as_str())?;
        let filter = Filter::default();
        let point = reference_point(commune);
        let found = served.travel.nearest(&served.snapshot, point, &filter, MOST, now);
        let mut collection = Collection::new(&served, now, found.len());
        for near in &found {
            collection.add_written(|text| {
                let geography = served.snapshot.geography();
                brief::feature(text, near.nearby.listing, Some(near), geography, now);
            });
        }
        collection.also("commune", &described(commune));
        collection.also("fuseau", &json!(time_zone(&served, commune).name()));
        Some(collection.finish(served.snapshot.listings().len(), &path, None, None))
    });
    let body = body
        .await
        .flatten()
        .ok_or_else(|| Problem::new(StatusCode::INTERNAL_SERVER_ERROR))?;
    Ok(validators::lasting(written(StatusCode::OK, GEO_JSON, body), etag))
}

fn time_zone(served: &Served, commune: &Commune) -> chrono_tz::Tz {
    served.snapshot.geography().time_zone_of_commune(&commune.code)
}

/// A commune, and the point that distances are measured from.
pub(super) fn described(commune: &Commune) -> Value {
    let (longitude, latitude) = reference_point(commune);
    json!({
        "code": commune.code.as_str(),
        "nom": commune.name,
        "libelle": label(commune),
        "departement": commune.departement.as_str(),
        "codes_postaux": commune.postcodes.iter().map(portee_domain::Postcode::as_str).collect::<Vec<_>>(),
        "longitude": longitude,
        "latitude": latitude,
        "mairie": commune.town_hall.is_some(),
    })
}
