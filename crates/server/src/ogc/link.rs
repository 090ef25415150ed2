//! Links, as OGC API writes them: whole addresses, because GDAL resolves a path against the first page's own.

use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use serde_json::{Value, json};
use std::convert::Infallible;

/// What every address of ours begins with, as the client sees it: `https://example.org`; nothing when it does not say.
pub(super) struct Root(String);

impl<S: Sync> FromRequestParts<S> for Root {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        let said = |name: &str| parts.headers.get(name)?.to_str().ok();
        let is_host = |host: &&str| {
            host.bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-._:[]".contains(&b))
        };
        let scheme = if said("x-forwarded-proto") == Some("https") {
            "https"
        } else {
            "http"
        };
        let host = said(header::HOST.as_str())
            .filter(|host| !host.is_empty())
            .filter(is_host);
        Ok(Self(host.map_or_else(String::new, |host| format!("{scheme}://{host}"))))
    }
}

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

    pub(super) fn json(&self, Root(root): &Root) -> Value {
        let href = format!("{root}{}", self.href);
        json!({ "href": href, "rel": self.rel, "type": self.kind, "title": self.title })
    }
}

/// The links, for a document.
pub(super) fn all<'a>(links: impl IntoIterator<Item = &'a Link>, root: &Root) -> Vec<Value> {
    links.into_iter().map(|link| link.json(root)).collect()
}
