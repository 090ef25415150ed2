//! Ten thousand lines at once, by the API and by the command: each line its answer, bounded time and memory.

use crate::{
    nearest::all_venues,
    stage::{Stage, all_sources, registries_only},
};
use portee_tests::binary::{Server, portee, post, run, run_ok};
use serde_json::{Value, json};
use std::{fmt::Write, fs, time::Instant};

const LINES: usize = 10_000;
/// One line in this many is wrong.
const WRONG: usize = 100;
/// Generous: two seconds are what it should take when nothing else runs.
const LONGEST_S: f64 = 8.0;
/// What ten thousand lines may add to the memory in use, in MB.
const MOST_MB: u64 = 96;

fn stage() -> &'static Stage {
    all_sources().unwrap_or_else(registries_only)
}

/// Lines of every kind: an address, a commune with its postcode, an INSEE code, a position; and wrong ones.
fn lines(server: &Server) -> Vec<Value> {
    let venues = all_venues(server);
    let line = |rank: usize| {
        let it = &venues[rank * 7 % venues.len()].properties;
        let text = |name: &str| it[name].as_str().unwrap_or_default().to_owned();
        let at = |name: &str| it[name].as_f64().expect("degrees");
        match rank {
            _ if rank.is_multiple_of(WRONG) => json!({ "id": rank, "commune": "Trifouillis-les-Oies" }),
            _ if rank.is_multiple_of(4) => {
                let address = format!(
                    "{} rue inventée, {} {}",
                    rank % 90,
                    text("code_postal"),
                    text("commune")
                );
                json!({ "id": rank, "adresse": address })
            }
            _ if rank % 4 == 1 => {
                json!({ "id": rank, "commune": text("commune"), "code_postal": text("code_postal") })
            }
            _ if rank % 4 == 2 => json!({ "id": rank, "code_insee": text("code_insee") }),
            _ => json!({ "id": rank, "latitude": at("latitude") + 0.011, "longitude": at("longitude") - 0.013 }),
        }
    };
    (0..LINES).map(line).collect()
}

/// The most memory that the process used since the last call, in MB.
fn peak_mb(id: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{id}/status")).expect("a running process");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    // 5: the peak starts again from what is used now.
    fs::write(format!("/proc/{id}/clear_refs"), "5").expect("our own process");
    let kilobytes: u64 = peak
        .and_then(|line| line.split_whitespace().next()?.parse().ok())
        .expect("kilobytes");
    kilobytes / 1_024
}

#[test]
#[expect(clippy::print_stdout, reason = "the figures are worth reading")]
fn ten_thousand_lines_are_answered_at_once_and_each_wrong_one_has_its_error() {
    let server = &stage().server;
    let lines = lines(server);
    let body = json!({ "lignes": lines }).to_string();
    let url = format!("{}/api/v1/orientations?limite=3&besoin=demarche", server.url);
    let _ = peak_mb(server.id());
    let before = peak_mb(server.id());
    let started = Instant::now();
    let answer = post(&url, "application/json", &[], body.as_bytes());
    let seconds = started.elapsed().as_secs_f64();
    let grown = peak_mb(server.id()).saturating_sub(before);
    println!(
        "{LINES} lines: {seconds:.2} s, {grown} MB more at the peak, {} bytes",
        answer.body.len()
    );
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(seconds < LONGEST_S, "{seconds} s");
    assert!(grown < MOST_MB, "{grown} MB");
    let answer = answer.json();
    let answered = answer["lignes"].as_array().expect("lines");
    assert_eq!(answered.len(), LINES);
    let mut refused = 0;
    for (rank, (line, asked)) in answered.iter().zip(&lines).enumerate() {
        assert_eq!((&line["ligne"], &line["id"]), (&json!(rank + 1), &json!(rank)));
        if rank % WRONG == 0 {
            assert_eq!(line["erreur"]["parametre"], "commune", "{line}");
            continue;
        }
        // Real sources write some communes in ways that nobody can place.
        refused += usize::from(line.get("erreur").is_some());
        assert!(
            line.get("erreur").is_some() || line["lieux"].as_array().is_some(),
            "{asked}: {line}"
        );
        if rank % 97 == 3 && rank % 4 == 3 {
            let rounded = |name: &str| (asked[name].as_f64().expect("degrees") * 1_000.0).round() / 1_000.0;
            let (lat, lon) = (rounded("latitude"), rounded("longitude"));
            let service = "Aide+aux+d%C3%A9marches+administratives";
            let near = format!("/api/v1/lieux/proches?lat={lat:.3}&lon={lon:.3}&limite=100&services={service}");
            let near = server.get(&near).json();
            // Those of which only the commune is known come last, and there are always three others.
            let nearest = near["features"].as_array().expect("features").iter();
            let nearest = nearest
                .filter(|found| found["properties"]["precision"] != "commune")
                .take(3);
            let expected: Vec<Value> = nearest
                .map(|found| {
                    json!([
                        found["id"],
                        found["properties"]["distance_m"],
                        found["properties"]["duree_s"]
                    ])
                })
                .collect();
            let found = line["lieux"].as_array().expect("venues").iter();
            let found: Vec<Value> = found
                .map(|found| json!([found["id"], found["distance_m"], found["duree_s"]]))
                .collect();
            assert_eq!(found, expected, "{asked}");
        }
    }
    assert!(
        refused * 100 < LINES,
        "{refused} lines of real communes were not understood"
    );
}

#[test]
fn the_command_gives_each_line_of_a_table_what_the_api_gives() {
    let stage = stage();
    let folder = tempfile::tempdir().expect("a folder");
    let (people, oriented) = (folder.path().join("people.csv"), folder.path().join("out.csv"));
    let mut table = "id;Code postal;Ville;note\r\n".to_owned();
    let some: Vec<Value> = lines(&stage.server)
        .into_iter()
        .filter(|line| line.get("commune").is_some())
        .take(300)
        .collect();
    for line in &some {
        let text = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
        let _ = write!(
            table,
            "{};{};{};\"a;b\"\r\n",
            line["id"],
            text("code_postal"),
            text("commune")
        );
    }
    // As French spreadsheets used to write.
    let old: Vec<u8> = table
        .chars()
        .map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?'))
        .collect();
    fs::write(&people, &old).expect("a file");
    let orient = |arguments: &[&str]| {
        let mut command = portee(stage.var.path());
        command
            .arg("orient")
            .arg("--in")
            .arg(&people)
            .arg("--out")
            .arg(&oriented);
        command.args(arguments);
        command
    };
    let said = run_ok(&mut orient(&["--besoin", "demarche", "--limite", "2"]));
    assert!(said.contains("300"), "{said}");
    let url = format!("{}/api/v1/orientations?limite=2&besoin=demarche", stage.server.url);
    let api = post(&url, "text/csv", &[], &old);
    let written = fs::read(&oriented).expect("the table");
    assert_eq!(String::from_utf8_lossy(&written), api.text());
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(&written[3..]);
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 300);
    for (row, line) in rows.iter().zip(&some) {
        assert_eq!((&row[0], &row[3]), (line["id"].to_string().as_str(), "a;b"));
    }
    assert!(
        rows.iter().filter(|row| row[7].len() == 12).count() > 250,
        "few lines have a place"
    );

    for (arguments, word) in [
        (&["--besoin", "argent"][..], "demarche"),
        (&["--limite", "9"], "limite"),
        (&["--filtre", "frais_a_charge=gratuit"], "Gratuit"),
    ] {
        let refused = run(&mut orient(arguments));
        let complaint = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(!refused.status.success() && complaint.contains(word), "{complaint}");
    }
    let paid = run(&mut orient(&["--filtre", "frais_a_charge=Gratuit"]));
    assert!(paid.status.success(), "{}", String::from_utf8_lossy(&paid.stderr));
    fs::write(&people, "nom,prenom\na,b\n").expect("a file");
    let kept = fs::read(&oriented).expect("the table");
    let refused = run(&mut orient(&[]));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("code_postal"));
    assert_eq!(
        fs::read(&oriented).expect("the table"),
        kept,
        "a refused table leaves the last answer alone"
    );
    fs::remove_file(&people).expect("removed");
    assert!(String::from_utf8_lossy(&run(&mut orient(&[])).stderr).contains("people.csv"));
}
