//! The one place that reads the real clock; everything else takes `now` as an argument.

use chrono::{DateTime, Utc};

/// The instant it is.
#[expect(
    clippy::disallowed_methods,
    reason = "the clock is read here, and passed in everywhere else"
)]
pub(crate) fn now() -> DateTime<Utc> {
    Utc::now()
}
