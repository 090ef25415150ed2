//! `GET /api/v1/departements/{code}/changements.atom`: what the last publications changed, for people with a feed reader (RFC 4287).

use super::validators;
use crate::{
    App,
    editions::history::{Event, News, What},
    pages::column_words,
    params::Query,
    problem::Problem,
    root::Root,
};
use axum::{
    extract::{Path, RawQuery, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use chrono::{DateTime, SecondsFormat, Utc};
use portee_domain::{DepartementCode, Field};
use std::{fmt::Write, sync::Arc};

const ATOM: &str = "application/atom+xml; charset=utf-8";

/// Entries at most: a reader shows some tens.
const MOST: usize = 200;

/// Ce qui a changé dans un département, aux dernières publications : un flux Atom.
///
/// Les lieux nouveaux, déplacés, modifiés, réunis et retirés, des cinq dernières publications ; 200 entrées au plus.
#[utoipa::path(
    get,
    path = "/api/v1/departements/{code}/changements.atom",
    tag = "lieux",
    params(("code" = String, Path, description = "Code du département ou de la collectivité.", example = "26")),
    responses(
        (status = 200, description = "Le flux.", body = String, content_type = "application/atom+xml"),
        (status = 304, description = "La réponse que vous avez est encore bonne."),
        (status = 400, description = "Paramètre refusé.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Aucun département n'a ce code.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Les éditions passées ne se lisent pas maintenant.", body = Problem,
            content_type = "application/problem+json"),
    )
)]
pub(crate) async fn atom(
    State(app): State<Arc<App>>,
    Path(code): Path<String>,
    RawQuery(raw): RawQuery,
    root: Root,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    Query::read(raw.as_deref(), &[])?;
    let served = app.served();
    let code = code.parse::<DepartementCode>().ok();
    let known = code.and_then(|code| served.snapshot.geography().departement(code.as_str()));
    let departement = known.ok_or_else(|| {
        Problem::new(StatusCode::NOT_FOUND).detail("Aucun département ni collectivité n'a ce code : 01, 2A, 974…")
    })?;
    let history = app.history().await?;
    let since = served.snapshot.stamp().created_at;
    let feed = Feed {
        root: &root.to_string(),
        code: &departement.code,
        name: &departement.name,
    };
    Ok(validators::answer(&headers, &served, ATOM, feed.write(&history, since)))
}

/// A feed being written.
struct Feed<'a> {
    root: &'a str,
    code: &'a DepartementCode,
    name: &'a str,
}

impl Feed<'_> {
    /// The whole feed; `made` is the date of the edition, for a feed without news.
    fn write(&self, history: &[News], made: DateTime<Utc>) -> String {
        let (root, code) = (self.root, self.code);
        let updated = instant(history.first().map_or(made, |news| news.at));
        let title = format!("Aide numérique : ce qui change, {} ({code})", self.name);
        let mut text = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"fr\">\n\
             <id>tag:{},2026:departements/{code}/changements</id>\n<title>{}</title>\n<updated>{updated}</updated>\n\
             <author><name>Portée</name></author>\n\
             <link rel=\"self\" type=\"application/atom+xml\" href=\"{root}/api/v1/departements/{code}/changements.atom\"/>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"{root}/territoires/{code}\"/>\n",
            self.authority(),
            escaped(&title),
        );
        let events = history.iter().flat_map(|news| {
            let here = news.step.events.iter().filter(|event| event.concerns(code));
            here.map(|event| (news.at, event))
        });
        for (at, event) in events.take(MOST) {
            self.entry(&mut text, at, event);
        }
        text.push_str("</feed>\n");
        text
    }

    /// The name that the ids of entries belong to: our own host.
    fn authority(&self) -> &str {
        let host = self.root.split_once("://").map_or("", |(_, host)| host);
        let host = host.rsplit_once(':').map_or(host, |(name, _port)| name);
        if host.is_empty() { "localhost" } else { host }
    }

    fn entry(&self, text: &mut String, at: DateTime<Utc>, event: &Event) {
        let root = self.root;
        let (title, summary) = said(event);
        let page = match &event.what {
            What::Merged(into, _) => into,
            _ => &event.id,
        };
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "<entry>\n<id>tag:{},{}:changements/{}/{}</id>\n<title>{}</title>\n<updated>{}</updated>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"{root}/lieux/{page}\"/>\n<summary>{}</summary>\n</entry>\n",
            self.authority(),
            at.date_naive(),
            at.timestamp_micros(),
            event.id,
            escaped(&format!("{title} : {}, {}", event.name, event.commune)),
            instant(at),
            escaped(&summary),
        );
    }
}

/// What became of a venue: in a title, and in a sentence or two.
fn said(event: &Event) -> (&'static str, String) {
    match &event.what {
        What::New => ("Nouveau lieu", "Ce lieu est entré dans l’annuaire.".to_owned()),
        What::Withdrawn => ("Lieu retiré", "Ses sources ne le citent plus.".to_owned()),
        What::Merged(_, into) => (
            "Lieu réuni à un autre",
            format!("Il fait maintenant partie de « {into} »."),
        ),
        What::Changed(fields) => {
            let sentence = other(fields, "Ce qui a changé");
            let unsaid = || "Ses sources ne sont plus les mêmes.".to_owned();
            let sentence = Some(sentence).filter(|text| !text.is_empty());
            ("Lieu modifié", sentence.unwrap_or_else(unsaid))
        }
        What::Moved(metres, fields) => {
            let kilometres = format!("{:.1}", metres / 1_000.0).replace('.', ",");
            let sentence = format!("Il est à {kilometres} km de son ancien emplacement.");
            let rest = other(fields, " A changé aussi");
            ("Lieu déplacé", sentence + &rest)
        }
    }
}

/// The fields in words; nothing when none means something to people.
fn other(fields: &[Field], before: &str) -> String {
    let mut words: Vec<&str> = fields.iter().filter_map(|field| column_words(*field)).collect();
    words.dedup();
    if words.is_empty() {
        return String::new();
    }
    format!("{before} : {}.", words.join(", "))
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A text of XML 1.0: what it cannot hold is left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if letter.is_control() => {}
            _ => escaped.push(letter),
        }
    }
    escaped
}
