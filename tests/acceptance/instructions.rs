//! What a request costs, in instructions, is not more than it was: `instructions/counted.toml` says how much each was when
//! someone last looked. A machine that does other things counts the same; another processor nearly so.

use portee_tests::binary::workspace;
use serde::Deserialize;
use std::{collections::BTreeMap, fmt::Write, fs, process::Command};

/// What a change may add before it has to be looked at, as a share.
const MORE: f64 = 0.05;
/// From here on what was counted is so far away that it guards nothing: it is to be written down again.
const LESS: f64 = 0.15;

#[derive(Deserialize)]
struct Counted {
    /// How often each request is made.
    times: u32,
    /// Instructions a request.
    requests: BTreeMap<String, u64>,
}

fn count(scenario: &str, times: u32) -> u64 {
    let program = workspace().join("target/release/portee-instructions");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .args(["--collect-atstart=no", "--toggle-collect=*measured*"])
        .arg(program)
        .args([scenario, &times.to_string()])
        .output()
        .expect("valgrind is installed (tests/debian-packages)");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{scenario}: {said}");
    let total = said.lines().find_map(|line| line.split_once("Collected : "));
    let total: u64 = total
        .and_then(|(_, count)| count.trim().parse().ok())
        .unwrap_or_else(|| panic!("{scenario}: no count in {said}"));
    assert!(total > 0, "{scenario}: nothing was counted");
    total / u64::from(times)
}

#[test]
fn no_request_costs_more_instructions_than_when_they_were_last_counted() {
    let path = workspace().join("tests/instructions/counted.toml");
    let counted: Counted = toml::from_str(&fs::read_to_string(path).expect("counted.toml")).expect("a table");
    let mut report = String::new();
    let mut changed = false;
    for (scenario, before) in &counted.requests {
        let now = count(scenario, counted.times);
        #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
        let share = now as f64 / *before as f64 - 1.0;
        changed |= !(-LESS..=MORE).contains(&share);
        // Writing to a String cannot fail.
        let _ = writeln!(report, "{scenario} = {now} # {before} before, {:+.1} %", share * 100.0);
    }
    eprintln!("instructions a request:\n{report}");
    assert!(!changed, "look why, then write these into counted.toml:\n{report}");
}
