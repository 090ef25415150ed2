//! Links, as OGC API writes them: whole addresses, because GDAL resolves a path against the first page's own.

use crate::root::Root;
use serde_json::{Value, json};

/// A link.
pub(super) struct Link {
    href: String,
    rel: &'static str,
    kind: &'static str,
    title: String,
}

impl Link {
    /// A link to a path of ours, of this relation and media type.
    pub(super) fn to(path: impl Into<String>, rel: &'static str, kind: &'static str, title: impl Into<String>) -> Self {
        Self {
            href: path.into(),
            rel,
            kind,
            title: title.into(),
        }
    }

    pub(super) fn json(&self, root: &Root) -> Value {
        let href = format!("{root}{}", self.href);
        json!({ "href": href, "rel": self.rel, "type": self.kind, "title": self.title })
    }
}

/// The links, for a document.
pub(super) fn all<'a>(links: impl IntoIterator<Item = &'a Link>, root: &Root) -> Vec<Value> {
    links.into_iter().map(|link| link.json(root)).collect()
}
