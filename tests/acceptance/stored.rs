//! The invented editions, kept in a store that a server reads.

use crate::invented::{LAST, edition};
use chrono::{DateTime, Utc};
use portee_domain::EditionNumber;
use portee_store::Store;
use portee_tests::binary::Server;
use serde_json::Value;
use std::{
    thread,
    time::{Duration, Instant},
};

/// What runs a store; its connections live as long as this.
pub(crate) fn runtime() -> tokio::runtime::Runtime {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build().expect("a runtime")
}

/// When everything is published.
pub(crate) fn at() -> DateTime<Utc> {
    "2026-11-23T10:00:00Z".parse().expect("an instant")
}

/// Saves all invented editions and publishes the first.
pub(crate) async fn fill(store: &Store) {
    for number in 1..=LAST {
        let saved = store.save(&edition(number)).await.expect("an edition that can be kept");
        assert_eq!(saved.number.0, number);
    }
    store
        .publish(EditionNumber(1), at())
        .await
        .expect("an edition to publish");
}

/// Waits until the server shows this edition.
pub(crate) fn wait_for(server: &Server, number: u32) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while server.get("/sante/pret").json()["edition"]["numero"] != number {
        assert!(
            Instant::now() < deadline,
            "edition {number} is not shown:\n{}",
            server.log()
        );
        thread::sleep(Duration::from_millis(20));
    }
}

/// Which edition a page says that it is of.
pub(crate) fn edition_of(page: &Value) -> u32 {
    let number = page["edition"]["numero"].as_u64().expect("an edition");
    u32::try_from(number).expect("a number of an edition")
}
