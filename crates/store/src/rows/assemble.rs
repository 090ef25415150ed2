//! From rows back to an edition, checked against its checksum.

use super::batch::{Batch, Rows};
use super::cell::BadRow;
use super::checksum::Checksum;
use super::{TableId, round};
use chrono::{DateTime, Utc};
use portee_domain::{Coverage, Edition, Target, VenueId};
use std::collections::HashMap;
use std::sync::Arc;

/// An edition being read.
pub(crate) struct Assembly {
    edition: Edition,
    sum: Checksum,
    places: HashMap<VenueId, usize>,
    /// The targets of coverage, in the order of its rows.
    targets: Arc<[Target]>,
}

impl Assembly {
    pub(crate) fn new(created_at: DateTime<Utc>) -> Self {
        Self {
            edition: Edition::empty(created_at),
            sum: Checksum::new(created_at),
            places: HashMap::new(),
            targets: Arc::default(),
        }
    }

    /// The batches that follow are of this table. Tables come in the order of `TableId::ALL`.
    pub(crate) fn table(&mut self, id: TableId) {
        self.sum.table(id.table());
    }

    /// What [`Batch::read`] wants to know.
    pub(crate) fn targets(&self) -> Arc<[Target]> {
        Arc::clone(&self.targets)
    }

    /// The next rows of the table.
    pub(crate) fn add(&mut self, batch: Batch) -> Result<(), BadRow> {
        self.sum.add(&batch.pieces);
        let edition = &mut self.edition;
        match batch.rows {
            Rows::Sources(sources) => edition.sources.extend(sources),
            Rows::Missing(missing) => edition.missing.extend(missing),
            Rows::Venues(venues) => {
                let ids = venues.iter().map(|venue| venue.id.clone());
                self.places.extend(ids.zip(edition.venues.len()..));
                edition.venues.extend(venues);
            }
            Rows::Members(members) => {
                for (venue, member) in members {
                    let place = self.places.get(&venue).and_then(|index| edition.venues.get_mut(*index));
                    let venue = place.ok_or_else(|| BadRow(format!("table membres : le lieu {venue} manque")))?;
                    venue.members.push(member);
                }
            }
            Rows::Successions(successions) => edition.successions.extend(successions),
            Rows::Findings(findings) => edition.findings.extend(findings),
            Rows::Decisions(decisions) => edition.decisions.extend(decisions),
            Rows::CoverageReport(reports) => {
                for (coverage, targets) in reports {
                    edition.coverage = Some(coverage);
                    self.targets = targets.into();
                }
            }
            Rows::Territories(territories) => self.coverage()?.territories.extend(territories),
            Rows::Flags(flags) => {
                let territories = &mut self.coverage()?.territories;
                for (level, code, flag) in flags {
                    let owner =
                        territories.binary_search_by(|found| (found.level, found.code.as_str()).cmp(&(level, &code)));
                    let owner = owner.ok().and_then(|index| territories.get_mut(index));
                    let missing = || BadRow(format!("table signalements : le territoire {code} manque"));
                    owner.ok_or_else(missing)?.flags.push(flag);
                }
            }
            Rows::Hubs(hubs) => self.coverage()?.hubs.extend(hubs),
            Rows::HubClaims(claims) => {
                for (hub, claim) in claims {
                    let owner = self.coverage()?.hubs.iter_mut().find(|found| found.id == hub);
                    let owner = owner.ok_or_else(|| BadRow(format!("table hub_departements : le hub {hub} manque")))?;
                    owner.claims.push(claim);
                }
            }
            Rows::Stops(stops) => {
                for (name, stop) in stops {
                    round::add(&mut edition.rounds, &name, stop);
                }
            }
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
