//! The interface keeps what its description says, whatever is asked: thousands of requests that Schemathesis makes up.

use crate::stage::alone;
use portee_tests::binary::workspace;
use std::{
    fs,
    path::Path,
    process::{Child, Command, Stdio},
};

/// How many requests are made at least.
const LEAST: u64 = 20_000;

/// Starts Schemathesis on these phases; what it says goes to a file.
fn start(url: &str, folder: &Path, phases: &str, seed: &str) -> Child {
    let var = std::env::var_os("PORTEE_VAR").filter(|path| !path.is_empty());
    let installed = var
        .map_or_else(|| workspace().join("var"), Into::into)
        .join("schemathesis");
    assert!(
        installed.is_dir(),
        "{} is missing: run `make schemathesis` (make test does)",
        installed.display()
    );
    let here = workspace().join("tests/contract");
    let said = fs::File::create(folder.join(format!("said-{seed}"))).expect("a file");
    Command::new("python3")
        .args(["-m", "schemathesis.cli", "--no-color", "--config-file"])
        .arg(here.join("schemathesis.toml"))
        .args(["run", &format!("{url}/api/openapi.json")])
        .args(["--phases", phases, "--seed", seed])
        .env("PYTHONPATH", installed)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("SCHEMATHESIS_HOOKS", here.join("hooks.py"))
        .env("PORTEE_URL", url)
        .env("PORTEE_COUNTS", folder.join("counts"))
        .env("NO_PROXY", "*")
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(said.try_clone().expect("a file"))
        .stderr(said)
        .spawn()
        .expect("python3 starts")
}

#[test]
fn twenty_thousand_made_up_requests_get_what_the_description_says() {
    let stage = alone();
    let url = &stage.server.url;
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("counts")).expect("a folder");
    // Two processes for two cores: the limits one by one and chance; chance alone.
    let running = [("examples,coverage,fuzzing", "1"), ("fuzzing", "2")]
        .map(|(phases, seed)| (seed, start(url, folder.path(), phases, seed)));
    let mut passed = true;
    let mut said = String::new();
    for (seed, mut child) in running {
        passed &= child.wait().expect("an end").success();
        let file = folder.path().join(format!("said-{seed}"));
        said.push_str(&String::from_utf8_lossy(&fs::read(file).expect("what it said")));
    }
    assert!(passed, "{said}");
    let counts = fs::read_dir(folder.path().join("counts")).expect("counts");
    let requests: u64 = counts
        .filter_map(|entry| fs::read_to_string(entry.ok()?.path()).ok()?.parse::<u64>().ok())
        .sum();
    assert!(requests >= LEAST, "{requests} requests only:\n{said}");
}
