//! Every address of the server, in one place.

use crate::{
    App, ServerConfig, api, assets, discovery, dumps,
    edge::{Edge, edge},
    geocoding, ogc, operations, pages, tiles,
};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};
use std::sync::Arc;
use utoipa::openapi::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The largest body of a request, in bytes: forms of ours are far below.
const LARGEST_BODY: usize = 16_384;

/// Where browsers ask for the service worker: its scope is the whole site.
const WORKER: &str = "/service-worker.js";
/// What they get there when nothing is to be kept any more.
const WORKER_STOP: &str = "/service-worker-stop.js";

/// All addresses, with the usual limits.
pub fn router(app: &Arc<App>) -> Router {
    router_with(app, &ServerConfig::default())
}

pub(crate) fn router_with(app: &Arc<App>, config: &ServerConfig) -> Router {
    let (documented, _document) = documented();
    let edge_state = Edge::new(app, config);
    documented
        .route("/ressources/{*fichier}", get(resource))
        .route(WORKER, get(service_worker))
        .merge(pages::router())
        .merge(ogc::router())
        .merge(discovery::router())
        .fallback(resource)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(middleware::from_fn_with_state(edge_state, edge))
        .with_state(Arc::clone(app))
}

/// The addresses for programs, and the document that describes them: made from one another.
pub(crate) fn documented() -> (Router<Arc<App>>, OpenApi) {
    let (router, document) = OpenApiRouter::with_openapi(api::openapi::introduction())
        .routes(routes!(api::venues::list))
        .routes(routes!(api::changes::list))
        .routes(routes!(api::exports::standard))
        .routes(routes!(api::exports::spreadsheet))
        .routes(routes!(api::exports::workbook))
        .routes(routes!(api::exports::geo_json))
        .routes(routes!(api::exports::geo_package))
        .routes(routes!(api::exports::geo_parquet))
        .routes(routes!(dumps::serve::file))
        .routes(routes!(dumps::catalogue::show))
        .routes(routes!(api::nearest::nearest))
        .routes(routes!(api::access::access))
        .routes(routes!(api::orientations::orient))
        .routes(routes!(api::venue::one))
        .routes(routes!(api::places::search))
        .routes(routes!(api::around::list))
        .routes(routes!(api::keepsake::list))
        .routes(routes!(api::feed::atom))
        .routes(routes!(api::coverage::list))
        .routes(routes!(api::hubs::list))
        .routes(routes!(api::siting::propose))
        .routes(routes!(geocoding::search))
        .routes(routes!(geocoding::reverse))
        .routes(routes!(api::openapi::document))
        .routes(routes!(tiles::tile))
        .routes(routes!(tiles::described::describe))
        .routes(routes!(operations::alive))
        .routes(routes!(operations::ready))
        .routes(routes!(operations::metrics))
        .split_for_parts();
    (router, api::openapi::whole(document))
}

/// The service worker, or what undoes it.
async fn service_worker(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    let file = if app.is_forgetting() { WORKER_STOP } else { WORKER };
    match assets::find(file) {
        Some(asset) => assets::answer(asset, &headers),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// An embedded file, by its address, or where a link of the national map leads; what is neither does not exist.
async fn resource(State(app): State<Arc<App>>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    match assets::find(request.uri().path()) {
        Some(asset) => assets::answer(asset, request.headers()),
        // A link to the national map, perhaps. What it leads to may be another place tomorrow.
        None => match pages::compat::redirection(request.uri(), &app.snapshot()) {
            Some(address) => (StatusCode::FOUND, [(header::LOCATION, address)]).into_response(),
            None => StatusCode::NOT_FOUND.into_response(),
        },
    }
}
