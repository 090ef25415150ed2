//! Whether a client already has what it asks for: `ETag` and `If-None-Match` (RFC 9110, sections 8.8.3 and 13.1.2).
//!
//! Tags begin with the edition. Those of whole answers go on with a hash of what is said, so that hours that changed (`ouverture`)
//! change the tag, and the instant of the answer (`timeStamp`) does not: they are weak.

use super::written;
use crate::app::Stamped;
use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use std::{
    fmt::Display,
    hash::{DefaultHasher, Hasher},
};

/// The tag of an answer that says this.
pub(crate) fn tag(edition: &Stamped, said: &[&str]) -> HeaderValue {
    // The keys of this hasher are fixed: replicas of one version agree.
    let mut hasher = DefaultHasher::new();
    for part in said {
        hasher.write(part.as_bytes());
        hasher.write_u8(0xff);
    }
    weak(edition, &format_args!("{:016x}", hasher.finish()))
}

/// The tag of what depends on the edition and on the day.
pub(crate) fn of_day(edition: &Stamped, day: NaiveDate) -> HeaderValue {
    weak(edition, &day)
}

fn weak(edition: &Stamped, further: &dyn Display) -> HeaderValue {
    let own = edition.etag.to_str().unwrap_or_default().trim_matches('"');
    HeaderValue::try_from(format!("W/\"{own}-{further}\"")).unwrap_or_else(|_| edition.etag.clone())
}

/// Whether the client says that it has what `etag` names. Tags are compared weakly, as this header asks.
pub(crate) fn is_known(headers: &HeaderMap, etag: &HeaderValue) -> bool {
    let opaque = |tag: &[u8]| tag.strip_prefix(b"W/").unwrap_or(tag).to_owned();
    let wanted = opaque(etag.as_bytes());
    let known = headers.get_all(header::IF_NONE_MATCH).iter();
    let mut tags = known.flat_map(|value| value.as_bytes().split(|byte| *byte == b',').map(<[u8]>::trim_ascii));
    tags.any(|tag| tag == b"*" || opaque(tag) == wanted)
}

/// May be kept, and is to be asked for again each time.
pub(crate) fn lasting(mut response: Response, etag: HeaderValue) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::ETAG, etag);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
    response
}

/// The client has it.
pub(crate) fn not_modified(etag: HeaderValue) -> Response {
    let vary = [(header::VARY, HeaderValue::from_static("accept-encoding"))];
    lasting((StatusCode::NOT_MODIFIED, vary).into_response(), etag)
}

/// A body that holds no instant, with its tag; or 304 when the client has it.
pub(crate) fn answer(headers: &HeaderMap, edition: &Stamped, kind: &'static str, body: String) -> Response {
    let etag = tag(edition, &[&body]);
    if is_known(headers, &etag) {
        return not_modified(etag);
    }
    lasting(written(StatusCode::OK, kind, body), etag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn knows(value: &'static str, etag: &'static str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::IF_NONE_MATCH, HeaderValue::from_static(value));
        is_known(&headers, &HeaderValue::from_static(etag))
    }

    #[test]
    fn tags_are_compared_weakly_one_by_one() {
        assert!(knows("W/\"1-a\"", "W/\"1-a\""));
        assert!(knows("\"1-a\"", "W/\"1-a\""));
        assert!(knows("\"0\", W/\"1-a\"", "\"1-a\""));
        assert!(knows("*", "\"1-a\""));
        for other in ["\"1-ab\"", "1-a", "", "W/\"1-A\"", "\"1-a"] {
            assert!(!knows(other, "\"1-a\""), "{other}");
        }
        assert!(!is_known(&HeaderMap::new(), &HeaderValue::from_static("\"1-a\"")));
    }
}
