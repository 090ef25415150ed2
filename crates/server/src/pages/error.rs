//! Pages that say what went wrong and offer a way out.

use super::{Visit, frame::Frame};
use crate::{App, locales::Texts, params::BadParameter};
use askama::Template;
use axum::{http::StatusCode, response::Response};

#[derive(Template)]
#[template(path = "erreur.html")]
struct ErrorPage {
    frame: Frame,
    title: &'static str,
    detail: String,
    allowed: Vec<String>,
}

/// The page for `status`: its usual words, or `detail` for this time.
#[must_use]
pub(crate) fn error_page(app: &App, visit: &Visit, status: StatusCode, detail: Option<&str>) -> Response {
    let (title, usual) = words(status, visit.texts);
    error_page_saying(app, visit, status, title, detail.unwrap_or(usual))
}

/// The page for `status`, with a title and words for this time.
pub(super) fn error_page_saying(
    app: &App,
    visit: &Visit,
    status: StatusCode,
    title: &'static str,
    detail: &str,
) -> Response {
    let page = ErrorPage {
        frame: Frame::of(visit, &app.snapshot(), "").unlisted(),
        title,
        detail: detail.to_owned(),
        allowed: Vec::new(),
    };
    visit.html(status, &page)
}

/// The page for a refused parameter: what is wrong (in full in French, as for programs), and what is admitted.
pub(super) fn refused(app: &App, visit: &Visit, bad: BadParameter) -> Response {
    let t = visit.texts;
    let page = ErrorPage {
        frame: Frame::of(visit, &app.snapshot(), "").unlisted(),
        title: t.error.wrong_address,
        detail: if visit.is_french() {
            bad.detail
        } else {
            t.error.parameter(bad.parameter)
        },
        allowed: bad.allowed,
    };
    visit.html(StatusCode::BAD_REQUEST, &page)
}

fn words(status: StatusCode, t: &'static Texts) -> (&'static str, &'static str) {
    let t = &t.error;
    match status {
        StatusCode::NOT_FOUND => (t.not_found, t.not_found_detail),
        StatusCode::GONE => (t.gone, t.gone_detail),
        StatusCode::METHOD_NOT_ALLOWED => (t.impossible, t.method_detail),
        StatusCode::REQUEST_TIMEOUT => (t.late, t.late_detail),
        StatusCode::PAYLOAD_TOO_LARGE | StatusCode::URI_TOO_LONG | StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => {
            (t.too_long, t.too_long_detail)
        }
        StatusCode::TOO_MANY_REQUESTS => (t.too_much, t.too_much_detail),
        StatusCode::SERVICE_UNAVAILABLE => (t.stopped, t.stopped_detail),
        _ if status.is_client_error() => (t.impossible, t.impossible_detail),
        _ => (t.ours, t.ours_detail),
    }
}
