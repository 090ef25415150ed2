//! Links, as OGC API writes them.

use serde_json::{Value, json};

/// A link.
pub(super) struct Link {
    href: String,
    rel: &'static str,
    kind: &'static str,
    title: String,
}

impl Link {
    /// A link to an address of ours, of this relation and media type.
    pub(super) fn to(href: impl Into<String>, rel: &'static str, kind: &'static str, title: impl Into<String>) -> Self {
        Self {
            href: href.into(),
            rel,
            kind,
            title: title.into(),
        }
    }

    pub(super) fn json(&self) -> Value {
        json!({ "href": self.href, "rel": self.rel, "type": self.kind, "title": self.title })
    }
}
