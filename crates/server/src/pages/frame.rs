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
            let mut response = (status, Html(typography(&text))).into_response();
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

/// French spacing: the space before `? ! : ; »` and after `«` must not break. Done here once, so that templates and texts
/// hold no invisible characters. Only text is touched, never what is inside a tag.
fn typography(html: &str) -> String {
    let mut spaced = String::with_capacity(html.len() + html.len() / 64);
    let mut in_tag = false;
    let mut letters = html.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ => {}
        }
        let before = matches!(letters.peek(), Some('?' | '!' | ':' | ';' | '»'));
        let binds = letter == ' ' && !in_tag && (before || spaced.ends_with('«'));
        spaced.push(if binds { '\u{a0}' } else { letter });
    }
    spaced
}

#[cfg(test)]
mod tests {
    use super::typography;

    #[test]
    fn french_spaces_do_not_break_and_tags_stay_as_they_are() {
        assert_eq!(
            typography("<p>Où ? « Là » : oui !</p>"),
            "<p>Où\u{a0}? «\u{a0}Là\u{a0}»\u{a0}: oui\u{a0}!</p>"
        );
        let tag = r#"<option value="Formé à « DUPLEX » : x">"#;
        assert_eq!(typography(tag), tag);
    }
}
