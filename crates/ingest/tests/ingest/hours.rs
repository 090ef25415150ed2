//! Hours of the real files: how many texts become expressions, and whether another evaluator reads these alike.

use crate::common::{needed, now, real_edition, real_sources, shared_geography, workspace};
use chrono::{DateTime, TimeDelta, Utc};
use portee_directory::{EditionStamp, Opening, Snapshot, UnknownReason};
use portee_domain::{Edition, EditionNumber, Field, Hours, SourceId, VenueId};
use portee_ingest::{hours, notes::Notes};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::{Arc, OnceLock};

/// Every distinct text of hours of the real files, as their mappings give it (the days of a week together), and what it
/// becomes.
fn texts() -> Option<&'static BTreeMap<String, Hours>> {
    static TEXTS: OnceLock<Option<BTreeMap<String, Hours>>> = OnceLock::new();
    TEXTS.get_or_init(read_texts).as_ref()
}

fn read_texts() -> Option<BTreeMap<String, Hours>> {
    let (sources, _) = real_sources()?;
    let mut texts = BTreeMap::new();
    for source in &sources {
        let decoded = source.decode().expect("the real files are read");
        for record in &decoded.records {
            let mapping = &source.definition.mapping;
            let week = mapping.day_hours(record);
            let written = mapping.values(record, Field::Horaires).into_iter().next();
            let key = match &week {
                Some(days) if days.iter().any(Option::is_some) => format!("{days:?}"),
                _ => written.clone().unwrap_or_default().trim().to_owned(),
            };
            if key.is_empty() || texts.contains_key(&key) {
                continue;
            }
            let mut notes = Notes::new(&source.definition.id, record.row);
            texts.insert(key, hours::hours(week.as_ref(), written.as_deref(), &mut notes));
        }
    }
    Some(texts)
}

/// Whether a text says anything of when: a number or a day. "Voir le site" does not.
fn says_when(text: &str) -> bool {
    let lower = text.to_lowercase();
    let days = [
        "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "jours", "semaine", "rendez", "rdv",
    ];
    lower.contains(|c: char| c.is_ascii_digit()) || days.iter().any(|day| lower.contains(day))
}

#[test]
fn ninety_seven_of_a_hundred_distinct_texts_of_hours_become_expressions() {
    let Some(texts) = texts() else { return };
    let stated = || texts.iter().filter(|(_, hours)| **hours != Hours::Unstated);
    let understood = |all: &[(&String, &Hours)]| all.iter().filter(|(_, hours)| hours.osm().is_some()).count();
    let all: Vec<_> = stated().collect();
    let when: Vec<_> = stated().filter(|(text, _)| says_when(text)).collect();
    eprintln!(
        "{} of {} distinct texts; {} of the {} that say when",
        understood(&all),
        all.len(),
        understood(&when),
        when.len()
    );
    for (text, _) in when.iter().filter(|(_, hours)| hours.osm().is_none()).take(40) {
        eprintln!("kept as text: {text}");
    }
    assert!(understood(&when) * 100 >= when.len() * 97);
    assert!(understood(&all) * 100 >= all.len() * 96);
}

/// Sixty-four bits that look random and are the same at each run (`SplitMix64`).
fn mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// 500 expressions, the same at each run, those with comments, weeks, months and ranks of a month first.
fn sample() -> Option<Vec<String>> {
    let expressions: BTreeSet<String> = texts()?
        .values()
        .filter_map(|hours| hours.osm().map(str::to_owned))
        .collect();
    let mut sample: Vec<(bool, u64, String)> = expressions
        .into_iter()
        .enumerate()
        .map(|(index, text)| (!text.contains(['"', '[', 'w']), mix(index as u64), text))
        .collect();
    sample.sort();
    let rare = sample.iter().filter(|(common, ..)| !common).count().min(200);
    let common = sample.iter().filter(|(common, ..)| *common).take(500 - rare);
    Some(
        sample[..rare]
            .iter()
            .chain(common)
            .map(|(_, _, text)| text.clone())
            .collect(),
    )
}

/// 50 instants of 2026, on any minute between 07:00 and 21:00 UTC.
fn instants() -> Vec<DateTime<Utc>> {
    let new_year: DateTime<Utc> = "2026-01-01T07:00:00Z".parse().expect("a date");
    let at = |seed: u64| {
        let day = i64::try_from(mix(seed) % 365).expect("below 365");
        let minute = i64::try_from(mix(seed + 1_000) % (14 * 60)).expect("below 840");
        new_year + TimeDelta::days(day) + TimeDelta::minutes(minute)
    };
    (0..50).map(at).collect()
}

/// Our answers: one snapshot whose venues, all in one street of Paris, have these hours.
fn ours(expressions: &[String], edition: &Edition, instants: &[DateTime<Utc>]) -> Option<Vec<Vec<Opening>>> {
    let source: SourceId = "essai".parse().expect("an id");
    let model = edition
        .venues
        .iter()
        .find(|venue| venue.location.departement.as_str() == "75")?;
    let ids: Vec<VenueId> = (0..expressions.len())
        .map(|i| VenueId::derive(&source, &i.to_string()))
        .collect();
    let mut venues: Vec<_> = ids
        .iter()
        .zip(expressions)
        .map(|(id, text)| {
            let mut venue = model.clone();
            venue.id = id.clone();
            venue.description.hours = Hours::Osm(text.clone());
            venue
        })
        .collect();
    venues.sort_by(|a, b| a.id.cmp(&b.id));
    let edition = Edition {
        venues,
        ..Edition::empty(now())
    };
    let stamp = EditionStamp {
        number: EditionNumber(1),
        created_at: now(),
        checksum: "essai".into(),
    };
    let snapshot = Snapshot::build(edition, stamp, Arc::clone(shared_geography()?));
    let states = |id| {
        let listing = snapshot.venue(id).expect("it is published");
        instants.iter().map(|instant| listing.opening(*instant)).collect()
    };
    Some(ids.iter().map(states).collect())
}

/// The answers of the npm package `opening_hours`: `open`, `close`, `unknown`, or `error` with its message.
fn theirs(expressions: &[String], instants: &[DateTime<Utc>]) -> Vec<Vec<String>> {
    let question = serde_json::json!({ "expressions": expressions, "instants": instants });
    let mut node = Command::new("node")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ingest/opening_hours.mjs"))
        .arg(workspace().join("web/package.json"))
        .env("TZ", "Europe/Paris")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node runs");
    let mut input = node.stdin.take().expect("it is piped");
    input.write_all(question.to_string().as_bytes()).expect("node reads");
    drop(input);
    let output = node.wait_with_output().expect("node ends");
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn another_evaluator_reads_our_expressions_alike() {
    if !workspace().join("web/node_modules/opening_hours").is_dir() {
        needed("web/node_modules (make web)");
        return;
    }
    let Some((edition, _)) = real_edition() else { return };
    let Some(expressions) = sample() else { return };
    let instants = instants();
    assert_eq!(expressions.len(), 500);
    let Some(ours) = ours(&expressions, edition, &instants) else {
        return;
    };
    let theirs = theirs(&expressions, &instants);
    let (mut alike, mut holidays, mut school) = (0, 0, 0);
    let mut different = Vec::new();
    for (text, (ours, theirs)) in expressions.iter().zip(ours.iter().zip(&theirs)) {
        for (instant, (ours, theirs)) in instants.iter().zip(ours.iter().zip(theirs)) {
            match (ours, theirs.as_str()) {
                (Opening::Open { .. }, "open")
                | (Opening::Closed { .. }, "close")
                | (Opening::Unknown { .. }, "unknown") => alike += 1,
                // Ours says that it is not known what happens on a public holiday of which the hours say nothing.
                (
                    Opening::Unknown {
                        reason: UnknownReason::PublicHoliday(_),
                    },
                    "open",
                ) => holidays += 1,
                // Ours has no calendar of school holidays, which differ by zone.
                (
                    Opening::Unknown {
                        reason: UnknownReason::SchoolHolidays,
                    },
                    "open" | "close",
                ) => school += 1,
                _ => different.push(format!("{text} at {instant}: {ours:?}, {theirs}")),
            }
        }
    }
    eprintln!(
        "{alike} alike; explained: {holidays} on public holidays, {school} in school holidays; {} different",
        different.len()
    );
    different.iter().take(30).for_each(|line| eprintln!("{line}"));
    assert_eq!(different.len(), 0);
    assert!(alike > 24_000, "the rest is explained too often");
}
