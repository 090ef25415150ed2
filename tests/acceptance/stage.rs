//! Servers that several tests share: each is prepared once per run and only read from.

use portee_tests::binary::{Server, portee, reference_data, working_directory};
use std::{path::PathBuf, sync::OnceLock};
use tempfile::TempDir;

/// A running server and its working directory.
pub(crate) struct Stage {
    pub(crate) server: Server,
    pub(crate) var: TempDir,
    pub(crate) data: Option<PathBuf>,
}

fn open(data: Option<PathBuf>) -> Stage {
    let var = working_directory();
    let mut command = portee(var.path());
    command.args(["serve", "--prepare"]);
    // Whose pages may show our list: `e2e/embed.test.mjs` has some that may, and some that may not.
    command.env(
        "PORTEE_INTEGRATION_HOTES",
        "mairie.exemple.test:*, *.agglo.exemple.test:*",
    );
    if let Some(data) = &data {
        command.env("PORTEE_DATA", data);
    }
    Stage {
        server: Server::start(command),
        var,
        data,
    }
}

/// What a new user gets with nothing but the package registries in reach.
pub(crate) fn registries_only() -> &'static Stage {
    static STAGE: OnceLock<Stage> = OnceLock::new();
    STAGE.get_or_init(|| open(None))
}

/// The same for one test alone: it asks so much, or sends so much, that others would notice.
pub(crate) fn alone() -> Stage {
    open(None)
}

/// All of the reference data; `None` when it is absent, which was said loudly.
pub(crate) fn all_sources() -> Option<&'static Stage> {
    static STAGE: OnceLock<Option<Stage>> = OnceLock::new();
    STAGE
        .get_or_init(|| reference_data().map(|data| open(Some(data))))
        .as_ref()
}
