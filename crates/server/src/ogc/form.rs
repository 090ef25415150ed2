//! JSON or HTML: the parameter `f` first, then the `Accept` header, JSON otherwise.

use super::link::Link;
use crate::{
    params::{BadParameter, Parameter, Query, Shape},
    problem::Problem,
};
use axum::http::{HeaderMap, StatusCode, header};

pub(super) const JSON: &str = "application/json";
pub(super) const HTML: &str = "text/html";
/// The words of `f`.
const WORDS: [&str; 2] = ["json", "html"];

/// The parameter.
pub(super) const FORM: Parameter = Parameter {
    name: "f",
    description: "Forme de la réponse ; sans elle, l'en-tête Accept décide.",
    shape: Shape::Word(&WORDS),
    required: false,
    example: "json",
};

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// JSON, or `GeoJSON` for features.
    Json,
    /// A page.
    Html,
}

impl Form {
    /// The form that a request asks for.
    ///
    /// # Errors
    /// For another word, and (406) for an `Accept` that admits neither.
    pub(super) fn of(query: &Query<'_>, headers: &HeaderMap) -> Result<Self, Problem> {
        match query.word(FORM.name)? {
            Some("html") => return Ok(Self::Html),
            Some("json") => return Ok(Self::Json),
            Some(_) => return Err(BadParameter::new(FORM.name, "« f » est « json » ou « html ».").into()),
            None => {}
        }
        let values = headers.get_all(header::ACCEPT).iter();
        let accepted: Vec<&str> = values
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .filter_map(|item| item.split(';').next())
            .map(str::trim)
            .filter(|kind| !kind.is_empty())
            .collect();
        let form_of = |kind: &&str| match *kind {
            "text/html" | "application/xhtml+xml" | "text/*" => Some(Self::Html),
            "*/*" | "application/*" => Some(Self::Json),
            json if json.ends_with("json") || json.starts_with("application/vnd.oai.openapi") => Some(Self::Json),
            _ => None,
        };
        match accepted.iter().find_map(form_of) {
            Some(form) => Ok(form),
            None if accepted.is_empty() => Ok(Self::Json),
            None => Err(Problem::new(StatusCode::NOT_ACCEPTABLE)
                .detail("Cette adresse répond en JSON (application/json, application/geo+json) ou en HTML.")),
        }
    }
}

/// The link to `path` in one form, seen from the answer in another.
pub(super) fn link(path: &str, form: Form, seen_from: Form) -> Link {
    let rel = if form == seen_from { "self" } else { "alternate" };
    let separator = if path.contains('?') { '&' } else { '?' };
    let features = path.contains("/items");
    match form {
        Form::Json if features => Link::to(
            format!("{path}{separator}f=json"),
            rel,
            crate::api::GEO_JSON,
            "En GeoJSON",
        ),
        Form::Json => Link::to(format!("{path}{separator}f=json"), rel, JSON, "En JSON"),
        Form::Html => Link::to(format!("{path}{separator}f=html"), rel, HTML, "En page"),
    }
}
