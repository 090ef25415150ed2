//! What the geocoder answered, kept between runs in one text file.
//!
//! The first line names the geocoder; the answers of another are not used. Each further line is one answer and begins with
//! the checksum of the rest: a damaged line is asked again, the others stay. Numbers stay as they were written.

use super::query::Query;
use crate::IngestError;
use crate::acquire::{replace, sha256};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Hexadecimal digits of a line's checksum.
const CHECK: usize = 16;

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) asked_on: NaiveDate,
    /// None: the geocoder knows no such address.
    pub(super) found: Option<Found>,
}

/// What was found, as the geocoder wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// `housenumber`, `street`, `locality`, `municipality`…
    pub(super) kind: String,
    /// From 0 to 1.
    pub(super) score: String,
    /// Degrees east, WGS84.
    pub(super) lon: String,
    /// Degrees north, WGS84.
    pub(super) lat: String,
}

/// The answers of one geocoder.
#[derive(Debug)]
pub(super) struct Cache {
    path: PathBuf,
    heading: String,
    answers: BTreeMap<String, Answer>,
}

impl Cache {
    /// What the file holds of that geocoder; nothing when it is not there or is another's.
    pub(super) fn read(path: &Path, url: &str) -> Self {
        let heading = format!("portee-geocodage 1 {url}");
        // Bytes that are no text damage their line only.
        let text = std::fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let text = text.unwrap_or_default();
        let mut lines = text.lines();
        let answers = match lines.next() {
            Some(first) if first == heading => lines.filter_map(line).collect(),
            _ => BTreeMap::new(),
        };
        Self {
            path: path.to_owned(),
            heading,
            answers,
        }
    }

    pub(super) fn get(&self, query: &Query) -> Option<&Answer> {
        self.answers.get(query.key())
    }

    /// Whether there is an answer not older than `days`.
    pub(super) fn is_fresh(&self, query: &Query, today: NaiveDate, days: u16) -> bool {
        self.get(query)
            .is_some_and(|answer| (0..=i64::from(days)).contains(&(today - answer.asked_on).num_days()))
    }

    pub(super) fn insert(&mut self, query: &Query, answer: Answer) {
        self.answers.insert(query.key().to_owned(), answer);
    }

    /// Writes the file whole, under another name first.
    pub(super) fn write(&self) -> Result<(), IngestError> {
        let mut text = format!("{}\n", self.heading);
        for (key, answer) in &self.answers {
            let rest = match &answer.found {
                Some(found) => format!(
                    "{key}\t{}\t{}\t{}\t{}\t{}",
                    answer.asked_on, found.kind, found.score, found.lon, found.lat
                ),
                None => format!("{key}\t{}", answer.asked_on),
            };
            text.push_str(&check(&rest));
            text.push('\t');
            text.push_str(&rest);
            text.push('\n');
        }
        replace(&self.path, text.as_bytes())
    }
}

fn check(rest: &str) -> String {
    let mut sum = sha256(rest.as_bytes());
    sum.truncate(CHECK);
    sum
}

fn line(text: &str) -> Option<(String, Answer)> {
    let (sum, rest) = text.split_once('\t')?;
    if sum != check(rest) {
        return None;
    }
    let cells: Vec<&str> = rest.split('\t').collect();
    let (key, asked_on, found) = match cells[..] {
        [key, day] => (key, day, None),
        [key, day, kind, score, lon, lat] => {
            let found = [kind, score, lon, lat].map(str::to_owned);
            let [kind, score, lon, lat] = found;
            (key, day, Some(Found { kind, score, lon, lat }))
        }
        _ => return None,
    };
    let asked_on = asked_on.parse().ok()?;
    Some((key.to_owned(), Answer { asked_on, found }))
}
