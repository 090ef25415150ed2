//! `GET /api/v1/communes`: communes by name or postcode, for people who type.

use super::{JSON, openapi::PlaceQuery, validators};
use crate::{App, app::EditionLabel, params::Query, params::spec, problem::Problem};
use axum::{
    extract::{RawQuery, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use portee_geography::{Commune, PlaceMatch};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// A commune that answers the search.
#[derive(Serialize, ToSchema)]
#[schema(as = Commune)]
pub(crate) struct Place<'a> {
    /// Code INSEE.
    #[schema(example = "26113")]
    code: &'a str,
    /// Nom officiel.
    #[schema(example = "Die")]
    nom: &'a str,
    /// À montrer : le nom et le code postal.
    #[schema(example = "Die (26150)")]
    libelle: &'a str,
    /// Code du département.
    #[schema(example = "26")]
    departement: &'a str,
    /// Codes postaux.
    codes_postaux: Vec<&'a str>,
    /// Habitants, quand le nombre est connu.
    #[schema(example = 4_800)]
    population: Option<u32>,
    /// Longitude de la mairie, ou d'un point de la commune, en degrés WGS84.
    #[schema(example = 5.3704)]
    longitude: f64,
    /// Latitude du même point.
    #[schema(example = 44.7536)]
    latitude: f64,
    /// L'ancien nom par lequel elle a été trouvée.
    #[serde(skip_serializing_if = "Option::is_none")]
    ancien_nom: Option<&'a str>,
}

/// The answer.
#[derive(Serialize, ToSchema)]
#[schema(as = Communes)]
pub(crate) struct Places<'a> {
    /// Les communes, la plus probable d'abord.
    communes: Vec<Place<'a>>,
    /// Leur nombre dans cette réponse.
    #[serde(rename = "numberReturned")]
    returned: usize,
    /// L'édition en service.
    edition: &'a EditionLabel,
}

impl<'a> From<&'a PlaceMatch<'a>> for Place<'a> {
    fn from(found: &'a PlaceMatch<'a>) -> Self {
        let commune = found.commune;
        let (longitude, latitude) = reference_point(commune);
        Self {
            code: commune.code.as_str(),
            nom: &commune.name,
            libelle: &found.label,
            departement: commune.departement.as_str(),
            codes_postaux: commune.postcodes.iter().map(portee_domain::Postcode::as_str).collect(),
            population: commune.population,
            longitude,
            latitude,
            ancien_nom: found.via.as_deref(),
        }
    }
}

/// Where a commune is for someone who names it: its town hall, else a point inside. `lon, lat` in WGS84 degrees.
pub(crate) fn reference_point(commune: &Commune) -> (f64, f64) {
    commune.town_hall.as_ref().map_or(commune.centre, |hall| hall.position)
}

/// A commune as people tell it from others: « Die (26150) »; with its département where it has several postcodes.
pub(super) fn label(commune: &Commune) -> String {
    match &commune.postcodes[..] {
        [postcode] => format!("{} ({postcode})", commune.name),
        _ => format!("{} ({})", commune.name, commune.departement),
    }
}

/// Les communes dont le nom, le code postal ou le code INSEE répond à la recherche.
///
/// Accents, casse, traits d'union, « St » pour « Saint » et une faute de frappe sont pardonnés ; une ancienne commune
/// mène à celle qui l'a remplacée ; les plus peuplées d'abord.
#[utoipa::path(
    get,
    path = "/api/v1/communes",
    tag = "communes",
    params(PlaceQuery),
    responses(
        (status = 200, description = "Les communes trouvées.", body = Places, content_type = "application/json"),
        (status = 304, description = "La réponse que vous avez est encore bonne."),
        (status = 400, description = "Paramètre refusé.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn search(
    State(app): State<Arc<App>>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let query = Query::read(raw.as_deref(), spec::PLACES)?;
    let limit = query.integer(&spec::LIMIT)? as usize;
    let served = app.served();
    let words = query.text(spec::PLACE.name).unwrap_or_default();
    let found = served.snapshot.geography().search(words, limit);
    let places = Places {
        returned: found.len(),
        communes: found.iter().map(Place::from).collect(),
        edition: &served.label,
    };
    let body = serde_json::to_string(&places).map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR))?;
    Ok(validators::answer(&headers, &served, JSON, body))
}
