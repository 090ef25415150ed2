//! The whole way from acquired files to an edition.

use crate::accounts::{self, Counts};
use crate::acquire::Acquired;
use crate::decisions::{Decisions, RowKey};
use crate::draft::{Draft, Located, Origin};
use crate::geocode::{self, Geocoder};
use crate::merge::{self, PreviousIds};
use crate::notes::Notes;
use crate::record::RawRecord;
use crate::source::SourceDefinition;
use crate::{IngestError, locate, normalise};
use chrono::{DateTime, Utc};
use portee_domain::{Edition, Field, Finding, FindingKind, Missing, Severity, SourceId};
use portee_geography::Geography;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::thread;

/// Rows between two reports of progress.
const PROGRESS_STEP: usize = 500;

/// What an edition is made with, beside the files.
#[derive(Debug, Clone, Copy)]
pub struct Circumstances<'a> {
    /// France.
    pub geography: &'a Geography,
    /// The edition before, whose ids live on.
    pub previous: Option<&'a PreviousIds>,
    /// What people decided.
    pub decisions: &'a Decisions,
    /// The online geocoder, when the operator wants one.
    pub geocoder: Option<&'a Geocoder<'a>>,
    /// The date of the edition.
    pub now: DateTime<Utc>,
}

/// Makes an edition of the files. `missing` goes into it as it is. `progress` gets a step's French name, what is done and
/// the total.
///
/// The same files give the same edition whatever their order. Nothing is checked against the published edition here: see
/// [`crate::gates::check`].
///
/// # Errors
/// A file that cannot be decoded as a whole; two files for one source; rows that are not all accounted for.
pub fn ingest(
    sources: Vec<Acquired>,
    mut missing: Vec<Missing>,
    with: &Circumstances<'_>,
    progress: &dyn Fn(&str, u64, u64),
) -> Result<Edition, IngestError> {
    let read = read_rows(sources, with, progress)?;
    let ReadRows {
        rows,
        mut findings,
        mut counted,
    } = read;
    let total = rows.len() as u64;
    progress("Rapprochement des doublons", 0, total);
    let merged = merge::merge(rows, with.geography, with.previous, with.decisions);
    progress("Rapprochement des doublons", total, total);
    for (source, counts) in &mut counted {
        let withheld = merged
            .unlisted
            .iter()
            .filter(|finding| finding.source == source.definition.id);
        counts.rejected += withheld.count();
    }
    findings.extend(merged.unlisted);
    findings.extend(merged.unconfirmed);
    findings.sort_by(|a, b| {
        (&a.source, a.row, a.kind, a.field, &a.detail).cmp(&(&b.source, b.row, b.kind, b.field, &b.detail))
    });
    missing.sort_by(|a, b| (&a.name, &a.reason).cmp(&(&b.name, &b.reason)));
    Ok(Edition {
        sources: accounts::reports(&counted, &merged.venues)?,
        missing,
        venues: merged.venues,
        rounds: merged.rounds,
        successions: merged.successions,
        findings,
        decisions: merged.decisions,
        ..Edition::empty(with.now)
    })
}

/// Every row that could be read and located, before merging.
#[derive(Debug)]
pub struct ReadRows {
    /// The rows, source by source in the order of their names.
    pub rows: Vec<Located>,
    /// What was noticed of them.
    pub findings: Vec<Finding>,
    /// How many rows each source has.
    pub counted: Vec<(Acquired, Counts)>,
}

/// The first half of [`ingest`]: decoded, normalised, corrected by people's decisions, located, geocoded where asked for.
///
/// # Errors
/// As [`ingest`].
pub fn read_rows(
    mut sources: Vec<Acquired>,
    with: &Circumstances<'_>,
    progress: &dyn Fn(&str, u64, u64),
) -> Result<ReadRows, IngestError> {
    sources.sort_by(|a, b| a.definition.id.cmp(&b.definition.id));
    if let Some(twice) = sources
        .windows(2)
        .find(|pair| pair[0].definition.id == pair[1].definition.id)
    {
        return Err(IngestError::Definition {
            file: format!("{}.toml", twice[0].definition.id),
            line: 1,
            reason: "deux fichiers sont donnés pour la même source".to_owned(),
        });
    }
    let mut rows = Vec::new();
    let mut findings = Vec::new();
    let mut counted = Vec::with_capacity(sources.len());
    let outcomes = read_all(&sources, with, progress);
    for (source, outcome) in sources.into_iter().zip(outcomes) {
        let outcome = outcome?;
        rows.extend(outcome.rows);
        findings.extend(outcome.findings);
        counted.push((source, outcome.counts));
    }
    if let Some(geocoder) = with.geocoder {
        findings.extend(geocode::place(&mut rows, &findings, geocoder, with, progress));
    }
    if !with.decisions.is_empty() {
        let read: Vec<&SourceId> = counted.iter().map(|(source, _)| &source.definition.id).collect();
        let known: HashSet<RowKey> = rows.iter().map(Located::key).collect();
        findings.extend(with.decisions.aimless(&read, &|row| known.contains(row)));
    }
    Ok(ReadRows {
        rows,
        findings,
        counted,
    })
}

/// What became of one source before merging.
struct Outcome {
    rows: Vec<Located>,
    findings: Vec<Finding>,
    counts: Counts,
}

/// Reads every source in its own thread; the calling thread reports their progress.
fn read_all(
    sources: &[Acquired],
    with: &Circumstances<'_>,
    progress: &dyn Fn(&str, u64, u64),
) -> Vec<Result<Outcome, IngestError>> {
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        let threads: Vec<_> = sources
            .iter()
            .map(|source| {
                let sender = sender.clone();
                scope.spawn(move || read(source, with, &sender))
            })
            .collect();
        drop(sender);
        let (mut done, mut total) = (0, 0);
        // Ends when every thread has dropped its sender.
        for (step, more) in receiver {
            done += step;
            total += more;
            progress("Lecture et vérification des lignes", done, total);
        }
        let join = |thread: thread::ScopedJoinHandle<'_, _>| match thread.join() {
            Ok(outcome) => outcome,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        threads.into_iter().map(join).collect()
    })
}

/// Decodes, normalises and locates the rows of one source. Progress is sent as (rows done, rows discovered).
fn read(source: &Acquired, with: &Circumstances<'_>, progress: &Sender<(u64, u64)>) -> Result<Outcome, IngestError> {
    let decoded = source.decode()?;
    let definition = &source.definition;
    let origin = Arc::new(Origin {
        source: definition.id.clone(),
        priority: definition.priority,
        distinct: definition.distinct || definition.published,
        published: definition.published,
        register_of: definition.register_of.clone(),
        data_date: source.data_date,
    });
    // A receiver that is gone only means that no one watches.
    let report = |done: usize, more: usize| {
        let _ = progress.send((done as u64, more as u64));
    };
    report(0, decoded.records.len());
    let (mapping, absent) = definition.mapping.bound(&decoded.columns);
    let mut findings = of_the_file(definition, &decoded.columns, &absent);
    findings.extend(decoded.unreadable.iter().map(|(row, reason)| Finding {
        source: definition.id.clone(),
        row: Some(*row),
        field: None,
        kind: FindingKind::UnreadableRow,
        detail: reason.clone(),
    }));
    let read = decoded.rows();
    let mut lost = decoded.unreadable.len();
    let mut rows: Vec<Located> = Vec::with_capacity(decoded.records.len());
    let mut seen: HashMap<String, (u32, u32)> = HashMap::new();
    for records in decoded.records.chunks(PROGRESS_STEP) {
        for record in records {
            let mut notes = Notes::new(&definition.id, record.row);
            let draft = normalise::normalise(record, &origin, &mapping, with.now.date_naive(), &mut notes);
            let located = draft.and_then(|mut draft| {
                make_unique(&mut draft, &mut seen, &mut notes);
                with.decisions.correct(&mut draft, &mut notes);
                locate::locate(draft, with.geography, &mut notes)
            });
            match located {
                Some(located) => rows.push(located),
                None => lost += 1 + record.also.len(),
            }
            findings.extend(of_the_group(&definition.id, record, notes.into_findings()));
        }
        report(records.len(), 0);
    }
    locate::demote_shared_points(&mut rows);
    let counts = Counts {
        read,
        rejected: lost,
        grouped: read - lost - rows.len(),
    };
    Ok(Outcome { rows, findings, counts })
}

/// Gives the second row with an identifier its own (`id#2`), so that no two rows derive the same venue id.
fn make_unique(draft: &mut Draft, seen: &mut HashMap<String, (u32, u32)>, notes: &mut Notes<'_>) {
    let (first, times) = seen.entry(draft.local_id.clone()).or_insert((draft.row, 0));
    *times += 1;
    if *times > 1 {
        let detail = format!("L'identifiant {} est déjà celui de la ligne {first}.", draft.local_id);
        notes.note(FindingKind::DuplicateRow, Field::Id, detail);
        draft.local_id = format!("{}#{times}", draft.local_id);
    }
}

/// The findings of a record that stands for several rows: what rejects one rejects all of them, and otherwise each of the
/// others says which row it went with.
fn of_the_group(source: &SourceId, record: &RawRecord, mut findings: Vec<Finding>) -> Vec<Finding> {
    let rejection = findings
        .iter()
        .find(|finding| finding.severity() == Severity::Rejection)
        .cloned();
    for row in &record.also {
        findings.push(match &rejection {
            Some(rejection) => Finding {
                row: Some(*row),
                ..rejection.clone()
            },
            None => Finding {
                source: source.clone(),
                row: Some(*row),
                field: None,
                kind: FindingKind::RowGrouped,
                detail: format!("Même lieu que la ligne {} : les deux n'en font qu'un.", record.row),
            },
        });
    }
    findings
}

/// What is noticed of a file as a whole: columns that nobody reads, and columns that its mapping awaits in vain.
fn of_the_file(definition: &SourceDefinition, seen: &BTreeSet<String>, absent: &BTreeSet<String>) -> Vec<Finding> {
    let finding = |kind, columns: Vec<String>, what: &str| {
        (!columns.is_empty()).then(|| Finding {
            source: definition.id.clone(),
            row: None,
            field: None,
            kind,
            detail: format!("{what} : {}.", columns.join(", ")),
        })
    };
    let unread = definition.mapping.bound(seen).0.ignored_columns(seen);
    let unread = finding(FindingKind::ColumnIgnored, unread, "Colonnes qui ne sont pas lues");
    let absent = absent.iter().cloned().collect();
    let absent = finding(FindingKind::ColumnMissing, absent, "Colonnes attendues et absentes");
    unread.into_iter().chain(absent).collect()
}
