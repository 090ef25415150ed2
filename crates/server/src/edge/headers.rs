//! The headers of every answer, errors included.

use super::Surface;
use crate::site::{FrameHosts, framed};
use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

/// No inline script or style, nothing from elsewhere, no framing. `data:` and `blob:` images are made by the map.
pub(crate) const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'";

/// The headers of every answer, written once: by surface, and whether it is a page.
pub(super) struct Dress {
    of: [[HeaderMap; 2]; Surface::ALL.len()],
}

impl Dress {
    /// With the hosts whose pages may show the frame.
    pub(super) fn of(hosts: &FrameHosts) -> Self {
        Self {
            of: Surface::ALL.map(|surface| [false, true].map(|is_page| dress(surface, is_page, hosts))),
        }
    }

    /// Adds them. A handler's own, such as its `cache-control`, is kept; without that nothing is stored.
    pub(super) fn put_on(&self, response: &mut Response, surface: Surface) {
        let kind = response.headers().get(header::CONTENT_TYPE);
        let is_page = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
        let dressed = self.of[surface as usize][usize::from(is_page)].clone();
        let own = std::mem::replace(response.headers_mut(), dressed);
        response.headers_mut().extend(own);
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

/// The policy of a surface: two pages differ from the others, one is shown in pages of other sites, one shows it.
fn policy(surface: Surface, hosts: &FrameHosts) -> HeaderValue {
    let differs = match surface {
        // The same but for who may show it.
        Surface::Frame => framed(CONTENT_SECURITY_POLICY, hosts),
        Surface::Configurator => HeaderValue::try_from(format!("{CONTENT_SECURITY_POLICY}; frame-src 'self'")).ok(),
        _ => None,
    };
    differs.unwrap_or(HeaderValue::from_static(CONTENT_SECURITY_POLICY))
}

fn dress(surface: Surface, is_page: bool, hosts: &FrameHosts) -> HeaderMap {
    let mut headers = HeaderMap::from_iter(EVERYWHERE);
    headers.insert(header::CONTENT_SECURITY_POLICY, policy(surface, hosts));
    if is_page {
        headers.extend(ON_PAGES);
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
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers
}
