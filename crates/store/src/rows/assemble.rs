//! From rows back to an edition, checked against its checksum.

use super::cell::{BadRow, Cell, Fields};
use super::checksum::Checksum;
use super::{TableId, finding, provenance, venue};
use chrono::{DateTime, Utc};
use portee_domain::{Edition, VenueId};
use std::collections::HashMap;

/// An edition being read.
pub(crate) struct Assembly {
    edition: Edition,
    sum: Checksum,
    places: HashMap<VenueId, usize>,
}

impl Assembly {
    pub(crate) fn new(created_at: DateTime<Utc>) -> Self {
        Self {
            edition: Edition::empty(created_at),
            sum: Checksum::new(created_at),
            places: HashMap::new(),
        }
    }

    /// The rows that follow are of this table. Tables come in the order of `TableId::ALL`.
    pub(crate) fn table(&mut self, id: TableId) {
        self.sum.table(id.table());
    }

    pub(crate) fn row(&mut self, id: TableId, cells: Vec<Cell<'_>>) -> Result<(), BadRow> {
        let table = id.table();
        self.sum.row(table, &cells);
        let fields = Fields::new(table, cells);
        let edition = &mut self.edition;
        match id {
            TableId::Sources => edition.sources.push(provenance::read_source(fields)?),
            TableId::Missing => edition.missing.push(provenance::read_missing(fields)?),
            TableId::Venues => {
                let venue = venue::read(fields)?;
                self.places.insert(venue.id.clone(), edition.venues.len());
                edition.venues.push(venue);
            }
            TableId::Members => {
                let (venue, member) = provenance::read_member(fields)?;
                let place = self.places.get(&venue).and_then(|index| edition.venues.get_mut(*index));
                let venue = place.ok_or_else(|| BadRow(format!("table membres : le lieu {venue} manque")))?;
                venue.members.push(member);
            }
            TableId::Successions => edition.successions.push(provenance::read_succession(fields)?),
            TableId::Findings => edition.findings.push(finding::read(fields)?),
        }
        Ok(())
    }

    /// The edition, if it is the one whose checksum this is.
    pub(crate) fn finish(self, checksum: &str) -> Result<Edition, BadRow> {
        if self.sum.finish() == checksum {
            Ok(self.edition)
        } else {
            Err(BadRow("son contenu n'a plus la même empreinte".to_owned()))
        }
    }
}
