//! `GET /api/v1/lieux/proches`: the nearest venues. The position asked for is neither logged nor kept.

use super::{GEO_JSON, collection::Collection, openapi::NearestQuery, openapi::VenueCollection, written};
use crate::{App, params::Query, params::filters, params::spec, problem::Problem};
use axum::{
    extract::State,
    http::{StatusCode, Uri},
    response::Response,
};
use std::sync::Arc;

/// Les lieux les plus proches d'un point, du plus proche au plus lointain.
///
/// `distance_m` est en mètres, à vol d'oiseau (grand cercle) ; à distance égale, l'ordre est celui des identifiants.
#[utoipa::path(
    get,
    path = "/api/v1/lieux/proches",
    tag = "lieux",
    params(NearestQuery),
    responses(
        (status = 200, description = "Les lieux les plus proches.", body = VenueCollection, content_type = "application/geo+json"),
        (status = 400, description = "Paramètre refusé.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn nearest(State(app): State<Arc<App>>, uri: Uri) -> Result<Response, Problem> {
    let (served, now) = (app.served(), app.now());
    let snapshot = &served.snapshot;
    let query = Query::read(uri.query(), spec::NEAREST)?;
    let (lon, lat) = filters::position(&query)?;
    let filter = filters::filter(&query, snapshot)?;
    let limit = query.integer(&spec::LIMIT)? as usize;

    let found = snapshot.nearest(lon, lat, &filter, limit, now);
    let matched = if filter.is_empty() {
        snapshot.listings().len()
    } else {
        snapshot.select(&filter, None, None, 0, now).matched
    };
    let mut collection = Collection::new(&served, now, found.len());
    for nearby in &found {
        collection.add(nearby.listing, Some(nearby.distance_m));
    }
    let body = collection.finish(matched, uri.path(), uri.query(), None);
    Ok(written(StatusCode::OK, GEO_JSON, body))
}
