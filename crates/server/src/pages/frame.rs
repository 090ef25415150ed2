//! What surrounds every page.

use super::{Visit, linked};
use crate::{
    assets,
    locales::{self, Texts},
    root::Root,
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

/// What is shown of a page where it is shared (Open Graph).
pub(crate) struct Share {
    pub(crate) title: String,
    pub(crate) description: String,
    /// The whole address of the picture; empty when the front-end was not built.
    pub(crate) picture: String,
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
    /// The whole address under which others are to know the page; none when it has no address to share.
    pub(crate) canonical: Option<String>,
    /// What is shown of the page where it is shared.
    pub(crate) share: Share,
    /// What the page says, for machines: JSON-LD, ready to stand in a script element. Empty when there is nothing to say.
    pub(crate) linked: String,
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

    /// The same for a page whose own address is `path`, its query included: nothing that a visitor typed, and no position.
    pub(crate) fn at(mut self, root: &Root, path: &str) -> Self {
        self.canonical = (!root.is_unknown()).then(|| format!("{root}{path}"));
        self.share.picture = picture(root);
        self
    }

    /// The same for a page that is not to be found by its address: an error, a form that was sent.
    pub(super) fn unlisted(mut self) -> Self {
        self.canonical = None;
        self
    }

    /// The same with what is shown where it is shared.
    pub(super) fn named(mut self, title: impl Into<String>, description: impl Into<String>) -> Self {
        self.share.title = title.into();
        self.share.description = description.into();
        self
    }

    /// The same with what it says for machines.
    pub(super) fn linking(mut self, said: &serde_json::Value) -> Self {
        self.linked = linked::element(said);
        self
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
            canonical: visit
                .path()
                .filter(|_| !visit.root.is_unknown())
                .map(|path| format!("{}{path}", visit.root)),
            share: Share {
                title: t.home.title.to_owned(),
                description: t.home.lead.to_owned(),
                picture: picture(&visit.root),
            },
            linked: String::new(),
            style: assets::url("styles/site.css"),
            script: assets::url("src/site.ts"),
            icon: assets::url("images/icon.svg"),
            font: assets::url("fonts/atkinson-hyperlegible-400.woff2"),
        }
    }
}

/// The picture that stands for the site.
fn picture(root: &Root) -> String {
    let path = assets::url("images/share.png");
    if path.is_empty() || root.is_unknown() {
        String::new()
    } else {
        format!("{root}{path}")
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
