//! A machine with systemd, made of this one: its files with all changes in memory, its own processes, network and services.
//!
//! Nothing of it outlives the test, and nothing that is done there reaches the machine that it runs on (`tests/machine`).

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

/// How long the start of the machine may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// A machine that runs; it ends with this.
#[derive(Debug)]
pub struct Machine {
    namespaces: Child,
    init: u32,
}

impl Machine {
    /// Starts one; none, said loudly, for a user who may not.
    ///
    /// # Panics
    /// When it does not start, or may not although `CI` is `true`.
    #[must_use]
    pub fn start() -> Option<Self> {
        let id = Command::new("id").arg("-u").output().expect("id runs");
        let is_there = Path::new("/lib/systemd/systemd").is_file();
        if id.stdout != b"0\n" || !is_there {
            let message = "a machine with systemd is made by root only, where Debian's systemd is installed";
            assert!(!crate::binary::in_ci(), "{message}");
            #[expect(clippy::print_stderr, reason = "a skipped test says so")]
            {
                eprintln!("SKIPPED, NOT PASSED: {message}");
            }
            return None;
        }
        let mut namespaces = Command::new(script())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .expect("the machine's script starts");
        let deadline = Instant::now() + PATIENCE;
        loop {
            let children = format!("/proc/{0}/task/{0}/children", namespaces.id());
            let init = fs::read_to_string(children)
                .ok()
                .and_then(|ids| ids.trim().parse().ok())
                .filter(|init| fs::read_to_string(format!("/proc/{init}/comm")).is_ok_and(|name| name == "systemd\n"));
            if let Some(init) = init {
                let machine = Self { namespaces, init };
                while !machine.asked("systemctl is-system-running --wait").status.success() {
                    assert!(Instant::now() < deadline, "systemd does not get ready");
                    std::thread::sleep(Duration::from_millis(100));
                }
                return Some(machine);
            }
            let ended = namespaces.try_wait().expect("a state");
            assert!(
                ended.is_none() && Instant::now() < deadline,
                "no machine can be made here ({ended:?}): namespaces and overlay file systems are needed"
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// What a shell command there gives.
    ///
    /// # Panics
    /// When it cannot be started.
    #[must_use]
    pub fn asked(&self, command: &str) -> Output {
        Command::new("nsenter")
            .args(["--target", &self.init.to_string()])
            .args(["--mount", "--pid", "--net", "--uts", "--ipc", "--cgroup", "--"])
            .args([
                "env",
                "-i",
                "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                "DEBIAN_FRONTEND=noninteractive",
            ])
            .args(["sh", "-c", command])
            .stdin(Stdio::null())
            .output()
            .expect("nsenter starts")
    }

    /// What a shell command prints there; it must succeed.
    ///
    /// # Panics
    /// When it fails, with what it said.
    #[expect(clippy::must_use_candidate, reason = "most commands are asked for what they do")]
    pub fn does(&self, command: &str) -> String {
        let output = self.asked(command);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let complained = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success(),
            "{command}: {}\n{said}{complained}",
            output.status
        );
        said
    }

    /// A path of the machine, as seen from here.
    #[must_use]
    pub fn path(&self, there: &str) -> PathBuf {
        PathBuf::from(format!("/proc/{}/root{there}", self.init))
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        // Its first process dies with this one, and all others with that.
        let _ = self.namespaces.kill();
        let _ = self.namespaces.wait();
        let deadline = Instant::now() + Duration::from_secs(10);
        while Path::new(&format!("/proc/{}", self.init)).exists() && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = Command::new(script())
            .args(["--clean", &self.namespaces.id().to_string()])
            .status();
    }
}

fn script() -> PathBuf {
    crate::binary::workspace().join("tests/machine")
}
