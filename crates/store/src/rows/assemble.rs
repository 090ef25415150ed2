//! From rows back to an edition, checked against its checksum.

use super::cell::{BadRow, Cell, Fields};
use super::checksum::Checksum;
use super::{TableId, coverage, decision, finding, hub, provenance, round, venue};
use chrono::{DateTime, Utc};
use portee_domain::{Coverage, Edition, Target, VenueId};
use std::collections::HashMap;

/// An edition being read.
pub(crate) struct Assembly {
    edition: Edition,
    sum: Checksum,
    places: HashMap<VenueId, usize>,
    /// The targets of coverage, in the order of its rows.
    targets: Vec<Target>,
}

impl Assembly {
    pub(crate) fn new(created_at: DateTime<Utc>) -> Self {
        Self {
            edition: Edition::empty(created_at),
            sum: Checksum::new(created_at),
            places: HashMap::new(),
            targets: Vec::new(),
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
            TableId::CoverageReport => {
                let (coverage, targets) = coverage::read_report(fields)?;
                edition.coverage = Some(coverage);
                self.targets = targets;
            }
            TableId::Territories => {
                let territory = coverage::read_territory(fields, &self.targets)?;
                self.coverage()?.territories.push(territory);
            }
            TableId::Flags => {
                let (level, code, flag) = coverage::read_flag(fields)?;
                let territories = &mut self.coverage()?.territories;
                let owner =
                    territories.binary_search_by(|found| (found.level, found.code.as_str()).cmp(&(level, &code)));
                let owner = owner.ok().and_then(|index| territories.get_mut(index));
                let owner = owner.ok_or_else(|| BadRow(format!("table signalements : le territoire {code} manque")))?;
                owner.flags.push(flag);
            }
            TableId::Hubs => {
                let hub = hub::read(fields)?;
                self.coverage()?.hubs.push(hub);
            }
            TableId::HubClaims => {
                let (hub, claim) = hub::read_claim(fields)?;
                let owner = self.coverage()?.hubs.iter_mut().find(|found| found.id == hub);
                let owner = owner.ok_or_else(|| BadRow(format!("table hub_departements : le hub {hub} manque")))?;
                owner.claims.push(claim);
            }
            TableId::Rounds => round::read(fields, &mut edition.rounds)?,
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
            TableId::Decisions => edition.decisions.push(decision::read(fields)?),
        }
        Ok(())
    }

    /// The coverage that further rows belong to.
    fn coverage(&mut self) -> Result<&mut Coverage, BadRow> {
        let missing = || BadRow("table couverture_bilan : elle est vide".to_owned());
        self.edition.coverage.as_mut().ok_or_else(missing)
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
