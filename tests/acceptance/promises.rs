//! What documents promise to be tested is tested: a table that names a test that is gone is a lie.

use portee_tests::binary::workspace;
use std::{fs, path::Path};

/// Every source file of the workspace, one after the other.
fn sources(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, text);
        } else if path.extension().is_some_and(|end| end == "rs" || end == "mjs") {
            text.push_str(&fs::read_to_string(&path).expect("a text"));
        }
    }
}

#[test]
fn every_limit_of_the_security_page_names_tests_that_exist() {
    let root = workspace();
    let mut code = String::new();
    for folder in ["crates", "tests"] {
        sources(&root.join(folder), &mut code);
    }
    let page = fs::read_to_string(root.join("SECURITY.md")).expect("SECURITY.md");
    let rows = page
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| ---"));
    let mut named = 0;
    for row in rows.skip(1) {
        let proofs = row.trim_end_matches('|').rsplit('|').next().expect("a last cell");
        let tests: Vec<&str> = proofs.split('`').skip(1).step_by(2).collect();
        assert!(!tests.is_empty(), "no test proves: {row}");
        for test in tests {
            assert!(code.contains(&format!("fn {test}(")), "{test} does not exist: {row}");
            named += 1;
        }
    }
    assert!(named > 20, "{named}");
}
