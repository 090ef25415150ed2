//! Editions that were in service before, and what changed since.

use crate::fixture::{self, IN_ALL, id};
use crate::server::Server;
use chrono::TimeDelta;
use portee_directory::EditionStamp;
use portee_domain::{Edition, EditionNumber, Position, Precision, Succession};
use portee_server::{Editions, Later, Publication, Unavailable};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU32, Ordering},
};

/// The last edition that the archive below holds.
const LAST: u32 = 20;

/// Editions 2 to 20, each without the venue of its number, one published a minute; 13 was removed.
#[derive(Default)]
struct Archive {
    is_down: AtomicBool,
    loads: AtomicU32,
}

fn content(number: u32) -> Edition {
    fixture::edition_with(|edition| {
        if number > 1 {
            edition.venues.retain(|venue| venue.id != id(number));
        }
    })
}

impl Archive {
    fn open<T>(&self, answer: T) -> Later<'_, T>
    where
        T: Send + 'static,
    {
        let answer = if self.is_down.load(Ordering::Relaxed) {
            Err(Unavailable)
        } else {
            Ok(answer)
        };
        Box::pin(async { answer })
    }
}

impl Editions for Archive {
    fn publications(&self) -> Later<'_, Vec<Publication>> {
        let publication = |number| Publication {
            edition: EditionNumber(number),
            at: fixture::now() - TimeDelta::minutes(i64::from(LAST - number)),
        };
        self.open((1..=LAST).map(publication).collect())
    }

    fn load(&self, number: EditionNumber) -> Later<'_, Option<(Edition, EditionStamp)>> {
        self.loads.fetch_add(1, Ordering::Relaxed);
        let is_kept = number.0 <= LAST && number.0 != 13;
        self.open(is_kept.then(|| (content(number.0), fixture::stamp(number))))
    }
}

/// A server of edition 20, and its archive.
fn start() -> (Server, Arc<Archive>) {
    let server = Server::start();
    let archive = Arc::new(Archive::default());
    server.app.keep_editions_in(archive.clone());
    let last = content(LAST);
    server.app.swap(fixture::changed(LAST, |edition| *edition = last));
    (server, archive)
}

fn ids(collection: &Value) -> BTreeSet<String> {
    let features = collection["features"].as_array().unwrap();
    features
        .iter()
        .map(|feature| feature["id"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn an_edition_that_left_memory_is_read_again_where_editions_are_kept() {
    let (server, archive) = start();
    for _ in 0..3 {
        let page = server.get("/api/v1/lieux?limite=100&curseur=5-222222222222").json();
        assert_eq!(page["edition"]["numero"], 5);
        let shown = ids(&page);
        assert_eq!(shown.len(), IN_ALL as usize - 1);
        assert!(!shown.contains(id(5).as_str()) && shown.contains(id(LAST).as_str()));
    }
    assert_eq!(archive.loads.load(Ordering::Relaxed), 1, "it stays at hand");
    let gone = server.get("/api/v1/lieux?curseur=13-222222222222");
    assert_eq!((gone.status, &gone.problem()["parametre"]), (410, &json!("curseur")));
    archive.is_down.store(true, Ordering::Relaxed);
    assert_eq!(server.get("/api/v1/lieux?curseur=6-222222222222").status, 503);
    assert_eq!(server.get("/api/v1/lieux?curseur=5-222222222222").status, 200);
}

#[test]
fn the_past_is_named_by_its_number_or_by_an_instant_when_it_was_in_service() {
    let (server, _) = start();
    let since = |text: &str| server.get(&format!("/api/v1/lieux/changements?modified_since={text}"));
    // One minute ago, edition 19 was in service; it lacks venue 19 and has venue 20.
    for text in [
        "19",
        "2026-11-23T09:59:30Z",
        "2026-11-23T10:59:00%2B01:00",
        "2026-11-23T10:59:00+01:00",
    ] {
        let changes = since(text).json();
        assert_eq!(
            (&changes["depuis"], &changes["edition"]["numero"]),
            (&json!(19), &json!(20))
        );
        assert_eq!(ids(&changes), [id(19).to_string()].into(), "{text}");
        assert_eq!(changes["retires"], json!([{"id": id(20), "raison": "inconnu"}]));
    }
    let none = since("20").json();
    assert_eq!((&none["numberMatched"], &none["retires"]), (&json!(0), &json!([])));
    for text in ["21", "2026-11-24", "2026-11-23T10:00:01Z", "demain", "-1", "1.5"] {
        let reply = since(text);
        assert_eq!(
            (reply.status, &reply.problem()["parametre"]),
            (400, &json!("modified_since")),
            "{text}"
        );
    }
    for text in ["13", "2026-11-23", "1999-12-31", "0"] {
        let reply = since(text);
        assert_eq!(reply.status, 410, "{text}");
        assert!(
            reply.problem()["type"].as_str().unwrap().ends_with("edition-oubliee"),
            "{text}"
        );
    }
    assert_eq!(
        server.get("/api/v1/lieux/changements").problem()["parametre"],
        "modified_since"
    );
}

#[test]
fn what_became_of_a_venue_is_said_once_and_a_rollback_is_a_change_like_others() {
    let server = Server::start();
    server.app.swap(fixture::changed(2, |edition| {
        edition.venues.retain(|venue| venue.id != id(2) && venue.id != id(3));
        edition.venues[0].description.name = "Autre nom".into();
        let gone = |from, to| Succession { from, to };
        edition.successions.push(gone(id(2), Some(id(1))));
        edition.successions.push(gone(id(3), None));
        edition.successions.sort_by(|a, b| a.from.cmp(&b.from));
    }));
    let forward = server.get("/api/v1/lieux/changements?modified_since=1&limite=1").json();
    assert_eq!(forward["rediriges"], json!([{"id": id(2), "vers": id(1)}]));
    assert_eq!(forward["retires"], json!([{"id": id(3), "raison": "retire"}]));
    assert_eq!(forward["features"][0]["properties"]["nom"], "Autre nom");
    assert_eq!(forward["numberMatched"], 1);

    server.app.swap(fixture::snapshot(1));
    let back = server.get("/api/v1/lieux/changements?modified_since=2&limite=2").json();
    assert_eq!((&back["depuis"], &back["edition"]["numero"]), (&json!(2), &json!(1)));
    assert_eq!(
        (&back["numberMatched"], &back["numberReturned"]),
        (&json!(3), &json!(2))
    );
    let next = back["links"]
        .as_array()
        .unwrap()
        .iter()
        .find(|link| link["rel"] == "next")
        .unwrap();
    let rest = server.get(next["href"].as_str().unwrap()).json();
    let all: BTreeSet<String> = ids(&back).union(&ids(&rest)).cloned().collect();
    assert!(all.contains(id(2).as_str()) && all.contains(id(3).as_str()) && all.len() == 3);
    assert_eq!((&rest["retires"], &rest["rediriges"]), (&json!([]), &json!([])));
}

#[test]
fn the_feed_of_a_departement_tells_what_each_publication_changed_there() {
    let server = Server::start();
    server.app.swap(fixture::changed(2, |edition| {
        let of = |number| edition.venues.iter().position(|venue| venue.id == id(number)).unwrap();
        let (first, second, lyon) = (of(1), of(2), of(46));
        edition.venues[first].description.name = "Espace <b>\u{1}\u{fffe} & Cie".into();
        edition.venues[lyon].description.name = "Ailleurs".into();
        let place = &edition.venues[second].location.position;
        let moved = Position::new(place.lon(), place.lat() + 0.1, Precision::Exact).unwrap();
        edition.venues[second].location.position = moved;
        edition.venues.retain(|venue| venue.id != id(3) && venue.id != id(4));
        edition.successions.push(Succession {
            from: id(3),
            to: Some(id(1)),
        });
    }));
    let reply = server.get("/api/v1/departements/26/changements.atom");
    assert_eq!(
        reply.header("content-type"),
        Some("application/atom+xml; charset=utf-8")
    );
    let text = String::from_utf8(reply.body.clone()).unwrap();
    for said in [
        "<title>Lieu modifié : Espace &lt;b&gt; &amp; Cie, Die</title>",
        "<summary>Ce qui a changé : nom.</summary>",
        "<summary>Il est à 11,1 km de son ancien emplacement.</summary>",
        "<summary>Il fait maintenant partie de « Espace &lt;b&gt; &amp; Cie ».</summary>",
        "<summary>Ses sources ne le citent plus.</summary>",
        "<updated>2026-11-23T10:00:00Z</updated>",
        "<id>tag:essai,2026:departements/26/changements</id>",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert_eq!(text.matches("<entry>").count(), 4, "{text}");
    assert!(
        text.contains(&format!("href=\"http://essai/lieux/{}\"", id(4))),
        "{text}"
    );
    let ids: BTreeSet<&str> = text
        .split("<id>")
        .skip(1)
        .filter_map(|rest| rest.split('<').next())
        .collect();
    assert_eq!(ids.len(), 5, "{ids:?}");
    let etag = reply.header("etag").unwrap();
    let again = server.ask(
        "GET",
        "/api/v1/departements/26/changements.atom",
        &format!("if-none-match: {etag}\r\n"),
    );
    assert_eq!(again.status, 304);

    server.app.swap(fixture::snapshot(1));
    let back = server.get("/api/v1/departements/26/changements.atom");
    let back = String::from_utf8(back.body).unwrap();
    assert_eq!(back.matches("<entry>").count(), 8, "{back}");
    assert_eq!(back.matches("Nouveau lieu").count(), 2, "{back}");
    let lyon = server.get("/api/v1/departements/69/changements.atom");
    assert!(String::from_utf8(lyon.body).unwrap().contains("Ailleurs, Lyon"));
    assert_eq!(server.get("/api/v1/departements/00/changements.atom").status, 404);
}

#[test]
fn a_feed_without_news_is_a_feed_that_the_page_of_the_departement_leads_to() {
    let server = Server::start();
    let page = String::from_utf8(server.get("/territoires/26").body).unwrap();
    let (_, found) = page
        .split_once("<link rel=\"alternate\" type=\"application/atom+xml\"")
        .unwrap();
    let (_, address) = found.split_once("href=\"").unwrap();
    let (address, _) = address.split_once('"').unwrap();
    assert!(page.contains(&format!("<a href=\"{address}\">")), "{page}");
    let text = String::from_utf8(server.get(address).body).unwrap();
    assert!(
        text.starts_with("<?xml") && text.ends_with("</feed>\n") && !text.contains("<entry>"),
        "{text}"
    );
}
