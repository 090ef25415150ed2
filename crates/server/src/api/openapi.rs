//! `GET /api/openapi.json`: the description of the API, made from the code that serves it.

use super::json;
use crate::{params::Parameter, params::Query, params::spec, problem::Problem, router};
use axum::{
    extract::RawQuery,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use bytes::Bytes;
use std::sync::OnceLock;
use utoipa::{
    IntoParams,
    openapi::{
        InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, Server,
        path::{Parameter as Documented, ParameterIn},
    },
};

pub(crate) use super::orientation_schema::{Keepsake, Surroundings};
pub(crate) use super::planning_schema::{CoverageCollection, HubCollection, SiteCollection};
pub(crate) use super::schema::{VenueCollection, VenueFeature};

macro_rules! documented_parameters {
    ($($name:ident = $table:expr;)+) => {
        $(
            #[doc = concat!("The parameters of `", stringify!($table), "`, for the document.")]
            pub(crate) struct $name;

            impl IntoParams for $name {
                fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Documented> {
                    $table.iter().copied().flatten().map(Parameter::documented).collect()
                }
            }
        )+
    };
}

documented_parameters! {
    VenueQuery = spec::VENUES;
    ExportQuery = spec::EXPORT;
    NearestQuery = spec::NEAREST;
    OrientationQuery = spec::ORIENTATIONS;
    AccessQuery = spec::ACCESS;
    PlaceQuery = spec::PLACES;
    CoverageQuery = spec::COVERAGE_OF_COMMUNES;
    HubQuery = spec::HUBS;
    SitingQuery = spec::SITING;
}

/// What the document says before its addresses.
pub(crate) fn introduction() -> OpenApi {
    let licence = LicenseBuilder::new()
        .name("MIT OR Apache-2.0")
        .identifier(Some("MIT OR Apache-2.0"));
    let info = InfoBuilder::new()
        .title("Portée")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "Les lieux de médiation numérique : lesquels, où, quand. Les noms sont ceux du Schéma des lieux de médiation \
             numérique. Coordonnées en degrés WGS84, longitude d'abord dans les géométries ; distances en mètres. Un \
             paramètre inconnu ou une valeur refusée donne une erreur 400 qui les nomme, jamais une réponse sans filtre. \
             Les licences des données sont celles des sources, citées sur /donnees.",
        ))
        .license(Some(licence.build()))
        .build();
    OpenApiBuilder::new()
        .info(info)
        .servers(Some([Server::new("/")]))
        .build()
}

/// Cette description.
#[utoipa::path(
    get,
    path = "/api/openapi.json",
    tag = "description",
    responses(
        (status = 200, description = "La description de l'API (OpenAPI 3.1).", body = Object, content_type = "application/json"),
        (status = 400, description = "Paramètre refusé.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn document(RawQuery(query): RawQuery) -> Result<Response, Problem> {
    static DOCUMENT: OnceLock<Bytes> = OnceLock::new();
    Query::read(query.as_deref(), &[])?;
    let text = DOCUMENT.get_or_init(|| router::documented().1.to_json().unwrap_or_default().into());
    let mut response = json(StatusCode::OK, text.clone());
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    Ok(response)
}
