//! Connections that are kept.

use sqlx::Database;
use sqlx::pool::PoolOptions;

/// A pool that nobody tidies up: in sqlx 0.9.0 the task that does may count fewer than no idle connections, and then never ends and
/// never lets go of its processor (its issue 3645). A connection that was lost meanwhile is noticed when it is taken.
pub(crate) fn untidied<DB: Database>() -> PoolOptions<DB> {
    PoolOptions::new().idle_timeout(None).max_lifetime(None)
}
