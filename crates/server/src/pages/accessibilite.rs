//! `/accessibilite`: what was checked, what it found, and what nobody has checked. It says what `make accessibilite` wrote, and
//! cannot say better.

use super::{
    Visit,
    error::{error_page, refused},
    frame::Frame,
};
use crate::{App, params::Query};
use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use chrono::NaiveDate;
use serde::Deserialize;
use std::sync::{Arc, LazyLock};

const WRITTEN: &str = include_str!("../../../../data/accessibility.toml");

/// What the last run found; none when the file, built in, is wrong.
static STATEMENT: LazyLock<Option<Statement>> = LazyLock::new(|| {
    toml::from_str(WRITTEN)
        .inspect_err(|error| tracing::error!(%error, "data/accessibility.toml cannot be shown"))
        .ok()
});

/// A run of axe over every page.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Statement {
    date: NaiveDate,
    /// The version of axe.
    axe: String,
    browser: String,
    /// How many rules were applied.
    rules: usize,
    /// How many times each page was seen, in how many ways.
    views: usize,
    tested: Vec<Tested>,
}

/// A page, and the rules that it breaks.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tested {
    page: String,
    violations: Vec<String>,
}

#[derive(Template)]
#[template(path = "accessibilite.html")]
struct Page {
    frame: Frame,
    statement: &'static Statement,
    date: String,
    /// Pages that break a rule.
    faulty: usize,
}

pub(super) async fn show(State(app): State<Arc<App>>, visit: Visit, RawQuery(raw): RawQuery) -> Response {
    if let Err(bad) = Query::read_form(raw.as_deref(), &[]) {
        return refused(&app, &visit, bad);
    }
    let Some(statement) = &*STATEMENT else {
        return error_page(&app, &visit, StatusCode::INTERNAL_SERVER_ERROR, None);
    };
    let faulty = statement.tested.iter().filter(|tested| !tested.violations.is_empty());
    let page = Page {
        frame: Frame::of(&visit, &app.snapshot(), "/accessibilite"),
        date: visit.texts.date(statement.date),
        faulty: faulty.count(),
        statement,
    };
    visit.html(StatusCode::OK, &page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_statement_that_is_built_in_can_be_read_and_names_pages() {
        let statement: Statement = toml::from_str(WRITTEN).unwrap();
        assert!(statement.tested.iter().any(|tested| tested.page == "/"));
        assert!(statement.rules > 0 && statement.views > 0);
    }
}
