//! What holds whatever comes in. Each function takes any bytes and panics when its property does not hold; the targets of
//! `fuzz/` and the tests of this crate call the same ones.
//!
//! A target is one door through which something arrives that we did not write: a file, a line of it, an archive, a request.
//! Where a first byte chooses between ways of using the rest, the target says so.
#![expect(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "a failure here is a defect found: every function panics, by design"
)]

mod census;
mod compiled;
mod connections;
mod definitions;
mod editions;
mod hours;
mod packages;
mod pbf;
mod places;
mod requests;
mod roads;
mod rows;
mod scratch;
pub mod seeds;
mod tables;
mod values;
mod workbooks;
mod world;

pub use census::census;
pub use compiled::compiled;
pub use connections::connections;
pub use definitions::definitions;
pub use editions::editions;
pub use hours::hours;
pub use packages::packages;
pub use places::places;
pub use requests::requests;
pub use roads::roads;
pub use rows::rows;
pub use tables::{csv, json};
pub use values::values;
pub use workbooks::workbooks;

/// A property of any bytes.
pub type Property = fn(&[u8]);

/// Every target: its name, which is that of its file in `fuzz/fuzz_targets` and of its folder in `fuzz/corpus`, and its property.
pub const TARGETS: [(&str, Property); 15] = [
    ("census", census),
    ("compiled", compiled),
    ("connections", connections),
    ("csv", csv),
    ("definitions", definitions),
    ("editions", editions),
    ("hours", hours),
    ("json", json),
    ("packages", packages),
    ("places", places),
    ("requests", requests),
    ("roads", roads),
    ("rows", rows),
    ("values", values),
    ("workbooks", workbooks),
];

/// Bytes as text; what is no UTF-8 becomes U+FFFD.
fn text(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// What a fuzz target does first: a panic that a reader of ours catches (those of libraries) is then no crash, one that reaches the
/// target still is.
pub fn let_panics_unwind() {
    drop(std::panic::take_hook());
}
