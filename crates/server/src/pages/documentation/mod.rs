//! `/documentation`: the interface for programs, explained from its own description, and every kind of problem.

mod operation;
mod shape;

use super::{
    Visit,
    error::refused,
    frame::{Frame, html},
};
use crate::{App, api, params::Query, problem::kind, root::Root};
use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use operation::Operation;
use serde_json::Value;
use std::sync::{Arc, LazyLock};

/// The description, read back: nothing is said here that it does not say.
static DOCUMENT: LazyLock<Value> = LazyLock::new(|| serde_json::from_slice(&api::openapi::text()).unwrap_or_default());

/// Addresses about one thing.
struct Section {
    tag: String,
    about: String,
    operations: Vec<Operation>,
}

/// A kind of problem.
struct Problem {
    word: &'static str,
    address: String,
    status: u16,
    title: &'static str,
    detail: &'static str,
    remedy: &'static str,
}

#[derive(Template)]
#[template(path = "documentation.html")]
struct Page {
    frame: Frame,
    root: String,
    version: String,
    sections: Vec<Section>,
    problems: Vec<Problem>,
}

pub(super) async fn show(State(app): State<Arc<App>>, root: Root, RawQuery(raw): RawQuery) -> Response {
    if let Err(bad) = Query::read_form(raw.as_deref(), &[]) {
        return refused(&app, &Visit::french(), bad);
    }
    let snapshot = app.snapshot();
    // Examples that work: the identifier of a venue that is there.
    let venue = snapshot.listings().first().map(|listing| listing.venue.id.to_string());
    let page = Page {
        frame: Frame::french(&snapshot, "/donnees").at(&root, "/documentation").named(
            "L’interface pour les programmes",
            "Chaque adresse, ses paramètres, ses réponses et ses erreurs.",
        ),
        version: DOCUMENT["info"]["version"].as_str().unwrap_or_default().to_owned(),
        sections: sections(&DOCUMENT, &root.to_string(), venue.as_deref()),
        problems: problems(),
        root: root.to_string(),
    };
    html(StatusCode::OK, &page)
}

/// The operations by what they are about, in the order of the description's tags.
fn sections(document: &Value, root: &str, venue: Option<&str>) -> Vec<Section> {
    let tags = document["tags"].as_array().into_iter().flatten();
    let section = |tag: &Value| {
        let name = tag["name"].as_str()?;
        let operations: Vec<Operation> = operations(document)
            .filter(|(_, _, operation)| operation["tags"][0] == name)
            .map(|(method, path, operation)| Operation::of(document, (method, path), operation, root, venue))
            .collect();
        (!operations.is_empty()).then(|| Section {
            tag: name.to_owned(),
            about: text(&tag["description"]),
            operations,
        })
    };
    tags.filter_map(section).collect()
}

fn operations(document: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    paths.flat_map(|(path, operations)| {
        let methods = operations.as_object().into_iter().flatten();
        methods.map(move |(method, operation)| (method.as_str(), path.as_str(), operation))
    })
}

fn problems() -> Vec<Problem> {
    let problem = |kind: &&'static kind::Kind| Problem {
        word: kind.word,
        address: kind.address(),
        status: kind.status.as_u16(),
        title: kind.title,
        detail: kind.detail,
        remedy: kind.remedy,
    };
    kind::ALL.iter().map(problem).collect()
}

/// A text of the description; nothing when it says none.
fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests;
