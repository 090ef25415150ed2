//! `portee editions`: what is kept, and what visitors see.

use crate::{
    commands,
    console::{self, count},
    failure::{Failure, Outcome},
    settings::Settings,
};
use portee_store::{EditionState, EditionSummary, Store};
use std::path::Path;

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

/// Keeps a copy of the edition published in another place, under the next number here: with all that it holds, the ids that
/// lead elsewhere included. `place` is a folder of editions, or the address of a PostGIS database, which is never printed.
pub(crate) async fn take_over(settings: &Settings, place: &str) -> Outcome {
    let there = if place.starts_with("postgres://") || place.starts_with("postgresql://") {
        Store::postgis(place).await?
    } else if Path::new(place).is_dir() {
        Store::files(Path::new(place))?
    } else {
        return Err(Failure::new(
            "--from désigne un dossier d'éditions (…/editions) ou une base (postgres://…).",
        ));
    };
    let Some(number) = there.current().await? else {
        return Err(Failure::new(
            "Aucune édition n'est publiée là-bas : il n'y a rien à reprendre.",
        ));
    };
    let (_, edition) = there.load(number).await?;
    let copy = commands::store(settings).await?.save(&edition).await?;
    console::say(format!(
        "L'édition {} est la copie de l'édition {number} de là-bas. Pour la montrer : portee publish {}",
        copy.number, copy.number
    ));
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
