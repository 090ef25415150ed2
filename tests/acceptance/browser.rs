//! The real browser: the tests of `tests/e2e`, run by Node against a running server.

use crate::stage::{all_sources, registries_only};
use portee_tests::binary::workspace;
use std::process::Command;

#[test]
fn the_pages_work_in_a_real_browser() {
    let server = &all_sources().unwrap_or_else(registries_only).server;
    let mut files: Vec<_> = std::fs::read_dir(workspace().join("tests/e2e"))
        .expect("tests/e2e")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no browser test was found");
    let screenshots = workspace().join("target/screenshots");
    std::fs::create_dir_all(&screenshots).expect("a folder");
    let output = Command::new("node")
        .args([
            "--test",
            "--test-concurrency=1",
            "--test-timeout=1500000",
            "--test-reporter=spec",
        ])
        .args(files)
        .env("PORTEE_URL", &server.url)
        .env("PORTEE_SCREENSHOTS", &screenshots)
        .current_dir(workspace().join("web"))
        .output()
        .expect("node starts");
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(output.status.success(), "{said}");
    assert!(
        said.contains("ℹ pass") && !said.contains("ℹ pass 0"),
        "no browser test ran:\n{said}"
    );
}
