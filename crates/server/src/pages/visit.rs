//! The language in which a page is asked for, and where the same page is in the others.

use super::frame::typography;
use crate::{
    locales::{self, Texts},
    root::Root,
};
use askama::Template;
use axum::{
    extract::FromRequestParts,
    http::{HeaderValue, Method, StatusCode, Uri, header, request::Parts},
    response::{Html, IntoResponse, Response},
};
use std::convert::Infallible;

/// What a page needs to know of its request.
#[derive(Clone)]
pub(crate) struct Visit {
    pub(super) texts: &'static Texts,
    /// The address without its language; none when no link can lead there again.
    common: Option<String>,
    /// What whole addresses of ours begin with.
    pub(super) root: Root,
}

impl Visit {
    /// The visit that a request is. The result of a form has no address of its own.
    pub(crate) fn of(method: &Method, uri: &Uri) -> Self {
        let (texts, path) = locales::of_path(uri.path());
        let common = match uri.query() {
            Some(query) => format!("{path}?{query}"),
            None => path.to_owned(),
        };
        // « //elsewhere » would be another site.
        let is_ours = path.starts_with('/') && !path[1..].starts_with(['/', '\\']);
        let can_return = matches!(*method, Method::GET | Method::HEAD) && is_ours;
        Self {
            texts,
            common: can_return.then_some(common),
            root: Root::default(),
        }
    }

    /// A visit of a page that is in French only.
    pub(super) fn french() -> Self {
        Self {
            texts: &locales::FR,
            common: None,
            root: Root::default(),
        }
    }

    /// Whether it is in French.
    pub(super) fn is_french(&self) -> bool {
        self.texts.locale.prefix.is_empty()
    }

    /// Whether the same page is in every language.
    pub(super) fn has_alternates(&self) -> bool {
        self.common.is_some()
    }

    /// The address without its query, in its language: a query may say what nobody else is to know. None when no link can lead
    /// there again.
    pub(super) fn path(&self) -> Option<String> {
        let path = self.common.as_deref()?.split('?').next()?;
        Some(self.link(path))
    }

    /// Where the same page is in another language; its first page when there is none.
    pub(super) fn address_in(&self, texts: &Texts) -> String {
        format!("{}{}", texts.locale.prefix, self.common.as_deref().unwrap_or("/"))
    }

    /// The address of a page of ours in the language of the visit: `path` begins with a stroke.
    pub(super) fn link(&self, path: &str) -> String {
        format!("{}{path}", self.texts.locale.prefix)
    }

    /// A rendered page. Opening hours change with the clock, so a browser asks again each time.
    pub(super) fn html<T: Template>(&self, status: StatusCode, page: &T) -> Response {
        let text = match page.render() {
            Ok(text) => text,
            Err(error) => {
                // Only a failing formatter leads here; the page says so rather than being cut short.
                tracing::error!(%error, "a page could not be written");
                return StatusCode::INTERNAL_SERVER_ERROR.into_response();
            }
        };
        let code = self.texts.locale.code;
        let text = if self.is_french() { typography(&text) } else { text };
        let mut response = (status, Html(text)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(code));
        response
    }
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self {
            root: Root::of(parts),
            ..Self::of(&parts.method, &parts.uri)
        })
    }
}
