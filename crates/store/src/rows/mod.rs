//! An edition as tables of rows, the same for both stores.

pub(crate) mod assemble;
pub(crate) mod cell;
pub(crate) mod checksum;
mod finding;
mod provenance;
mod venue;

use crate::StoreError;
use cell::{Cell, Table};
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
}

impl TableId {
    pub(crate) const ALL: [Self; 6] = [
        Self::Sources,
        Self::Missing,
        Self::Venues,
        Self::Members,
        Self::Successions,
        Self::Findings,
    ];

    pub(crate) fn table(self) -> &'static Table {
        match self {
            Self::Sources => &provenance::SOURCES,
            Self::Missing => &provenance::MISSING,
            Self::Venues => &venue::VENUES,
            Self::Members => &provenance::MEMBERS,
            Self::Successions => &provenance::SUCCESSIONS,
            Self::Findings => &finding::FINDINGS,
        }
    }

    /// The rows of this table.
    pub(crate) fn rows(self, edition: &Edition) -> Box<dyn Iterator<Item = Vec<Cell<'_>>> + Send + '_> {
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
        }
    }
}

/// Refuses an edition that an engine could not give back as it is: PostgreSQL keeps no null character.
pub(crate) fn check_storable(edition: &Edition) -> Result<(), StoreError> {
    for id in TableId::ALL {
        let table = id.table();
        for (index, row) in id.rows(edition).enumerate() {
            for (cell, (column, _)) in row.iter().zip(table.columns) {
                let bad = match cell {
                    Cell::Text(text) => text.contains('\0'),
                    Cell::List(items) => items.iter().any(|item| item.contains('\0')),
                    _ => false,
                };
                if bad {
                    let place = format!("{} (rang {})", table.layer, index + 1);
                    return Err(StoreError::Unstorable { column, place });
                }
            }
        }
    }
    Ok(())
}
