//! The store on real engines: SQLite files, and PostGIS in a server of the tests' own.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

mod arbitrary;
mod coverage;
mod damaged;
mod files;
mod killed;
mod older;
mod place;
mod postgis;
mod steps;
mod suite;
