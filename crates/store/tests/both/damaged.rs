//! Files that are no longer what was written: each ends in a sentence that names the file, none in a panic.

use crate::arbitrary::plain;
use crate::place::{Place, block_on, minute};
use portee_domain::{Edition, EditionNumber};
use portee_store::{Store, StoreError};
use sha2::{Digest, Sha256};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use std::fs;
use std::path::Path;

const ONE: EditionNumber = EditionNumber(1);
const TWO: EditionNumber = EditionNumber(2);

/// Two editions, the first published.
async fn two(place: &Place) -> (Store, Edition) {
    let store = place.open().await;
    store.save(&plain(5, minute(0))).await.unwrap();
    let edition = plain(40, minute(1));
    store.save(&edition).await.unwrap();
    store.publish(ONE, minute(2)).await.unwrap();
    (store, edition)
}

fn place() -> (tempfile::TempDir, Place) {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::Folder(folder.path().to_owned());
    (folder, place)
}

async fn refused(store: &Store, name: &str) {
    for error in [
        store.load(TWO).await.map(|_| ()).unwrap_err(),
        store.publish(TWO, minute(3)).await.unwrap_err(),
    ] {
        let sentence = error.to_string();
        assert!(matches!(error, StoreError::Damaged { .. }), "{error:?}");
        assert!(
            sentence.contains(name) && sentence.contains("portee rollback"),
            "{sentence}"
        );
    }
    assert_eq!(store.current().await.unwrap(), Some(ONE));
    store.load(ONE).await.unwrap();
}

#[test]
fn a_geopackage_cut_short_is_refused_and_the_published_edition_stays() {
    let (_folder, place) = place();
    block_on(async {
        let (store, _) = two(&place).await;
        let path = place.folder().join("000002.gpkg");
        let whole = fs::read(&path).unwrap();
        for length in [0, 1, 100, 4_096, whole.len() / 2, whole.len() - 1] {
            fs::write(&path, &whole[..length]).unwrap();
            refused(&store, "000002.gpkg").await;
        }
        fs::write(&path, &whole).unwrap();
        store.publish(TWO, minute(4)).await.unwrap();
    });
}

#[test]
fn a_byte_changed_anywhere_is_noticed() {
    let (_folder, place) = place();
    block_on(async {
        let (store, _) = two(&place).await;
        let path = place.folder().join("000002.gpkg");
        let whole = fs::read(&path).unwrap();
        for part in 0..8 {
            let mut bytes = whole.clone();
            let at = part * (whole.len() - 1) / 7;
            bytes[at] ^= 0x10;
            fs::write(&path, &bytes).unwrap();
            refused(&store, "000002.gpkg").await;
        }
    });
}

#[test]
fn a_changed_file_whose_manifest_was_changed_too_gives_an_error_or_the_same_edition_and_no_panic() {
    let (_folder, place) = place();
    block_on(async {
        let (store, edition) = two(&place).await;
        let (path, manifest) = (place.folder().join("000002.gpkg"), place.folder().join("000002.json"));
        let whole = fs::read(&path).unwrap();
        let mut noticed = 0;
        for step in 0..150_usize {
            let mut bytes = whole.clone();
            let at = step * 7_919 % whole.len();
            bytes[at] ^= 1 << (step % 8);
            if step % 10 == 9 {
                bytes.truncate(at);
            }
            fs::write(&path, &bytes).unwrap();
            vouch(&manifest, &bytes);
            match store.load(TWO).await {
                Ok((_, loaded)) => assert_eq!(loaded, edition, "byte {at}"),
                Err(StoreError::Damaged { .. }) => noticed += 1,
                Err(other) => panic!("byte {at}: {other}"),
            }
        }
        assert!(noticed > 50, "{noticed} of 150");
    });
}

/// Tables whose rows cannot be looked up by their numbers, or whose numbers leave gaps without end.
#[test]
fn a_table_that_could_be_read_for_ever_is_refused_at_once() {
    let no_key = "DROP TABLE constats; CREATE VIEW constats AS WITH RECURSIVE n (fid) AS \
                  (SELECT 1 UNION ALL SELECT fid + 1 FROM n) SELECT fid FROM n";
    let gaps = format!(
        "UPDATE lieux SET fid = {} WHERE fid = 1; UPDATE lieux SET fid = {} WHERE fid = 2",
        i64::MIN,
        i64::MAX
    );
    for (change, why) in [(no_key, "rowid"), (gaps.as_str(), "des lignes manquent")] {
        let (_folder, place) = place();
        block_on(async {
            let (store, _) = two(&place).await;
            let (path, manifest) = (place.folder().join("000002.gpkg"), place.folder().join("000002.json"));
            let mut file = SqliteConnectOptions::new().filename(&path).connect().await.unwrap();
            sqlx::raw_sql(sqlx::AssertSqlSafe(change))
                .execute(&mut file)
                .await
                .unwrap();
            file.close().await.unwrap();
            vouch(&manifest, &fs::read(&path).unwrap());
            let sentence = store.load(TWO).await.unwrap_err().to_string();
            assert!(sentence.contains(why), "{sentence}");
        });
    }
}

/// Makes the manifest say that these bytes are the right ones.
fn vouch(manifest: &Path, bytes: &[u8]) {
    let mut json: serde_json::Value = serde_json::from_slice(&fs::read(manifest).unwrap()).unwrap();
    let sum = Sha256::digest(bytes);
    let hex = sum
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect::<Vec<_>>()
        .concat();
    json["file_bytes"] = bytes.len().into();
    json["file_sha256"] = hex.into();
    fs::write(manifest, json.to_string()).unwrap();
}

#[test]
fn a_manifest_that_is_lost_or_unreadable_is_named() {
    let (_folder, place) = place();
    block_on(async {
        let (store, _) = two(&place).await;
        let manifest = place.folder().join("000002.json");
        let other = fs::read(place.folder().join("000001.json")).unwrap();
        for content in [b"".as_slice(), b"{", b"[]", b"\xff\xfe", &other] {
            fs::write(&manifest, content).unwrap();
            refused(&store, "000002.json").await;
        }
        fs::remove_file(&manifest).unwrap();
        refused(&store, "000002.json").await;
    });
}

#[test]
fn an_unreadable_pointer_is_named_and_publishing_again_mends_it() {
    let (_folder, place) = place();
    block_on(async {
        let (store, _) = two(&place).await;
        fs::write(place.folder().join("current"), "{\"evenements\": [").unwrap();
        let sentence = store.current().await.unwrap_err().to_string();
        assert!(
            sentence.contains("current") && sentence.contains("portee publish"),
            "{sentence}"
        );
        store.publish(TWO, minute(5)).await.unwrap();
        assert_eq!(store.current().await.unwrap(), Some(TWO));
    });
}
