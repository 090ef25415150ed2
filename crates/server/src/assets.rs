//! The files of `web/dist`, embedded at build time: hashed scripts, styles and fonts, with their compressed siblings.

use crate::edge::{Coding, INTEGRATION_SCRIPT};
use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;

/// A file that the browser gets.
#[derive(Debug)]
pub struct Asset {
    /// Where it is served: `/ressources/carte-B4x9.js`.
    pub url: &'static str,
    bytes: &'static [u8],
    brotli: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
}

/// An entry of the front-end's manifest.
#[derive(Debug)]
pub struct Entry {
    /// Its source, relative to `web/`: `src/carte.ts`, `styles/main.css`.
    pub source: &'static str,
    /// Where it is served, hash included.
    pub url: &'static str,
    /// The styles that it and its imports need.
    pub styles: &'static [&'static str],
    /// The scripts that it imports statically.
    pub preloads: &'static [&'static str],
}

include!(concat!(env!("OUT_DIR"), "/assets_table.rs"));

/// The entry made from `source` (`src/carte.ts`); none when the front-end was not built.
#[must_use]
pub fn entry(source: &str) -> Option<&'static Entry> {
    ENTRIES.iter().find(|entry| entry.source == source)
}

/// The URL of what was made from `source`; empty when the front-end was not built.
#[must_use]
pub fn url(source: &str) -> &'static str {
    entry(source).map_or("", |entry| entry.url)
}

/// The file served at `url`.
#[must_use]
pub fn find(url: &str) -> Option<&'static Asset> {
    ASSETS
        .binary_search_by(|asset| asset.url.cmp(url))
        .ok()
        .map(|index| &ASSETS[index])
}

/// What `asset` is answered with, in the best coding that the request accepts.
///
/// Names under `/ressources/` carry a hash of their content, so they never change; others are asked for again each time.
pub(crate) fn answer(asset: &'static Asset, request: &HeaderMap) -> Response {
    let (bytes, coding) = match (Coding::of(request), asset.brotli, asset.gzip) {
        (Coding::Brotli, Some(bytes), _) => (bytes, Some("br")),
        (Coding::Brotli | Coding::Gzip, _, Some(bytes)) => (bytes, Some("gzip")),
        _ => (asset.bytes, None),
    };
    let lasting = match asset.url {
        url if url.starts_with("/ressources/") => "public, max-age=31536000, immutable",
        INTEGRATION_SCRIPT => "public, max-age=3600",
        // The service worker: a browser that has it must learn at once of the next one.
        _ => "no-cache",
    };
    let mut response = Body::from(Bytes::from_static(bytes)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(asset.url)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(lasting));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response
}

fn content_type(url: &str) -> &'static str {
    match url.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_file_is_found_by_its_url() {
        for asset in ASSETS {
            assert_eq!(find(asset.url).map(|found| found.url), Some(asset.url));
        }
        assert!(find("/ressources/rien.js").is_none());
    }

    #[test]
    fn every_entry_leads_to_an_embedded_file() {
        for entry in ENTRIES {
            for url in [entry.url].iter().chain(entry.styles).chain(entry.preloads) {
                assert!(find(url).is_some(), "{url}");
            }
        }
    }

    #[test]
    fn files_have_the_type_that_nosniff_demands() {
        assert_eq!(
            content_type("/ressources/carte-1a2b.js"),
            "text/javascript; charset=utf-8"
        );
        assert_eq!(content_type("/sans-extension"), "application/octet-stream");
    }
}
