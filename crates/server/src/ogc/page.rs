//! The same as pages, for people who follow the links.

use super::collections::Kind;
use crate::{
    App,
    pages::{Frame, html},
};
use askama::Template;
use axum::{http::StatusCode, response::Response};
use serde_json::Value;

/// A link to show.
struct Shown {
    href: String,
    title: String,
}

/// A fact to show: its name and its value.
struct Fact {
    name: String,
    value: String,
}

/// A feature to show: where it is, its name, what is said of it.
struct Row {
    href: String,
    name: String,
    facts: Vec<Fact>,
}

#[derive(Template)]
#[template(path = "ogc.html")]
struct Page {
    frame: Frame,
    title: String,
    description: String,
    links: Vec<Shown>,
    facts: Vec<Fact>,
    rows: Vec<Row>,
}

/// A document that is no list of features: its texts, and its links.
pub(super) fn of_document(app: &App, title: &str, path: &str, document: &Value) -> Response {
    let described = document["collections"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|collection| Shown {
            href: format!("{path}/{}?f=html", text(&collection["id"])),
            title: text(&collection["title"]),
        });
    let paths = document["paths"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(path, about)| Fact {
            name: path.clone(),
            value: text(&about["get"]["summary"]),
        });
    let classes = document["conformsTo"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|class| Fact {
            name: "Conforme à".into(),
            value: text(class),
        });
    let page = Page {
        frame: Frame::french(&app.snapshot(), "/donnees"),
        title: title.to_owned(),
        description: text(&document["description"]),
        links: described.chain(links(&document["links"])).collect(),
        facts: classes.chain(paths).collect(),
        rows: Vec::new(),
    };
    html(StatusCode::OK, &page)
}

/// Features of a collection, already written.
pub(super) fn of_features(app: &App, kind: Kind, features: &[String], matched: usize, shown: &[Value]) -> Response {
    let rows = features.iter().filter_map(|feature| serde_json::from_str(feature).ok());
    let page = Page {
        frame: Frame::french(&app.snapshot(), "/donnees"),
        title: kind.title().to_owned(),
        description: format!("{} sur {matched}.", features.len()),
        links: links(&Value::from(shown.to_vec())).collect(),
        facts: Vec::new(),
        rows: rows.map(|feature: Value| row(kind, &feature)).collect(),
    };
    html(StatusCode::OK, &page)
}

fn row(kind: Kind, feature: &Value) -> Row {
    let properties = feature["properties"].as_object().into_iter().flatten();
    let facts = properties.filter(|(_, value)| !value.is_null() && !value.is_object());
    Row {
        href: format!("{}/items/{}?f=html", kind.path(), text(&feature["id"])),
        name: text(&feature["properties"]["nom"]),
        facts: facts
            .map(|(name, value)| Fact {
                name: name.clone(),
                value: text(value),
            })
            .collect(),
    }
}

fn links(links: &Value) -> impl Iterator<Item = Shown> {
    links.as_array().into_iter().flatten().map(|link| Shown {
        href: text(&link["href"]),
        title: text(&link["title"]),
    })
}

/// A value as people read it: lists without their brackets.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(text).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}
