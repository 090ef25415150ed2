//! Asking the geocoder: CSV files in `multipart/form-data`, as addok and the Géoplateforme take them (`/search/csv`).

use super::Geocoder;
use super::cache::Found;
use super::query::Query;
use crate::IngestError;
use crate::acquire::download::{Downloader, Sent};
use crate::acquire::sha256;
use crate::decode::decode;
use crate::record::RawRecord;
use crate::source::Format;
use std::time::Duration;

const STEP: &str = "Recherche des adresses";
/// Times that a batch is sent before giving up.
const TRIES: u32 = 4;
/// The longest that a server is waited for; one that asks for more is left alone until the next run.
const PATIENCE: Duration = Duration::from_secs(30);
/// The columns that an answer is read from.
const READ: [&str; 6] = [
    "numero",
    "longitude",
    "latitude",
    "result_score",
    "result_type",
    "result_status",
];

/// Addresses with what was found of them.
pub(super) type Answers<'q> = Vec<(&'q Query, Option<Found>)>;

/// Asks for all addresses, batch by batch; `keep` gets the answers of each. The first batch that fails ends it: the server
/// has enough to do.
///
/// # Errors
/// The reason why some were not asked or answered, a French phrase.
pub(super) fn all<'q>(
    queries: &[&'q Query],
    geocoder: &Geocoder<'_>,
    mut keep: impl FnMut(Answers<'q>) -> Result<(), IngestError>,
    progress: &dyn Fn(&str, u64, u64),
) -> Result<(), String> {
    if geocoder.offline {
        return Err("le géocodeur n'est pas demandé hors ligne".to_owned());
    }
    let mut downloader = Downloader::new(geocoder.service.hosts(), &geocoder.limits);
    let mut done = 0;
    for batch in queries.chunks(geocoder.service.batch()) {
        progress(STEP, done, queries.len() as u64);
        let answer = patiently(batch, geocoder, &mut downloader)?;
        keep(read(&answer, batch)?).map_err(|error| error.to_string())?;
        done += batch.len() as u64;
    }
    progress(STEP, done, queries.len() as u64);
    Ok(())
}

/// Sends a batch, again after a while when the server is overloaded.
fn patiently(batch: &[&Query], geocoder: &Geocoder<'_>, downloader: &mut Downloader<'_>) -> Result<Vec<u8>, String> {
    let (content_type, body) = form(batch);
    let url = format!("{}/search/csv", geocoder.service.url());
    let mut pause = Duration::from_secs(1);
    for last in (0..TRIES).map(|nth| nth + 1 == TRIES) {
        match downloader.post(&url, &content_type, &body, STEP)? {
            Sent::Answered(bytes) => return Ok(bytes),
            Sent::Busy { status, wait } => {
                let wait = wait.unwrap_or(pause);
                if last || wait > PATIENCE || wait > downloader.left() {
                    return Err(format!("le géocodeur a répondu {status}"));
                }
                (geocoder.pause)(wait);
                pause *= 2;
            }
        }
    }
    Err("le géocodeur n'a pas répondu".to_owned())
}

/// The form of a batch and its content type.
fn form(batch: &[&Query]) -> (String, Vec<u8>) {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let line = |(number, query): (usize, &&Query)| {
        let cells = [&query.address, &query.postcode, &query.commune].map(|cell| quoted(cell));
        format!("{number},{}\n", cells.join(","))
    };
    let lines: String = (1..).zip(batch).map(line).collect();
    let csv = format!("numero,adresse,code_postal,commune\n{lines}");
    // A checksum of the file cannot stand inside it.
    let limit = format!("portee-{}", sha256(csv.as_bytes()));
    let part = |column| format!("--{limit}\r\nContent-Disposition: form-data; name=\"columns\"\r\n\r\n{column}\r\n");
    let columns = ["adresse", "code_postal", "commune"].map(part).concat();
    let body = format!(
        "{columns}--{limit}\r\nContent-Disposition: form-data; name=\"data\"; filename=\"adresses.csv\"\r\n\
         Content-Type: text/csv; charset=utf-8\r\n\r\n{csv}\r\n--{limit}--\r\n"
    );
    (format!("multipart/form-data; boundary={limit}"), body.into_bytes())
}

/// The answers of a batch: one for each address, in its order, or the whole is refused.
fn read<'q>(bytes: &[u8], batch: &[&'q Query]) -> Result<Answers<'q>, String> {
    let table = decode(bytes, Format::Csv).map_err(|_| "la réponse du géocodeur n'est pas un tableau".to_owned())?;
    if let Some(column) = READ.iter().find(|column| !table.columns.contains(**column)) {
        return Err(format!("la réponse du géocodeur n'a pas de colonne « {column} »"));
    }
    let in_order = table
        .records
        .iter()
        .enumerate()
        .all(|(at, record)| one(record, "numero") == (at + 1).to_string());
    if !table.unreadable.is_empty() || table.records.len() != batch.len() || !in_order {
        return Err("la réponse du géocodeur n'a pas une ligne entière pour chaque adresse".to_owned());
    }
    Ok(batch
        .iter()
        .zip(&table.records)
        .filter_map(|(query, record)| Some((*query, answer(record).ok()?)))
        .collect())
}

/// A line from which nothing can be learnt: neither a place nor that there is none.
struct Unusable;

/// What a line says: found, or (none) not found.
fn answer(record: &RawRecord) -> Result<Option<Found>, Unusable> {
    let number = |column| {
        let text = one(record, column);
        if text.parse().is_ok_and(f64::is_finite) {
            Ok(text)
        } else {
            Err(Unusable)
        }
    };
    match one(record, "result_status").as_str() {
        "not-found" | "skipped" => Ok(None),
        "ok" => {
            let kind = one(record, "result_type");
            if kind.is_empty() || !kind.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                return Err(Unusable);
            }
            Ok(Some(Found {
                kind,
                score: number("result_score")?,
                lon: number("longitude")?,
                lat: number("latitude")?,
            }))
        }
        _ => Err(Unusable),
    }
}

fn one(record: &RawRecord, column: &str) -> String {
    record.texts(column).into_iter().next().unwrap_or_default()
}
