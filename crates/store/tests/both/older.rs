//! Editions of earlier versions: what they lack is empty, and they are still what was written.

use crate::arbitrary::plain;
use crate::place::{block_on, minute};
use portee_domain::EditionNumber;
use portee_store::Store;
use sha2::{Digest, Sha256};
use sqlx::{ConnectOptions, Connection};
use std::fs;

/// The checksum of `plain(150, minute(0))` as version 0.1 wrote it.
const CHECKSUM_OF_THE_FIRST_VERSION: &str = "a3d8a78784a00f4ab427aae49fcc90b07f18fb973d353de8a12fa2f3d716995b";

#[test]
fn a_file_without_the_tables_that_came_later_is_loaded() {
    let folder = tempfile::tempdir().unwrap();
    let edition = plain(150, minute(0));
    block_on(async {
        let store = Store::files(folder.path()).unwrap();
        let saved = store.save(&edition).await.unwrap();
        assert_eq!(saved.checksum, CHECKSUM_OF_THE_FIRST_VERSION);
        let path = folder.path().join("000001.gpkg");
        let mut file = sqlx::sqlite::SqliteConnectOptions::new()
            .filename(&path)
            .connect()
            .await
            .unwrap();
        for table in [
            "rapprochements",
            "couverture_bilan",
            "couverture",
            "signalements",
            "hubs",
            "hub_departements",
            "tournees",
        ] {
            sqlx::raw_sql(sqlx::AssertSqlSafe(format!("DROP TABLE {table}")))
                .execute(&mut file)
                .await
                .unwrap();
        }
        file.close().await.unwrap();
        let (bytes, manifest) = (fs::read(&path).unwrap(), folder.path().join("000001.json"));
        let mut json: serde_json::Value = serde_json::from_slice(&fs::read(&manifest).unwrap()).unwrap();
        json["file_bytes"] = bytes.len().into();
        let digest: Vec<String> = Sha256::digest(&bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        json["file_sha256"] = digest.concat().into();
        fs::write(&manifest, json.to_string()).unwrap();
        let (summary, loaded) = store.load(EditionNumber(1)).await.unwrap();
        assert_eq!(loaded, edition);
        assert_eq!(summary, saved);
    });
}
