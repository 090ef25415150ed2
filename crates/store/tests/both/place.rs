//! Where a test keeps its editions, and how it runs.

use chrono::{DateTime, Utc};
use portee_store::Store;
use portee_tests::postgis;
use std::path::{Path, PathBuf};

/// A folder or a database of the test's own.
#[derive(Debug, Clone)]
pub(crate) enum Place {
    Folder(PathBuf),
    Database(String),
}

impl Place {
    /// A new database; none, said loudly, when PostGIS is not installed.
    pub(crate) fn database() -> Option<Self> {
        postgis::cluster().map(|cluster| Self::Database(cluster.database("store")))
    }

    pub(crate) async fn open(&self) -> Store {
        match self {
            Self::Folder(path) => Store::files(path).unwrap(),
            Self::Database(url) => Store::postgis(url).await.unwrap(),
        }
    }

    pub(crate) fn folder(&self) -> &Path {
        match self {
            Self::Folder(path) => path,
            Self::Database(_) => panic!("a database has no folder"),
        }
    }
}

/// Runs a test to its end.
pub(crate) fn block_on<T>(work: impl Future<Output = T>) -> T {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    runtime.worker_threads(2).enable_all().build().unwrap().block_on(work)
}

/// A moment: so many minutes after midnight on 22 November 2026.
pub(crate) fn minute(minutes: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_305_600 + 60 * minutes, 0).unwrap()
}

/// Instantiates each function for both stores.
macro_rules! on_both {
    ($($name:ident)+) => {
        mod in_files {
            $(#[test] fn $name() {
                let folder = tempfile::tempdir().unwrap();
                super::$name(&$crate::place::Place::Folder(folder.path().join("editions")));
            })+
        }
        mod in_postgis {
            $(#[test] fn $name() {
                if let Some(place) = $crate::place::Place::database() {
                    super::$name(&place);
                }
            })+
        }
    };
}
pub(crate) use on_both;
