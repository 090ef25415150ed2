//! What may happen to the database while visitors read: it stands still, is locked, starts again, is replaced by another. No
//! reader is refused, whoever watches is told soon, and what is published afterwards is shown.

use crate::{
    invented::{edition, names},
    replicas::{Readers, keeping, replicas, until},
    stored::{at, fill, runtime},
};
use portee_domain::EditionNumber;
use portee_store::Store;
use portee_tests::postgis;
use std::{thread, time::Duration};

/// Within which an outage, and its end, are told: a look each second, and two seconds to answer; the rest is for a machine that
/// does other work.
const TOLD_WITHIN: Duration = Duration::from_secs(6);

#[test]
fn a_database_that_stands_still_is_locked_starts_again_or_is_replaced_fails_no_reader_and_is_told() {
    let Some(cluster) = postgis::own_cluster() else { return };
    let url = cluster.database("outages");
    let runtime = runtime();
    let store = runtime.block_on(async {
        let store = Store::postgis(&url).await.expect("a database");
        fill(&store).await;
        store
    });
    let servers = replicas(2, &url);
    let readers = Readers::of(&servers);
    let told = |answers: bool| {
        let mut all = servers.iter();
        all.all(|(server, _)| keeping(server)["accessibles"] == answers)
    };
    let shown = |number: u32, venues: usize| {
        servers.iter().all(|(server, _)| {
            let page = server.get("/api/v1/lieux?limite=1").json();
            page["edition"]["numero"] == number && page["numberMatched"] == venues
        })
    };
    let publish = |number: u32| {
        let published = runtime.block_on(store.publish(EditionNumber(number), at()));
        published.expect("a publish");
        until("a publish", TOLD_WITHIN, || shown(number, names(number).len()))
    };
    assert!(told(true) && shown(1, names(1).len()));

    // It stands still: connections stay open, and nothing is answered.
    let frozen = cluster.freeze();
    let still = until("a database that stands still", TOLD_WITHIN, || told(false));
    drop(frozen);
    let moving = until("a database that moves again", TOLD_WITHIN, || told(true));
    let _ = publish(2);

    // Someone else holds its tables.
    let locked = thread::scope(|scope| {
        let held = "BEGIN; LOCK TABLE publication, edition IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(7)";
        let _holder = scope.spawn(|| cluster.query(&url, held));
        until("tables that are locked", TOLD_WITHIN, || told(false))
    });
    until("tables that are free again", TOLD_WITHIN, || told(true));
    let _ = publish(3);

    // It stands still while an edition is read: what was begun is given up, and done when it is back.
    let published = runtime.block_on(store.publish(EditionNumber(4), at()));
    published.expect("a publish");
    let frozen = cluster.freeze();
    until("a database that stands still again", TOLD_WITHIN, || told(false));
    drop(frozen);
    until("the edition published before", Duration::from_secs(15), || {
        shown(4, names(4).len())
    });

    // It starts again.
    cluster.stop();
    cluster.start();
    let _ = publish(5);

    // Another takes its place, and gives the same number to another edition.
    cluster.replace(&url);
    until("a database that is empty", TOLD_WITHIN, || told(false));
    runtime.block_on(async {
        let store = Store::postgis(&url).await.expect("a new database");
        for (number, content) in [(1, 8), (2, 9), (3, 10), (4, 11), (5, 12)] {
            let saved = store
                .save(&edition(content))
                .await
                .expect("an edition that can be kept");
            assert_eq!(saved.number.0, number);
        }
        store.publish(EditionNumber(5), at()).await.expect("a publish");
    });
    let replaced = until("another edition of the same number", Duration::from_secs(15), || {
        shown(5, names(12).len())
    });

    let asked = readers.end();
    assert!(asked > 100, "{asked}");
    eprintln!(
        "{asked} answers, all 200; standing still told after {still:?} and its end after {moving:?}; locked tables after \
         {locked:?}; another database of the same number shown after {replaced:?}"
    );
    for (server, _) in servers {
        let (status, log) = server.stop();
        assert!(status.success() && !log.contains("panicked"), "{log}");
    }
}
