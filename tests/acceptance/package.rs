//! The Debian package on a machine with systemd: installed, prepared, served, upgraded, removed, purged.

use portee_tests::{
    binary::{working_directory, workspace},
    machine::Machine,
};
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, Instant},
};

/// The exposure that `systemd-analyze security` may find, in tenths: 0 is none, 100 all.
const EXPOSURE: u8 = 15;

/// A package of the built binary, as `make deb` makes it but packed in a hurry.
fn package(revision: u8, folder: &Path) -> PathBuf {
    let var = std::env::var_os("PORTEE_VAR").map_or_else(|| workspace().join("var"), PathBuf::from);
    let program = var.join("tools/bin/cargo-deb");
    assert!(program.is_file(), "{} is missing: `make cargo-deb`", program.display());
    let file = folder.join(format!("portee_{revision}.deb"));
    let made = Command::new(program)
        .args([
            "-p",
            "portee",
            "--locked",
            "--no-build",
            "--no-strip",
            "--fast",
            "--deb-revision",
        ])
        .arg(revision.to_string())
        .arg("--output")
        .arg(&file)
        .current_dir(workspace())
        .output()
        .expect("cargo-deb starts");
    let said = String::from_utf8_lossy(&made.stderr);
    assert!(made.status.success() && !said.contains("warning"), "{said}");
    file
}

/// The answer of the server there to a GET: status and body.
fn get(machine: &Machine, path: &str) -> String {
    let ask = "import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1], timeout=30).read().decode())";
    machine.does(&format!("python3 -c '{ask}' 'http://127.0.0.1:8080{path}'"))
}

fn edition(machine: &Machine) -> Value {
    let ready: Value = serde_json::from_str(&get(machine, "/sante/pret")).expect("JSON");
    assert_eq!(ready["etat"], "pret");
    ready["edition"].clone()
}

/// A property of a unit, as systemd says it.
fn property(machine: &Machine, unit: &str, name: &str) -> String {
    let said = machine.does(&format!("systemctl show --property={name} --value {unit}"));
    said.trim().to_owned()
}

/// What the kernel says of a process: the value of this line of its status.
fn status(machine: &Machine, process: &str, name: &str) -> String {
    let text = machine.does(&format!("cat /proc/{process}/status"));
    let line = text.lines().find(|line| line.starts_with(&format!("{name}:")));
    line.and_then(|line| line.split_once('\t'))
        .map(|(_, value)| value.to_owned())
        .unwrap_or_default()
}

/// What `portee acquire` has got, as an operator brings it to a machine without a network.
fn bring_what_comes_from_elsewhere(machine: &Machine) {
    let from = working_directory();
    let state = machine.path("/var/lib/portee");
    fs::create_dir(state.join("registry")).expect("the state is there");
    for package in fs::read_dir(from.path().join("registry")).expect("packages") {
        let package = package.expect("a package");
        fs::copy(package.path(), state.join("registry").join(package.file_name())).expect("copied");
    }
    for name in ["geography.bin", "population.bin"] {
        fs::copy(from.path().join(name), state.join(name)).expect("copied");
    }
    machine.does("chown -R portee:portee /var/lib/portee");
}

#[test]
fn the_package_is_installed_started_upgraded_removed_and_purged_on_a_machine_with_systemd() {
    let Some(machine) = Machine::start() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    for revision in [1, 2] {
        let file = package(revision, folder.path());
        fs::copy(file, machine.path(&format!("/root/portee_{revision}.deb"))).expect("copied");
    }

    // Installed, and nothing more: it says that it is not ready, why, and what to do.
    let said = machine.does("dpkg --install /root/portee_1.deb");
    assert!(said.contains("systemctl start portee-update"), "{said}");
    assert_eq!(property(&machine, "portee", "ActiveState"), "failed");
    assert_eq!(property(&machine, "portee", "ExecMainStatus"), "78");
    assert_eq!(property(&machine, "portee", "NRestarts"), "0");
    let why = property(&machine, "portee", "StatusText");
    assert!(why.contains("Aucune édition n'est publiée"), "{why}");
    assert_eq!(
        machine.does("systemctl is-enabled portee portee-update.timer"),
        "enabled\nenabled\n"
    );
    assert_eq!(property(&machine, "portee-update.timer", "ActiveState"), "active");

    // Its units are understood whole, and leave little open.
    let doubts =
        machine.asked("systemd-analyze --man=no verify portee.service portee-update.service portee-update.timer");
    assert!(
        doubts.status.success() && doubts.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&doubts.stderr)
    );
    for unit in ["portee", "portee-update"] {
        let said = machine.does(&format!(
            "systemd-analyze security --no-pager --threshold={EXPOSURE} {unit}.service"
        ));
        eprintln!("{}", said.lines().last().unwrap_or_default());
    }

    // The first edition is made, and starts the service.
    bring_what_comes_from_elsewhere(&machine);
    machine.does("echo PORTEE_OFFLINE=1 >> /etc/default/portee");
    machine.does("systemctl reset-failed portee && systemctl start portee-update");
    machine.does("systemctl start portee");
    assert!(property(&machine, "portee", "StatusText").starts_with("Édition 1 en service"));
    let before = edition(&machine);
    assert_eq!(before["numero"], 1);
    assert!(get(&machine, "/").contains("Où êtes-vous"));
    assert!(machine.does("portee-admin editions").contains('1'));

    // Who runs, and what it could do: nothing but its work.
    let process = property(&machine, "portee", "MainPID");
    assert_eq!(machine.does(&format!("stat --format=%U /proc/{process}")), "portee\n");
    assert_eq!(status(&machine, &process, "CapBnd"), "0000000000000000");
    assert_eq!(status(&machine, &process, "NoNewPrivs"), "1");
    assert_eq!(status(&machine, &process, "Seccomp"), "2");
    let there = machine.asked(&format!(
        "nsenter --target {process} --mount touch /usr/bin/x /etc/x /root/x /var/lib/x"
    ));
    let refused = String::from_utf8_lossy(&there.stderr);
    assert_eq!(
        refused.lines().count(),
        4,
        "it sees files that can be written: {refused}"
    );
    machine.does(&format!("nsenter --target {process} --mount touch /var/lib/portee/x"));

    // Upgraded: another process, the same edition, the operator's settings as they were.
    machine.does("dpkg --install /root/portee_2.deb");
    assert!(machine.does("dpkg-query --show portee").ends_with("-2\n"));
    assert_eq!(property(&machine, "portee", "ActiveState"), "active");
    assert_ne!(property(&machine, "portee", "MainPID"), process);
    assert_eq!(edition(&machine), before);
    machine.does("grep -qx PORTEE_OFFLINE=1 /etc/default/portee");

    // Stuck: systemd starts it again. (Within eight seconds here, so that nobody waits for the minute of the unit.)
    let soon = "/run/systemd/system/portee.service.d";
    machine.does(&format!(
        "mkdir {soon} && printf '[Service]\nWatchdogSec=8\nRestartSec=0\n' > {soon}/soon.conf"
    ));
    machine.does("systemctl daemon-reload && systemctl restart portee && systemctl kill --signal=STOP portee");
    let deadline = Instant::now() + Duration::from_mins(1);
    while property(&machine, "portee", "NRestarts") == "0" || property(&machine, "portee", "ActiveState") != "active" {
        assert!(Instant::now() < deadline, "a process that stands still is left so");
        thread::sleep(Duration::from_millis(100));
    }
    assert_eq!(edition(&machine), before);

    // Removed: nothing runs, nothing is lost. Purged: nothing is left.
    machine.does("dpkg --remove portee");
    machine.does("! ls -l /proc/[0-9]*/exe 2>&1 | grep -q /usr/bin/portee");
    machine.does(
        "test -s /var/lib/portee/editions/000001.gpkg && test -e /etc/default/portee && ! test -e /usr/bin/portee",
    );
    machine.does("dpkg --purge portee");
    machine.does("! ls -d /var/lib/portee /var/cache/portee /etc/default/portee /usr/share/doc/portee /usr/lib/systemd/system/portee*");
    assert!(!machine.does("systemctl list-unit-files --no-pager").contains("portee"));
}
