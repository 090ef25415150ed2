//! What surrounds every page.

use super::Visit;
use crate::{
    assets,
    locales::{self, Texts},
    telephones::{self, Line},
};
use askama::Template;
use axum::{http::StatusCode, response::Response};
use portee_directory::Snapshot;

/// The edition, for the foot of the page.
pub(crate) struct EditionLine {
    pub(crate) number: String,
    pub(crate) date: String,
}

/// The same page in another language.
pub(crate) struct Alternate {
    /// BCP 47.
    pub(crate) code: &'static str,
    /// In itself.
    pub(crate) name: &'static str,
    pub(crate) href: String,
}

/// What the page around the content needs.
pub(crate) struct Frame {
    /// Every text, in the language of the page.
    pub(crate) t: &'static Texts,
    /// What links to pages that are in every language begin with: `/en`; nothing in French.
    pub(crate) base: &'static str,
    /// Where the page is in every language, its own included; empty when it is in French only.
    pub(crate) alternates: Vec<Alternate>,
    /// The other languages.
    pub(crate) languages: Vec<Alternate>,
    /// The path of the menu's entry that the page belongs to.
    pub(crate) here: &'static str,
    pub(crate) edition: EditionLine,
    /// The telephone line that anyone may call for help.
    pub(crate) help: Option<&'static Line>,
    pub(crate) style: &'static str,
    pub(crate) script: &'static str,
    pub(crate) icon: &'static str,
    pub(crate) font: &'static str,
}

impl Frame {
    /// The attribute of a link to a page that is in French only.
    pub(crate) fn in_french(&self) -> &'static str {
        if self.base.is_empty() { "" } else { " hreflang=\"fr\"" }
    }

    /// The attribute of an element that holds French words, such as those of a source, in a page of another language.
    pub(super) fn french_words(&self) -> &'static str {
        if self.base.is_empty() {
            ""
        } else {
            " lang=\"fr\" dir=\"ltr\""
        }
    }

    /// Whether the page is in French.
    pub(super) fn is_french(&self) -> bool {
        self.base.is_empty()
    }

    /// The frame of a page that is in French only.
    pub(crate) fn french(snapshot: &Snapshot, here: &'static str) -> Self {
        Self::of(&Visit::french(), snapshot, here)
    }

    /// The frame of a page of the edition in service.
    pub(super) fn of(visit: &Visit, snapshot: &Snapshot, here: &'static str) -> Self {
        let (stamp, t) = (snapshot.stamp(), visit.texts);
        let alternate = |other: &&'static Texts| Alternate {
            code: other.locale.code,
            name: other.locale.name,
            href: visit.address_in(other),
        };
        let others = locales::ALL.iter().filter(|other| other.locale.code != t.locale.code);
        Self {
            t,
            base: t.locale.prefix,
            alternates: if visit.has_alternates() {
                locales::ALL.iter().map(alternate).collect()
            } else {
                Vec::new()
            },
            languages: others.map(alternate).collect(),
            here,
            edition: EditionLine {
                number: stamp.number.to_string(),
                date: t.date(paris(stamp.created_at)),
            },
            help: telephones::help(),
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

/// A rendered page that is in French only.
pub(crate) fn html<T: Template>(status: StatusCode, page: &T) -> Response {
    Visit::french().html(status, page)
}

/// French spacing: the space before `? ! : ; »` and after `«` must not break. Done here once, so that templates and texts
/// hold no invisible characters. Only text is touched, never what is inside a tag.
pub(super) fn typography(html: &str) -> String {
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
