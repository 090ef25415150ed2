//! The log: standard error, one line an event. What it may hold is decided where events are made; a request's is its
//! matched route, never its address or its query.

use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

/// Starts the log at the level of `PORTEE_LOG` (`info` by default; any `tracing` filter).
pub(crate) fn start() {
    let filter = EnvFilter::try_from_env("PORTEE_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    // Libraries may write addresses or statements at their lower levels; ours never do.
    let filter = [
        "hyper=warn",
        "hyper_util=warn",
        "sqlx=warn",
        "ureq=warn",
        "rustls=warn",
        "opening_hours=error",
    ]
    .into_iter()
    .filter_map(|directive| directive.parse().ok())
    .fold(filter, EnvFilter::add_directive);
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
}
