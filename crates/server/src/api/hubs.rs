//! `GET /api/v1/hubs`: the hubs, what they cover and who says so; the départements without one.

use super::{collection::Collection, coverage::coverage, cursor, openapi::HubCollection, openapi::HubQuery};
use crate::{App, params::Query, params::spec, problem::Problem};
use axum::{
    extract::State,
    http::{HeaderMap, Uri},
    response::Response,
};
use portee_domain::{Coverage, DepartementCode, Hub, Level};
use serde_json::{Value, json};
use std::sync::Arc;

/// Les hubs, leurs départements avec la source de chaque affirmation, et les départements sans hub.
///
/// Les contours sont sous /api/v1/couverture/hubs.geojson, les habitants sous /api/v1/couverture/hubs.
#[utoipa::path(
    get,
    path = "/api/v1/hubs",
    tag = "couverture",
    params(HubQuery),
    responses(
        (status = 200, description = "Les hubs.", body = HubCollection, content_type = "application/geo+json"),
        (status = 304, description = "La réponse que vous avez est encore bonne."),
        (status = 400, description = "Paramètre refusé.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "La couverture de cette édition n'est pas calculée.", body = Problem,
            content_type = "application/problem+json"),
        (status = 410, description = "Le curseur est d'une édition qui n'est plus gardée : reprenez sans curseur.", body = Problem,
            content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list(State(app): State<Arc<App>>, uri: Uri, headers: HeaderMap) -> Result<Response, Problem> {
    let now = app.now();
    let query = Query::read(uri.query(), spec::HUBS)?;
    let served = cursor::edition(&app, &query).await?;
    let page = super::page::read(&query, &served)?;
    let coverage = coverage(&served)?;
    let mut collection = Collection::new(&served, now, page.limit);
    for hub in coverage.hubs.iter().skip(page.start).take(page.limit) {
        collection.add_written(|text| text.push_str(&feature(hub).to_string()));
    }
    let without: Vec<String> = without_hub(coverage).map(|code| code.to_string()).collect();
    collection.also("departements_sans_hub", &json!(without));
    let next = page.next(coverage.hubs.len());
    Ok(collection.answer(coverage.hubs.len(), &uri, next.as_deref(), &headers))
}

fn feature(hub: &Hub) -> Value {
    let claims: Vec<Value> = hub
        .claims
        .iter()
        .map(|claim| {
            json!({
                "departement": claim.departement.as_str(),
                "source": claim.source,
                "depuis": claim.from,
                "jusqu_a": claim.until,
            })
        })
        .collect();
    let survey = hub.survey.map(|survey| {
        json!({
            "dans_les_deux": survey.both,
            "enquete_seulement": survey.survey_only,
            "national_seulement": survey.national_only,
        })
    });
    json!({
        "type": "Feature",
        "id": hub.id,
        "geometry": null,
        "properties": {
            "id": hub.id,
            "nom": hub.name,
            "vague": hub.wave,
            "ferme_le": hub.closed,
            "departements": hub.departements().map(DepartementCode::as_str).collect::<Vec<_>>(),
            "affirmations": claims,
            "enquete": survey,
        }
    })
}

/// The départements that no hub covers now, by code.
pub(crate) fn without_hub(coverage: &Coverage) -> impl Iterator<Item = DepartementCode> {
    let codes = coverage
        .level(Level::Departement)
        .iter()
        .filter_map(|it| it.code.parse().ok());
    codes.filter(|code| !coverage.hubs.iter().any(|hub| hub.covers(code)))
}
