//! HTTP: pages, JSON, tiles. Knows neither SQL nor source files.
//!
//! [`App`] holds the snapshot in service and the clock; [`router`] is every address; [`serve`] is the accept loop with
//! its limits. A handler extracts, asks the snapshot, answers.

mod address;
mod api;
mod app;
pub mod assets;
pub mod bulk;
mod client;
mod config;
mod csv;
mod discovery;
mod dumps;
mod edge;
mod editions;
mod geocoding;
mod keeping;
mod listen;
mod locales;
mod metrics;
mod ogc;
mod operations;
mod orientation;
pub mod pages;
pub mod params;
mod problem;
mod reports;
mod root;
mod router;
mod site;
mod siting;
mod telephones;
mod territories;
mod tiles;
mod tools;
mod travel;

pub use api::exports::GeoPackages;
pub use app::{App, Clock};
pub use client::{BadHop, Hops};
pub use config::{ServerConfig, ServerError, bind};
pub use editions::{Editions, Later, Publication, Unavailable};
pub use listen::serve;
pub use problem::Problem;
pub use reports::{LONGEST_TEXT, Report, ReportKind, Reports};
pub use router::router;
pub use site::{FrameHosts, PublicAddress, Site};
pub use siting::Planning;

/// Checks the data files that the server carries (`data/*.toml`): before serving, so that a mistake stops the start.
///
/// # Errors
/// With the file, its line and the reason.
pub fn check_data() -> Result<(), portee_reach::ReachError> {
    let languages: Vec<&str> = locales::ALL.iter().map(|texts| texts.locale.code).collect();
    telephones::check(&languages)
}
