//! Three servers on one database: a publish reaches all, and its outage reaches no reader.

use portee_tests::{
    binary::{Server, get, portee, run_ok, working_directory},
    postgis,
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// How long anything may take on a machine that does other work: on a quiet one it is two seconds (`tests/README.md`).
const PATIENCE: Duration = Duration::from_secs(30);

/// Servers of one database, each with a working directory of its own.
pub(crate) fn replicas(count: usize, url: &str) -> Vec<(Server, TempDir)> {
    let start = |_| {
        let var = working_directory();
        let mut command = portee(var.path());
        command.arg("serve").env("DATABASE_URL", url);
        (Server::start(command), var)
    };
    (0..count).map(start).collect()
}

fn edition(server: &Server) -> u64 {
    let answer = server.get("/sante/pret");
    answer.json()["edition"]["numero"].as_u64().expect("a number")
}

/// What the server says of where editions are kept.
pub(crate) fn keeping(server: &Server) -> serde_json::Value {
    server.get("/sante/pret").json()["editions"].clone()
}

/// Waits until it is so, and says how long that took.
pub(crate) fn until(what: &str, patience: Duration, mut is_so: impl FnMut() -> bool) -> Duration {
    let started = Instant::now();
    while !is_so() {
        assert!(started.elapsed() < patience, "{what}: not within {patience:?}");
        thread::sleep(Duration::from_millis(20));
    }
    started.elapsed()
}

/// Readers that ask without a pause until told to stop, and count answers that are not good.
pub(crate) struct Readers {
    stop: Arc<AtomicBool>,
    asked: Arc<AtomicUsize>,
    threads: Vec<JoinHandle<Vec<u16>>>,
}

impl Readers {
    pub(crate) fn of(servers: &[(Server, TempDir)]) -> Self {
        let (stop, asked) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        let read = |(server, _): &(Server, TempDir)| {
            let target = format!("{}/api/v1/lieux/proches?lat=45.764&lon=4.8357&limite=5", server.url);
            let (stop, asked) = (Arc::clone(&stop), Arc::clone(&asked));
            thread::spawn(move || {
                let mut bad = Vec::new();
                while !stop.load(Ordering::Relaxed) {
                    let status = get(&target).status;
                    asked.fetch_add(1, Ordering::Relaxed);
                    if status != 200 {
                        bad.push(status);
                    }
                }
                bad
            })
        };
        let threads = servers.iter().map(read).collect();
        Self { stop, asked, threads }
    }

    /// Ends them: every answer was good.
    pub(crate) fn end(self) -> usize {
        self.stop.store(true, Ordering::Relaxed);
        for thread in self.threads {
            assert_eq!(thread.join().expect("a reader"), Vec::<u16>::new());
        }
        self.asked.load(Ordering::Relaxed)
    }
}

#[test]
fn a_publish_and_a_rollback_reach_three_replicas_and_an_outage_no_reader() {
    let Some(cluster) = postgis::own_cluster() else { return };
    let url = cluster.database("replicas");
    let var = working_directory();
    let operator = |arguments: &[&str]| run_ok(portee(var.path()).args(arguments).env("DATABASE_URL", &url));
    let _ = operator(&["ingest"]);
    let _ = operator(&["publish"]);
    let servers = replicas(3, &url);
    let all = |number: u64| servers.iter().all(|(server, _)| edition(server) == number);
    assert!(all(1));
    let readers = Readers::of(&servers);

    let _ = operator(&["ingest"]);
    let _ = operator(&["publish"]);
    let published = until("a publish", PATIENCE, || all(2));
    let started = Instant::now();
    let _ = operator(&["rollback"]);
    until("a rollback", PATIENCE, || all(1));
    let rolled_back = started.elapsed();

    // The database stops: the answers go on, and whoever watches is told.
    cluster.stop();
    let told = |answers: bool| {
        servers
            .iter()
            .all(|(server, _)| keeping(server)["accessibles"] == answers)
    };
    let noticed = until("an outage that is seen", PATIENCE, || told(false));
    assert!(
        servers[0]
            .0
            .get("/metriques")
            .text()
            .contains("\nportee_editions_accessibles 0\n")
    );
    assert!(all(1));

    // It comes back, and so does what it says.
    cluster.start();
    let back = until("a database that is back", PATIENCE, || told(true));
    let _ = operator(&["publish", "2"]);
    until("a publish after the outage", PATIENCE, || all(2));
    assert_eq!(keeping(&servers[0].0)["publiee"], 2);

    let asked = readers.end();
    assert!(asked > 100, "{asked}");
    eprintln!(
        "{asked} answers, all 200; publish seen by three after {published:?}, rollback after {rolled_back:?} with the \
         command; outage noticed after {noticed:?}, return after {back:?}"
    );
    for (server, _) in servers {
        let (status, log) = server.stop();
        assert!(status.success() && !log.contains("panicked"), "{log}");
    }
}
