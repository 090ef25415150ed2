//! Whole addresses of ours, for those who read them elsewhere: other programs, search engines, calendars.

use crate::site::PublicAddress;
use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use std::{convert::Infallible, fmt};

/// What every address of ours begins with: `https://example.org`. The operator's, else the one that the client asked for;
/// nothing when it does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Root(String);

impl Root {
    /// Whether nothing is known of it: addresses then begin with their path.
    pub(crate) fn is_unknown(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn of(parts: &Parts) -> Self {
        if let Some(address) = parts.extensions.get::<PublicAddress>() {
            return Self(address.as_str().to_owned());
        }
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
        Self(host.map_or_else(String::new, |host| format!("{scheme}://{host}")))
    }
}

impl fmt::Display for Root {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl<S: Sync> FromRequestParts<S> for Root {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self::of(parts))
    }
}
