//! What became of every row: read = published + merged + rejected, for each source.

use crate::IngestError;
use crate::acquire::Acquired;
use portee_domain::{SourceId, SourceReport, Venue};
use std::collections::HashMap;

/// Rows of a source before merging.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows in the file.
    pub read: usize,
    /// Rows rejected, each with a finding.
    pub rejected: usize,
    /// Rows that went with another of the same file, because its mapping says that they are one venue.
    pub grouped: usize,
}

/// The reports of all sources, sorted by id, counted from the venues themselves.
///
/// # Errors
/// `IngestError::Accounts` when a row is missing or counted twice: our own fault, nothing may be published.
pub fn reports(sources: &[(Acquired, Counts)], venues: &[Venue]) -> Result<Vec<SourceReport>, IngestError> {
    let mut leading: HashMap<&SourceId, u32> = HashMap::new();
    let mut merged: HashMap<&SourceId, u32> = HashMap::new();
    for venue in venues {
        for (index, member) in venue.members.iter().enumerate() {
            let counts = if index == 0 { &mut leading } else { &mut merged };
            *counts.entry(&member.source).or_default() += 1;
        }
    }
    let mut reports = Vec::with_capacity(sources.len());
    for (acquired, counts) in sources {
        let definition = &acquired.definition;
        let report = SourceReport {
            id: definition.id.clone(),
            name: definition.name.clone(),
            licence: definition.licence.clone(),
            origin: acquired.origin.clone(),
            data_date: acquired.data_date,
            sha256: acquired.sha256.clone(),
            read: small(counts.read),
            published: leading.get(&definition.id).copied().unwrap_or_default(),
            merged: merged.get(&definition.id).copied().unwrap_or_default() + small(counts.grouped),
            rejected: small(counts.rejected),
        };
        if !report.adds_up() {
            return Err(IngestError::Accounts {
                source_name: report.name,
                detail: format!(
                    "{} lignes lues, {} publiées, {} fusionnées, {} rejetées",
                    report.read, report.published, report.merged, report.rejected
                ),
            });
        }
        reports.push(report);
    }
    reports.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(reports)
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
