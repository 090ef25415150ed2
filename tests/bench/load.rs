//! The load: Debian's `wrk`, bounded in time, on loopback only.

use portee_tests::binary::workspace;
use std::process::Command;

/// Requests per second that `url` answers to 32 keep-alive connections during `seconds`; `%s` in `path` stands for
/// another point each time.
///
/// # Panics
/// When wrk is missing, or any answer is not a 2xx.
pub(crate) fn requests_per_second(url: &str, path: &str, seconds: u32) -> f64 {
    assert!(
        url.starts_with("http://127.0.0.1:"),
        "the load goes to this machine only: {url}"
    );
    let mut command = Command::new("wrk");
    command.args(["-t1", "-c32", &format!("-d{seconds}s")]);
    command
        .arg("-s")
        .arg(workspace().join("tests/bench/proches.lua"))
        .arg(url)
        .arg("--")
        .arg(path);
    let output = command.output().expect("wrk is installed (tests/debian-packages)");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!text.contains("Non-2xx"), "{text}");
    let rate = text.lines().find_map(|line| line.strip_prefix("Requests/sec:"));
    rate.and_then(|rate| rate.trim().parse().ok())
        .unwrap_or_else(|| panic!("no rate in: {text}"))
}

/// The time, in seconds, that one answer in a hundred takes longer than, when `url` is asked `rate` times a second for five
/// seconds over 32 keep-alive connections (Debian's `hey`).
///
/// # Panics
/// When hey is missing, or any answer is not a 200.
pub(crate) fn slowest_hundredth(url: &str, rate: f64) -> f64 {
    let each = format!("{:.0}", rate / 32.0);
    let output = Command::new("hey")
        .args([
            "-z",
            "5s",
            "-c",
            "32",
            "-q",
            &each,
            "-cpus",
            "1",
            "-disable-compression",
            url,
        ])
        .output()
        .expect("hey is installed (tests/debian-packages)");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let statuses: Vec<&str> = text
        .lines()
        .filter(|line| line.trim_end().ends_with("responses"))
        .collect();
    assert!(
        !statuses.is_empty() && statuses.iter().all(|line| line.contains("[200]")),
        "{text}"
    );
    let line = text.lines().find_map(|line| line.trim().strip_prefix("99% in "));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or_else(|| panic!("no 99 % in: {text}"))
}
