//! `GET /api/openapi.json`: the description of the API, made from the code that serves it.

use super::{
    complete::complete,
    json,
    shapes::{Members, string},
};
use crate::{geocoding, params::Parameter, params::Query, params::spec, problem::Problem, router};
use axum::{
    extract::RawQuery,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use bytes::Bytes;
use std::{borrow::Cow, sync::OnceLock};
use utoipa::{
    IntoParams, PartialSchema, ToSchema,
    openapi::{
        ContactBuilder, ExternalDocs, InfoBuilder, LicenseBuilder, ObjectBuilder, OpenApi, OpenApiBuilder, RefOr,
        Schema, Server,
        path::{Parameter as Documented, ParameterIn},
        schema::AdditionalProperties,
        tag::TagBuilder,
    },
};

/// The version of the interface: its first number changes when something that programs rely on does.
const VERSION: &str = "1.0.0";
/// The page that explains it.
const REFERENCE: &str = "/documentation";

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
    ChangeQuery = spec::CHANGES;
    ExportQuery = spec::EXPORT;
    NearestQuery = spec::NEAREST;
    OrientationQuery = spec::ORIENTATIONS;
    AccessQuery = spec::ACCESS;
    PlaceQuery = spec::PLACES;
    GeocodingQuery = geocoding::SEARCH;
    ReverseQuery = geocoding::REVERSE;
    CoverageQuery = spec::COVERAGE_OF_COMMUNES;
    HubQuery = spec::HUBS;
    SitingQuery = spec::SITING;
}

/// What addresses are about, in the order of the reference page.
const TAGS: [(&str, &str); 10] = [
    (
        "lieux",
        "Les lieux : les trouver par filtres, par proximité, par identifiant.",
    ),
    ("exports", "Tous les lieux en un fichier, avec les mêmes filtres."),
    ("orientation", "De quoi choisir un lieu pour quelqu'un."),
    ("communes", "Chercher une commune."),
    (
        "geocodage",
        "Les communes, dans la forme du service national de géocodage.",
    ),
    ("acces", "La promesse de trente minutes, en un point."),
    (
        "couverture",
        "La couverture des territoires, les hubs, les implantations.",
    ),
    ("carte", "Les tuiles vectorielles."),
    ("description", "L'interface, décrite pour les programmes."),
    ("exploitation", "Pour l'exploitant : santé et compteurs."),
];

/// What the document says before its addresses.
pub(crate) fn introduction() -> OpenApi {
    let licence = LicenseBuilder::new()
        .name("MIT OR Apache-2.0")
        .identifier(Some("MIT OR Apache-2.0"));
    let contact = ContactBuilder::new().name(Some("Portée")).url(Some(REFERENCE));
    let info = InfoBuilder::new()
        .title("Portée")
        .version(VERSION)
        .description(Some(
            "Les lieux de médiation numérique : lesquels, où, quand. Les noms sont ceux du Schéma des lieux de médiation \
             numérique. Coordonnées en degrés WGS84, longitude d'abord dans les géométries ; distances en mètres. Un \
             paramètre inconnu ou une valeur refusée donne une erreur 400 qui les nomme, jamais une réponse sans filtre. \
             Les erreurs suivent la RFC 9457 ; leur « type » mène à leur explication. GET répond aussi à HEAD ; une autre \
             méthode donne 405 avec Allow. Les réponses aux programmes se lisent depuis tout site (CORS). Ni compte ni \
             clé. Les licences des données sont celles des sources, citées sur /donnees.",
        ))
        .contact(Some(contact.build()))
        .license(Some(licence.build()))
        .build();
    let tags = TAGS.map(|(name, about)| TagBuilder::new().name(name).description(Some(about)).build());
    OpenApiBuilder::new()
        .info(info)
        .servers(Some([Server::new("/")]))
        .tags(Some(tags))
        .external_docs(Some(ExternalDocs::new(REFERENCE)))
        .build()
}

/// The whole document.
pub(crate) fn whole(collected: OpenApi) -> OpenApi {
    complete(collected)
}

/// The description of an interface, as `OpenAPI` shapes it.
struct Description;

impl PartialSchema for Description {
    fn schema() -> RefOr<Schema> {
        let object = || ObjectBuilder::new().additional_properties(Some(AdditionalProperties::FreeForm(true)));
        object()
            .description(Some("Un document OpenAPI 3.1."))
            .has("openapi", string("La version d'OpenAPI.", "3.1.0"))
            .has("info", object())
            .has("paths", object())
            .into()
    }
}

impl ToSchema for Description {
    fn name() -> Cow<'static, str> {
        "Description".into()
    }
}

/// The document, written once.
pub(crate) fn text() -> Bytes {
    static DOCUMENT: OnceLock<Bytes> = OnceLock::new();
    DOCUMENT
        .get_or_init(|| router::documented().1.to_json().unwrap_or_default().into())
        .clone()
}

/// Cette description.
#[utoipa::path(
    get,
    path = "/api/openapi.json",
    tag = "description",
    responses(
        (status = 200, description = "La description de l'API (OpenAPI 3.1).", body = Description, content_type = "application/json"),
        (status = 400, description = "Paramètre refusé.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn document(RawQuery(query): RawQuery) -> Result<Response, Problem> {
    Query::read(query.as_deref(), &[])?;
    let mut response = json(StatusCode::OK, text());
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    Ok(response)
}
