//! A process that is killed at each of its steps while it writes a file that is read at each start: what it leaves is the file
//! of before or the new one, and the next writing takes away the rest.

use portee_geography::write_whole;
use std::{
    fs,
    os::unix::process::ExitStatusExt,
    path::Path,
    process::{Command, Stdio},
};

/// Where the process that is killed is to write.
const PLACE: &str = "PORTEE_GEOGRAPHY_TEST_PLACE";
const OLD: &[u8] = b"old";

/// Some megabytes, in two parts.
fn new() -> Vec<u8> {
    (0..3_000_000_u32).map(|n| n.to_le_bytes()[n as usize % 3]).collect()
}

#[test]
#[ignore = "it is the process that the other test kills"]
fn writes_once() {
    if let Ok(place) = std::env::var(PLACE) {
        let content = new();
        let (one, other) = content.split_at(1_000_000);
        write_whole(Path::new(&place), &[one, other]).unwrap();
    }
}

/// Whether the process was killed as it entered its `step`th call to `call`; otherwise it came to its end.
fn is_killed_at(place: &Path, call: &str, step: usize) -> bool {
    let status = Command::new("strace")
        .args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={call}")])
        .args(["-e", &format!("inject={call}:signal=SIGKILL:when={step}")])
        .arg(std::env::current_exe().expect("this program"))
        .args(["--exact", "writes_once", "--ignored"])
        .env(PLACE, place)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("strace starts");
    let killed = status.signal() == Some(9) || status.code() == Some(137);
    assert!(killed || status.success(), "{call} {step}: {status}");
    killed
}

#[test]
fn a_death_at_any_step_of_a_writing_leaves_the_old_file_or_the_new_one() {
    let strace = Command::new("strace").arg("--version").stdout(Stdio::null()).status();
    if strace.is_err() {
        let in_ci = std::env::var("CI").is_ok_and(|value| value == "true");
        assert!(!in_ci, "strace is not installed (tests/debian-packages)");
        eprintln!("SKIPPED, NOT PASSED: strace is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("kept.bin");
    let new = new();
    let (mut deaths, mut left_beside) = (0, 0);
    for call in ["openat", "write", "fsync", "rename", "close"] {
        for step in 1..200 {
            fs::write(&place, OLD).unwrap();
            let killed = is_killed_at(&place, call, step);
            let there = fs::read(&place).unwrap();
            assert!(there == new || (killed && there == OLD), "{call} {step}");
            left_beside += usize::from(fs::read_dir(folder.path()).unwrap().count() > 1);
            if !killed {
                break;
            }
            deaths += 1;
        }
    }
    eprintln!("{deaths} deaths, {left_beside} of them left a file beside");
    assert!(deaths >= 10 && left_beside > 0, "{deaths} {left_beside}");
    // What the living are writing stays, and so do files that are no leftovers of this one.
    let living = format!("kept.bin.{}.tmp", std::os::unix::process::parent_id());
    let mut expected = ["kept.bin", "kept.bin.tmp", "other.bin.4294967295.tmp", &living];
    for name in &expected {
        fs::write(folder.path().join(name), OLD).unwrap();
    }
    write_whole(&place, &[OLD]).unwrap();
    let mut names: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    expected.sort_unstable();
    assert_eq!(names, expected);
}
