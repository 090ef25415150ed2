//! What others wrote that we ship: allowed, known, locked, and made into the same files anywhere.
//!
//! cargo-deny itself takes minutes to build: `make audit` runs it where there is time; here its rules (`deny.toml`) are checked.

use portee_tests::binary::{run_ok, workspace};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::Command,
};

/// A crate that this workspace builds.
struct Crate {
    name: String,
    version: String,
    licence: String,
    /// Whether it is a crate of the registry; else it is of a folder, or of a repository.
    is_from_registry: bool,
}

/// All that are built here, with the features that are used.
fn crates() -> Vec<Crate> {
    let mut command = Command::new("cargo");
    command
        .args([
            "tree",
            "--locked",
            "--workspace",
            "--edges",
            "normal,build,dev",
            "--prefix",
            "none",
        ])
        .args(["--format", "{p}|{l}"])
        .current_dir(workspace());
    let said = run_ok(&mut command);
    let lines: BTreeSet<&str> = said.lines().map(|line| line.trim_end_matches(" (*)")).collect();
    let read = |line: &&str| {
        let (package, licence) = line.split_once('|')?;
        let mut words = package.splitn(3, ' ');
        let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
        Some(Crate {
            name: name.to_owned(),
            version: version.to_owned(),
            licence: licence.to_owned(),
            is_from_registry: matches!(words.next(), None | Some("(proc-macro)")),
        })
    };
    lines.iter().filter_map(read).collect()
}

fn rules() -> toml::Table {
    let text = fs::read_to_string(workspace().join("deny.toml")).expect("deny.toml");
    text.parse().expect("TOML")
}

/// Whether these licences (`(MIT OR Apache-2.0) AND Unicode-3.0`) can be met with allowed ones alone. AND binds before OR.
fn is_met(expression: &str, allowed: &BTreeSet<&str>) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let met = any(&words, &mut at, allowed);
    assert_eq!(at, words.len(), "{expression}: not understood");
    met
}

fn any(words: &[&str], at: &mut usize, allowed: &BTreeSet<&str>) -> bool {
    let mut met = all(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        met |= all(words, at, allowed);
    }
    met
}

fn all(words: &[&str], at: &mut usize, allowed: &BTreeSet<&str>) -> bool {
    let mut met = one(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        met &= one(words, at, allowed);
    }
    met
}

fn one(words: &[&str], at: &mut usize, allowed: &BTreeSet<&str>) -> bool {
    let word = words.get(*at).copied().unwrap_or_default();
    *at += 1;
    if word == "(" {
        let met = any(words, at, allowed);
        *at += 1;
        return met;
    }
    if words.get(*at) == Some(&"WITH") {
        *at += 2;
        return allowed.contains(format!("{word} WITH {}", words[*at - 1]).as_str());
    }
    allowed.contains(word)
}

#[test]
fn licences_are_read_as_they_are_meant() {
    let allowed = BTreeSet::from(["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"]);
    for expression in [
        "MIT",
        "GPL-3.0 OR MIT",
        "Unlicense/MIT",
        "(GPL-3.0 OR MIT) AND ISC",
        "Apache-2.0 WITH LLVM-exception OR GPL-3.0",
    ] {
        assert!(is_met(expression, &allowed), "{expression}");
    }
    for expression in [
        "GPL-3.0",
        "MIT AND GPL-3.0",
        "(MIT OR ISC) AND GPL-3.0",
        "Apache-2.0",
        "MIT WITH LLVM-exception",
    ] {
        assert!(!is_met(expression, &allowed), "{expression}");
    }
}

#[test]
fn every_crate_has_an_allowed_licence_and_comes_from_the_registry() {
    let rules = rules();
    let allowed = rules["licenses"]["allow"].as_array().expect("a list");
    let allowed: BTreeSet<&str> = allowed.iter().filter_map(toml::Value::as_str).collect();
    let crates = crates();
    assert!(crates.len() > 300, "{}", crates.len());
    for Crate {
        name,
        licence,
        is_from_registry,
        ..
    } in &crates
    {
        assert!(
            is_met(licence, &allowed),
            "{name}: {licence:?} is not allowed by deny.toml"
        );
        assert!(
            *is_from_registry || name.starts_with("portee"),
            "{name} is not of the registry"
        );
    }
    let registry = rules["sources"]["allow-registry"][0].as_str().expect("a registry");
    let lock = fs::read_to_string(workspace().join("Cargo.lock")).expect("Cargo.lock");
    for source in lock.lines().filter(|line| line.starts_with("source = ")) {
        assert_eq!(source, format!("source = \"registry+{registry}\""));
    }
}

#[test]
fn a_crate_is_there_twice_only_for_a_reason_that_is_written() {
    let crates = crates();
    let mut versions: BTreeMap<&str, BTreeSet<(u64, u64, u64)>> = BTreeMap::new();
    for Crate { name, version, .. } in &crates {
        let numbers: Vec<u64> = version
            .split(['.', '+', '-'])
            .map_while(|part| part.parse().ok())
            .collect();
        let [major, minor, patch, ..] = numbers[..] else {
            panic!("{name} {version}")
        };
        versions.entry(name).or_default().insert((major, minor, patch));
    }
    let mut twins = BTreeSet::new();
    for (name, mut versions) in versions {
        versions.pop_last();
        twins.extend(
            versions
                .iter()
                .map(|(major, minor, patch)| format!("{name}@{major}.{minor}.{patch}")),
        );
    }
    let rules = rules();
    let known: BTreeSet<String> = rules["bans"]["skip"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|entry| {
            assert!(
                entry["reason"].as_str().is_some_and(|reason| reason.len() > 8),
                "{entry} has no reason"
            );
            entry["crate"].as_str().expect("a crate").to_owned()
        })
        .collect();
    assert_eq!(
        twins, known,
        "what is there twice (left) is what deny.toml gives a reason for (right)"
    );
}

/// The lines of a file, those that end with a backslash joined with the next.
fn lines(file: &str) -> Vec<String> {
    let text = fs::read_to_string(workspace().join(file)).expect(file);
    text.replace("\\\n", " ").lines().map(str::to_owned).collect()
}

#[test]
fn whatever_builds_takes_the_versions_that_are_locked() {
    let files = [
        "Makefile",
        ".ci/run",
        "CONTRIBUTING.md",
        "README.md",
        "packaging/Containerfile",
        "packaging/audit",
    ];
    let mut seen = 0;
    for file in files {
        for line in lines(file) {
            let builds = ["build", "test", "clippy", "doc", "install"]
                .iter()
                .any(|verb| line.contains(&format!("cargo {verb} ")));
            seen += usize::from(builds);
            assert!(!builds || line.contains("--locked"), "{file}: {line}");
            assert!(
                !line.contains("npm install") && !line.contains("npm i "),
                "{file}: {line}"
            );
        }
    }
    assert!(seen > 8, "{seen}");
}

/// All files of a folder, by their path in it.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().is_some_and(|name| name != ".stamp") {
                let name = path
                    .strip_prefix(folder)
                    .expect("inside")
                    .to_string_lossy()
                    .into_owned();
                found.insert(name, fs::read(path).expect("a file"));
            }
        }
    }
    found
}

#[test]
fn what_the_browser_gets_is_the_same_to_the_byte_wherever_and_whenever_it_is_built() {
    let (here, elsewhere) = (workspace().join("web"), tempfile::tempdir().expect("a folder"));
    let there = elsewhere.path().join("un autre endroit, à l'écart");
    fs::create_dir(&there).expect("made");
    for entry in fs::read_dir(&here).expect("web") {
        let entry = entry.expect("an entry");
        let name = entry.file_name();
        if name == "node_modules" {
            std::os::unix::fs::symlink(entry.path(), there.join(name)).expect("a link");
        } else if name != "dist" && name != ".tests" {
            let _ = run_ok(Command::new("cp").arg("-r").arg(entry.path()).arg(&there));
        }
    }
    let mut build = Command::new("npm");
    build
        .args(["run", "--silent", "build"])
        .current_dir(&there)
        .env("TZ", "Pacific/Auckland")
        .env("LC_ALL", "tr_TR.UTF-8");
    let _ = run_ok(&mut build);
    let (ours, theirs) = (files(&here.join("dist")), files(&there.join("dist")));
    assert!(ours.len() > 20, "{} files: `make web`", ours.len());
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(
        names(&ours),
        names(&theirs),
        "other files: is web/dist of now (`make web`)?"
    );
    for (name, content) in &ours {
        assert!(theirs[name] == *content, "{name} differs");
    }
}
