//! Import, graph files and answers on small extracts written here.

#![expect(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "helpers of tests, on small numbers"
)]

mod damage;
mod files;
mod pbf;
mod roads;
mod town;
