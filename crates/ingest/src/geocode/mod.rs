//! Positions from an online geocoder, for the rows whose own is missing or cannot be believed. Off unless the operator asks.
//!
//! 1. `query`: what goes out of a row: its address, postcode and commune; nothing else, and nothing that may name a person.
//! 2. `cache`: what was answered before, kept between runs.
//! 3. `ask`: the rest, in batches, within limits; a server that asks for patience gets it.
//! 4. `belief`: whether an answer is that place.
//!
//! A server that fails changes nothing but a finding for each source: its rows keep their commune's point.

mod ask;
mod belief;
mod cache;
mod query;
mod service;

pub use service::Service;

use crate::Circumstances;
use crate::acquire::Limits;
use crate::draft::Located;
use cache::{Answer, Cache};
use portee_domain::{Field, Finding, FindingKind, Precision, SourceId};
use query::Query;
use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::time::Duration;

/// A geocoder, and how it may be asked.
#[derive(Debug, Clone)]
pub struct Geocoder<'a> {
    /// Which one.
    pub service: &'a Service,
    /// The file that keeps its answers between runs.
    pub cache: &'a Path,
    /// No address is asked; kept answers are used.
    pub offline: bool,
    /// What asking may cost in all.
    pub limits: Limits,
    /// How to wait.
    pub pause: fn(Duration),
}

impl<'a> Geocoder<'a> {
    /// One that may be asked for five minutes in all.
    #[must_use]
    pub fn new(service: &'a Service, cache: &'a Path, pause: fn(Duration)) -> Self {
        Self {
            service,
            cache,
            offline: false,
            limits: Limits {
                answer: Duration::from_mins(1),
                total: Duration::from_mins(5),
                size: 50 * 1024 * 1024,
                ..Limits::default()
            },
            pause,
        }
    }
}

/// The defects of a position that a geocoder may mend.
const MENDED: [FindingKind; 4] = [
    FindingKind::PositionMissing,
    FindingKind::PositionInvalid,
    FindingKind::PositionForeign,
    FindingKind::PositionFar,
];

/// Gives the rows that `findings` say to be without a believable position the point of their address. Returns what is
/// noticed of it.
pub(crate) fn place(
    rows: &mut [Located],
    findings: &[Finding],
    geocoder: &Geocoder<'_>,
    with: &Circumstances<'_>,
    progress: &dyn Fn(&str, u64, u64),
) -> Vec<Finding> {
    let today = with.now.date_naive();
    let lost: HashSet<(&SourceId, u32)> = findings
        .iter()
        .filter(|finding| MENDED.contains(&finding.kind))
        .filter_map(|finding| Some((&finding.source, finding.row?)))
        .collect();
    let wanting = |row: &Located| {
        let commune_only = row.location.position.precision() == Precision::Commune;
        (commune_only && lost.contains(&(&row.origin.source, row.row))).then(|| Query::of(&row.location))?
    };
    let queries: Vec<(usize, Query)> = rows
        .iter()
        .enumerate()
        .filter_map(|(at, row)| Some((at, wanting(row)?)))
        .collect();
    let mut cache = Cache::read(geocoder.cache, geocoder.service.url());
    let stale = |query: &&Query| !cache.is_fresh(query, today, geocoder.service.keep_days());
    // By key: the same batches whatever the order of the rows.
    let needed: BTreeMap<&str, &Query> = queries
        .iter()
        .map(|(_, query)| query)
        .filter(stale)
        .map(|query| (query.key(), query))
        .collect();
    let needed: Vec<&Query> = needed.into_values().collect();
    let failed = if needed.is_empty() {
        None
    } else {
        let keep = |answers: Vec<(&Query, Option<cache::Found>)>| {
            for (query, found) in answers {
                cache.insert(query, Answer { asked_on: today, found });
            }
            // Kept after each batch: what was had is not asked again, whatever comes.
            cache.write()
        };
        ask::all(&needed, geocoder, keep, progress).err()
    };
    let mut noticed = Vec::new();
    let mut silent: BTreeMap<SourceId, u32> = BTreeMap::new();
    for (at, query) in queries {
        let row = &mut rows[at];
        let Some(answer) = cache.get(&query) else {
            *silent.entry(row.origin.source.clone()).or_default() += 1;
            continue;
        };
        let (kind, detail) = match belief::of(answer, row, geocoder.service.least_score(), with.geography) {
            Ok((position, detail)) => {
                row.location.position = position;
                (FindingKind::PositionGeocoded, detail)
            }
            Err(detail) => (FindingKind::PositionNotFound, detail),
        };
        noticed.push(Finding {
            source: row.origin.source.clone(),
            row: Some(row.row),
            field: Some(Field::Latitude),
            kind,
            detail,
        });
    }
    let reason = failed.unwrap_or_else(|| "l'adresse n'a pas eu de réponse".to_owned());
    noticed.extend(silent.into_iter().map(|(source, count)| Finding {
        source,
        row: None,
        field: Some(Field::Latitude),
        kind: FindingKind::GeocoderSilent,
        detail: format!("Lignes qui gardent le point de leur commune : {count} ; {reason}."),
    }));
    noticed
}
