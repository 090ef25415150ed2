//! A writer that is killed, at any moment, leaves an edition that can be served, and the way free for the next.

use crate::arbitrary::plain;
use crate::place::{Place, block_on, minute, on_both};
use std::process::{Command, Stdio};
use std::time::Duration;

on_both! { a_writer_killed_at_any_moment_leaves_a_published_edition_that_can_be_read }

/// Names the place to the process that will be killed.
const PLACE: &str = "PORTEE_STORE_TEST_PLACE";
const ROUNDS: u64 = 14;

fn a_writer_killed_at_any_moment_leaves_a_published_edition_that_can_be_read(place: &Place) {
    block_on(async {
        let store = place.open().await;
        let first = store.save(&plain(10, minute(0))).await.unwrap().number;
        store.publish(first, minute(0)).await.unwrap();
    });
    let name = match place {
        Place::Folder(path) => path.display().to_string(),
        Place::Database(url) => url.clone(),
    };
    for round in 0..ROUNDS {
        let mut writer = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "killed::writes_until_it_is_killed", "--ignored"])
            .env(PLACE, &name)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(60 + round * 53 % 240));
        writer.kill().unwrap();
        writer.wait().unwrap();
        block_on(async {
            let store = place.open().await;
            let current = store.current().await.unwrap().unwrap();
            let (summary, edition) = store.load(current).await.unwrap();
            assert_eq!(usize::try_from(summary.venues).unwrap(), edition.venues.len());
            for edition in store.editions().await.unwrap() {
                store.load(edition.number).await.unwrap();
            }
        });
    }
    block_on(async {
        let store = place.open().await;
        let written = store.editions().await.unwrap().len();
        assert!(written > 3, "the writer never wrote: {written}");
        let next = store.save(&plain(10, minute(1))).await.unwrap().number;
        store.publish(next, minute(1)).await.unwrap();
        assert_eq!(store.current().await.unwrap(), Some(next));
        if let Place::Folder(folder) = place {
            let left = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
            let left: Vec<_> = left
                .filter(|path| path.extension().is_some_and(|end| end == "partial"))
                .collect();
            assert!(left.is_empty(), "{left:?}");
        }
    });
}

#[test]
#[ignore = "it is the process that the other test kills"]
fn writes_until_it_is_killed() {
    let Ok(name) = std::env::var(PLACE) else { return };
    let place = if name.starts_with("postgres://") {
        Place::Database(name)
    } else {
        Place::Folder(name.into())
    };
    block_on(async {
        let store = place.open().await;
        for at in 0.. {
            let number = store.save(&plain(150, minute(at))).await.unwrap().number;
            store.publish(number, minute(at)).await.unwrap();
        }
    });
}
