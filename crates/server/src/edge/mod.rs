//! What happens around every request: limits, errors in the form of the surface asked, headers, compression, counting,
//! one log line. One function rather than a pile of layers, because it is on the path of every answer.

mod coding;
mod headers;
mod surface;

pub(crate) use coding::Coding;
use headers::Dress;
pub(crate) use surface::{INTEGRATION_SCRIPT, Surface};

use crate::{
    App,
    client::{Client, Rates},
    config::ServerConfig,
    pages,
    pages::Visit,
    problem::PROBLEM_JSON,
    problem::Problem,
    site::PublicAddress,
};
use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Version, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures_util::FutureExt;
use std::{
    panic::AssertUnwindSafe,
    sync::Arc,
    time::{Duration, Instant},
};

/// The longest request target, in bytes.
const LONGEST_TARGET: usize = 4_096;
/// The most that all header names and values of a request may take, in bytes.
const LARGEST_HEAD: usize = 16_384;
/// The route in logs and metrics when none matched: never the path, which is the visitor's.
const NO_ROUTE: &str = "(aucune)";

/// What the edge needs.
pub(crate) struct Edge {
    app: Arc<App>,
    request_timeout: Duration,
    rates: Rates,
    dress: Dress,
    /// The public address, when the operator says it.
    address: Option<PublicAddress>,
}

impl Edge {
    pub(crate) fn new(app: &Arc<App>, config: &ServerConfig) -> Arc<Self> {
        Arc::new(Self {
            app: Arc::clone(app),
            request_timeout: config.request_timeout,
            rates: Rates::new(Instant::now()),
            dress: Dress::of(&config.site.frame_hosts),
            address: config.site.address.clone(),
        })
    }
}

/// Answers a request, whatever happens inside.
pub(crate) async fn edge(State(edge): State<Arc<Edge>>, mut request: Request, next: Next) -> Response {
    if let Some(address) = &edge.address {
        request.extensions_mut().insert(address.clone());
    }
    let started = Instant::now();
    let surface = Surface::of(request.uri().path());
    let method = request.method().clone();
    // Only an error page asks for it.
    let visit = surface.is_for_people().then(|| Visit::of(&method, request.uri()));
    let route = request.extensions().get::<MatchedPath>().cloned();
    let route = route.as_ref().map_or(NO_ROUTE, MatchedPath::as_str);
    let coding = Coding::of(request.headers());

    let answer = match refusal(&request).or_else(|| too_much(&edge.rates, &request, route, started)) {
        Some(response) => response,
        None => answer(&edge, request, next, route).await,
    };
    // No handler answers OPTIONS: the router refuses it, and says what the address admits.
    let asks_first = method == Method::OPTIONS && surface.is_shared();
    let answer = if asks_first && answer.status() == StatusCode::METHOD_NOT_ALLOWED {
        headers::preflight()
    } else {
        answer
    };
    let answer = in_form(answer, visit.as_ref(), &edge.app);
    let mut answer = coding::pack(answer, coding).await;
    edge.dress.put_on(&mut answer, surface);

    let spent = started.elapsed();
    edge.app.metrics.count(route, answer.status(), spent);
    tracing::info!(
        target: "portee::requests",
        method = named(&method),
        route,
        status = answer.status().as_u16(),
        duration_us = u64::try_from(spent.as_micros()).unwrap_or(u64::MAX),
    );
    answer
}

/// The inner answer, with a limit in time and a net under panics.
async fn answer(edge: &Edge, request: Request, next: Next, route: &str) -> Response {
    let has_body = request.method() == Method::POST;
    let run = AssertUnwindSafe(next.run(request)).catch_unwind();
    match tokio::time::timeout(edge.request_timeout, run).await {
        Ok(Ok(response)) => response,
        Ok(Err(_panic)) => {
            tracing::error!(target: "portee::requests", route, "a handler panicked; the visitor got an error page");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
        Err(_elapsed) if has_body => StatusCode::REQUEST_TIMEOUT.into_response(),
        Err(_elapsed) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// What is refused before any handler sees it.
fn refusal(request: &Request) -> Option<Response> {
    let target = request.uri().path_and_query().map_or(0, |target| target.as_str().len());
    if target > LONGEST_TARGET {
        return Some(StatusCode::URI_TOO_LONG.into_response());
    }
    if head_size(request.headers()) > LARGEST_HEAD {
        return Some(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE.into_response());
    }
    if has_two_lengths(request) {
        // What follows on the connection may be the rest of it.
        return Some((StatusCode::BAD_REQUEST, [(header::CONNECTION, "close")]).into_response());
    }
    None
}

/// Whether a proxy before us may have seen another end of the body than we do (RFC 9112, 6.1 and 6.3).
fn has_two_lengths(request: &Request) -> bool {
    let headers = request.headers();
    let in_chunks = headers.contains_key(header::TRANSFER_ENCODING);
    let lengths = headers.get_all(header::CONTENT_LENGTH).iter().count();
    lengths > 1 || (in_chunks && (lengths > 0 || request.version() < Version::HTTP_11))
}

/// The answer to a household that asks too much. Whoever asks from this machine itself is not counted.
fn too_much(rates: &Rates, request: &Request, route: &str, now: Instant) -> Option<Response> {
    let client = request
        .extensions()
        .get::<Client>()
        .filter(|client| !client.is_here())?;
    let wait = rates.pass(*client, is_heavy(route), now).err()?;
    let mut response = StatusCode::TOO_MANY_REQUESTS.into_response();
    let seconds = HeaderValue::from(wait.as_secs() + 1);
    response.headers_mut().insert(header::RETRY_AFTER, seconds);
    Some(response)
}

/// Whether a route reads every venue into a file, or computes for long.
fn is_heavy(route: &str) -> bool {
    let last = route.rsplit('/').next().unwrap_or_default();
    let is_file = last.contains('.') && last != "openapi.json";
    route.starts_with("/api/") && (is_file || matches!(last, "orientations" | "implantations"))
}

fn head_size(headers: &HeaderMap) -> usize {
    headers
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len())
        .sum()
}

/// Gives an error that a library made the form of ours: a page for people, who have a `visit`, a problem for programs.
fn in_form(response: Response, visit: Option<&Visit>, app: &App) -> Response {
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    let content_type = response.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    let ours = content_type.is_some_and(|t| t == PROBLEM_JSON.as_bytes() || t.starts_with(b"text/html"));
    if !failed || ours {
        return response;
    }
    let mut formed = match visit {
        Some(visit) => pages::error_page(app, visit, status, None),
        None => Problem::new(status).into_response(),
    };
    // What was said about the way out: `Allow` with a 405, `Retry-After`, and that the connection ends.
    for name in [header::ALLOW, header::RETRY_AFTER, header::CONNECTION] {
        if let Some(value) = response.headers().get(&name) {
            formed.headers_mut().insert(name, value.clone());
        }
    }
    formed
}

/// The method for the log: an invented one could carry anything.
fn named(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::PATCH => "PATCH",
        Method::TRACE => "TRACE",
        Method::CONNECT => "CONNECT",
        _ => "(autre)",
    }
}

#[cfg(test)]
mod tests;
