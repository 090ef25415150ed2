//! `/robots.txt`: searches around a position and answers for programs are not to be gathered.

use crate::root::Root;
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use std::fmt::Write;

/// Addresses with a position or a view of the map; what is for programs; forms and pieces of pages.
const NOT_FOR_ENGINES: [&str; 16] = [
    "/*lat=",
    "/*latitude=",
    "/*lon=",
    "/*bbox=",
    "/*ajout=",
    "/*curseur=",
    "/*nombre=",
    "/api/v1/",
    "/geocodage/",
    "/ogc",
    "/tuiles/",
    "/metriques",
    "/sante/",
    "/*/signaler",
    "/integration/cadre",
    "/*/integration/cadre",
];

pub(super) async fn show(root: Root) -> Response {
    let mut text = String::from("User-agent: *\n");
    for path in NOT_FOR_ENGINES {
        text.push_str("Disallow: ");
        text.push_str(path);
        text.push('\n');
    }
    if !root.is_unknown() {
        // Writing to a String cannot fail.
        let _ = write!(text, "\nSitemap: {root}/sitemap.xml\n");
    }
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=3600"),
    ];
    (headers, text).into_response()
}
