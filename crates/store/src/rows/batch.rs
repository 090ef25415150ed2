//! From rows to the words of the domain, some rows at a time: what can be done of reading an edition before knowing the others,
//! and so beside the others.

use super::cell::{BadRow, Cell, Fields};
use super::checksum::Pieces;
use super::{TableId, coverage, decision, finding, hub, provenance, round, venue};
use portee_domain::{
    Coverage, Decision, Finding, Flag, Hub, HubClaim, Level, Member, Missing, SourceReport, Succession, Target,
    TerritoryCoverage, Venue, VenueId,
};

/// Some rows of a table, one after the other.
pub(crate) struct Batch {
    pub(super) pieces: Pieces,
    pub(super) rows: Rows,
}

/// The rows of one table.
pub(super) enum Rows {
    Sources(Vec<SourceReport>),
    Missing(Vec<Missing>),
    /// Without their members.
    Venues(Vec<Venue>),
    Members(Vec<(VenueId, Member)>),
    Successions(Vec<Succession>),
    Findings(Vec<Finding>),
    Decisions(Vec<Decision>),
    /// Without territories and hubs; and the targets in the order of their rows.
    CoverageReport(Vec<(Coverage, Vec<Target>)>),
    /// Without their flags.
    Territories(Vec<TerritoryCoverage>),
    Flags(Vec<(Level, String, Flag)>),
    /// Without their claims.
    Hubs(Vec<Hub>),
    HubClaims(Vec<(String, HubClaim)>),
    /// A round and one of its stops.
    Stops(Vec<(VenueId, VenueId)>),
}

impl Batch {
    /// Reads rows of the table `id`; `targets` are those of the coverage report, whose table comes before that of territories.
    ///
    /// # Errors
    /// When one is no row that we wrote.
    pub(crate) fn read(id: TableId, targets: &[Target], rows: Vec<Vec<Cell<'_>>>) -> Result<Self, BadRow> {
        let table = id.table();
        let mut pieces = Pieces::default();
        for row in &rows {
            pieces.row(table, row);
        }
        let rows = rows.into_iter().map(|cells| Fields::new(table, cells));
        let rows = match id {
            TableId::Sources => Rows::Sources(each(rows, provenance::read_source)?),
            TableId::Missing => Rows::Missing(each(rows, provenance::read_missing)?),
            TableId::Venues => Rows::Venues(each(rows, venue::read)?),
            TableId::Members => Rows::Members(each(rows, provenance::read_member)?),
            TableId::Successions => Rows::Successions(each(rows, provenance::read_succession)?),
            TableId::Findings => Rows::Findings(each(rows, finding::read)?),
            TableId::Decisions => Rows::Decisions(each(rows, decision::read)?),
            TableId::CoverageReport => Rows::CoverageReport(each(rows, coverage::read_report)?),
            TableId::Territories => Rows::Territories(each(rows, |row| coverage::read_territory(row, targets))?),
            TableId::Flags => Rows::Flags(each(rows, coverage::read_flag)?),
            TableId::Hubs => Rows::Hubs(each(rows, hub::read)?),
            TableId::HubClaims => Rows::HubClaims(each(rows, hub::read_claim)?),
            TableId::Rounds => Rows::Stops(each(rows, round::read)?),
        };
        Ok(Self { pieces, rows })
    }
}

fn each<'r, T>(
    rows: impl Iterator<Item = Fields<'r>>,
    read: impl FnMut(Fields<'r>) -> Result<T, BadRow>,
) -> Result<Vec<T>, BadRow> {
    rows.map(read).collect()
}
