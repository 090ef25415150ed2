//! `portee editions`: what is kept, and what visitors see.

use crate::{
    commands,
    console::{self, count},
    failure::Outcome,
    settings::Settings,
};
use portee_store::{EditionState, EditionSummary};

/// Lists the editions, the newest first.
pub(crate) async fn run(settings: &Settings, json: bool) -> Outcome {
    let mut editions = commands::store(settings).await?.editions().await?;
    editions.reverse();
    if json {
        console::say(serde_json::to_string_pretty(&editions)?);
    } else if editions.is_empty() {
        console::say("Aucune édition n'est enregistrée : lancez « portee ingest ».");
    } else {
        for edition in &editions {
            console::say(line(edition));
        }
    }
    Ok(())
}

/// Removes the editions that nobody needs any more, and says which.
pub(crate) async fn prune(settings: &Settings, last: usize) -> Outcome {
    let gone = commands::store(settings).await?.prune(last).await?;
    let numbers: Vec<String> = gone.iter().map(ToString::to_string).collect();
    console::say(match numbers.as_slice() {
        [] => "Aucune édition à supprimer.".to_owned(),
        [one] => format!("L'édition {one} est supprimée."),
        several => format!("Les éditions {} sont supprimées.", several.join(", ")),
    });
    Ok(())
}

fn line(edition: &EditionSummary) -> String {
    let state = match edition.state {
        EditionState::Stored => "enregistrée".to_owned(),
        EditionState::Published(at) => format!("en service depuis le {}", at.format("%d/%m/%Y %H:%M")),
        EditionState::Former(at) => format!("publiée le {}, remplacée", at.format("%d/%m/%Y %H:%M")),
    };
    let forced = edition.forced.as_ref();
    let forced = forced.map_or_else(String::new, |reason| format!(", malgré les refus : {reason}"));
    format!(
        "{:>6}  du {}  {:>7} lieux  {} sources  {state}{forced}",
        edition.number,
        edition.created_at.format("%d/%m/%Y %H:%M"),
        count(edition.venues as usize),
        edition.sources.len(),
    )
}
