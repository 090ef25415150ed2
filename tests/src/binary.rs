//! The built binary, run as an operator runs it: real process, real files, a private port.

use std::{
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

/// The root of the workspace.
#[must_use]
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .map(Path::to_path_buf)
        .unwrap_or_default()
}

/// The folder of real data: `PORTEE_DATA`, or `../shared/data`. `None`, said loudly, when there is none.
///
/// # Panics
/// When it is absent and `CI` is `true`: there, a skipped test is a failure.
#[must_use]
pub fn reference_data() -> Option<PathBuf> {
    let given = std::env::var_os("PORTEE_DATA")
        .filter(|path| !path.is_empty())
        .map(PathBuf::from);
    let folder = given.unwrap_or_else(|| workspace().join("../shared/data"));
    if folder.join("france-services").is_dir() {
        return folder.canonicalize().ok();
    }
    assert!(
        !in_ci(),
        "PORTEE_DATA is needed in CI, and {} holds no france-services/",
        folder.display()
    );
    #[expect(clippy::print_stderr, reason = "a skipped test says so")]
    {
        eprintln!(
            "SKIPPED, NOT PASSED: no reference data at {} (set PORTEE_DATA)",
            folder.display()
        );
    }
    None
}

/// Whether this is a CI run, where nothing may be skipped.
#[must_use]
pub fn in_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| value == "true")
}

/// A command of the built binary, with an environment of its own: nothing of the caller's settings gets in.
///
/// # Panics
/// When the binary was not built.
#[must_use]
pub fn portee(var: &Path) -> Command {
    let binary = workspace().join("target/release/portee");
    assert!(binary.is_file(), "{} is missing: `make build` first", binary.display());
    let mut command = Command::new(binary);
    for name in [
        "PORTEE_DATA",
        "PORTEE_SOURCES",
        "PORTEE_DECISIONS",
        "PORTEE_GEOCODER",
        "DATABASE_URL",
        "PORTEE_LISTEN",
        "PORTEE_ADRESSE_PUBLIQUE",
        "PORTEE_INTEGRATION_HOTES",
        "PORTEE_LOG",
        "RUST_LOG",
    ] {
        command.env_remove(name);
    }
    command
        .env("PORTEE_VAR", var)
        .env("PORTEE_OFFLINE", "1")
        .current_dir(var)
        .stdin(Stdio::null());
    command
}

/// A working directory of its own that shares the downloaded packages, the compiled geography and population, so that
/// tests neither download nor wait.
///
/// # Panics
/// When `portee acquire` was not run before, or the disk cannot be written.
#[must_use]
pub fn working_directory() -> tempfile::TempDir {
    let shared = std::env::var_os("PORTEE_VAR")
        .filter(|path| !path.is_empty())
        .map_or_else(|| workspace().join("var"), PathBuf::from);
    let folder = tempfile::tempdir().expect("a temporary folder");
    for name in ["registry", "geography.bin", "population.bin"] {
        let from = shared.join(name);
        assert!(
            from.exists(),
            "{} is missing: run `target/release/portee acquire` (make test does)",
            from.display()
        );
        std::os::unix::fs::symlink(from.canonicalize().expect("a real path"), folder.path().join(name))
            .expect("a link");
    }
    folder
}

/// Runs a command to its end and gives what it printed.
///
/// # Panics
/// When it cannot be started.
#[must_use]
pub fn run(command: &mut Command) -> Output {
    command.output().expect("the binary starts")
}

/// Runs a command that must succeed and gives its standard output.
///
/// # Panics
/// When it fails.
#[must_use]
pub fn run_ok(command: &mut Command) -> String {
    let output = run(command);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed: {stderr}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A running `portee serve`. Killed when dropped.
pub struct Server {
    child: Child,
    /// `http://127.0.0.1:PORT`.
    pub url: String,
    /// How long it took from the start of the process to the line that says the address.
    pub ready_after: Duration,
    output: Arc<Mutex<String>>,
    /// A shell that ends the server when this pipe closes, which it does however the tests end: servers that tests share
    /// are never dropped.
    _guardian: Option<std::process::ChildStdin>,
}

impl Server {
    /// Starts `portee serve` (with what `command` already holds) on a free port and waits for the line with its address.
    ///
    /// # Panics
    /// When no address is printed within two minutes, or the process ends first.
    #[must_use]
    pub fn start(mut command: Command) -> Self {
        command
            .env("PORTEE_LISTEN", "127.0.0.1:0")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let started = Instant::now();
        let mut child = command.spawn().expect("the binary starts");
        let output = Arc::new(Mutex::new(String::new()));
        let (found, address) = std::sync::mpsc::channel();
        let stdout = child.stdout.take().expect("a pipe");
        collect(stdout, Arc::clone(&output), move |line| {
            if let Some(at) = line.find("http://127.0.0.1:") {
                let url: String = line[at..]
                    .chars()
                    .take_while(|c| !c.is_whitespace() && *c != ',')
                    .collect();
                let _ = found.send(url.trim_end_matches('/').to_owned());
            }
        });
        collect(child.stderr.take().expect("a pipe"), Arc::clone(&output), |_| ());
        let Ok(url) = address.recv_timeout(Duration::from_mins(2)) else {
            let _ = child.kill();
            let _ = child.wait();
            panic!("no address was printed:\n{}", output.lock().expect("no poison"));
        };
        let ready_after = started.elapsed();
        let (id, comm) = (child.id(), "grep -q portee /proc");
        let guardian = Command::new("sh")
            .args(["-c", &format!("read _; {comm}/{id}/comm 2>/dev/null && kill -9 {id}")])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        Self {
            child,
            url,
            ready_after,
            output,
            _guardian: guardian.ok().and_then(|mut shell| shell.stdin.take()),
        }
    }

    /// The answer to a GET: status, content type, body.
    ///
    /// # Panics
    /// When there is no answer at all.
    #[must_use]
    pub fn get(&self, path_and_query: &str) -> Answer {
        get(&format!("{}{path_and_query}", self.url))
    }

    /// A client that keeps its connections, as a program that asks much does.
    #[must_use]
    pub fn client(&self) -> Client {
        Client {
            agent: agent(),
            url: self.url.clone(),
        }
    }

    /// What it printed so far, both streams together.
    ///
    /// # Panics
    /// Never in practice: the lock is not poisoned by readers that do not panic.
    #[must_use]
    pub fn log(&self) -> String {
        self.output.lock().expect("no poison").clone()
    }

    /// The process id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Sends SIGTERM and waits for the end; gives the exit status and everything it printed.
    ///
    /// # Panics
    /// When it does not end within 20 seconds.
    #[must_use]
    pub fn stop(mut self) -> (std::process::ExitStatus, String) {
        let sent = Command::new("kill").arg(self.child.id().to_string()).status();
        assert!(sent.is_ok_and(|status| status.success()), "SIGTERM could not be sent");
        let deadline = Instant::now() + Duration::from_secs(20);
        while Instant::now() < deadline {
            if let Ok(Some(status)) = self.child.try_wait() {
                return (status, self.log());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("the server did not stop within 20 s of SIGTERM:\n{}", self.log());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn collect(
    stream: impl Read + Send + 'static,
    into: Arc<Mutex<String>>,
    mut on_line: impl FnMut(&str) + Send + 'static,
) {
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            on_line(&line);
            if let Ok(mut text) = into.lock() {
                text.push_str(&line);
                text.push('\n');
            }
        }
    });
}

/// A client of one server.
pub struct Client {
    agent: ureq::Agent,
    url: String,
}

impl Client {
    /// The answer to a GET.
    ///
    /// # Panics
    /// When there is no answer at all.
    #[must_use]
    pub fn get(&self, path_and_query: &str) -> Answer {
        let url = format!("{}{path_and_query}", self.url);
        read(&url, self.agent.get(&url).call())
    }
}

/// An HTTP answer.
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// `content-type`, empty when there is none.
    pub content_type: String,
    /// Header names (lower case) and values.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as JSON.
    ///
    /// # Panics
    /// When it is not JSON.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("not JSON ({error}): {}", self.text()))
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The value of a header, by its lower-case name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(given, _)| given == name)
            .map(|(_, value)| value.as_str())
    }
}

/// GETs an address on this machine; redirects are not followed, and 4xx and 5xx are answers like others.
///
/// # Panics
/// When there is no answer at all.
#[must_use]
pub fn get(url: &str) -> Answer {
    read(url, agent().get(url).call())
}

/// The same with further headers.
///
/// # Panics
/// When there is no answer at all.
#[must_use]
pub fn get_with(url: &str, headers: &[(&str, &str)]) -> Answer {
    let asked = headers
        .iter()
        .fold(agent().get(url), |request, (name, value)| request.header(*name, *value));
    read(url, asked.call())
}

/// POSTs a body of this media type, with further headers.
///
/// # Panics
/// When there is no answer at all.
#[must_use]
pub fn post(url: &str, media_type: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let asked = headers.iter().fold(agent().post(url), |request, (name, value)| {
        request.header(*name, *value)
    });
    read(url, asked.content_type(media_type).send(body))
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_global(Some(Duration::from_secs(30)))
        .build()
        .into()
}

fn read(url: &str, answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Answer {
    let mut response = answer.unwrap_or_else(|error| panic!("{url}: {error}"));
    let headers: Vec<(String, String)> = response
        .headers()
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), value.to_str().unwrap_or_default().to_owned()))
        .collect();
    let content_type = headers
        .iter()
        .find(|(name, _)| name == "content-type")
        .map(|(_, value)| value.clone())
        .unwrap_or_default();
    let mut body = Vec::new();
    response
        .body_mut()
        .as_reader()
        .read_to_end(&mut body)
        .unwrap_or_else(|error| panic!("{url}: {error}"));
    Answer {
        status: response.status().as_u16(),
        content_type,
        headers,
        body,
    }
}
