//! `portee rollback`: the edition published before the current one is shown again.

use crate::{clock, commands, console, failure::Outcome, settings::Settings};

/// Moves the pointer back and says where it is.
pub(crate) async fn run(settings: &Settings) -> Outcome {
    let number = commands::store(settings).await?.rollback(clock::now()).await?;
    console::say(format!("L'édition {number} est de nouveau publiée."));
    Ok(())
}
