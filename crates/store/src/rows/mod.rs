//! An edition as tables of rows, the same for both stores.

pub(crate) mod assemble;
pub(crate) mod batch;
pub(crate) mod cell;
pub(crate) mod checksum;
mod coverage;
mod decision;
mod finding;
mod hub;
mod provenance;
mod round;
pub(crate) mod venue;

use crate::StoreError;
use cell::{Cell, Table};
use checksum::{Checksum, Pieces};
use portee_domain::Edition;

/// The tables of an edition, in the order in which they are written, read and summed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TableId {
    Sources,
    Missing,
    Venues,
    Members,
    Successions,
    Findings,
    Decisions,
    CoverageReport,
    Territories,
    Flags,
    Hubs,
    HubClaims,
    Rounds,
}

impl TableId {
    pub(crate) const ALL: [Self; 13] = [
        Self::Sources,
        Self::Missing,
        Self::Venues,
        Self::Members,
        Self::Successions,
        Self::Findings,
        Self::Decisions,
        Self::CoverageReport,
        Self::Territories,
        Self::Flags,
        Self::Hubs,
        Self::HubClaims,
        Self::Rounds,
    ];

    pub(crate) fn table(self) -> &'static Table {
        match self {
            Self::Sources => &provenance::SOURCES,
            Self::Missing => &provenance::MISSING,
            Self::Venues => &venue::VENUES,
            Self::Members => &provenance::MEMBERS,
            Self::Successions => &provenance::SUCCESSIONS,
            Self::Findings => &finding::FINDINGS,
            Self::Decisions => &decision::DECISIONS,
            Self::CoverageReport => &coverage::REPORT,
            Self::Territories => &coverage::TERRITORIES,
            Self::Flags => &coverage::FLAGS,
            Self::Hubs => &hub::HUBS,
            Self::HubClaims => &hub::CLAIMS,
            Self::Rounds => &round::ROUNDS,
        }
    }

    /// The rows of this table.
    pub(crate) fn rows(self, edition: &Edition) -> Box<dyn Iterator<Item = Vec<Cell<'_>>> + Send + '_> {
        let territories = edition.coverage.iter().flat_map(|coverage| &coverage.territories);
        let hubs = edition.coverage.iter().flat_map(|coverage| &coverage.hubs);
        match self {
            Self::Sources => Box::new(edition.sources.iter().map(provenance::source_cells)),
            Self::Missing => Box::new(edition.missing.iter().map(provenance::missing_cells)),
            Self::Venues => Box::new(edition.venues.iter().map(venue::cells)),
            Self::Members => Box::new(edition.venues.iter().flat_map(|venue| {
                let cells = |member| provenance::member_cells(&venue.id, member);
                venue.members.iter().map(cells)
            })),
            Self::Successions => Box::new(edition.successions.iter().map(provenance::succession_cells)),
            Self::Findings => Box::new(edition.findings.iter().map(finding::cells)),
            Self::Decisions => Box::new(edition.decisions.iter().map(decision::cells)),
            Self::CoverageReport => Box::new(edition.coverage.iter().map(coverage::report_cells)),
            Self::Territories => Box::new(territories.map(coverage::territory_cells)),
            Self::Flags => Box::new(territories.flat_map(|territory| {
                let cells = |flag| coverage::flag_cells(territory, flag);
                territory.flags.iter().map(cells)
            })),
            Self::Hubs => Box::new(hubs.map(hub::cells)),
            Self::HubClaims => Box::new(hubs.flat_map(|hub| {
                let cells = |claim| hub::claim_cells(hub, claim);
                hub.claims.iter().map(cells)
            })),
            Self::Rounds => Box::new(edition.rounds.iter().flat_map(round::cells)),
        }
    }
}

/// The checksum of an edition, in hexadecimal.
///
/// # Errors
/// When either engine could not give a value back as it is: PostgreSQL keeps no null character, SQLite no NaN, and no number beyond
/// 10⁸⁰ or under 10⁻⁸⁰ to the bit.
pub(crate) fn checked_sum(edition: &Edition) -> Result<String, StoreError> {
    let mut sum = Checksum::new(edition.created_at);
    for id in TableId::ALL {
        let table = id.table();
        sum.table(table);
        let mut pieces = Pieces::default();
        for (index, row) in id.rows(edition).enumerate() {
            for (cell, (column, _)) in row.iter().zip(table.columns) {
                if let Some(reason) = unstorable(cell) {
                    let place = format!("{} (rang {})", table.layer, index + 1);
                    return Err(StoreError::Unstorable { column, place, reason });
                }
            }
            pieces.row(table, &row);
            if pieces.are_many() {
                sum.add(&pieces);
                pieces.clear();
            }
        }
        sum.add(&pieces);
    }
    Ok(sum.finish())
}

/// Why an engine could not give this value back.
fn unstorable(cell: &Cell<'_>) -> Option<&'static str> {
    const NULL: &str = "un caractère nul (U+0000), qu'aucune base ne peut garder";
    match cell {
        Cell::Text(text) => text.contains('\0').then_some(NULL),
        Cell::List(items) => items.iter().any(|item| item.contains('\0')).then_some(NULL),
        Cell::Real(value) if !value.is_finite() => Some("une valeur qui n'est pas un nombre"),
        // Beyond, SQLite writes digits that are not always right; nothing that we measure comes near.
        Cell::Real(value) if *value != 0.0 && !(1e-80..1e80).contains(&value.abs()) => {
            Some("un nombre trop grand ou trop petit pour être relu exactement")
        }
        _ => None,
    }
}
