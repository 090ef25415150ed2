//! `portee roads import`, and the network that travel times come from.

use crate::{
    commands::geography,
    console::{self, Progress, count},
    failure::{Failure, Outcome},
    settings::Settings,
};
use portee_geography::Geography;
use portee_reach::{CommuneDensity, Network, Profile, RoadGraph, import_roads_as};
use std::{path::Path, sync::Arc};

/// Reads the roads of an extract and keeps them in the working directory, in place of those of before.
pub(crate) fn import(settings: &Settings, extract: &Path, name: Option<&str>) -> Outcome {
    let progress = Progress::default();
    let report = |step: &str, done: u64, total: u64| progress.report(step, done, total);
    let geography = geography::open_or_compile(settings, &progress)?;
    let densities = CommuneDensity::new(&geography);
    let density = |lon: f64, lat: f64| densities.at(lon, lat);
    let file_name = extract.file_name().unwrap_or_default().to_string_lossy();
    let name = name.unwrap_or(&file_name);
    let (graph, read) = import_roads_as(name, extract, &Profile::car(), &density, &report).map_err(sentence)?;
    graph.save(&settings.roads_file()).map_err(sentence)?;
    progress.end();
    console::say(format!(
        "Les routes « {name} » sont prêtes : {} voies, {} carrefours, {}.",
        count(usize::try_from(read.ways).unwrap_or(usize::MAX)),
        count(graph.node_count()),
        graph
            .about()
            .date
            .as_ref()
            .map_or_else(|| "sans date".to_owned(), |date| format!("données du {date}")),
    ));
    if read.missing_points > 0 {
        console::say(format!(
            "{} points manquent dans l'extrait : des routes s'arrêtent à son bord.",
            count(usize::try_from(read.missing_points).unwrap_or(usize::MAX)),
        ));
    }
    console::say("Recalculez la couverture avec : portee ingest");
    Ok(())
}

/// The network over the imported roads. When there are none, or they cannot be used (which is told), every time is an estimate.
pub(crate) fn network(settings: &Settings, geography: Arc<Geography>) -> Network {
    let file = settings.roads_file();
    let roads = match RoadGraph::open(&file) {
        Ok(roads) => Some(roads),
        Err(_) if !file.exists() => None,
        Err(error) => {
            console::complain(&format!("{error}. En attendant, les temps de trajet sont estimés."));
            None
        }
    };
    Network::new(roads, geography)
}

/// The reason as a sentence of its own.
fn sentence(error: impl std::error::Error) -> Failure {
    let text = error.to_string();
    let mut letters = text.chars();
    let first = letters
        .next()
        .map(|first| first.to_uppercase().to_string())
        .unwrap_or_default();
    Failure::new(format!("{first}{}.", letters.as_str()))
}
