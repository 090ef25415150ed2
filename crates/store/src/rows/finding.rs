//! Findings as rows.

use super::cell::{BadRow, Cell, Fields, Kind, Table, optional, text};
use portee_domain::{Field, Finding, FindingKind};

pub(crate) static FINDINGS: Table = Table {
    layer: "constats",
    relation: "constat",
    columns: &[
        ("source", Kind::Text),
        ("ligne", Kind::Whole),
        ("champ", Kind::Text),
        ("nature", Kind::Text),
        // Follows from `nature`; for those who read the file.
        ("gravite", Kind::Text),
        ("detail", Kind::Text),
    ],
    original: true,
};

pub(crate) fn cells(finding: &Finding) -> Vec<Cell<'_>> {
    vec![
        text(finding.source.as_str()),
        finding.row.map_or(Cell::Null, |row| Cell::Whole(row.into())),
        optional(finding.field.map(Field::name)),
        text(finding.kind.code()),
        text(finding.severity().label()),
        text(&finding.detail),
    ]
}

pub(crate) fn read(mut row: Fields<'_>) -> Result<Finding, BadRow> {
    let source = row.required()?;
    let line = row.optional_whole()?;
    let field = row.optional()?;
    let kind = row.word(FindingKind::ALL, FindingKind::code)?;
    row.skip();
    Ok(Finding {
        source,
        row: line,
        field,
        kind,
        detail: row.required_text()?,
    })
}
