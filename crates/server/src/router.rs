//! Every address of the server, in one place.

use crate::{
    App, ServerConfig, api, assets,
    edge::{Edge, edge},
    ogc, operations, pages, tiles,
};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    http::{Method, StatusCode},
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};
use std::{sync::Arc, time::Duration};
use utoipa::openapi::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The largest body of a request, in bytes: forms of ours are far below.
const LARGEST_BODY: usize = 16_384;

/// All addresses, with the usual limits.
pub fn router(app: &Arc<App>) -> Router {
    router_with(app, ServerConfig::default().request_timeout)
}

pub(crate) fn router_with(app: &Arc<App>, request_timeout: Duration) -> Router {
    let (documented, _document) = documented();
    let edge_state = Edge {
        app: Arc::clone(app),
        request_timeout,
    };
    documented
        .route("/ressources/{*fichier}", get(resource))
        .merge(pages::router())
        .merge(ogc::router())
        .fallback(resource)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(middleware::from_fn_with_state(edge_state, edge))
        .with_state(Arc::clone(app))
}

/// The addresses for programs, and the document that describes them: made from one another.
pub(crate) fn documented() -> (Router<Arc<App>>, OpenApi) {
    OpenApiRouter::with_openapi(api::openapi::introduction())
        .routes(routes!(api::venues::list))
        .routes(routes!(api::exports::standard))
        .routes(routes!(api::exports::spreadsheet))
        .routes(routes!(api::exports::workbook))
        .routes(routes!(api::exports::geo_json))
        .routes(routes!(api::nearest::nearest))
        .routes(routes!(api::access::access))
        .routes(routes!(api::orientations::orient))
        .routes(routes!(api::venue::one))
        .routes(routes!(api::places::search))
        .routes(routes!(api::around::list))
        .routes(routes!(api::keepsake::list))
        .routes(routes!(api::coverage::list))
        .routes(routes!(api::hubs::list))
        .routes(routes!(api::siting::propose))
        .routes(routes!(api::openapi::document))
        .routes(routes!(tiles::tile))
        .routes(routes!(operations::alive))
        .routes(routes!(operations::ready))
        .routes(routes!(operations::metrics))
        .split_for_parts()
}

/// An embedded file, by its address; what is none of them does not exist.
async fn resource(request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    match assets::find(request.uri().path()) {
        Some(asset) => assets::answer(asset, request.headers()),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
