//! A PostgreSQL server with PostGIS for the tests: its own folder, its own port, nothing left behind.
//!
//! `PORTEE_TEST_DATABASE_URL` names a server that is already there (`postgres://user:password@host:port/base`, allowed
//! to make databases), so that several test binaries share one.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

const USER: &str = "postgres";
const PASSWORD: &str = "essai";
const PACKAGE: &str = "postgresql-15-postgis-3";

/// The server that the tests of a process share; none, said loudly, when PostgreSQL or PostGIS is not installed.
///
/// # Panics
/// When it cannot be started, or is not installed although `CI` is `true`.
#[must_use]
pub fn cluster() -> Option<&'static Cluster> {
    static SHARED: OnceLock<Option<Cluster>> = OnceLock::new();
    let start = || match std::env::var("PORTEE_TEST_DATABASE_URL") {
        Ok(url) => Some(Cluster::existing(url)),
        Err(_) => own_cluster(),
    };
    SHARED.get_or_init(start).as_ref()
}

/// A server for one test, which may stop it.
///
/// # Panics
/// As [`cluster`].
#[must_use]
pub fn own_cluster() -> Option<Cluster> {
    let found = binaries();
    if found.is_none() {
        let message = format!("PostgreSQL with PostGIS is not installed: apt-get install {PACKAGE}");
        assert!(std::env::var("CI").as_deref() != Ok("true"), "{message}");
        skipped(&message);
    }
    found.map(Cluster::start_new)
}

#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn skipped(message: &str) {
    eprintln!("SKIPPED, NOT PASSED: {message}");
}

/// The folder of `initdb`, `pg_ctl` and `psql` of the newest PostgreSQL that has PostGIS.
fn binaries() -> Option<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(|entry| {
            let version = entry.ok()?.file_name().to_str()?.parse().ok()?;
            let bin = PathBuf::from(format!("/usr/lib/postgresql/{version}/bin"));
            let postgis = format!("/usr/share/postgresql/{version}/extension/postgis.control");
            (bin.join("initdb").exists() && Path::new(&postgis).exists()).then_some((version, bin))
        })
        .collect();
    found.sort();
    found.pop().map(|(_, bin)| bin)
}

/// A server, stopped and removed when dropped or when the process ends, however it ends.
#[derive(Debug)]
pub struct Cluster {
    /// `postgres://user:password@host:port/base`.
    url: String,
    own: Option<Own>,
}

#[derive(Debug)]
struct Own {
    bin: PathBuf,
    folder: PathBuf,
    port: u16,
    /// A shell that waits for the end of its input, which is our end, then stops the server and removes its folder.
    guardian: Child,
}

static COUNT: AtomicU32 = AtomicU32::new(0);

impl Cluster {
    fn existing(url: String) -> Self {
        Self { url, own: None }
    }

    fn start_new(bin: PathBuf) -> Self {
        let name = format!(
            "portee-pg-{}-{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        let folder = std::env::temp_dir().join(name);
        fs::create_dir(&folder).expect("a folder for the server");
        if let Some((uid, gid)) = server_owner() {
            std::os::unix::fs::chown(&folder, Some(uid), Some(gid)).expect("the folder is given to its server");
        }
        // Before anything is in the folder, so that nothing stays whatever happens next.
        let guardian = guardian(&bin, &folder);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = listener.local_addr().expect("a port").port();
        drop(listener);
        let url = format!("postgres://{USER}:{PASSWORD}@127.0.0.1:{port}/postgres");
        let own = Own {
            bin,
            folder,
            port,
            guardian,
        };
        own.make();
        own.start();
        Self { url, own: Some(own) }
    }

    /// The address of a new, empty database with PostGIS, whose name begins like this.
    ///
    /// # Panics
    /// When the server refuses.
    #[must_use]
    pub fn database(&self, name: &str) -> String {
        let name = format!(
            "{name}_{}_{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        self.sql(&self.url, &format!("CREATE DATABASE \"{name}\""));
        let (server, _) = self.url.rsplit_once('/').expect("an address that ends with a database");
        let url = format!("{server}/{name}");
        self.sql(&url, "CREATE EXTENSION IF NOT EXISTS postgis");
        url
    }

    /// Runs SQL in the database at this address and gives what it prints: one line a row, columns separated by `|`.
    ///
    /// # Panics
    /// When the server refuses.
    #[must_use = "what the server answers"]
    pub fn query(&self, url: &str, sql: &str) -> String {
        let psql = self
            .own
            .as_ref()
            .map_or_else(|| "psql".into(), |own| own.bin.join("psql"));
        let mut command = Command::new(psql);
        command.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", sql]);
        done(&mut command, sql)
    }

    /// What the server wrote into its log; none when it is not one's own.
    ///
    /// # Panics
    /// When the log cannot be read.
    #[must_use]
    pub fn log(&self) -> Option<Vec<u8>> {
        let own = self.own.as_ref()?;
        Some(fs::read(own.folder.join("log")).expect("the log of the server"))
    }

    fn sql(&self, url: &str, sql: &str) {
        let _ = self.query(url, sql);
    }

    /// Stops the server at once, as a power cut would. Only one's own server can be stopped.
    ///
    /// # Panics
    /// When it is not one's own, or does not stop.
    pub fn stop(&self) {
        self.own().stop();
    }

    /// Starts it again, on the same port.
    ///
    /// # Panics
    /// When it is not one's own, or does not start.
    pub fn start(&self) {
        self.own().start();
    }

    /// Makes it stand still until what is given back is dropped: connections stay open, and nothing is answered.
    ///
    /// # Panics
    /// When it is not one's own, or cannot be stopped.
    #[must_use = "it moves again as soon as this is dropped"]
    pub fn freeze(&self) -> Frozen<'_> {
        let frozen = Frozen(self.own());
        frozen.0.signal("STOP");
        frozen
    }

    /// Puts an empty server in its place, on the same port, with an empty database at `url`.
    ///
    /// # Panics
    /// When it is not one's own, or the new one does not start.
    pub fn replace(&self, url: &str) {
        let own = self.own();
        own.stop();
        fs::remove_dir_all(own.data()).expect("the old server's files");
        own.make();
        own.start();
        let (_, name) = url.rsplit_once('/').expect("an address that ends with a database");
        self.sql(&self.url, &format!("CREATE DATABASE \"{name}\""));
        self.sql(url, "CREATE EXTENSION IF NOT EXISTS postgis");
    }

    fn own(&self) -> &Own {
        self.own
            .as_ref()
            .expect("only one's own server is stopped: use own_cluster()")
    }
}

/// A server that stands still.
#[derive(Debug)]
pub struct Frozen<'a>(&'a Own);

impl Drop for Frozen<'_> {
    fn drop(&mut self) {
        self.0.signal("CONT");
    }
}

impl Own {
    /// Sends a signal to the server, then to its processes, which are groups of their own: once it stands still it makes no more.
    fn signal(&self, name: &str) {
        let file = fs::read_to_string(self.data().join("postmaster.pid")).expect("a server that runs");
        let main = file.lines().next().expect("its number");
        let send = |processes: &[String]| {
            let mut command = Command::new("kill");
            command.arg(format!("-{name}")).args(processes);
            // A process that has just ended is no failure.
            let _ = command.stderr(Stdio::null()).status();
        };
        send(&[main.to_owned()]);
        let is_child = |process: &str| {
            let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
            let mut lines = status.lines();
            lines.any(|line| line.strip_prefix("PPid:").is_some_and(|parent| parent.trim() == main))
        };
        let all = fs::read_dir("/proc").expect("the processes");
        let names = all.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let children: Vec<String> = names.filter(|process| is_child(process)).collect();
        send(&children);
    }

    fn make(&self) {
        let password = self.folder.join("password");
        fs::write(&password, PASSWORD).expect("a password file");
        let mut initdb = as_server(&self.bin.join("initdb"), &self.folder);
        initdb
            .args([
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ])
            .arg(format!("--username={USER}"))
            .arg(format!("--pwfile={}", password.display()))
            .arg(self.data());
        done(&mut initdb, "initdb");
    }

    fn start(&self) {
        // It is recovered after a stop, never copied: no more of its journal is kept than that takes.
        let options = format!(
            "-p {} -k {} -c listen_addresses=127.0.0.1 -c max_connections=50 -c fsync=off -c full_page_writes=off \
             -c wal_level=minimal -c max_wal_senders=0 -c min_wal_size=32MB -c max_wal_size=64MB",
            self.port,
            self.folder.display()
        );
        let mut start = self.pg_ctl();
        start
            .arg("-o")
            .arg(options)
            .arg("-l")
            .arg(self.folder.join("log"))
            .arg("start");
        done(&mut start, "pg_ctl start");
    }

    fn stop(&self) {
        done(self.pg_ctl().args(["-m", "immediate", "stop"]), "pg_ctl stop");
    }

    fn pg_ctl(&self) -> Command {
        let mut command = as_server(&self.bin.join("pg_ctl"), &self.folder);
        command.arg("-s").arg("-w").arg("-D").arg(self.data());
        command
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        drop(self.guardian.stdin.take());
        // A guardian that is gone has nothing left to stop.
        let _ = self.guardian.wait();
    }
}

/// Starts the shell that outlives us.
fn guardian(bin: &Path, folder: &Path) -> Child {
    const SCRIPT: &str = "trap '' INT TERM HUP; cat; \"$0\" -s -D \"$1/data\" -m immediate stop; rm -rf \"$1\"";
    as_server(Path::new("sh"), folder)
        .args(["-c", SCRIPT])
        .arg(bin.join("pg_ctl"))
        .arg(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("a shell")
}

/// A command run as the user that may run a server: `initdb` refuses root.
fn as_server(program: &Path, folder: &Path) -> Command {
    let mut command = if server_owner().is_some() {
        let mut command = Command::new("setpriv");
        command
            .args(["--reuid=postgres", "--regid=postgres", "--init-groups", "--"])
            .arg(program);
        command
    } else {
        Command::new(program)
    };
    command.current_dir(folder);
    command
}

/// User and group of `postgres` when we are root; none when we run the server ourselves.
fn server_owner() -> Option<(u32, u32)> {
    let root = fs::metadata("/proc/self").is_ok_and(|us| us.uid() == 0);
    let number = |flag: &str| -> u32 {
        let id = done(Command::new("id").args([flag, "postgres"]), "id postgres");
        id.trim().parse().expect("a number")
    };
    root.then(|| (number("-u"), number("-g")))
}

/// Runs a command and gives its output; its failure is the test's. Output goes through a file: a server started by the
/// command would hold a pipe open.
fn done(command: &mut Command, what: &str) -> String {
    let path = std::env::temp_dir().join(format!(
        "portee-out-{}-{}",
        std::process::id(),
        COUNT.fetch_add(1, Ordering::Relaxed)
    ));
    let file = fs::File::create(&path).expect("a file");
    let copy = file.try_clone().expect("a file");
    let status = command.stdin(Stdio::null()).stdout(file).stderr(copy).status();
    let output = fs::read_to_string(&path).unwrap_or_default();
    // Nothing depends on it any more.
    let _ = fs::remove_file(&path);
    assert!(status.is_ok_and(|status| status.success()), "{what} failed: {output}");
    output
}
