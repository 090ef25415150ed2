//! GeoPackage files for the server, which knows no SQL: the store writes them.

use chrono::{DateTime, Utc};
use portee_domain::Venue;
use portee_server::GeoPackages;
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};
use tokio::runtime::Handle;

/// Writes layers by way of a file, which SQLite needs.
#[derive(Debug)]
pub(crate) struct Layers {
    scratch: PathBuf,
    next: AtomicU32,
}

/// A file that is gone when this is.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        // It may never have been made.
        let _ = fs::remove_file(&self.0);
    }
}

impl Layers {
    /// With files in this folder, which is made when it is needed.
    pub(crate) fn of(scratch: &Path) -> Self {
        Self {
            scratch: scratch.to_owned(),
            next: AtomicU32::new(0),
        }
    }
}

impl GeoPackages for Layers {
    fn layer(&self, venues: &[&Venue], made: DateTime<Utc>) -> Result<Vec<u8>, String> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let name = format!("{}-{number}.gpkg", std::process::id());
        let file = Scratch(self.scratch.join(name));
        let failed = |error: std::io::Error| error.to_string();
        fs::create_dir_all(&self.scratch).map_err(failed)?;
        File::create(&file.0).map_err(failed)?;
        let written = Handle::current().block_on(portee_store::write_layer(&file.0, venues, made));
        written.map_err(|error| error.to_string())?;
        fs::read(&file.0).map_err(failed)
    }
}
