//! `portee check`: what would become of the rows of one source, without publishing anything.

mod report;
mod sample;

use crate::{
    clock,
    commands::{acquire, definitions, geography},
    console::{self, Progress},
    failure::{Failure, Outcome},
    settings::Settings,
};
use portee_ingest::Circumstances;
use portee_ingest::acquire::Acquired;
use portee_ingest::source::{Format, SourceDefinition};
use std::path::Path;
use std::sync::Arc;

/// Reads `source` (a TOML file, or the identifier of a source that is known) and its file (`file`, or where its TOML file
/// says), and prints the fate of the rows. `all`: of every row.
///
/// # Errors
/// A mapping that is refused (line and reason), a file that is missing or cannot be read. Bad rows are no error.
pub(crate) fn run(settings: &Settings, source: &str, file: Option<&Path>, all: bool) -> Outcome {
    let definition = definition(settings, source)?;
    let progress = Progress::default();
    let acquired = match file {
        Some(path) => given(&definition, path)?,
        None => found(settings, &definition, &progress)?,
    };
    let geography = Arc::new(geography::open_or_compile(settings, &progress)?);
    let origin = acquired.origin.clone();
    let columns = acquired.decode()?.columns;
    let report = |step: &str, done: u64, total: u64| progress.report(step, done, total);
    let decisions = definitions::decisions(settings)?;
    let with = Circumstances {
        geography: &geography,
        previous: None,
        decisions: &decisions,
        geocoder: None,
        now: clock::now(),
    };
    let edition = portee_ingest::ingest(vec![acquired], Vec::new(), &with, &report)?;
    progress.end();
    console::say(format!("Source : {} ({}.toml)", definition.name, definition.id));
    console::say(format!("Fichier : {origin}, {} colonnes", columns.len()));
    match &definition.withheld {
        Some(reason) => console::say(format!("Jamais publiée : {reason}.")),
        None => console::say(format!("Licence : {}", definition.licence)),
    }
    for line in report::lines(&edition, all) {
        console::say(line);
    }
    for line in sample::lines(&edition, Arc::clone(&geography), clock::now(), all) {
        console::say(line);
    }
    Ok(())
}

fn definition(settings: &Settings, source: &str) -> Outcome<SourceDefinition> {
    let path = Path::new(source);
    if path.extension().is_none_or(|ending| ending != "toml") {
        let known = definitions::all(settings)?;
        let wanted = known.into_iter().find(|definition| definition.id.as_str() == source);
        return wanted.ok_or_else(|| {
            Failure::new(format!(
                "La source « {source} » n'est pas connue : donnez son fichier TOML."
            ))
        });
    }
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("Impossible de lire {source} : {error}. Vérifiez le chemin.")))?;
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    Ok(SourceDefinition::parse(&name, &text)?)
}

fn given(definition: &SourceDefinition, path: &Path) -> Outcome<Acquired> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path)
        .map_err(|error| Failure::new(format!("Impossible de lire {name} : {error}. Vérifiez le chemin.")))?;
    let format = Format::of_ending(&name).unwrap_or(definition.file.format);
    Ok(Acquired::new(
        definition.clone(),
        format,
        bytes,
        name,
        definition.file.date,
    ))
}

fn found(settings: &Settings, definition: &SourceDefinition, progress: &Progress) -> Outcome<Acquired> {
    let registry = geography::registry(settings, progress)?;
    let wanted = SourceDefinition {
        // Looked at here, and not published: that is what withheld sources are for.
        withheld: None,
        optional: false,
        ..definition.clone()
    };
    let (acquired, missing) = acquire::of(vec![wanted], settings, &registry, progress, false)?;
    let reason = missing
        .into_iter()
        .next()
        .map(|missing| missing.reason)
        .unwrap_or_default();
    let message =
        format!("Le fichier de cette source n'est pas là ({reason}). Donnez-le : portee check SOURCE FICHIER.");
    acquired.into_iter().next().ok_or_else(|| Failure::new(message))
}
