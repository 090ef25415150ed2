//! BACKUP.md: its commands, as they stand there, save what is then destroyed, and bring it back.

use portee_tests::{
    binary::{Server, portee, run_ok, working_directory, workspace},
    postgis,
};
use serde_json::Value;
use std::{fs, path::Path, process::Command, sync::OnceLock, time::Instant};
use tempfile::TempDir;

/// The commands of a section of the page: its indented lines.
fn commands(section: &str) -> String {
    let page = fs::read_to_string(workspace().join("BACKUP.md")).expect("the page");
    let after = page.split_once(&format!("\n## {section}\n")).expect(section).1;
    let section_alone = after.split("\n## ").next().unwrap_or_default();
    let commands: Vec<&str> = section_alone
        .lines()
        .filter_map(|line| line.strip_prefix("    "))
        .collect();
    assert!(!commands.is_empty(), "{section} has no commands");
    commands.join("\n")
}

/// A working directory with one published edition, made from the registries.
fn a_real_edition() -> &'static Path {
    static MADE: OnceLock<TempDir> = OnceLock::new();
    let make = || {
        let var = working_directory();
        for verb in ["ingest", "publish"] {
            let _ = run_ok(portee(var.path()).arg(verb));
        }
        var
    };
    MADE.get_or_init(make).path()
}

/// What a service says of itself.
struct Testimony {
    editions: String,
    reports: String,
    in_service: Value,
    keeping: Value,
    venues: String,
}

impl Testimony {
    fn is_that_of(&self, other: &Self) {
        assert_eq!(self.editions, other.editions);
        assert!(self.reports.contains("0badcafe"), "{}", self.reports);
        assert_eq!(self.reports, other.reports);
        assert_eq!(self.in_service, other.in_service);
        assert_eq!(self.keeping, other.keeping);
        assert_eq!(self.keeping["accessibles"], true);
        // Hundreds of lines: which differ would tell nobody anything.
        assert!(
            self.venues.lines().count() > 600 && self.venues == other.venues,
            "other venues"
        );
    }
}

/// A service whose state is in `var`, and what it is saved to.
struct Service {
    var: TempDir,
    backup: TempDir,
    database: Option<String>,
}

impl Service {
    /// Two editions, the second published over the first, and a visitor's report.
    fn with_a_past(database: Option<String>) -> Self {
        let service = Self {
            var: working_directory(),
            backup: tempfile::tempdir().expect("a folder"),
            database,
        };
        let editions = a_real_edition().join("editions");
        for _ in 0..2 {
            let _ = service.says(&["editions", "--from", editions.to_str().expect("a path")]);
            let _ = service.says(&["publish"]);
        }
        let report = r#"{"id":"0badcafe","lieu":"abcdefghijkl","edition":2,"nature":"horaires","texte":"fermé le lundi","jour":"2026-11-22"}"#;
        fs::write(service.var.path().join("reports.jsonl"), format!("{report}\n")).expect("written");
        service
    }

    fn command(&self) -> Command {
        let mut command = portee(self.var.path());
        if let Some(url) = &self.database {
            command.env("DATABASE_URL", url);
        }
        command
    }

    fn says(&self, arguments: &[&str]) -> String {
        run_ok(self.command().args(arguments))
    }

    /// All that must be the same afterwards: every edition and its state, reports, what visitors get.
    fn testimony(&self) -> Testimony {
        let mut command = self.command();
        command.arg("serve");
        let server = Server::start(command);
        let ready = server.get("/sante/pret");
        assert_eq!(ready.status, 200);
        let ready = ready.json();
        Testimony {
            editions: self.says(&["editions", "--json"]),
            reports: self.says(&["reports", "--json"]),
            in_service: ready["edition"].clone(),
            keeping: ready["editions"].clone(),
            venues: server.get("/api/v1/lieux.csv").text(),
        }
    }

    /// Runs the commands of a section, in a shell, as a reader of the page does.
    fn follow(&self, section: &str) {
        let started = Instant::now();
        let built = workspace().join("target/release");
        let path = std::env::var("PATH").unwrap_or_default();
        let mut shell = Command::new("sh");
        shell
            .args(["-euc", &commands(section)])
            .env("PATH", format!("{}:/usr/lib/postgresql/15/bin:{path}", built.display()))
            .env("BACKUP", self.backup.path().join("portee"));
        for (name, value) in self.command().get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        let _ = run_ok(&mut shell);
        eprintln!("{section}: {:.1?}", started.elapsed());
    }

    /// Everything of the state but what is got or compiled again, which tests share.
    fn destroy(&self) {
        for entry in fs::read_dir(self.var.path()).expect("the state") {
            let path = entry.expect("an entry").path();
            if path.is_symlink() {
                continue;
            }
            if path.is_dir() {
                fs::remove_dir_all(&path)
            } else {
                fs::remove_file(&path)
            }
            .expect("removed");
        }
    }
}

fn is_there(folder: &Path, name: &str) -> bool {
    fs::read_dir(folder)
        .expect("a folder")
        .any(|entry| entry.expect("an entry").file_name() == name)
}

#[test]
fn what_the_page_saves_of_files_comes_back_as_it_was() {
    let service = Service::with_a_past(None);
    let before = service.testimony();
    {
        let mut command = service.command();
        command.arg("serve");
        let _running = Server::start(command);
        service.follow("Save: files");
    }
    service.destroy();
    assert!(!is_there(service.var.path(), "editions"));
    service.follow("Restore: files");
    service.testimony().is_that_of(&before);
    // The journal is whole: a rollback leads to where it would have led.
    let _ = service.says(&["rollback"]);
    assert_eq!(service.testimony().in_service["numero"], 1);
}

#[test]
fn what_the_page_saves_of_postgis_comes_back_as_it_was() {
    let Some(cluster) = postgis::cluster() else { return };
    let mut service = Service::with_a_past(Some(cluster.database("sauvegarde")));
    let before = service.testimony();
    service.follow("Save: PostGIS");
    service.destroy();
    // Another database, empty, as on a new server.
    service.database = Some(cluster.database("restauration"));
    service.follow("Restore: PostGIS");
    service.testimony().is_that_of(&before);
    let _ = service.says(&["rollback"]);
    assert_eq!(service.testimony().in_service["numero"], 1);
}

#[test]
fn the_published_edition_moves_to_the_other_store_with_its_content() {
    let Some(cluster) = postgis::cluster() else { return };
    let mut service = Service::with_a_past(None);
    let before = service.testimony();
    service.database = Some(cluster.database("demenagement"));
    service.follow("Move: from files to PostGIS");
    let moved = service.testimony();
    assert_eq!(moved.in_service["numero"], 1);
    assert_eq!(moved.in_service["somme"], before.in_service["somme"]);
    assert!(moved.venues == before.venues, "other venues");
    // And back, into a folder that has other editions.
    let from = service.database.take().expect("an address");
    let _ = service.says(&["editions", "--from", &from]);
    let _ = service.says(&["publish"]);
    let back = service.testimony();
    assert_eq!(back.in_service["numero"], 3);
    assert_eq!(back.in_service["somme"], before.in_service["somme"]);
}
