//! Programs that read while editions are published: those who page through everything, and those who follow what changes.

use crate::invented::{LAST, names};
use crate::stored::{at, edition_of, fill, runtime, wait_for};
use portee_domain::EditionNumber;
use portee_store::Store;
use portee_tests::{
    binary::{Client, Server, portee, working_directory},
    postgis,
};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicBool, AtomicU32, Ordering},
    thread,
    time::Duration,
};

/// How many read at once.
const READERS: usize = 64;
/// What each does with a page: 64 that ask without a pause would leave nothing of two cores to the database.
const THOUGHT: Duration = Duration::from_millis(40);

/// Tells the others to end when the one that publishes fails.
struct Publisher<'a>(&'a AtomicBool);

impl Drop for Publisher<'_> {
    fn drop(&mut self) {
        self.0.store(thread::panicking(), Ordering::Relaxed);
    }
}

fn next(page: &Value) -> Option<String> {
    let links = page["links"].as_array().expect("links");
    let next = links.iter().find(|link| link["rel"] == "next")?;
    next["href"].as_str().map(str::to_owned)
}

/// The pages of a list from this target to its end, all of one edition.
fn pages(client: &Client, target: &str) -> Vec<Value> {
    let (mut target, mut pages) = (Some(target.to_owned()), Vec::<Value>::new());
    while let Some(asked) = target {
        let answer = client.get(&asked);
        assert_eq!(answer.status, 200, "{asked}: {}", answer.text());
        let page = answer.json();
        let first = pages.first().unwrap_or(&page);
        assert_eq!(page["edition"], first["edition"], "one list, one edition: {asked}");
        target = next(&page);
        pages.push(page);
        // A program does something with a page before it asks for the next.
        thread::sleep(THOUGHT);
    }
    pages
}

fn features(pages: &[Value]) -> impl Iterator<Item = &Value> {
    pages
        .iter()
        .flat_map(|page| page["features"].as_array().expect("features"))
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// A program's copy of the venues, what depends on the instant apart.
#[derive(Debug, Clone, PartialEq)]
struct Copy {
    edition: u32,
    venues: BTreeMap<String, Value>,
}

impl Copy {
    /// All of edition `number`, whether it is in service or not.
    fn whole(client: &Client, number: u32) -> Self {
        let pages = pages(
            client,
            &format!("/api/v1/lieux?limite=100&curseur={number}-222222222222"),
        );
        let mut copy = Self {
            edition: edition_of(&pages[0]),
            venues: BTreeMap::new(),
        };
        assert_eq!(copy.edition, number);
        features(&pages).for_each(|feature| copy.put(feature));
        copy
    }

    fn put(&mut self, feature: &Value) {
        let mut feature = feature.clone();
        let properties = feature["properties"].as_object_mut().expect("properties");
        assert!(
            properties.remove("ouverture").is_some(),
            "a venue says whether it is open"
        );
        self.venues.insert(text(&feature["id"]), feature);
    }

    /// Brings the copy to the edition that answers.
    fn follow(&mut self, client: &Client) {
        let first = format!("/api/v1/lieux/changements?modified_since={}&limite=37", self.edition);
        let pages = pages(client, &first);
        for list in ["retires", "rediriges"] {
            for gone in pages[0][list].as_array().expect("a list") {
                let known = self.venues.remove(&text(&gone["id"]));
                assert!(known.is_some(), "{gone} was told gone and was not there");
            }
        }
        features(&pages).for_each(|feature| self.put(feature));
        self.edition = edition_of(&pages[0]);
    }

    fn names(&self) -> BTreeMap<String, String> {
        let name = |venue: &Value| text(&venue["properties"]["nom"]);
        self.venues
            .iter()
            .map(|(id, venue)| (id.clone(), name(venue)))
            .collect()
    }
}

/// Pages through everything, a few venues at a time, and checks that it is an edition, each venue once. Gives its number.
fn read_all(client: &Client) -> u32 {
    let pages = pages(client, "/api/v1/lieux?limite=17&champs=nom");
    let number = edition_of(&pages[0]);
    let all: Vec<(String, String)> = features(&pages)
        .map(|feature| (text(&feature["id"]), text(&feature["properties"]["nom"])))
        .collect();
    let expected: Vec<(String, String)> = names(number).into_iter().collect();
    assert_eq!(all, expected, "edition {number}, in the order of its ids");
    number
}

#[test]
fn readers_and_followers_lose_nothing_while_twenty_editions_are_published() {
    let Some(cluster) = postgis::cluster() else {
        return;
    };
    let url = cluster.database("following");
    let runtime = runtime();
    let store = runtime.block_on(async {
        let store = Store::postgis(&url).await.expect("a database");
        fill(&store).await;
        store
    });
    let var = working_directory();
    let mut command = portee(var.path());
    command.env("DATABASE_URL", &url).arg("serve");
    let server = Server::start(command);
    let shown = AtomicU32::new(1);
    let (read, outlived) = (AtomicU32::new(0), AtomicU32::new(0));
    let failed = AtomicBool::new(false);
    let mut copy = Copy::whole(&server.client(), 1);
    thread::scope(|scope| {
        for _ in 0..READERS {
            scope.spawn(|| {
                let client = server.client();
                let mut last = 0;
                while last < LAST && !failed.load(Ordering::Relaxed) {
                    last = read_all(&client);
                    read.fetch_add(1, Ordering::Relaxed);
                    if shown.load(Ordering::Relaxed) > last {
                        outlived.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
        scope.spawn(|| {
            let client = server.client();
            while copy.edition < LAST && !failed.load(Ordering::Relaxed) {
                copy.follow(&client);
                assert_eq!(copy.names(), names(copy.edition));
            }
        });
        let _publisher = Publisher(&failed);
        for number in 2..=LAST {
            runtime
                .block_on(store.publish(EditionNumber(number), at()))
                .expect("a publish");
            wait_for(&server, number);
            shown.store(number, Ordering::Relaxed);
        }
    });
    assert_eq!(copy, Copy::whole(&server.client(), LAST));
    let (read, outlived) = (read.into_inner(), outlived.into_inner());
    assert!(
        outlived >= 64,
        "{outlived} of {read} readings ended after their edition: too few to prove anything"
    );
    let (_, log) = server.stop();
    assert!(!log.contains("WARN") && !log.contains("ERROR"), "{log}");
}

#[test]
fn a_copy_follows_files_through_a_rollback_and_from_any_edition_after_a_restart() {
    let var = working_directory();
    let folder = var.path().join("editions");
    let store = Store::files(&folder).expect("a folder");
    let runtime = runtime();
    runtime.block_on(fill(&store));
    let start = || {
        let mut command = portee(var.path());
        command.arg("serve");
        Server::start(command)
    };
    let server = start();
    let mut copy = Copy::whole(&server.client(), 1);
    let publish = |number| {
        runtime
            .block_on(store.publish(EditionNumber(number), at()))
            .expect("a publish");
    };
    for (number, is_rollback) in [(4, false), (5, false), (4, true), (12, false), (LAST, false)] {
        if is_rollback {
            let back = runtime.block_on(store.rollback(at())).expect("a rollback");
            assert_eq!(back.0, number);
        } else {
            publish(number);
        }
        wait_for(&server, number);
        copy.follow(&server.client());
        assert_eq!((copy.edition, copy.names()), (number, names(number)));
        assert_eq!(copy, Copy::whole(&server.client(), number));
    }
    drop(server);
    let server = start();
    for number in [1, 4, 5, 12, LAST] {
        let mut old = Copy::whole(&server.client(), number);
        old.follow(&server.client());
        assert_eq!(old, copy, "from edition {number}");
    }
    // Kept, but never shown to anybody; and no longer kept.
    let since = |number: u32| {
        server
            .get(&format!("/api/v1/lieux/changements?modified_since={number}"))
            .status
    };
    assert_eq!((since(7), since(LAST + 1)), (410, 400));
    let removed = runtime.block_on(store.prune(1)).expect("editions removed");
    assert!(removed.contains(&EditionNumber(5)));
    drop(server);
    let server = start();
    let gone = |target: &str| server.get(target).status;
    assert_eq!(gone("/api/v1/lieux/changements?modified_since=5"), 410);
    assert_eq!(gone("/api/v1/lieux?curseur=5-222222222222"), 410);
}
