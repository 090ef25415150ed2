//! The real server on a free port, asked over TCP as anyone would.

mod connections;
mod documents;
mod fixture;
mod headers;
mod lists;
mod privacy;
mod server;
mod strictness;
mod venues;
