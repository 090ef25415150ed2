//! The JSON API, version 1: one file per address.

pub(crate) mod access;
pub(crate) mod around;
mod brief;
pub(crate) mod changes;
mod changes_schema;
pub(crate) mod collection;
mod complete;
pub(crate) mod coverage;
pub(crate) mod cursor;
pub(crate) mod exports;
pub(crate) mod feed;
pub(crate) mod hubs;
pub(crate) mod keepsake;
pub(crate) mod nearest;
pub(crate) mod openapi;
mod orientation_schema;
pub(crate) mod orientations;
mod page;
pub(crate) mod places;
mod planning_schema;
mod schema;
mod shapes;
pub(crate) mod siting;
mod sparse;
pub(crate) mod validators;
pub(crate) mod venue;
pub(crate) mod venues;

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

/// The media type of `GeoJSON`.
pub(crate) const GEO_JSON: &str = "application/geo+json";

/// The media type of JSON.
pub(crate) const JSON: &str = "application/json";

/// A JSON answer already written.
pub(crate) fn json(status: StatusCode, body: impl Into<Body>) -> Response {
    written(status, JSON, body)
}

/// An answer already written, of media type `kind`.
pub(crate) fn written(status: StatusCode, kind: &'static str, body: impl Into<Body>) -> Response {
    let mut response = (status, body.into()).into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
