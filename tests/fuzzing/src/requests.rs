//! Requests, as the handlers get them: every address, whatever is asked of it.

use crate::{text, world};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderValue, Method, Request, Response, header},
};
use chrono::{DateTime, Utc};
use portee_domain::Venue;
use portee_reach::Network;
use portee_server::{App, GeoPackages, Planning, Report, Reports, router};
use std::io;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// The largest answer that is read.
const LARGEST: usize = 64 << 20;

/// Who keeps reports and writes GeoPackage files here: only that they are asked matters.
struct Elsewhere;

impl Reports for Elsewhere {
    fn keep(&self, _: &Report) -> io::Result<()> {
        Ok(())
    }
}

impl GeoPackages for Elsewhere {
    fn layer(&self, venues: &[&Venue], _: DateTime<Utc>) -> Result<Vec<u8>, String> {
        Ok(venues.len().to_string().into_bytes())
    }
}

/// A server of the invented edition.
pub(crate) fn app() -> Arc<App> {
    let network = Arc::new(Network::new(None, world::geography()));
    let app = App::new(world::snapshot(), network, Arc::new(world::now));
    app.plan_with(Planning::new(Arc::new(world::population()), None));
    app.keep_reports_in(Arc::new(Elsewhere));
    app
}

struct Server {
    runtime: Runtime,
    router: Router,
    /// Of the files of the edition.
    _folder: TempDir,
}

thread_local! {
    static SERVER: Server = {
        let (app, folder) = (app(), tempfile::tempdir().unwrap());
        app.keep_dumps_in(folder.path().to_owned(), Arc::new(Elsewhere));
        Server {
            runtime: tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap(),
            router: router(&app),
            _folder: folder,
        }
    };
}

/// A request written as HTTP/1.1 is: a line, header lines, an empty line, a body. Line ends may be bare.
///
/// Whatever is asked, the answer is no failure of ours, has the headers that every answer has, and says what it says in form.
pub fn requests(data: &[u8]) {
    let Some(request) = request(data) else { return };
    let asked = format!("{} {}", request.method(), request.uri());
    SERVER.with(|server| {
        server.runtime.block_on(async {
            let answer = server.router.clone().oneshot(request).await.unwrap();
            is_sound(answer, &asked).await;
        });
    });
}

fn request(data: &[u8]) -> Option<Request<Body>> {
    let (head, body) = [b"\r\n\r\n".as_slice(), b"\n\n"]
        .iter()
        .find_map(|end| {
            let at = data.windows(end.len()).position(|part| part == *end)?;
            Some((&data[..at], &data[at + end.len()..]))
        })
        .unwrap_or((data, b""));
    let head = text(head);
    let mut lines = head.lines();
    let mut words = lines.next()?.split(' ');
    let method = Method::from_bytes(words.next()?.as_bytes()).ok()?;
    let mut request = Request::builder().method(method).uri(words.next()?);
    for line in lines {
        let (name, value) = line.split_once(':')?;
        request = request.header(name, HeaderValue::from_str(value.trim()).ok()?);
    }
    request.body(Body::from(body.to_vec())).ok()
}

async fn is_sound(answer: Response<Body>, asked: &str) {
    let (head, body) = answer.into_parts();
    let status = head.status;
    // 503 is honest: no coverage, no exact solver, no files of editions here.
    assert!(!status.is_server_error() || status == 503, "{asked}: {status}");
    for name in [
        header::CONTENT_SECURITY_POLICY,
        header::X_CONTENT_TYPE_OPTIONS,
        header::CACHE_CONTROL,
    ] {
        assert!(head.headers.contains_key(&name), "{asked}: no {name}");
    }
    assert!(!head.headers.contains_key(header::SERVER), "{asked}");
    let body = to_bytes(body, LARGEST).await.unwrap();
    let kind = head
        .headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    let is_packed = head.headers.contains_key(header::CONTENT_ENCODING);
    if kind.contains("json") && !is_packed && !body.is_empty() && status != 206 {
        let read: Result<serde_json::Value, _> = serde_json::from_slice(&body);
        assert!(read.is_ok(), "{asked}: {read:?}");
    }
    if (status.is_client_error() || status.is_server_error()) && !body.is_empty() && !is_packed {
        assert!(
            kind.contains("problem+json") || kind.starts_with("text/html"),
            "{asked}: {status} {kind}"
        );
        let said = text(&body);
        for word in ["panicked", "axum", "hyper/", "tokio", ".rs:"] {
            assert!(!said.contains(word), "{asked}: {word} in {said}");
        }
    }
}
