//! `GET /api/v1/lieux/{id}`: one venue, or what became of it.

use super::{GEO_JSON, collection::single, openapi::VenueFeature, validators};
use crate::{App, params::Query, problem::Problem};
use axum::{
    extract::{Path, RawQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use portee_directory::Lookup;
use portee_domain::VenueId;
use std::sync::Arc;

/// Un lieu par son identifiant.
#[utoipa::path(
    get,
    path = "/api/v1/lieux/{id}",
    tag = "lieux",
    params(("id" = String, Path, description = "Identifiant : 12 caractères, a–z et 2–7.", pattern = "^[a-z2-7]{12}$",
        example = "abcdefghijkl")),
    responses(
        (status = 200, description = "Le lieu.", body = VenueFeature, content_type = "application/geo+json"),
        (status = 301, description = "Ce lieu fait maintenant partie d'un autre : voyez l'en-tête Location."),
        (status = 304, description = "La réponse que vous avez est encore bonne."),
        (status = 404, description = "Aucun lieu n'a ou n'a eu cet identifiant.", body = Problem,
            content_type = "application/problem+json"),
        (status = 410, description = "Ce lieu a été retiré.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn one(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    Query::read(query.as_deref(), &[])?;
    let served = app.served();
    let id: VenueId = id
        .parse()
        .map_err(|_| absent("Un identifiant a 12 caractères, a–z et 2–7."))?;
    match served.snapshot.find(&id) {
        Lookup::Found(listing) => {
            let body = single(&served, listing, app.now());
            Ok(validators::answer(&headers, &served, GEO_JSON, body))
        }
        Lookup::Moved(survivor) => moved(survivor),
        Lookup::Withdrawn => {
            Err(Problem::new(StatusCode::GONE)
                .detail("Ce lieu a été publié, puis retiré : ses sources ne le citent plus."))
        }
        Lookup::Unknown => Err(absent("Aucun lieu n'a ou n'a eu cet identifiant.")),
    }
}

fn moved(survivor: &VenueId) -> Result<Response, Problem> {
    let location = HeaderValue::try_from(format!("/api/v1/lieux/{survivor}"));
    let location = location.map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR))?;
    Ok((StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, location)]).into_response())
}

fn absent(detail: &str) -> Problem {
    Problem::new(StatusCode::NOT_FOUND).detail(detail)
}
