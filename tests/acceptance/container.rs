//! Files for operators that no compiler reads: the container's, the settings', the manual page.

use portee_tests::binary::{in_ci, portee, run_ok, workspace};
use std::{collections::BTreeSet, fs, path::PathBuf, process::Command};

fn read(file: &str) -> String {
    fs::read_to_string(workspace().join(file)).expect(file)
}

/// The instructions of the container file, continued lines joined, without comments.
fn instructions() -> Vec<String> {
    let text = read("packaging/Containerfile");
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim_start().starts_with('#'))
        .collect();
    let text = lines.join("\n").replace("\\\n", " ");
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(str::to_owned)
        .collect()
}

/// The settings that the program reads, as its help names them, and the one that it reads without an option.
fn settings() -> BTreeSet<String> {
    let var = tempfile::tempdir().expect("a folder");
    let help = run_ok(portee(var.path()).args(["serve", "--help"]));
    let named = help
        .split("[env: ")
        .skip(1)
        .filter_map(|rest| rest.split(['=', ']']).next());
    let others = ["PORTEE_LOG", "PORTEE_CARTO_TOKEN"];
    named.chain(others).map(str::to_owned).collect()
}

#[test]
fn the_container_copies_what_exists_and_sets_what_the_program_reads() {
    let settings = settings();
    assert!(
        settings.contains("PORTEE_LISTEN") && settings.contains("DATABASE_URL"),
        "{settings:?}"
    );
    let (mut copied, mut set) = (0, 0);
    for instruction in instructions() {
        let mut words = instruction.split_whitespace();
        match words.next().unwrap_or_default() {
            "COPY" if !instruction.contains("--from=") => {
                let paths: Vec<&str> = words.collect();
                let (_, from) = paths.split_last().expect("a target");
                for path in from {
                    assert!(workspace().join(path).exists(), "{instruction}: {path} does not exist");
                    copied += 1;
                }
            }
            "ENV" => {
                for word in words {
                    let (name, _) = word.split_once('=').expect("NAME=value");
                    assert!(name == "HOME" || settings.contains(name), "{name} is no setting");
                    set += 1;
                }
            }
            _ => {}
        }
    }
    assert!(copied > 10 && set > 2, "{copied} copied, {set} set");
}

#[test]
fn the_container_runs_without_rights_and_is_asked_whether_it_is_ready() {
    let all = instructions();
    let last = |name: &str| {
        all.iter()
            .rfind(|line| line.trim_start().starts_with(name))
            .expect(name)
            .clone()
    };
    let user: u32 = last("USER")
        .split_whitespace()
        .nth(1)
        .and_then(|id| id.parse().ok())
        .expect("a number");
    assert_ne!(user, 0);
    assert!(last("VOLUME").contains("/var/lib/portee"));
    assert!(last("HEALTHCHECK").contains("/sante/pret"));
}

#[test]
fn hadolint_finds_nothing_in_the_container_file() {
    let var = std::env::var_os("PORTEE_VAR").map_or_else(|| workspace().join("var"), PathBuf::from);
    let hadolint = var.join("hadolint/bin/hadolint");
    if !hadolint.is_file() {
        assert!(!in_ci(), "{} is missing: `make hadolint`", hadolint.display());
        eprintln!("SKIPPED, NOT PASSED: no hadolint (`make hadolint`)");
        return;
    }
    let _ = run_ok(Command::new(hadolint).arg(workspace().join("packaging/Containerfile")));
}

#[test]
fn the_packages_settings_are_the_programs_and_its_manual_page_has_every_command() {
    let settings = settings();
    let file = read("packaging/debian/portee.default");
    let named: BTreeSet<String> = file
        .lines()
        .filter_map(|line| line.strip_prefix('#')?.split_once('='))
        .map(|(name, _)| name.to_owned())
        .filter(|name| name.bytes().all(|letter| letter.is_ascii_uppercase() || letter == b'_'))
        .collect();
    assert!(named.len() > 8, "{named:?}");
    assert_eq!(named.difference(&settings).collect::<Vec<_>>(), Vec::<&String>::new());

    let var = tempfile::tempdir().expect("a folder");
    let help = run_ok(portee(var.path()).arg("--help"));
    let commands = help
        .split("Commands:\n")
        .nth(1)
        .expect("commands")
        .split("\n\n")
        .next()
        .unwrap_or_default();
    let commands = commands
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next());
    let page = read("packaging/debian/portee.1");
    let mut count = 0;
    for command in commands.filter(|command| *command != "help") {
        assert!(
            page.contains(&format!("\n.B {command}\n")),
            "{command} is not in the manual page"
        );
        count += 1;
    }
    assert!(count > 9, "{count}");
}
