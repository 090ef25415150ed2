//! `portee serve --prepare`: acquire, ingest and publish when there is a reason to, and only then.

use crate::{
    clock,
    commands::{definitions, ingest, population, publish, seen::Seen},
    console::{self, Progress},
    failure::Outcome,
    settings::Settings,
};
use portee_store::Store;
use serde::Serialize;

/// What an edition was made from: as long as it is the same, making it again would give the same edition.
#[derive(Serialize)]
struct Inputs {
    program: Option<Seen>,
    /// The operator's own source descriptions; the built-in ones are part of the program.
    descriptions: Vec<Seen>,
    decisions: Option<Seen>,
    files: Vec<Seen>,
    roads: Option<Seen>,
    offline: bool,
    geocoder: Option<String>,
    store: Option<String>,
}

/// Ingests and publishes when nothing is published yet, or when program, source descriptions, source files or roads are not
/// those of the last time. A network that answers again is no reason: `portee ingest` is there for that.
pub(crate) async fn run(settings: &Settings, store: &Store, progress: &Progress) -> Outcome {
    let inputs = serde_json::to_string(&inputs(settings)?)?;
    let memory = settings.var.join("prepared.json");
    let unchanged = std::fs::read_to_string(&memory).is_ok_and(|last| last == inputs);
    if unchanged && store.current().await?.is_some() {
        return Ok(());
    }
    let (summary, geography) = ingest::ingest(settings, store, progress).await?;
    if let Err(refused) = publish::publish(store, summary.number, &geography, None).await {
        // Visitors keep what they have: an edition that was good enough yesterday beats a server that does not start.
        if store.current().await?.is_none() {
            return Err(refused);
        }
        console::complain(&refused.message);
    }
    if let Err(error) = std::fs::write(&memory, inputs) {
        tracing::warn!(%error, at = %clock::now(), "the inputs are not remembered; the next start ingests again");
    }
    Ok(())
}

fn inputs(settings: &Settings) -> Outcome<Inputs> {
    let definitions = definitions::all(settings)?;
    let candidates = settings.data_dir().into_iter().flat_map(|dir| {
        let sources = definitions.iter().flat_map(|definition| &definition.file.data_paths);
        let sources = sources.map(move |wanted| dir.join(&wanted.path));
        sources.chain(population::CELLS.map(|path| dir.join(path)))
    });
    Ok(Inputs {
        program: std::env::current_exe().ok().and_then(|path| Seen::at(&path)),
        files: candidates.filter_map(|path| Seen::at(&path)).collect(),
        roads: Seen::at(&settings.roads_file()),
        descriptions: settings.sources_dir().map(Seen::all_in).unwrap_or_default(),
        decisions: settings.decisions_file().and_then(|path| Seen::at(&path)),
        offline: settings.offline,
        geocoder: settings.geocoder()?.map(|service| service.url().to_owned()),
        store: settings.database_url().map(|_| "postgis".to_owned()),
    })
}
