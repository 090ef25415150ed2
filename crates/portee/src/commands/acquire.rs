//! `portee acquire`: everything that comes from elsewhere is put in the working directory.

use crate::{
    clock,
    commands::{definitions, geography, population},
    console::{self, Progress},
    failure::Outcome,
    settings::Settings,
};
use portee_domain::Missing;
use portee_ingest::acquire::{self, Acquired, Hosts, Options, Registry};
use portee_ingest::source::SourceDefinition;

/// Gets packages and sources, compiles geography and population, and says what was had and what was not.
pub(crate) fn run(settings: &Settings) -> Outcome {
    let progress = Progress::default();
    let registry = geography::registry(settings, &progress)?;
    let geography = geography::open_or_compile(settings, &progress)?;
    let population = population::open_or_compile(settings, &geography, &progress)?;
    let (acquired, missing) = sources(settings, &registry, &progress, true)?;
    progress.end();
    console::say(format!("{} communes.", console::count(geography.communes().len())));
    for line in population::account(&population, &registry) {
        console::say(line);
    }
    for source in &acquired {
        console::say(format!(
            "{} : {}, {} octets.",
            source.definition.name,
            source.origin,
            console::count(source.bytes.len())
        ));
    }
    for absent in &missing {
        console::say(format!(
            "Il manque : {} ({}).",
            absent.name,
            absent.reason.trim_end_matches('.')
        ));
    }
    Ok(())
}

/// All the sources.
pub(crate) fn sources(
    settings: &Settings,
    registry: &Registry,
    progress: &Progress,
    refresh: bool,
) -> Outcome<(Vec<Acquired>, Vec<Missing>)> {
    of(definitions::all(settings)?, settings, registry, progress, refresh)
}

/// Some sources, each from the first place that has it. `refresh` asks again for what was downloaded a few hours ago.
pub(crate) fn of(
    definitions: Vec<SourceDefinition>,
    settings: &Settings,
    registry: &Registry,
    progress: &Progress,
    refresh: bool,
) -> Outcome<(Vec<Acquired>, Vec<Missing>)> {
    let hosts = Hosts::builtin()?;
    let downloads = settings.downloads_dir();
    let token = std::env::var("PORTEE_CARTO_TOKEN")
        .ok()
        .filter(|token| !token.is_empty());
    let options = Options {
        data_dir: settings.data_dir(),
        offline: settings.offline,
        refresh,
        carto_token: token.as_deref(),
        ..Options::new(registry, &downloads, &hosts, clock::now())
    };
    let report = |step: &str, done: u64, total: u64| progress.report(step, done, total);
    Ok(acquire::Outcome::split(acquire::sources(
        definitions,
        &options,
        &report,
    )))
}
