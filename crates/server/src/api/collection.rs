//! `GeoJSON` answers, written by joining parts that the snapshot has ready.

use super::{GEO_JSON, brief::More, sparse::Sparse, validators, written};
use crate::{app::Stamped, travel::Near};
use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::Response,
};
use chrono::{DateTime, SecondsFormat, Utc};
use portee_directory::Listing;
use portee_domain::Method;
use portee_reach::Journey;
use std::fmt::Write;

/// What a venue takes in an answer, in bytes: enough that most answers are written without growing.
const USUAL_FEATURE: usize = 2_048;

/// A `FeatureCollection` being written.
pub(crate) struct Collection<'a> {
    text: String,
    edition: &'a Stamped,
    now: DateTime<Utc>,
    /// The properties wanted; all when nothing is said.
    sparse: Option<Sparse>,
    returned: usize,
    /// Further members, each after a comma.
    members: String,
}

impl<'a> Collection<'a> {
    /// An empty collection, with room for `expected` venues.
    pub(crate) fn new(edition: &'a Stamped, now: DateTime<Utc>, expected: usize) -> Self {
        let mut text = String::with_capacity(512 + expected * USUAL_FEATURE);
        text.push_str(r#"{"type":"FeatureCollection","features":["#);
        Self {
            text,
            edition,
            now,
            sparse: None,
            returned: 0,
            members: String::new(),
        }
    }

    /// The same with these properties of its venues only.
    pub(crate) fn with_only(mut self, sparse: Option<Sparse>) -> Self {
        self.sparse = sparse;
        self
    }

    /// Adds a venue.
    pub(crate) fn add(&mut self, listing: &Listing) {
        self.add_feature(listing, None);
    }

    /// Adds a venue with its distance and its time.
    pub(crate) fn add_near(&mut self, near: &Near<'_>) {
        self.add_feature(near.nearby.listing, Some(near));
    }

    fn add_feature(&mut self, listing: &Listing, near: Option<&Near<'_>>) {
        let now = self.now;
        let sparse = self.sparse.take();
        self.add_written(|text| {
            feature(text, listing, near, sparse.as_ref(), now);
            text.push_str("}}");
        });
        self.sparse = sparse;
    }

    /// Adds what `write` appends: one whole `Feature`.
    pub(crate) fn add_written(&mut self, write: impl FnOnce(&mut String)) {
        if self.returned > 0 {
            self.text.push(',');
        }
        self.returned += 1;
        write(&mut self.text);
    }

    /// Adds a member of the collection itself; `name` is one of ours, that needs no escape.
    pub(crate) fn also(&mut self, name: &str, value: &serde_json::Value) {
        // Writing to a String cannot fail.
        let _ = write!(self.members, r#","{name}":{value}"#);
    }

    /// The whole answer, for those who may keep it: with its validator and its links, or 304 when they have it.
    pub(crate) fn answer(self, matched: usize, uri: &Uri, cursor: Option<&str>, headers: &HeaderMap) -> Response {
        let etag = validators::tag(self.edition, &[&self.text, &self.members, &matched.to_string()]);
        let links = HeaderValue::try_from(header_links(uri, cursor));
        let mut response = if validators::is_known(headers, &etag) {
            validators::not_modified(etag)
        } else {
            let body = self.finish(matched, uri.path(), uri.query(), cursor);
            validators::lasting(written(StatusCode::OK, GEO_JSON, body), etag)
        };
        if let Ok(links) = links {
            response.headers_mut().insert(header::LINK, links);
        }
        response
    }

    /// The whole answer. `path` and `raw` are the request's own; `cursor` leads to the next page.
    pub(crate) fn finish(mut self, matched: usize, path: &str, raw: Option<&str>, cursor: Option<&str>) -> String {
        let text = &mut self.text;
        text.push_str(r#"],"links":["#);
        link(text, "self", path, pairs(raw));
        if let Some(cursor) = cursor {
            text.push(',');
            let cursor = format!("curseur={cursor}");
            link(text, "next", path, pairs_with(raw, &cursor));
        }
        number(text, r#"],"numberMatched":"#, matched);
        number(text, r#","numberReturned":"#, self.returned);
        text.push_str(r#","timeStamp":""#);
        text.push_str(&self.now.to_rfc3339_opts(SecondsFormat::Secs, true));
        text.push_str(r#"","#);
        text.push_str(&self.edition.edition);
        text.push_str(&self.members);
        text.push('}');
        self.text
    }
}

/// A venue alone: a `Feature` with its links and the edition.
pub(crate) fn single(edition: &Stamped, listing: &Listing, now: DateTime<Utc>) -> String {
    let mut text = String::with_capacity(USUAL_FEATURE);
    feature(&mut text, listing, None, None, now);
    // Writing to a String cannot fail.
    let _ = write!(
        text,
        ",{}}}",
        More::of(listing, edition.snapshot.geography(), now).members()
    );
    let id = listing.venue.id.as_str();
    text.push_str(r#","links":["#);
    link(&mut text, "self", &format!("/api/v1/lieux/{id}"), []);
    let _ = write!(
        text,
        r#",{{"rel":"alternate","type":"text/html","href":"/lieux/{id}"}}],{}}}"#,
        edition.edition
    );
    text
}

/// A venue alone: a whole `Feature` without links.
pub(crate) fn closed_feature(listing: &Listing, now: DateTime<Utc>) -> String {
    let mut text = String::with_capacity(USUAL_FEATURE);
    feature(&mut text, listing, None, None, now);
    text.push_str("}}");
    text
}

/// A `Feature` without its two closing braces: further properties may follow.
fn feature(text: &mut String, listing: &Listing, near: Option<&Near<'_>>, sparse: Option<&Sparse>, now: DateTime<Utc>) {
    let ready = listing.feature();
    match sparse {
        None => text.push_str(ready.text()),
        Some(sparse) => {
            let (whole, members) = (ready.text(), ready.properties());
            text.push_str(&whole[..whole.len() - members.len()]);
            sparse.write(text, members);
        }
    }
    if let Some(near) = near {
        number(text, r#","distance_m":"#, near.metres());
        if let Some(journey) = &near.journey {
            time(text, journey);
        }
    }
    if sparse.is_none_or(|sparse| sparse.wants("ouverture")) {
        text.push_str(r#","ouverture":"#);
        listing.evaluated(now, |it| text.push_str(&it.json));
    }
}

/// The members that say how long it takes. Bounds only where they are not the value itself.
pub(super) fn time(text: &mut String, journey: &Journey) {
    let [low_s, central_s, high_s] = journey.seconds;
    number(text, r#","duree_s":"#, central_s);
    if journey.method != Method::Routes {
        number(text, r#","duree_min_s":"#, low_s);
        number(text, r#","duree_max_s":"#, high_s);
    }
    text.push_str(r#","methode":""#);
    text.push_str(journey.method.code());
    text.push('"');
}

/// A member with a number, its name ready to be written: each venue of a list has four, and the machinery of formats costs more than
/// finding the venue.
fn number(text: &mut String, name: &str, value: impl itoa::Integer) {
    text.push_str(name);
    text.push_str(itoa::Buffer::new().format(value));
}

/// The pairs of a query as they were sent.
fn pairs(raw: Option<&str>) -> impl Iterator<Item = &str> {
    raw.into_iter().flat_map(|raw| raw.split('&'))
}

/// The same with another cursor.
fn pairs_with<'p>(raw: Option<&'p str>, cursor: &'p str) -> impl Iterator<Item = &'p str> {
    pairs(raw).filter(|pair| !pair.starts_with("curseur=")).chain([cursor])
}

/// The links of a list as a header (RFC 8288): itself, the next page, what describes them.
fn header_links(uri: &Uri, cursor: Option<&str>) -> String {
    let (path, raw) = (uri.path(), uri.query());
    let mut text = String::from("<");
    address(&mut text, path, pairs(raw));
    text.push_str(r#">; rel="self"; type="application/geo+json""#);
    if let Some(cursor) = cursor {
        text.push_str(", <");
        address(&mut text, path, pairs_with(raw, &format!("curseur={cursor}")));
        text.push_str(r#">; rel="next"; type="application/geo+json""#);
    }
    text.push_str(r#", </api/openapi.json>; rel="service-desc"; type="application/vnd.oai.openapi+json;version=3.1""#);
    text.push_str(r#", </documentation>; rel="service-doc"; type="text/html""#);
    text
}

/// A link to `path` with `pairs` as its query.
fn link<'p>(text: &mut String, relation: &str, path: &str, pairs: impl IntoIterator<Item = &'p str>) {
    text.push_str(r#"{"rel":""#);
    text.push_str(relation);
    text.push_str(r#"","type":"application/geo+json","href":""#);
    address(text, path, pairs);
    text.push_str("\"}");
}

/// An address with `pairs` as its query.
fn address<'p>(text: &mut String, path: &str, pairs: impl IntoIterator<Item = &'p str>) {
    url_safe(text, path);
    let mut separator = '?';
    for pair in pairs.into_iter().filter(|pair| !pair.is_empty()) {
        text.push(separator);
        url_safe(text, pair);
        separator = '&';
    }
}

/// Which bytes an address may hold as they are.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let these = b"-._~:/?@!$&'()*+,;=%|0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let mut i = 0;
    while i < these.len() {
        plain[these[i] as usize] = true;
        i += 1;
    }
    plain
};

/// Appends what a request's target held, each byte that an address may not hold percent-encoded: what is left needs no
/// escape in JSON either.
fn url_safe(text: &mut String, part: &str) {
    let plain = |byte: u8| PLAIN[usize::from(byte)];
    if part.bytes().all(plain) {
        text.push_str(part);
        return;
    }
    for byte in part.bytes() {
        if plain(byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_link_is_valid_json_whatever_the_request_held(raw in "\\PC{0,40}", path in "/[ -~]{0,20}") {
            let mut text = String::new();
            link(&mut text, "self", &path, raw.split('&'));
            let value: serde_json::Value = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(&value["rel"], "self");
            prop_assert!(value["href"].as_str().unwrap().is_ascii());
        }
    }
}
