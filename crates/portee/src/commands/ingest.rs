//! `portee ingest`: source files in, an edition out, kept but not yet published.

use crate::{
    clock,
    commands::{self, acquire, coverage, definitions, geography, report},
    console::{self, Progress},
    failure::Outcome,
    settings::Settings,
};
use portee_geography::Geography;
use portee_ingest::geocode::Geocoder;
use portee_ingest::{Circumstances, PreviousIds};
use portee_store::{EditionSummary, Store};
use std::sync::Arc;

/// Makes an edition and says what became of each row.
pub(crate) async fn run(settings: &Settings) -> Outcome {
    let store = commands::store(settings).await?;
    let progress = Progress::default();
    let (summary, _) = ingest(settings, &store, &progress).await?;
    console::say(format!(
        "L'édition {} est enregistrée. Pour la montrer : portee publish",
        summary.number
    ));
    Ok(())
}

/// Acquires, ingests, works out the coverage, prints the accounts and keeps the edition.
pub(crate) async fn ingest(
    settings: &Settings,
    store: &Store,
    progress: &Progress,
) -> Outcome<(EditionSummary, Arc<Geography>)> {
    let registry = geography::registry(settings, progress)?;
    let geography = Arc::new(geography::open_or_compile(settings, progress)?);
    let (acquired, missing) = acquire::sources(settings, &registry, progress, false)?;
    let previous = match store.current().await? {
        Some(number) => Some(PreviousIds::from(store.load(number).await?.1)),
        None => None,
    };
    let report = |step: &str, done: u64, total: u64| progress.report(step, done, total);
    let decisions = definitions::decisions(settings)?;
    let asked = settings.geocoder()?;
    let cache = settings.geocoder_file();
    let geocoder = asked.as_ref().map(|asked| Geocoder {
        offline: settings.offline,
        ..Geocoder::new(asked, &cache, std::thread::sleep)
    });
    let with = Circumstances {
        geography: &geography,
        previous: previous.as_ref(),
        decisions: &decisions,
        geocoder: geocoder.as_ref(),
        now: clock::now(),
    };
    let mut edition = portee_ingest::ingest(acquired, missing, &with, &report)?;
    edition.coverage = Some(coverage::compute(settings, &geography, &edition, progress)?);
    progress.end();
    report::accounts(&edition);
    Ok((store.save(&edition).await?, geography))
}
