//! The online geocoder, against a real server of this machine that speaks its protocol and, when told, misbehaves.

use crate::common::{geography, with};
use crate::small_files::source;
use portee_domain::{Edition, FindingKind, Precision};
use portee_geography::Geography;
use portee_ingest::acquire::Acquired;
use portee_ingest::geocode::{Geocoder, Service};
use portee_ingest::{Circumstances, Decisions, ingest};
use std::cell::RefCell;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

thread_local! {
    static PAUSES: RefCell<Vec<u64>> = const { RefCell::new(Vec::new()) };
}

/// Waits for nothing, and remembers for how many seconds it should have.
fn no_pause(wait: Duration) {
    PAUSES.with_borrow_mut(|pauses| pauses.push(wait.as_secs()));
}

/// What the server is asked, whole: head and body.
type Requests = Arc<Mutex<Vec<String>>>;

/// What it answers the nth request with, given the addresses asked for.
type Answer = Box<dyn Fn(usize, &[String]) -> String + Send>;

/// A server that answers the nth request (from 0), given the addresses asked for, with the text that `answer` makes.
fn serve(answer: impl Fn(usize, &[String]) -> String + Send + 'static) -> (String, Requests) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/geocodage", listener.local_addr().expect("an address"));
    let requests = Requests::default();
    let log = Arc::clone(&requests);
    std::thread::spawn(move || {
        for (nth, stream) in listener.incoming().enumerate() {
            let mut stream = stream.expect("a client");
            let request = whole(&mut stream);
            let asked: Vec<String> = request
                .lines()
                .filter(|line| line.starts_with(|c: char| c.is_ascii_digit()) && line.contains(",\""))
                .map(str::to_owned)
                .collect();
            log.lock().expect("no panic").push(request);
            let _ = stream.write_all(answer(nth, &asked).as_bytes());
        }
    });
    (url, requests)
}

fn whole(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut chunk = [0_u8; 4_096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("content-length")
                    .then(|| value.trim().parse::<usize>().ok())?
            });
            if body.len() >= length.unwrap_or(0) {
                return text;
            }
        }
        match stream.read(&mut chunk) {
            Ok(count) if count > 0 => bytes.extend_from_slice(&chunk[..count]),
            _ => return text,
        }
    }
}

const COLUMNS: &str = "numero,adresse,code_postal,commune,longitude,latitude,result_score,result_score_next,result_label,\
                       result_type,result_citycode,result_status";

/// The lines asked for, each with the same answer: `lon,lat,score,type,status`.
fn answered(asked: &[String], [lon, lat, score, kind, status]: [&str; 5]) -> String {
    let lines: Vec<String> = asked
        .iter()
        .map(|line| format!("{line},{lon},{lat},{score},0.4,\"1 rue, Die\",{kind},26113,{status}"))
        .collect();
    ok(&format!("{COLUMNS}\n{}\n", lines.join("\n")))
}

fn ok(body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 200 OK\r\ncontent-type: text/csv\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}")
}

fn busy(status: &str, more: &str) -> String {
    format!("HTTP/1.1 {status}\r\n{more}content-length: 0\r\nconnection: close\r\n\r\n")
}

const HOUSE: [&str; 5] = ["5.3702", "44.7535", "0.97", "housenumber", "ok"];

/// Three rows of Die: without a point, with a point at Paris, with a good one.
const DIE: &str = "1,Mairie,Die,26150,1 rue Camille Buffardel,,,,,,,\n\
                   2,Médiathèque,Die,26150,7 place de l'Évêché,48.8566,2.3522,,,,,\n\
                   3,Centre social,Die,26150,9 rue Haute,44.7531,5.37,,,,,\n";

struct Run<'a> {
    geography: &'a Geography,
    url: String,
    cache: &'a Path,
    offline: bool,
    batch: usize,
    day: &'a str,
}

impl Run<'_> {
    fn edition(&self, sources: Vec<Acquired>) -> Edition {
        let service = Service::at(&self.url).expect("an address").in_batches(self.batch);
        let mut geocoder = Geocoder::new(&service, self.cache, no_pause);
        geocoder.offline = self.offline;
        geocoder.limits.connect = Duration::from_millis(500);
        geocoder.limits.answer = Duration::from_millis(400);
        geocoder.limits.total = Duration::from_secs(3);
        geocoder.limits.size = 20_000;
        let nobody = Decisions::default();
        let circumstances = Circumstances {
            geocoder: Some(&geocoder),
            now: format!("{}T12:00:00Z", self.day).parse().expect("a moment"),
            ..with(self.geography, None, &nobody)
        };
        ingest(sources, Vec::new(), &circumstances, &|_, _, _| {}).expect("an edition")
    }
}

fn run<'a>(geography: &'a Geography, url: &str, cache: &'a Path) -> Run<'a> {
    Run {
        geography,
        url: url.to_owned(),
        cache,
        offline: false,
        batch: 100,
        day: "2026-11-22",
    }
}

fn die() -> Vec<Acquired> {
    vec![source("essai", 1, false, DIE)]
}

/// The precision of each row's venue.
fn precisions(edition: &Edition) -> Vec<Precision> {
    (1..=3)
        .map(|row| {
            let venue = edition.venues.iter().find(|venue| venue.members[0].row == row);
            venue.expect("a venue").location.position.precision()
        })
        .collect()
}

/// The findings of one kind: their rows and details.
fn of_kind(edition: &Edition, kind: FindingKind) -> Vec<(Option<u32>, String)> {
    let found = edition.findings.iter().filter(|finding| finding.kind == kind);
    found.map(|finding| (finding.row, finding.detail.clone())).collect()
}

#[test]
fn only_rows_without_a_believable_point_are_asked_for_and_each_address_once() {
    let Some(geography) = geography() else { return };
    let dir = tempfile::tempdir().unwrap();
    let cache = dir.path().join("geocodage.tsv");
    let (url, requests) = serve(|_, asked| answered(asked, HOUSE));
    let run = run(geography, &url, &cache);
    let first = run.edition(die());
    assert_eq!(precisions(&first), [Precision::Exact; 3]);
    let rows: Vec<_> = of_kind(&first, FindingKind::PositionGeocoded)
        .iter()
        .map(|(row, _)| *row)
        .collect();
    assert_eq!(rows, [Some(1), Some(2)]);
    {
        let sent = requests.lock().unwrap();
        assert_eq!(sent.len(), 1);
        assert!(
            sent[0].starts_with("POST /geocodage/search/csv HTTP/1.1"),
            "{}",
            sent[0]
        );
        assert!(
            sent[0].contains("\"1 rue Camille Buffardel\",\"26150\",\"Die\""),
            "{}",
            sent[0]
        );
        // The name of the venue stays here, and so does the row whose point is good.
        assert!(
            !sent[0].contains("Médiathèque") && !sent[0].contains("rue Haute"),
            "{}",
            sent[0]
        );
    }
    // Again: the answers are kept, and the edition is the same to the byte.
    let again = run.edition(die());
    assert_eq!(requests.lock().unwrap().len(), 1);
    let bytes = |edition: &Edition| serde_json::to_vec(edition).unwrap();
    assert!(bytes(&first) == bytes(&again));
    // Without the network, too.
    let offline = Run { offline: true, ..run };
    assert!(bytes(&offline.edition(die())) == bytes(&again));
}

#[test]
fn the_order_of_the_files_changes_nothing_with_the_same_answers() {
    let Some(geography) = geography() else { return };
    let dir = tempfile::tempdir().unwrap();
    let cache = dir.path().join("geocodage.tsv");
    let (url, _) = serve(|_, asked| answered(asked, HOUSE));
    let run = run(geography, &url, &cache);
    let files = || {
        vec![
            source("a", 1, false, DIE),
            source("b", 2, false, &DIE.replace("rue Camille", "Rue  CAMILLE")),
        ]
    };
    let first = run.edition(files());
    let kept = std::fs::read(&cache).unwrap();
    let mut reversed = files();
    reversed.reverse();
    let second = run.edition(reversed.clone());
    assert!(serde_json::to_vec(&first).unwrap() == serde_json::to_vec(&second).unwrap());
    // Asked anew in the other order, the same is kept.
    std::fs::remove_file(&cache).unwrap();
    let third = run.edition(reversed);
    assert!(serde_json::to_vec(&first).unwrap() == serde_json::to_vec(&third).unwrap());
    assert!(kept == std::fs::read(&cache).unwrap());
}

#[test]
fn an_answer_that_is_not_surely_the_address_is_not_believed() {
    let Some(geography) = geography() else { return };
    for (answer, precision, word) in [
        (HOUSE, Precision::Exact, ""),
        (["5.3702", "44.7535", "0.9", "street", "ok"], Precision::Street, ""),
        (
            ["5.3702", "44.7535", "0.9", "locality", "ok"],
            Precision::Commune,
            "lieu-dit",
        ),
        (
            ["5.3702", "44.7535", "0.99", "municipality", "ok"],
            Precision::Commune,
            "lieu-dit",
        ),
        (
            ["5.3702", "44.7535", "0.42", "housenumber", "ok"],
            Precision::Commune,
            "0,42",
        ),
        (
            ["2.3522", "48.8566", "0.97", "housenumber", "ok"],
            Precision::Commune,
            "autre commune",
        ),
        (
            ["5370.2", "44.7535", "0.97", "housenumber", "ok"],
            Precision::Commune,
            "n'en est pas un",
        ),
        (["", "", "", "", "not-found"], Precision::Commune, "ne connaît pas"),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let (url, _) = serve(move |_, asked| answered(asked, answer));
        let edition = run(geography, &url, &dir.path().join("g.tsv")).edition(die());
        assert_eq!(
            precisions(&edition),
            [precision, precision, Precision::Exact],
            "{answer:?}"
        );
        let doubts = of_kind(&edition, FindingKind::PositionNotFound);
        assert_eq!(doubts.len(), if word.is_empty() { 0 } else { 2 }, "{answer:?}");
        assert!(doubts.iter().all(|(_, detail)| detail.contains(word)), "{doubts:?}");
    }
}

#[test]
fn a_server_that_is_busy_gets_the_time_it_asks_for() {
    let Some(geography) = geography() else { return };
    let dir = tempfile::tempdir().unwrap();
    PAUSES.with_borrow_mut(Vec::clear);
    let (url, requests) = serve(|nth, asked| match nth {
        0 => busy("429 Too Many Requests", "retry-after: 2\r\n"),
        1 => busy("500 Internal Server Error", ""),
        _ => answered(asked, HOUSE),
    });
    let edition = run(geography, &url, &dir.path().join("g.tsv")).edition(die());
    assert_eq!(precisions(&edition), [Precision::Exact; 3]);
    assert_eq!(requests.lock().unwrap().len(), 3);
    // What it said, then what comes of itself: one second, doubled once.
    assert_eq!(PAUSES.take(), [2, 2]);
}

#[test]
fn a_server_that_fails_changes_nothing_but_one_finding() {
    let Some(geography) = geography() else { return };
    let without = {
        let nobody = Decisions::default();
        ingest(die(), Vec::new(), &with(geography, None, &nobody), &|_, _, _| {}).unwrap()
    };
    let cut = |body: &str| format!("HTTP/1.1 200 OK\r\ncontent-length: 900\r\nconnection: close\r\n\r\n{body}");
    let failures: [(&str, Answer); 10] = [
        (
            "429",
            Box::new(|_, _| busy("429 Too Many Requests", "retry-after: 2\r\n")),
        ),
        (
            "429",
            Box::new(|_, _| busy("429 Too Many Requests", "retry-after: 86400\r\n")),
        ),
        ("503", Box::new(|_, _| busy("503 Service Unavailable", ""))),
        ("404", Box::new(|_, _| busy("404 Not Found", ""))),
        (
            "302",
            Box::new(|_, _| busy("302 Found", "location: http://127.0.0.1:1/\r\n")),
        ),
        (
            "coupé",
            Box::new(move |_, asked| cut(&format!("{COLUMNS}\n{},5.37", asked[0]))),
        ),
        ("ligne entière", Box::new(|_, asked| answered(&asked[..1], HOUSE))),
        (
            "result_type",
            Box::new(|_, asked| answered(asked, HOUSE).replace("result_type", "result_kind")),
        ),
        ("tableau", Box::new(|_, _| ok(""))),
        ("dépasse", Box::new(|_, _| ok(&"x".repeat(30_000)))),
    ];
    for (word, failure) in failures {
        let dir = tempfile::tempdir().unwrap();
        let (url, requests) = serve(failure);
        let edition = run(geography, &url, &dir.path().join("g.tsv")).edition(die());
        let silent = of_kind(&edition, FindingKind::GeocoderSilent);
        assert_eq!(silent.len(), 1, "{word}");
        assert!(
            silent[0].0.is_none() && silent[0].1.contains(word),
            "{word}: {silent:?}"
        );
        assert!(silent[0].1.contains(": 2 ;"), "{silent:?}");
        assert!(edition.venues == without.venues, "{word}");
        assert_eq!(edition.findings.len(), without.findings.len() + 1, "{word}");
        assert!(requests.lock().unwrap().len() <= 4, "{word}");
    }
}

#[test]
fn a_server_that_is_slow_or_away_is_left_within_the_limits() {
    let Some(geography) = geography() else { return };
    let dir = tempfile::tempdir().unwrap();
    // Accepts and never answers: the system takes the connection, nobody reads it.
    let mute = TcpListener::bind("127.0.0.1:0").unwrap();
    let away = {
        let gone = TcpListener::bind("127.0.0.1:0").unwrap();
        gone.local_addr().unwrap()
    };
    for address in [mute.local_addr().unwrap(), away] {
        let start = Instant::now();
        let edition = run(geography, &format!("http://{address}"), &dir.path().join("g.tsv")).edition(die());
        assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
        assert_eq!(of_kind(&edition, FindingKind::GeocoderSilent).len(), 1);
        assert_eq!(precisions(&edition)[0], Precision::Commune);
    }
}

#[test]
fn what_was_answered_before_a_failure_is_kept_and_a_damaged_line_is_asked_again() {
    let Some(geography) = geography() else { return };
    let dir = tempfile::tempdir().unwrap();
    let cache = dir.path().join("geocodage.tsv");
    let (url, requests) = serve(|nth, asked| match nth {
        1 => busy("404 Not Found", ""),
        _ => answered(asked, HOUSE),
    });
    let mut run = run(geography, &url, &cache);
    run.batch = 1;
    let half = run.edition(die());
    assert_eq!(of_kind(&half, FindingKind::PositionGeocoded).len(), 1);
    assert_eq!(of_kind(&half, FindingKind::GeocoderSilent).len(), 1);
    let whole = run.edition(die());
    assert_eq!(precisions(&whole), [Precision::Exact; 3]);
    assert_eq!(requests.lock().unwrap().len(), 3);

    // One figure of one line changes, and bytes that are no text follow: only that line is asked again.
    let mut bytes = std::fs::read(&cache).unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    let at = text.rfind("44.7535").unwrap();
    bytes[at] = b'9';
    bytes.extend_from_slice(b"\xff\xfe\n\t\t\t\n");
    std::fs::write(&cache, &bytes).unwrap();
    assert!(serde_json::to_vec(&run.edition(die())).unwrap() == serde_json::to_vec(&whole).unwrap());
    assert_eq!(requests.lock().unwrap().len(), 4);

    // A year later they are asked again; another geocoder's answers are nobody else's.
    run.day = "2028-01-01";
    let _ = run.edition(die());
    assert_eq!(requests.lock().unwrap().len(), 6);
    let (other, theirs) = serve(|_, asked| answered(asked, HOUSE));
    run.url = other;
    let _ = run.edition(die());
    assert_eq!(theirs.lock().unwrap().len(), 2);
}

#[test]
fn an_address_that_may_name_a_person_stays_here() {
    let Some(geography) = geography() else { return };
    let dir = tempfile::tempdir().unwrap();
    let rows = "1,Association,Die,26150,chez Mme Petit 3 rue Haute,,,,,,,\n\
                2,Permanence,Die,26150,3 rue Basse - Zoé Martin 06 12 34 56 78,,,,,,,\n\
                3,Mairie,Die,26150,,,,,,,,\n";
    let (url, requests) = serve(|_, asked| answered(asked, HOUSE));
    let edition = run(geography, &url, &dir.path().join("g.tsv")).edition(vec![source("essai", 1, false, rows)]);
    assert_eq!(requests.lock().unwrap().len(), 0);
    assert_eq!(of_kind(&edition, FindingKind::PositionMissing).len(), 3);
}
