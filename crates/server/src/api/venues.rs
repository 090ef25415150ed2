//! `GET /api/v1/lieux`: venues by filters and rectangle, page by page.

use super::{collection::Collection, cursor, openapi::VenueCollection, openapi::VenueQuery, sparse::Sparse};
use crate::{App, params::Query, params::filters, params::spec, problem::Problem};
use axum::{
    extract::State,
    http::{HeaderMap, Uri},
    response::Response,
};
use std::sync::Arc;

/// Les lieux, par filtres et par rectangle, dans l'ordre de leurs identifiants.
///
/// Plusieurs valeurs d'un même filtre : l'une d'elles suffit. Plusieurs filtres : tous sont exigés. Le lien « next » mène
/// à la page suivante, dans la même édition, même si une autre est publiée.
#[utoipa::path(
    get,
    path = "/api/v1/lieux",
    tag = "lieux",
    params(VenueQuery),
    responses(
        (status = 200, description = "Une page de lieux.", body = VenueCollection, content_type = "application/geo+json"),
        (status = 304, description = "La réponse que vous avez est encore bonne."),
        (status = 400, description = "Paramètre refusé.", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "Le curseur est d'une édition qui n'est plus gardée : reprenez sans curseur.", body = Problem,
            content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list(State(app): State<Arc<App>>, uri: Uri, headers: HeaderMap) -> Result<Response, Problem> {
    let now = app.now();
    let query = Query::read(uri.query(), spec::VENUES)?;
    let edition = cursor::edition(&app, &query).await?;
    let snapshot = &edition.snapshot;
    let filter = filters::filter(&query, snapshot)?;
    let bbox = filters::bbox(&query)?;
    let limit = query.integer(&spec::LIMIT)? as usize;
    let after = cursor::after(&query)?;
    let sparse = Sparse::read(&query)?;

    let selection = snapshot.select(&filter, bbox, after.as_ref(), limit, now);
    let mut collection = Collection::new(&edition, now, selection.listings.len()).with_only(sparse);
    for listing in &selection.listings {
        collection.add(listing);
    }
    let next = selection.next.map(|last| cursor::write(edition.number(), &last));
    Ok(collection.answer(selection.matched, &uri, next.as_deref(), &headers))
}
