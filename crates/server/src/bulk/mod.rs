//! Many people at once: for each line of a list, the suitable places nearest to it. Nothing of a list is kept or logged.
//!
//! Lines that start at the same place are answered by one search, on all cores. A line that is wrong gets its error; the
//! others their answers. [`Desk`] reads and writes tables of any length; `POST /api/v1/orientations` uses the same parts.

mod batch;
mod desk;
mod engine;
mod line;
mod origin;
mod question;
pub(crate) mod records;
pub(crate) mod written;

pub(crate) use batch::{Batch, Row};
pub use desk::{Desk, OrientError, Tally};
pub(crate) use engine::{Answers, Engine};
pub(crate) use line::{Column, Line};
pub use question::Question;

/// The most lines of one request, and of one round of a table.
pub const MOST_LINES: usize = 10_000;
