//! Editions as files: a GeoPackage that is no longer what was written, and whose manifest vouches for it all the same.

use crate::{tables::is_a_sentence, world};
use portee_domain::{Edition, EditionNumber};
use portee_store::Store;
use sha2::{Digest, Sha256};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;
use tokio::runtime::Runtime;

struct Place {
    folder: TempDir,
    runtime: Runtime,
    store: Store,
    edition: Edition,
    whole: Vec<u8>,
    /// The tables of the file with their columns.
    columns: Vec<(String, String)>,
}

thread_local! {
    static PLACE: Place = Place::new();
}

/// What is changed. An even first byte: bytes of the file, five by five (where, and what to put there), and every eleventh time it
/// is cut there. An odd one: a cell (table and column, row, kind of value) and the value that it gets.
pub fn editions(data: &[u8]) {
    let Some((choice, rest)) = data.split_first() else {
        return;
    };
    PLACE.with(|place| {
        fs::write(place.file(), &place.whole).unwrap();
        if choice & 1 == 0 {
            fs::write(place.file(), scribbled(&place.whole, rest)).unwrap();
        } else {
            place.overwrite(rest);
        }
        place.vouch();
        match place.runtime.block_on(place.store.load(EditionNumber(1))) {
            Ok((_, edition)) => assert_eq!(edition, place.edition),
            Err(error) => is_a_sentence(&error.to_string()),
        }
    });
}

fn scribbled(whole: &[u8], changes: &[u8]) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    for change in changes.as_chunks::<5>().0 {
        let [a, b, c, d, value] = *change;
        let at = u32::from_le_bytes([a, b, c, d]) as usize;
        if at.is_multiple_of(11) {
            bytes.truncate(at % bytes.len().max(1));
        } else if !bytes.is_empty() {
            let at = at % bytes.len();
            bytes[at] = value;
        }
    }
    bytes
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let store = Store::files(folder.path()).unwrap();
        let edition = world::edition();
        runtime.block_on(store.save(&edition)).unwrap();
        let whole = fs::read(folder.path().join("000001.gpkg")).unwrap();
        let columns = "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c \
                       WHERE m.type = 'table' AND m.name NOT LIKE 'gpkg%' AND m.name NOT LIKE 'rtree%' ORDER BY 1, 2";
        let mut place = Self {
            folder,
            runtime,
            store,
            edition,
            whole,
            columns: Vec::new(),
        };
        let read = async {
            let mut file = SqliteConnectOptions::new()
                .filename(place.file())
                .connect()
                .await
                .unwrap();
            let columns = sqlx::query_as(columns).fetch_all(&mut file).await.unwrap();
            file.close().await.unwrap();
            columns
        };
        place.columns = place.runtime.block_on(read);
        place
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("000001.gpkg")
    }

    /// Puts a value of any kind into a cell.
    fn overwrite(&self, data: &[u8]) {
        let Some((&[column, row, kind], value)) = data.split_first_chunk() else {
            return;
        };
        let (table, column) = &self.columns[usize::from(column) % self.columns.len()];
        let value = match kind % 4 {
            0 => "NULL".to_owned(),
            1 => format!("CAST(x'{}' AS TEXT)", hex(value)),
            2 => format!("x'{}'", hex(value)),
            _ => {
                let (number, _) = value.split_first_chunk().unwrap_or((&[0xff; 8], &[]));
                i64::from_le_bytes(*number).to_string()
            }
        };
        let rowid = u16::from(row) + 1;
        let change = format!("UPDATE \"{table}\" SET \"{column}\" = {value} WHERE rowid = {rowid}");
        self.runtime.block_on(async {
            let mut file = SqliteConnectOptions::new()
                .filename(self.file())
                .connect()
                .await
                .unwrap();
            // A constraint may refuse it.
            let _ = sqlx::query(AssertSqlSafe(change)).execute(&mut file).await;
            file.close().await.unwrap();
        });
    }

    /// Makes the manifest say that the file is the right one.
    fn vouch(&self) {
        let path = self.folder.path().join("000001.json");
        let bytes = fs::read(self.file()).unwrap();
        let mut manifest: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        manifest["file_bytes"] = bytes.len().into();
        manifest["file_sha256"] = hex(&Sha256::digest(&bytes)).into();
        fs::write(path, manifest.to_string()).unwrap();
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect::<Vec<_>>()
        .concat()
}
