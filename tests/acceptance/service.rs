//! What a service manager hears from `portee serve`, on a socket like systemd's.

use portee_tests::binary::{Server, portee, run, run_ok, working_directory};
use std::{
    os::unix::net::UnixDatagram,
    path::PathBuf,
    process::Command,
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// Longer than any of this takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// The manager's end of the socket.
struct Manager {
    socket: UnixDatagram,
    path: PathBuf,
    _folder: TempDir,
}

impl Manager {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("notify");
        let socket = UnixDatagram::bind(&path).expect("a socket");
        Self {
            socket,
            path,
            _folder: folder,
        }
    }

    /// The next message, if one comes in time.
    fn hears(&self, within: Duration) -> Option<String> {
        self.socket.set_read_timeout(Some(within)).expect("a time");
        let mut buffer = [0; 4_096];
        let length = self.socket.recv(&mut buffer).ok()?;
        Some(String::from_utf8_lossy(&buffer[..length]).into_owned())
    }

    /// Waits for a message that has all these words.
    fn waits_for(&self, words: &[&str]) {
        let deadline = Instant::now() + PATIENCE;
        while let Some(message) = self.hears(
            deadline
                .saturating_duration_since(Instant::now())
                .max(Duration::from_millis(1)),
        ) {
            if words.iter().all(|word| message.contains(word)) {
                return;
            }
        }
        panic!("{words:?} was not said within {PATIENCE:?}");
    }
}

fn signal(server: &Server, name: &str) {
    let sent = Command::new("kill").args([name, &server.id().to_string()]).status();
    assert!(sent.is_ok_and(|status| status.success()), "{name} is not sent");
}

#[test]
fn a_service_manager_is_told_of_readiness_editions_life_and_the_end() {
    let (manager, var) = (Manager::new(), working_directory());
    for verb in ["ingest", "publish"] {
        let _ = run_ok(portee(var.path()).arg(verb));
    }
    let mut command = portee(var.path());
    command
        .arg("serve")
        .env("NOTIFY_SOCKET", &manager.path)
        .env("WATCHDOG_USEC", "300000");
    let server = Server::start(command);

    // Whoever asks once it says that it is ready is answered.
    manager.waits_for(&["READY=1", "STATUS=Édition 1 en service"]);
    assert_eq!(server.get("/sante/pret").status, 200);

    for verb in ["ingest", "publish"] {
        let _ = run_ok(portee(var.path()).arg(verb));
    }
    manager.waits_for(&["STATUS=Édition 2 en service"]);

    // Alive is said only by a process that runs.
    manager.waits_for(&["WATCHDOG=1"]);
    signal(&server, "-STOP");
    while manager.hears(Duration::from_millis(50)).is_some() {}
    assert_eq!(
        manager.hears(Duration::from_secs(1)),
        None,
        "a process that stands still speaks"
    );
    signal(&server, "-CONT");
    manager.waits_for(&["WATCHDOG=1"]);

    signal(&server, "-TERM");
    manager.waits_for(&["STOPPING=1"]);
    let (status, log) = server.stop();
    assert!(status.success() && !log.contains("WARN"), "{status}:\n{log}");
}

#[test]
fn a_server_without_any_edition_says_what_to_do_and_that_starting_again_is_no_use() {
    let (manager, var) = (Manager::new(), working_directory());
    let mut command = portee(var.path());
    command
        .args(["serve", "--listen", "127.0.0.1:0"])
        .env("NOTIFY_SOCKET", &manager.path);
    let ended = run(&mut command);
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!(ended.status.code(), Some(78), "{said}");
    assert!(said.contains("portee ingest"), "{said}");
    manager.waits_for(&["STATUS=Aucune édition n'est publiée", "portee ingest"]);
}
