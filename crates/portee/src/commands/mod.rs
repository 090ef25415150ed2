//! One file per sub-command, and what several of them share.

pub(crate) mod acquire;
pub(crate) mod check;
pub(crate) mod coverage;
pub(crate) mod definitions;
pub(crate) mod diff;
pub(crate) mod editions;
pub(crate) mod geography;
pub(crate) mod ingest;
pub(crate) mod orient;
pub(crate) mod population;
pub(crate) mod prepare;
pub(crate) mod publish;
pub(crate) mod report;
pub(crate) mod reports;
pub(crate) mod roads;
pub(crate) mod rollback;
pub(crate) mod seen;
pub(crate) mod serve;

use crate::{failure::Outcome, settings::Settings};
use portee_store::Store;

/// The store that the settings name.
pub(crate) async fn store(settings: &Settings) -> Outcome<Store> {
    Ok(match settings.database_url() {
        Some(url) => Store::postgis(url).await?,
        None => Store::files(&settings.editions_dir())?,
    })
}
