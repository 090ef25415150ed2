//! Who may import whom: the table in ARCHITECTURE.md is the law, and the build is compared with it.

use portee_tests::binary::workspace;
use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
};

type Edges = BTreeMap<String, BTreeSet<String>>;

fn table() -> Edges {
    let text = std::fs::read_to_string(workspace().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    text.lines()
        .skip_while(|line| *line != "| crate | imports |")
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let mut cells = line.trim_matches('|').split('|').map(str::trim);
            let name = cells.next().unwrap_or_default().to_owned();
            (
                name,
                cells
                    .next()
                    .unwrap_or_default()
                    .split_whitespace()
                    .map(str::to_owned)
                    .collect(),
            )
        })
        .collect()
}

fn built() -> Edges {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--locked"])
        .current_dir(workspace())
        .output()
        .expect("cargo metadata");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let ours = |name: &str| name == "portee" || name.starts_with("portee-");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    metadata["packages"]
        .as_array()
        .expect("packages")
        .iter()
        .filter(|package| {
            package["manifest_path"]
                .as_str()
                .is_some_and(|path| path.contains("/crates/"))
        })
        .map(|package| {
            let imports = package["dependencies"].as_array().expect("dependencies").iter();
            let imports = imports
                .filter(|dependency| dependency["kind"].is_null())
                .map(|dependency| text(&dependency["name"]));
            (text(&package["name"]), imports.filter(|name| ours(name)).collect())
        })
        .collect()
}

#[test]
fn crates_import_only_what_the_architecture_says() {
    let (table, built) = (table(), built());
    assert!(table.len() >= 7, "the table was not found");
    assert_eq!(built, table);
}
