//! A position typed or shared is found nowhere afterwards: every route is used with one, then the log, the metrics, the
//! database, its own log of every statement, the working directory and temporary files are searched for its digits. No answer
//! that holds them may be kept by a cache, and no core dump holds memory. The browser's side is in `tests/e2e/position.test.mjs`.

use portee_tests::{
    binary::{Answer, Server, get_with, portee, post, working_directory, workspace},
    postgis,
};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// Where our visitor is: near Die, with digits that occur nowhere else.
#[derive(Debug, Clone, Copy)]
struct Canary {
    /// In ten-millionths of a degree, so that digits are cut and not computed.
    lat: u32,
    lon: u32,
}

impl Canary {
    fn degrees(value: u32, decimals: usize) -> String {
        let text = format!("{}.{:07}", value / 10_000_000, value % 10_000_000);
        text[..=text.find('.').unwrap_or(0) + decimals].to_owned()
    }

    fn lat(self) -> String {
        Self::degrees(self.lat, 7)
    }

    fn lon(self) -> String {
        Self::degrees(self.lon, 7)
    }

    /// The digits to look for in what is kept: rounded and cut to three decimals, a hundred metres, at least.
    fn traces(self) -> Vec<Vec<u8>> {
        self.traces_from(3)
    }

    /// The digits to look for: as typed, rounded and cut to so many decimals and more; without the point; and as the eight bytes
    /// of a number.
    fn traces_from(self, fewest: usize) -> Vec<Vec<u8>> {
        let mut traces = BTreeSet::new();
        for value in [self.lat, self.lon] {
            traces.insert(value.to_string().into_bytes());
            let degrees = f64::from(value) / 1e7;
            for decimals in fewest..=7 {
                traces.insert(Self::degrees(value, decimals).into_bytes());
                traces.insert(format!("{degrees:.decimals$}").into_bytes());
                let rounded: f64 = format!("{degrees:.decimals$}").parse().expect("a number");
                traces.insert(rounded.to_le_bytes().to_vec());
                traces.insert(rounded.to_be_bytes().to_vec());
            }
        }
        traces.into_iter().collect()
    }
}

fn holds(haystack: &[u8], needle: &[u8]) -> bool {
    let first = needle[0];
    let mut rest = haystack;
    while let Some(at) = rest.iter().position(|byte| *byte == first) {
        if rest[at..].starts_with(needle) {
            return true;
        }
        rest = &rest[at + 1..];
    }
    false
}

/// Every address that the server knows: those of the document, and those that the sources give a handler.
fn routes(server: &Server) -> BTreeSet<String> {
    let document = server.get("/api/openapi.json").json();
    let documented = document["paths"].as_object().expect("paths").keys().cloned();
    let mut routes: BTreeSet<String> = documented.collect();
    for file in sources(&workspace().join("crates/server/src")) {
        let text = fs::read_to_string(&file).expect("a source file");
        for call in text.split(".route(").skip(1) {
            let call = call.trim_start();
            let in_language = call.starts_with("&at(");
            let Some(path) = call.trim_start_matches("&at(").strip_prefix('"') else {
                continue;
            };
            let path = path.split('"').next().unwrap_or_default();
            if path.starts_with('/') {
                routes.insert(path.to_owned());
            }
            if in_language {
                routes.insert(format!("/en{path}"));
            }
        }
    }
    routes
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() && name != "tests" {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") && name != "tests.rs" {
            found.push(path);
        }
    }
    found
}

/// An address of the route that exists. A part that this does not know makes the test fail: say here what it may be.
fn address(route: &str, venue: &str) -> String {
    let part = |part: &str| -> String {
        let Some(name) = part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) else {
            return part.to_owned();
        };
        let known = match name {
            "id" => venue,
            "departement" | "code" => "26",
            "niveau" => "departements",
            "couche" | "collection" => "lieux",
            "z" => "7",
            "x" => "65",
            "y" => "45",
            "source" => "cartographie-nationale",
            "*fichier" => "app.css",
            "plan" => "lieux-1.xml",
            "numero" => "1",
            "fichier" => "lieux.csv",
            other => panic!("say what {{{other}}} of {route} may be"),
        };
        known.to_owned()
    };
    route.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// Everything that outlives a request, as bytes with a name.
fn kept(server: &Server, var: &Path, database: Option<(&postgis::Cluster, &str)>) -> Vec<(String, Vec<u8>)> {
    let mut kept = vec![
        ("the log".to_owned(), server.log().into_bytes()),
        ("the metrics".to_owned(), server.get("/metriques").body),
    ];
    for file in files(var) {
        kept.push((file.display().to_string(), fs::read(&file).expect("a file")));
    }
    if let Some((cluster, url)) = database {
        let tables = "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables \
                      WHERE schemaname NOT IN ('pg_catalog', 'information_schema')";
        for table in cluster.query(url, tables).lines() {
            let rows = cluster.query(url, &format!("SELECT t::text FROM {table} AS t"));
            kept.push((format!("table {table}"), rows.into_bytes()));
        }
        if let Some(log) = cluster.log() {
            kept.push(("the log of the database".to_owned(), log));
        }
    }
    kept
}

/// The files under a folder; what is only linked there was made before and is not written to.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let kind = entry.file_type().expect("a kind");
        if kind.is_dir() {
            found.extend(files(&entry.path()));
        } else if kind.is_file() {
            found.push(entry.path());
        }
    }
    found
}

/// An answer that says the position, in its head or its body, is kept by nobody on its way; one to an address that somebody typed it
/// into is asked for again each time.
fn is_not_kept(answer: &Answer, asked: &str, traces: &[Vec<u8>]) {
    let head = answer.headers.iter().filter(|(name, _)| name != "cache-control");
    let head: Vec<String> = head.map(|(name, value)| format!("{name}: {value}\n")).collect();
    let says = |bytes: &[u8]| traces.iter().any(|trace| holds(bytes, trace));
    if says(head.concat().as_bytes()) || says(&answer.body) {
        let said = answer.header("cache-control").unwrap_or_default();
        let typed = asked.contains('?') && said.contains("no-cache");
        assert!(said == "no-store" || typed, "{asked}: {said}");
    }
}

/// Asks in every way that a visitor may say where they are.
fn use_everything(server: &Server, canary: Canary, routes: &BTreeSet<String>, venue: &str) {
    // A metre: answers name venues of the town, some of which are a hundred metres away.
    let traces = canary.traces_from(5);
    let (lat, lon) = (canary.lat(), canary.lon());
    let referer = format!("{}/recherche?lat={lat}&lon={lon}", server.url);
    let headers = [("referer", referer.as_str())];
    let form = format!("lat={lat}&lon={lon}");
    let send = |path: &str, kind: &str, body: &str| -> Answer {
        post(&format!("{}{path}", server.url), kind, &headers, body.as_bytes())
    };
    for route in routes {
        let path = address(route, venue);
        for query in [
            String::new(),
            format!("?lat={lat}&lon={lon}"),
            format!("?ajout={lon},{lat}"),
            format!("?ou={lat}+{lon}"),
            format!("?q={lat}"),
            format!("?bbox={lon},{lat},6,45"),
        ] {
            let answer = get_with(&format!("{}{path}{query}", server.url), &headers);
            assert!(answer.status < 500, "{path}{query}: {}", answer.status);
            is_not_kept(&answer, &format!("{path}{query}"), &traces);
        }
        let answer = send(&path, "application/x-www-form-urlencoded", &form);
        assert!(answer.status < 500, "POST {path}: {}", answer.status);
        is_not_kept(&answer, &format!("POST {path}"), &traces);
    }
    let _ = get_with(&format!("{}/{lat}/{lon}", server.url), &headers);
    let near = server.get(&format!("/api/v1/lieux/proches?lat={lat}&lon={lon}"));
    assert_eq!(near.status, 200, "{}", near.text());
    assert_eq!(server.get(&format!("/api/v1/acces?lat={lat}&lon={lon}")).status, 200);
    for page in ["/recherche", "/en/recherche"] {
        let found = send(page, "application/x-www-form-urlencoded", &form);
        assert!(
            found.status == 200 && found.text().contains(venue),
            "POST {page}: {}",
            found.status
        );
        assert_eq!(found.header("cache-control"), Some("no-store"), "POST {page}");
    }
    let list = format!(
        "{{\"lignes\":[{{\"id\":\"{lat}\",\"latitude\":{lat},\"longitude\":{lon}}},{{\"adresse\":\"{lat} {lon}\"}}]}}"
    );
    let answer = send("/api/v1/orientations", "application/json", &list);
    assert!(
        answer.status == 200 && answer.text().contains("lieux"),
        "{}",
        answer.text()
    );
    let table = format!("id,latitude,longitude\n{lat},{lat},{lon}\n");
    assert_eq!(send("/api/v1/orientations", "text/csv", &table).status, 200);
}

#[test]
fn a_position_is_found_nowhere_after_every_route_was_used_with_it() {
    let var = working_directory();
    let cluster = postgis::cluster();
    let database = cluster.map(|cluster| (cluster, cluster.database("canary")));
    let database = database.as_ref().map(|(cluster, url)| (*cluster, url.as_str()));
    let mut command = portee(var.path());
    let temporary = var.path().join("tmp");
    fs::create_dir(&temporary).expect("a folder for temporary files");
    command
        .args(["serve", "--prepare"])
        .env("PORTEE_LOG", "trace")
        .env("TMPDIR", temporary);
    if let Some((cluster, url)) = database {
        command.env("DATABASE_URL", url);
        let name = url.rsplit('/').next().unwrap_or_default();
        let _ = cluster.query(url, &format!("ALTER DATABASE \"{name}\" SET log_statement = 'all'"));
    }
    let server = Server::start(command);

    let dumped =
        fs::read_to_string(format!("/proc/{}/coredump_filter", server.id())).expect("what a core dump would hold");
    assert_eq!(dumped.trim().trim_start_matches('0'), "", "a core dump holds memory");
    // The files of the edition are made in the background: afterwards nothing writes them any more.
    let started = Instant::now();
    while server.get("/donnees/editions/1/SHA256SUMS").status != 200 {
        assert!(started.elapsed() < Duration::from_mins(2), "{}", server.log());
    }
    // Digits that nothing holds beforehand: then whoever holds them afterwards kept them.
    let before = kept(&server, var.path(), database);
    let is_new = |canary: &Canary| {
        let traces = canary.traces();
        !before
            .iter()
            .any(|(_, bytes)| traces.iter().any(|trace| holds(bytes, trace)))
    };
    let canary = (0..200)
        .map(|step| Canary {
            lat: 447_513_579 + step * 37_013,
            lon: 53_724_683 + step * 41_017,
        })
        .find(is_new)
        .expect("digits that nothing holds");
    drop(before);
    let near = server.get(&format!(
        "/api/v1/lieux/proches?lat={}&lon={}&limite=1",
        canary.lat(),
        canary.lon()
    ));
    let venue = near.json()["features"][0]["id"].as_str().expect("a venue").to_owned();
    let routes = routes(&server);
    assert!(routes.len() > 25 && routes.contains("/en/recherche"), "{routes:?}");
    use_everything(&server, canary, &routes, &venue);

    let metrics = server.get("/metriques").text();
    let unused: Vec<&String> = routes
        .iter()
        .filter(|route| !metrics.contains(&format!("route=\"{route}\"")))
        .collect();
    assert!(unused.is_empty(), "never asked for: {unused:?}\n{metrics}");
    let log = server.log();
    assert!(log.contains("/api/v1/orientations"), "the log holds no request:\n{log}");
    if let Some(log) = database.and_then(|(cluster, _)| cluster.log()) {
        assert!(holds(&log, b"LISTEN"), "the database logs no statement");
    }
    let traces = canary.traces();
    let found: Vec<String> = kept(&server, var.path(), database)
        .into_iter()
        .flat_map(|(name, bytes)| {
            let traces = traces.iter().filter(move |trace| holds(&bytes, trace));
            traces
                .map(move |trace| format!("{} in {name}", String::from_utf8_lossy(trace)))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(found.is_empty(), "{canary:?} was kept: {found:?}");
}
