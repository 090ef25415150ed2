//! `/ogc`: the same venues and territories as OGC API – Features, Part 1: Core (OGC 17-069r4), for QGIS, GDAL and their kin.
//!
//! JSON and HTML of everything, by the parameter `f` or the `Accept` header. What Core asks for and the rest of our API does
//! otherwise: `limit` is clamped, not refused, and `bbox` may have six numbers.

mod collections;
mod description;
mod form;
mod items;
mod link;
mod page;

use crate::{App, api, params::Query, problem::Problem, root::Root};
use axum::{
    Router,
    extract::{Path, RawQuery, State},
    http::{HeaderMap, StatusCode},
    response::Response,
    routing::get,
};
use collections::Kind;
use form::{FORM, Form};
use link::Link;
use serde_json::{Value, json};
use std::sync::Arc;

/// What we conform to.
const CONFORMS_TO: [&str; 4] = [
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
];

/// The addresses.
pub(crate) fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/ogc", get(landing))
        .route("/ogc/conformance", get(conformance))
        .route("/ogc/api", get(definition))
        .route("/ogc/collections", get(all))
        .route("/ogc/collections/{collection}", get(one))
        .route("/ogc/collections/{collection}/items", get(items::list))
        .route("/ogc/collections/{collection}/items/{id}", get(items::one))
}

/// A document in the form asked for; the HTML shows the same links.
fn answer(app: &App, root: &Root, form: Form, title: &str, path: &str, mut document: Value) -> Response {
    let own = [form::link(path, Form::Json, form), form::link(path, Form::Html, form)];
    if let Some(links) = document["links"].as_array_mut() {
        links.splice(0..0, link::all(&own, root));
    }
    match form {
        Form::Json => api::json(StatusCode::OK, document.to_string()),
        Form::Html => page::of_document(app, title, path, &document),
    }
}

async fn landing(
    State(app): State<Arc<App>>,
    root: Root,
    headers: HeaderMap,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let form = Form::of(&Query::read(raw.as_deref(), &[&[FORM]])?, &headers)?;
    let links = [
        Link::to(
            "/ogc/api",
            "service-desc",
            description::MEDIA_TYPE,
            "Description de l'interface",
        ),
        Link::to(
            "/ogc/api?f=html",
            "service-doc",
            form::HTML,
            "Description de l'interface, à lire",
        ),
        Link::to(
            "/ogc/conformance",
            "conformance",
            form::JSON,
            "Ce à quoi l'interface se conforme",
        ),
        Link::to("/ogc/collections", "data", form::JSON, "Les collections"),
    ];
    let document = json!({
        "title": "Portée",
        "description": "Les lieux de médiation numérique et les territoires de France.",
        "links": link::all(&links, &root),
    });
    Ok(answer(
        &app,
        &root,
        form,
        "Portée, OGC API – Features",
        "/ogc",
        document,
    ))
}

async fn conformance(
    State(app): State<Arc<App>>,
    root: Root,
    headers: HeaderMap,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let form = Form::of(&Query::read(raw.as_deref(), &[&[FORM]])?, &headers)?;
    let document = json!({ "conformsTo": CONFORMS_TO, "links": [] });
    Ok(answer(&app, &root, form, "Conformité", "/ogc/conformance", document))
}

async fn definition(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let form = Form::of(&Query::read(raw.as_deref(), &[&[FORM]])?, &headers)?;
    Ok(match form {
        Form::Json => api::written(
            StatusCode::OK,
            description::MEDIA_TYPE,
            description::document().to_string(),
        ),
        Form::Html => page::of_document(&app, "Description de l’interface", "/ogc/api", &description::document()),
    })
}

async fn all(
    State(app): State<Arc<App>>,
    root: Root,
    headers: HeaderMap,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let form = Form::of(&Query::read(raw.as_deref(), &[&[FORM]])?, &headers)?;
    let served = app.served();
    let described: Vec<Value> = Kind::ALL.iter().map(|kind| kind.describe(&served, &root)).collect();
    let document = json!({ "links": [], "collections": described });
    Ok(answer(&app, &root, form, "Collections", "/ogc/collections", document))
}

async fn one(
    State(app): State<Arc<App>>,
    root: Root,
    Path(name): Path<String>,
    headers: HeaderMap,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let kind = Kind::named(&name)?;
    let form = Form::of(&Query::read(raw.as_deref(), &[&[FORM]])?, &headers)?;
    let document = kind.describe(&app.served(), &root);
    Ok(answer(&app, &root, form, kind.title(), &kind.path(), document))
}
