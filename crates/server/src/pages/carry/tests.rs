//! The files, read by a library that is not ours: the events of four weeks are the hours that we show.

use super::{calendar, contact};
use crate::{
    locales::FR,
    pages::tests::fixture::{geography, venue},
};
use chrono::{DateTime, Days, Duration, NaiveDate, NaiveTime, TimeZone, Utc};
use portee_directory::{EditionStamp, Listing, Snapshot};
use portee_domain::{Edition, EditionNumber, Email, Hours, Position, Precision, Venue, VenueId};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::Arc,
};

/// Where and when: every kind of zone, over a change of the clocks and some public holidays.
const PLACES: [(&str, f64, f64); 8] = [
    ("26113", 5.37, 44.75),
    ("67482", 7.75, 48.58),
    ("97411", 55.45, -20.88),
    ("97105", -61.73, 16.0),
    ("97302", -52.33, 4.93),
    ("97502", -56.17, 46.78),
    ("98731", -140.1, -8.9),
    ("98818", 166.44, -22.27),
];
const FROM: &str = "2026-10-19";
const DAYS: u64 = 28;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn absent(what: &str) {
    assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "{what} is missing");
    let _ = writeln!(std::io::stderr(), "SKIPPED, because {what} is missing");
}

/// A hundred different hours of real venues.
fn real_hours() -> Option<Vec<String>> {
    let given = std::env::var_os("PORTEE_DATA").filter(|given| !given.is_empty());
    let folder = workspace()
        .join(given.unwrap_or_else(|| "../shared/data".into()))
        .join("lieux");
    let Ok(files) = std::fs::read_dir(&folder) else {
        absent(&folder.display().to_string());
        return None;
    };
    let mut all = BTreeSet::new();
    let paths = files.filter_map(|file| Some(file.ok()?.path()));
    for path in paths.filter(|path| path.extension().is_some_and(|it| it == "json")) {
        let rows: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let rows = rows.as_array().cloned().unwrap_or_default();
        let hours = rows.iter().filter_map(|row| row["horaires"].as_str());
        all.extend(hours.filter(|hours| !hours.is_empty()).map(str::to_owned));
    }
    let step = (all.len() / 100).max(1);
    Some(all.into_iter().step_by(step).take(100).collect())
}

fn snapshot(hours: &[String]) -> Snapshot {
    let place = |(number, hours): (usize, &String)| -> Venue {
        let (commune, lon, lat) = PLACES[number % PLACES.len()];
        let mut venue = venue(&number.to_string(), "Lieu d'aide, « ici » ; là", lon, lat);
        venue.location.commune_code = commune.parse().unwrap();
        venue.location.departement = venue.location.commune_code.departement();
        venue.description.hours = Hours::Osm(hours.clone());
        venue
    };
    let edition = Edition {
        venues: hours.iter().enumerate().map(place).collect(),
        ..Edition::empty(created_at())
    };
    Snapshot::build(edition, stamp(), Arc::new(geography()))
}

fn created_at() -> DateTime<Utc> {
    "2026-10-18T08:00:00Z".parse().unwrap()
}

fn stamp() -> EditionStamp {
    EditionStamp {
        number: EditionNumber(7),
        created_at: created_at(),
        checksum: "c0ffee".into(),
    }
}

/// What ical.js reads.
fn read(calendars: &[String], contacts: &[String]) -> Option<Value> {
    if !workspace().join("web/node_modules/ical.js").is_dir() {
        absent("web/node_modules (make web)");
        return None;
    }
    let from: NaiveDate = FROM.parse().unwrap();
    let until = from.checked_add_days(Days::new(DAYS)).unwrap();
    let question = json!({ "calendars": calendars, "contacts": contacts, "from": from, "until": until });
    let mut node = Command::new("node")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/calendar.mjs"))
        .arg(workspace().join("web/package.json"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    node.stdin
        .take()
        .unwrap()
        .write_all(question.to_string().as_bytes())
        .unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success());
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

/// The events that there should be, as ical.js says them, without their identifiers.
fn shown(listing: &Listing) -> Vec<Value> {
    let zone = listing.time_zone();
    let from: NaiveDate = FROM.parse().unwrap();
    let mut all = Vec::new();
    for ahead in 0..DAYS {
        let date = from.checked_add_days(Days::new(ahead)).unwrap();
        for period in listing.hours_on(date).unwrap_or_default() {
            let at = |minutes: u16| date.and_time(NaiveTime::MIN) + Duration::minutes(minutes.into());
            let start = at(period.from);
            let instant = zone.from_local_datetime(&start).earliest().unwrap().timestamp();
            let status = if period.doubt.is_some() {
                "TENTATIVE"
            } else {
                "CONFIRMED"
            };
            let said = |time: chrono::NaiveDateTime| time.format("%Y-%m-%dT%H:%M:%S").to_string();
            all.push(json!([said(start), said(at(period.until)), instant, status]));
        }
    }
    all.sort_by_key(ToString::to_string);
    all
}

#[test]
fn four_weeks_of_a_hundred_real_venues_are_in_their_calendars_what_their_pages_say() {
    let Some(hours) = real_hours() else { return };
    assert_eq!(hours.len(), 100);
    let snapshot = snapshot(&hours);
    let known: Vec<&Listing> = snapshot
        .listings()
        .iter()
        .map(|listing| &**listing)
        .filter(|listing| listing.hours_on(FROM.parse().unwrap()).is_some())
        .collect();
    assert!(known.len() > 90, "{}", known.len());
    let page = "https://portee.example.fr/lieux/x";
    let files: Vec<String> = known
        .iter()
        .map(|listing| calendar::calendar(listing, page, &stamp(), created_at(), &FR).unwrap())
        .collect();
    for file in &files {
        assert!(file.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')));
    }
    let Some(found) = read(&files, &[]) else { return };
    let mut events = 0;
    for ((listing, found), file) in known.iter().zip(found["calendars"].as_array().unwrap()).zip(&files) {
        let mut found: Vec<Value> = found
            .as_array()
            .unwrap()
            .iter()
            .map(|event| Value::from(event.as_array().unwrap()[..4].to_vec()))
            .collect();
        found.sort_by_key(ToString::to_string);
        let shown = shown(listing);
        events += shown.len();
        let hours = listing.venue.description.hours.osm();
        assert_eq!(found, shown, "{hours:?} in {}\n{file}", listing.time_zone());
    }
    assert!(events > 2_000, "{events}");
}

#[test]
fn an_event_has_an_identifier_of_its_own_that_stays_from_one_edition_to_the_next() {
    let hours = ["Mo-Fr 09:00-12:00,14:00-17:00; Sa[1] 10:00-12:00; Aug off".to_owned()];
    let written = |now: &str| {
        let snapshot = snapshot(&hours);
        let listing = &snapshot.listings()[0];
        calendar::calendar(listing, "https://x.fr/lieux/x", &stamp(), now.parse().unwrap(), &FR).unwrap()
    };
    let uids = |file: &str| -> Vec<String> {
        let lines = file.split("\r\n").filter_map(|line| line.strip_prefix("UID:"));
        lines.map(str::to_owned).collect()
    };
    let today = uids(&written("2026-01-20T08:00:00Z"));
    assert!(today.len() > 10);
    assert_eq!(today.iter().collect::<BTreeSet<_>>().len(), today.len(), "{today:?}");
    assert_eq!(uids(&written("2026-11-20T08:00:00Z")), today);
}

#[test]
fn a_contact_is_read_with_its_commas_its_accents_and_its_lines() {
    let mut venue = venue("mairie", "Mairie, « Die » ; annexe", 5.3704, 44.7536);
    venue.description.contact.phone = Some("+33475220606".parse().unwrap());
    venue.description.contact.emails = vec!["contact@example.org".parse::<Email>().unwrap()];
    venue.description.summary = Some("Deux lignes :\nici, et là ; \\ fin".into());
    venue.location.position = Position::new(5.3704, 44.7536, Precision::Exact).unwrap();
    let id: VenueId = venue.id.clone();
    let edition = Edition {
        venues: vec![venue],
        ..Edition::empty(created_at())
    };
    let snapshot = Snapshot::build(edition, stamp(), Arc::new(geography()));
    let page = format!("https://portee.example.fr/lieux/{id}");
    let card = contact::contact(&snapshot.listings()[0], &page, &stamp());
    assert!(card.split("\r\n").all(|line| line.len() <= 75));
    let Some(found) = read(&[], &[card]) else { return };
    let card = &found["contacts"][0];
    for (name, value) in [
        ("fn", "Mairie, « Die » ; annexe"),
        ("tel", "+33475220606"),
        ("email", "contact@example.org"),
        ("note", "Deux lignes :\nici, et là ; \\ fin"),
        ("uid", page.as_str()),
    ] {
        // RFC 2426 has a semicolon escaped in every text; ical.js leaves it so where a property has one value.
        let read = card[name][0].as_str().unwrap().replace("\\;", ";");
        assert_eq!(read, value, "{name}: {card}");
    }
    assert_eq!(card["version"][0], "3.0");
    let address: Vec<&str> = card["adr"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(address, ["", "", "1 rue de l'Essai", "Die", "", "26150", "France"]);
}
