//! A million invented venues: how long the index takes to find five, and what the process weighs. Run as a process of its own
//! (`portee-bench million`), so that what it weighs is not that of the other benchmarks.

use portee_directory::Filter;
use portee_domain::vocabulary::{Fee, Service};
use portee_tests::invented::{self, Dice};
use std::{
    fs,
    process::Command,
    time::{Duration, Instant},
};

const VENUES: u32 = 1_000_000;
const QUESTIONS: usize = 5_000;

/// Has it measured by another process, whose words are printed.
///
/// # Panics
/// When that process fails.
pub(crate) fn apart() {
    let this = std::env::current_exe().expect("this program");
    let status = Command::new(this).arg("million").status().expect("it starts");
    assert!(status.success(), "a million venues: {status}");
}

/// Measures it here.
#[expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
pub(crate) fn measure() {
    let started = Instant::now();
    let snapshot = invented::snapshot(invented::venues(VENUES), invented::geography());
    println!("{VENUES} venues made ready in {:.1} s", started.elapsed().as_secs_f64());
    let filters = Filter {
        services: vec![Service::Paperwork],
        fees: vec![Fee::Free],
        ..Filter::default()
    };
    for (name, filter) in [("five nearest", Filter::default()), ("  with two filters", filters)] {
        let mut dice = Dice::new();
        let mut took: Vec<Duration> = (0..QUESTIONS)
            .map(|_| {
                let (lon, lat) = dice.point();
                let started = Instant::now();
                let found = snapshot.nearest(lon, lat, &filter, 5, invented::noon());
                assert_eq!(found.len(), 5);
                started.elapsed()
            })
            .collect();
        // The first question works out who passes the filter; it is one of five thousand.
        let first = took[0];
        took.sort_unstable();
        println!(
            "{name}: median {:?}, p99 {:?}, the first {first:?}  (wanted: under 1 ms)",
            took[QUESTIONS / 2],
            took[QUESTIONS * 99 / 100]
        );
    }
    println!(
        "the process: {}  (wanted: under 1.5 GiB)",
        weight_of(std::process::id())
    );
}

/// What a process weighs now, and weighed at most.
pub(crate) fn weight_of(process: u32) -> String {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = |name: &str| {
        let value = status.lines().find_map(|line| line.strip_prefix(name))?;
        let kib: u64 = value.trim().trim_end_matches(" kB").parse().ok()?;
        Some(format!("{} MiB", kib / 1_024))
    };
    let (now, most) = (line("VmRSS:").unwrap_or_default(), line("VmHWM:").unwrap_or_default());
    format!("{now}, at most {most}")
}
