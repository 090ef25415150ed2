//! `/sitemap.xml` and the files that it names (sitemaps.org, protocol 0.9): pages, territories, venues, in every language.
//!
//! A date is that of the data: of the last verification of a venue, of the edition for what is computed from all of them.

use crate::{App, locales, root::Root};
use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use portee_directory::{Listing, Snapshot};
use std::{collections::BTreeMap, fmt::Write, sync::Arc};

/// Venues in a file, each once a language: the protocol admits 50,000 addresses and 50 MB.
const VENUES: usize = 10_000;

/// Pages in every language, then those in French only.
const IN_EVERY_LANGUAGE: [&str; 4] = ["/", "/orientation", "/outils", "/accessibilite"];
const IN_FRENCH: [&str; 4] = ["/carte", "/territoires", "/donnees", "/integration"];

/// An address, and since when it is as it is.
struct Entry {
    path: String,
    /// Whether it is in every language.
    everywhere: bool,
    since: Option<NaiveDate>,
}

pub(super) async fn index(State(app): State<Arc<App>>, root: Root) -> Response {
    let snapshot = app.snapshot();
    let day = snapshot.stamp().day();
    let files = snapshot.listings().len().div_ceil(VENUES).max(1);
    let venues = (1..=files).map(|number| format!("lieux-{number}"));
    let names = ["pages".to_owned(), "territoires".to_owned()].into_iter().chain(venues);
    let mut text = opening("sitemapindex");
    for name in names {
        let _ = writeln!(
            text,
            "<sitemap><loc>{root}/sitemaps/{name}.xml</loc><lastmod>{day}</lastmod></sitemap>"
        );
    }
    xml(text + "</sitemapindex>\n")
}

pub(super) async fn one(State(app): State<Arc<App>>, Path(plan): Path<String>, root: Root) -> Response {
    let snapshot = app.snapshot();
    let entries = match plan.strip_suffix(".xml") {
        Some("pages") => pages(),
        Some("territoires") => territories(&snapshot),
        Some(name) => match venues(name, &snapshot) {
            Some(entries) => entries,
            None => return StatusCode::NOT_FOUND.into_response(),
        },
        None => return StatusCode::NOT_FOUND.into_response(),
    };
    let mut text = opening("urlset");
    for entry in &entries {
        write(&mut text, &root, entry);
    }
    xml(text + "</urlset>\n")
}

fn pages() -> Vec<Entry> {
    let entry = |path: &str, everywhere| Entry {
        path: path.to_owned(),
        everywhere,
        since: None,
    };
    let both = IN_EVERY_LANGUAGE.map(|path| entry(path, true));
    both.into_iter()
        .chain(IN_FRENCH.map(|path| entry(path, false)))
        .collect()
}

/// Every département as a measure and as a list, and every commune that has a venue.
fn territories(snapshot: &Snapshot) -> Vec<Entry> {
    let day = Some(snapshot.stamp().day());
    let measured = snapshot.geography().departements().iter().map(|departement| Entry {
        path: format!("/territoires/{}", departement.code),
        everywhere: false,
        since: day,
    });
    let listed = snapshot.facets().departements.iter().map(|facet| Entry {
        path: format!("/carte?departement={}", facet.value),
        everywhere: false,
        since: day,
    });
    let mut communes: BTreeMap<&str, Option<NaiveDate>> = BTreeMap::new();
    for listing in snapshot.listings() {
        let latest = communes
            .entry(listing.venue.location.commune_code.as_str())
            .or_default();
        *latest = (*latest).max(since(listing, snapshot));
    }
    let around = communes.into_iter().map(|(code, since)| Entry {
        path: format!("/recherche?commune={code}"),
        everywhere: true,
        since,
    });
    measured.chain(listed).chain(around).collect()
}

/// The venues of `lieux-2`, say; none when there is no such file.
fn venues(name: &str, snapshot: &Snapshot) -> Option<Vec<Entry>> {
    let number = name.strip_prefix("lieux-")?;
    if number.starts_with(['0', '+']) {
        return None;
    }
    let before = number.parse::<usize>().ok()?.checked_sub(1)?.checked_mul(VENUES)?;
    let listings = snapshot.listings().get(before..)?;
    let entry = |listing: &Listing| Entry {
        path: format!("/lieux/{}", listing.venue.id),
        everywhere: true,
        since: since(listing, snapshot),
    };
    let entries: Vec<Entry> = listings.iter().take(VENUES).map(|listing| entry(listing)).collect();
    (number == "1" || !entries.is_empty()).then_some(entries)
}

/// When a venue was last verified; a date to come is a mistake of its source.
fn since(listing: &Listing, snapshot: &Snapshot) -> Option<NaiveDate> {
    let verified = listing.venue.description.verified_on;
    verified.filter(|date| *date <= snapshot.stamp().day())
}

/// The entry in each of its languages, each naming the others.
fn write(text: &mut String, root: &Root, entry: &Entry) {
    let languages = locales::ALL.iter().map(|texts| &texts.locale);
    let prefixes: Vec<(&str, &str)> = if entry.everywhere {
        languages.map(|locale| (locale.code, locale.prefix)).collect()
    } else {
        vec![("fr", "")]
    };
    // Our own paths hold nothing that XML reads, but for the ampersands of queries.
    let path = entry.path.replace('&', "&amp;");
    for (_, prefix) in &prefixes {
        let _ = write!(text, "<url><loc>{root}{prefix}{path}</loc>");
        if let Some(since) = entry.since {
            let _ = write!(text, "<lastmod>{since}</lastmod>");
        }
        for (code, other) in prefixes.iter().filter(|_| prefixes.len() > 1) {
            let _ = write!(
                text,
                "<xhtml:link rel=\"alternate\" hreflang=\"{code}\" href=\"{root}{other}{path}\"/>"
            );
        }
        text.push_str("</url>\n");
    }
}

fn opening(element: &str) -> String {
    let alternates = if element == "urlset" {
        " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\""
    } else {
        ""
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{element} \
         xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"{alternates}>\n"
    )
}

fn xml(text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/xml; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=3600"),
    ];
    (headers, text).into_response()
}
