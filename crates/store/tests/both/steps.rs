//! A process that is killed at each of its steps, one after the other: what it leaves is the old edition or the new one.
//!
//! A step is a call to the system that changes a file, reads one, or speaks to the database: `strace` kills the process as it
//! enters its first such call, then its second, until it comes to its end unharmed.

use crate::arbitrary::plain;
use crate::place::{Place, block_on, minute};
use portee_domain::EditionNumber;
use portee_store::Store;
use portee_tests::{binary::in_ci, postgis::cluster};
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Stdio};

/// What the process that is killed is to do, and where.
const WHAT: &str = "PORTEE_STORE_TEST_WHAT";
const PLACE: &str = "PORTEE_STORE_TEST_PLACE";
/// More steps than anything here takes: a process that is always killed would be a defect of the test.
const MOST_STEPS: usize = 2_000;

const ONE: EditionNumber = EditionNumber(1);
const TWO: EditionNumber = EditionNumber(2);
const THREE: EditionNumber = EditionNumber(3);

/// What is done, what visitors may see after it was interrupted, and what they see when it was done.
#[derive(Debug, Clone, Copy)]
struct Deed {
    name: &'static str,
    may_be: &'static [EditionNumber],
    is_then: EditionNumber,
}

/// Editions 1, 2 and 3 are there; 1 was published, then 2.
const DEEDS: [Deed; 6] = [
    Deed {
        name: "open",
        may_be: &[TWO],
        is_then: TWO,
    },
    Deed {
        name: "save",
        may_be: &[TWO],
        is_then: TWO,
    },
    Deed {
        name: "publish",
        may_be: &[TWO, THREE],
        is_then: THREE,
    },
    Deed {
        name: "rollback",
        may_be: &[TWO, ONE],
        is_then: ONE,
    },
    Deed {
        name: "prune",
        may_be: &[TWO],
        is_then: TWO,
    },
    Deed {
        name: "load",
        may_be: &[TWO],
        is_then: TWO,
    },
];

async fn begin(store: &Store) {
    for minutes in 0..3 {
        store.save(&plain(6, minute(minutes))).await.unwrap();
    }
    store.publish(ONE, minute(3)).await.unwrap();
    store.publish(TWO, minute(4)).await.unwrap();
}

async fn does(store: &Store, what: &str) {
    match what {
        "open" => {}
        "save" => drop(store.save(&plain(6, minute(5))).await.unwrap()),
        "publish" => store.publish(THREE, minute(5)).await.unwrap(),
        "rollback" => drop(store.rollback(minute(5)).await.unwrap()),
        "prune" => drop(store.prune(1).await.unwrap()),
        "load" => drop(store.load(TWO).await.unwrap()),
        other => panic!("{other}"),
    }
}

#[test]
#[ignore = "it is the process that the other tests kill"]
fn does_one_thing() {
    let (Ok(what), Ok(name)) = (std::env::var(WHAT), std::env::var(PLACE)) else {
        return;
    };
    let place = if name.starts_with("postgres://") {
        Place::Database(name)
    } else {
        Place::Folder(name.into())
    };
    block_on(async { does(&place.open().await, &what).await });
}

/// Whether the process was killed as it entered its `step`th call to `call`; otherwise it came to its end.
fn is_killed_at(place: &Place, what: &str, call: &str, step: usize) -> bool {
    let name = match place {
        Place::Folder(path) => path.display().to_string(),
        Place::Database(url) => url.clone(),
    };
    let status = Command::new("strace")
        .args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={call}")])
        .args(["-e", &format!("inject={call}:signal=SIGKILL:when={step}")])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "steps::does_one_thing", "--ignored"])
        .env(PLACE, name)
        .env(WHAT, what)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    let killed = status.signal() == Some(9) || status.code() == Some(137);
    assert!(killed || status.success(), "{what}, {call} {step}: {status}");
    killed
}

/// Whatever happened, this can be served: the published edition and all others are whole.
async fn is_whole(store: &Store, deed: Deed, at: &str) {
    let current = store.current().await.unwrap().unwrap();
    assert!(deed.may_be.contains(&current), "{at}: {current}");
    let editions = store.editions().await.unwrap();
    assert!(editions.iter().any(|edition| edition.number == current), "{at}");
    for edition in editions {
        let (summary, loaded) = store.load(edition.number).await.unwrap();
        assert_eq!(summary.venues as usize, loaded.venues.len(), "{at}");
    }
}

fn has_strace() -> bool {
    let found = Command::new("strace")
        .arg("--version")
        .stdout(Stdio::null())
        .status()
        .is_ok();
    assert!(found || !in_ci(), "strace is not installed (tests/debian-packages)");
    #[expect(clippy::print_stderr, reason = "a skipped test says so")]
    if !found {
        eprintln!("SKIPPED, NOT PASSED: strace is not installed");
    }
    found
}

fn copy(from: &Path, to: &Path) {
    let _ = fs::remove_dir_all(to);
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
    }
}

#[test]
fn in_files_a_death_at_any_step_leaves_the_old_edition_or_the_new_one() {
    if !has_strace() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (model, there) = (folder.path().join("model"), folder.path().join("editions"));
    block_on(async { begin(&Place::Folder(model.clone()).open().await).await });
    let place = Place::Folder(there.clone());
    for deed in &DEEDS[1..] {
        let calls: &[&str] = match deed.name {
            "load" => &["openat", "pread64", "read"],
            _ => &[
                "openat",
                "write",
                "pwrite64",
                "ftruncate",
                "fsync",
                "fdatasync",
                "rename",
                "unlink",
            ],
        };
        let mut deaths = 0;
        for call in calls {
            for step in 1..MOST_STEPS {
                copy(&model, &there);
                let killed = is_killed_at(&place, deed.name, call, step);
                let at = format!("{} killed at {call} {step}", deed.name);
                block_on(async {
                    let store = place.open().await;
                    is_whole(&store, *deed, &at).await;
                    if !killed {
                        assert_eq!(store.current().await.unwrap(), Some(deed.is_then), "{at}");
                    }
                    // The way is free for the next, which removes what was left half done.
                    store.save(&plain(2, minute(9))).await.unwrap();
                });
                let left = fs::read_dir(&there).unwrap().map(|entry| entry.unwrap().path());
                let left: Vec<_> = left
                    .filter(|path| path.extension().is_some_and(|end| end == "partial"))
                    .collect();
                assert!(left.is_empty(), "{at}: {left:?}");
                if !killed {
                    break;
                }
                deaths += 1;
            }
        }
        eprintln!("{}: {deaths} deaths in files", deed.name);
        assert!(deaths >= 10, "{}: {deaths}", deed.name);
    }
}

#[test]
fn in_postgis_a_death_at_any_message_leaves_the_old_edition_or_the_new_one() {
    let Some(cluster) = has_strace().then(cluster).flatten() else {
        return;
    };
    let url = cluster.database("steps");
    let place = Place::Database(url.clone());
    // To open the store takes the same messages whatever follows: they are gone through once.
    let mut opening = 0;
    for deed in DEEDS {
        let mut deaths = 0;
        for step in opening + 1..MOST_STEPS {
            block_on(async {
                let store = place.open().await;
                let _ = cluster.query(&url, "TRUNCATE edition RESTART IDENTITY CASCADE");
                begin(&store).await;
            });
            let killed = is_killed_at(&place, deed.name, "sendto", step);
            let at = format!("{} killed at message {step}", deed.name);
            block_on(async {
                let store = place.open().await;
                is_whole(&store, deed, &at).await;
                if !killed {
                    assert_eq!(store.current().await.unwrap(), Some(deed.is_then), "{at}");
                }
                store.save(&plain(2, minute(9))).await.unwrap();
            });
            if !killed {
                break;
            }
            deaths += 1;
        }
        eprintln!("{}: {deaths} deaths before PostGIS", deed.name);
        assert!(deaths >= 2, "{}: {deaths}", deed.name);
        opening = opening.max(if deed.name == "open" { deaths } else { 0 });
    }
}
