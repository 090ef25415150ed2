//! Pages that say what went wrong and offer a way out.

use super::frame::{Frame, html};
use crate::{App, params::BadParameter};
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
pub fn error_page(app: &App, status: StatusCode, detail: Option<&str>) -> Response {
    let (title, usual) = words(status);
    error_page_saying(app, status, title, detail.unwrap_or(usual))
}

/// The page for `status`, with a title and words for this time.
pub(super) fn error_page_saying(app: &App, status: StatusCode, title: &'static str, detail: &str) -> Response {
    let page = ErrorPage {
        frame: Frame::of(&app.snapshot(), ""),
        title,
        detail: detail.to_owned(),
        allowed: Vec::new(),
    };
    html(status, &page)
}

/// The page for a refused parameter: what is wrong, and what is admitted.
pub(super) fn refused(app: &App, bad: BadParameter) -> Response {
    let page = ErrorPage {
        frame: Frame::of(&app.snapshot(), ""),
        title: "Cette adresse n’est pas juste",
        detail: bad.detail,
        allowed: bad.allowed,
    };
    html(StatusCode::BAD_REQUEST, &page)
}

fn words(status: StatusCode) -> (&'static str, &'static str) {
    match status {
        StatusCode::NOT_FOUND => (
            "Page introuvable",
            "Il n’y a pas de page à cette adresse. Elle a peut-être changé.",
        ),
        StatusCode::GONE => ("Cette page n’existe plus", "Ce qui se trouvait ici a été retiré."),
        StatusCode::METHOD_NOT_ALLOWED => ("Demande impossible", "Cette page ne se demande pas de cette façon."),
        StatusCode::REQUEST_TIMEOUT => ("Trop lent", "La demande n’est pas arrivée à temps. Réessayez."),
        StatusCode::PAYLOAD_TOO_LARGE | StatusCode::URI_TOO_LONG | StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => (
            "Demande trop longue",
            "La demande est trop longue. Recommencez depuis l’accueil.",
        ),
        StatusCode::SERVICE_UNAVAILABLE => ("Service arrêté un instant", "Réessayez dans une minute."),
        _ if status.is_client_error() => ("Demande impossible", "Nous n’avons pas compris la demande."),
        _ => (
            "Une erreur de notre part",
            "La page ne peut pas s’afficher. Réessayez dans un instant.",
        ),
    }
}
