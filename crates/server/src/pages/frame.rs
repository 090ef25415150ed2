//! What surrounds every page.

use super::words;
use crate::assets;
use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use portee_directory::Snapshot;

/// The edition, for the foot of the page.
pub(super) struct EditionLine {
    pub(super) number: String,
    pub(super) date: String,
}

/// What the page around the content needs.
pub(super) struct Frame {
    /// The path of the menu's entry that the page belongs to.
    pub(super) here: &'static str,
    pub(super) edition: EditionLine,
    pub(super) style: &'static str,
    pub(super) script: &'static str,
    pub(super) icon: &'static str,
    pub(super) font: &'static str,
}

impl Frame {
    /// The frame of a page of the edition in service.
    pub(super) fn of(snapshot: &Snapshot, here: &'static str) -> Self {
        let stamp = snapshot.stamp();
        Self {
            here,
            edition: EditionLine {
                number: stamp.number.to_string(),
                date: words::date(paris(stamp.created_at)),
            },
            style: assets::url("styles/site.css"),
            script: assets::url("src/site.ts"),
            icon: assets::url("images/icon.svg"),
            font: assets::url("fonts/atkinson-hyperlegible-400.woff2"),
        }
    }
}

/// The day in Paris, for dates that belong to no place.
pub(super) fn paris(instant: chrono::DateTime<chrono::Utc>) -> chrono::NaiveDate {
    instant.with_timezone(&chrono_tz::Europe::Paris).date_naive()
}

/// A rendered page. Opening hours change with the clock, so a browser asks again each time.
pub(super) fn html<T: Template>(status: StatusCode, page: &T) -> Response {
    match page.render() {
        Ok(text) => {
            let mut response = (status, Html(text)).into_response();
            response
                .headers_mut()
                .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
            response
        }
        Err(error) => {
            // Only a failing formatter leads here; the page says so rather than being cut short.
            tracing::error!(%error, "a page could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
