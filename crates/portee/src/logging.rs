//! The log: standard error, one line an event. What it may hold is decided where events are made; a request's is its
//! matched route, never its address or its query.

use crate::failure::{Failure, Outcome};
use std::io::IsTerminal;
use tracing_subscriber::{EnvFilter, filter::LevelFilter};

/// Starts the log at the level of `PORTEE_LOG` (`info` by default; any `tracing` filter).
///
/// # Errors
/// When `PORTEE_LOG` is no filter.
pub(crate) fn start() -> Outcome {
    let wanted = std::env::var_os("PORTEE_LOG").unwrap_or_default();
    let filter = filter(&wanted.to_string_lossy())?;
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
    Ok(())
}

/// Reads a filter. A lone word is a level: `tracing` would take a misspelt one for a module, and log nothing at all.
fn filter(text: &str) -> Outcome<EnvFilter> {
    let refused = |part: &str| {
        Failure::new(format!(
            "PORTEE_LOG contient « {part} », qui n'est pas un niveau : écrivez error, warn, info, debug, trace ou off."
        ))
    };
    let parts = || text.split(',').map(str::trim).filter(|part| !part.is_empty());
    let lone_word = |part: &&str| part.bytes().all(|b| b.is_ascii_alphanumeric());
    if let Some(wrong) = parts()
        .filter(lone_word)
        .find(|word| word.parse::<LevelFilter>().is_err())
    {
        return Err(refused(wrong));
    }
    if parts().next().is_none() {
        return Ok(EnvFilter::new("info"));
    }
    EnvFilter::try_new(text).map_err(|_| refused(text))
}

#[cfg(test)]
mod tests {
    use super::filter;

    #[test]
    fn a_filter_that_is_none_is_said() {
        for text in [
            "",
            "info",
            "DEBUG",
            "off",
            "warn,portee_server=debug",
            "portee_store=trace",
        ] {
            assert!(filter(text).is_ok(), "{text}");
        }
        for text in ["debg", "verbeux", "warn,debg", "portee_server=debg", "=", "[["] {
            let refused = filter(text).expect_err(text);
            assert!(refused.message.contains("PORTEE_LOG"), "{}", refused.message);
        }
    }
}
