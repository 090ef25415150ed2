//! `GET /api/v1/lieux/proches`: the nearest venues. The position asked for is neither logged nor kept.

use super::{
    GEO_JSON, collection::Collection, openapi::NearestQuery, openapi::VenueCollection, sparse::Sparse, written,
};
use crate::{App, params::Query, params::filters, params::spec, problem::Problem};
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use std::sync::Arc;

/// Les lieux les plus proches d'un point, du plus proche au plus lointain.
///
/// `distance_m` est en mètres, à vol d'oiseau (grand cercle) ; à distance égale, l'ordre est celui des identifiants.
/// `duree_s` est en secondes, en voiture. Sans routes (`methode` : `estimation`), `duree_min_s` et `duree_max_s` l'encadrent.
/// Elle manque au-delà de deux heures, et depuis la mer ou l'étranger. La position n'est ni notée ni gardée.
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
pub(crate) async fn nearest(State(app): State<Arc<App>>, request: Request) -> Result<Response, Problem> {
    let (served, now) = (app.served(), app.now());
    let uri = request.into_parts().0.uri;
    let query = Query::read(uri.query(), spec::NEAREST)?;
    let point = filters::position(&query)?;
    let filter = filters::filter(&query, &served.snapshot)?;
    let limit = query.integer(&spec::LIMIT)? as usize;
    let sparse = Sparse::read(&query)?;
    let longest_s = query
        .optional_integer(&spec::LONGEST_MINUTES)?
        .map(|minutes| minutes * 60);

    let held = Arc::clone(&served);
    let body = held.travel.aside(move || {
        let snapshot = &served.snapshot;
        let (found, matched) = if let Some(seconds) = longest_s {
            let mut found = served.travel.within(snapshot, point, &filter, seconds, now);
            let matched = found.len();
            found.truncate(limit);
            (found, matched)
        } else {
            let found = served.travel.nearest(snapshot, point, &filter, limit, now);
            (found, snapshot.count(&filter, now))
        };
        let mut collection = Collection::new(&served, now, found.len()).with_only(sparse);
        for near in &found {
            collection.add_near(near);
        }
        collection.finish(matched, uri.path(), uri.query(), None)
    });
    let body = body
        .await
        .ok_or_else(|| Problem::new(StatusCode::INTERNAL_SERVER_ERROR))?;
    Ok(written(StatusCode::OK, GEO_JSON, body))
}
