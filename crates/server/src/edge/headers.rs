//! The headers of every answer, errors included.

use super::Surface;
use crate::site::{FrameHosts, framed};
use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

/// No inline script or style, nothing from elsewhere, no framing. `data:` and `blob:` images are made by the map.
pub(crate) const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'";

/// The policies of the pages that differ from the others: one is shown in pages of other sites, one shows it.
#[derive(Clone)]
pub(super) struct Policies {
    /// Of the frame: the same but for who may show it.
    frame: HeaderValue,
    /// Of the page that shows what the frame will look like.
    configurator: HeaderValue,
}

impl Policies {
    /// With the hosts whose pages may show the frame.
    pub(super) fn of(hosts: &FrameHosts) -> Self {
        let strict = || HeaderValue::from_static(CONTENT_SECURITY_POLICY);
        let shows_frame = format!("{CONTENT_SECURITY_POLICY}; frame-src 'self'");
        Self {
            frame: framed(CONTENT_SECURITY_POLICY, hosts).unwrap_or_else(strict),
            configurator: HeaderValue::try_from(shows_frame).unwrap_or_else(|_| strict()),
        }
    }

    fn on(&self, surface: Surface) -> HeaderValue {
        match surface {
            Surface::Frame => self.frame.clone(),
            Surface::Configurator => self.configurator.clone(),
            _ => HeaderValue::from_static(CONTENT_SECURITY_POLICY),
        }
    }
}

const EVERYWHERE: [(HeaderName, HeaderValue); 2] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    // The address of a page says what someone looks for: no other site learns it.
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
];

/// What only says something of a page: on styles, scripts and data it would be bytes for nothing.
const ON_PAGES: [(HeaderName, HeaderValue); 2] = [
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("geolocation=(self), camera=(), microphone=(), browsing-topics=()"),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

/// What scripts of other origins may read beside the body.
const EXPOSED: HeaderValue = HeaderValue::from_static("etag, link, location, content-disposition, retry-after, allow");

/// What they may ask with.
const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, OPTIONS");
const ASKED_WITH: HeaderValue =
    HeaderValue::from_static("accept, accept-language, content-type, if-none-match, if-modified-since, range");
/// How long a browser may remember that, in seconds: a day.
const REMEMBERED: HeaderValue = HeaderValue::from_static("86400");

/// The answer to the preliminary question of a browser (CORS): scripts of other origins may read. What an address itself admits
/// (`Allow`) is added by the router, which knows.
pub(super) fn preflight() -> Response {
    let headers = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, METHODS),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, ASKED_WITH),
        (header::ACCESS_CONTROL_MAX_AGE, REMEMBERED),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// How many headers are added at most.
const MOST: usize = 10;

/// Adds the headers. A handler's own `cache-control` is kept; without one nothing is stored.
pub(super) fn dress(response: &mut Response, surface: Surface, policies: &Policies) {
    let headers = response.headers_mut();
    // All that follow at once, rather than growing from one to the next.
    headers.reserve(MOST);
    headers.insert(header::CONTENT_SECURITY_POLICY, policies.on(surface));
    for (name, value) in EVERYWHERE {
        headers.insert(name, value);
    }
    let is_page = headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if is_page {
        for (name, value) in ON_PAGES {
            headers.insert(name, value);
        }
    }
    if surface.is_shared() {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    }
    let readers = if surface.is_shared() || surface == Surface::Frame {
        "cross-origin"
    } else {
        "same-origin"
    };
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static(readers));
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
}
