//! The real server on a free port, asked over TCP as anyone would.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

mod connections;
mod contract;
mod coverage;
mod described;
mod documents;
mod editions;
mod exports;
mod fixture;
mod geocoding;
mod headers;
mod hostile;
mod lists;
mod machines;
mod manners;
mod ogc;
mod orientation;
mod orientations;
mod planning_fixture;
mod privacy;
mod rates;
mod real;
mod reports;
mod server;
mod siting;
mod strictness;
mod territories;
mod tile_json;
mod travel;
mod venues;
