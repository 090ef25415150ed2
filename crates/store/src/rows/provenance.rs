//! Where an edition comes from, as rows: its sources, those that are missing, and the source rows of each venue.

use super::cell::{BadRow, Cell, Fields, Kind, Table, day, optional, text, texts};
use portee_domain::{Member, Missing, SourceReport, VenueId};

pub(crate) static SOURCES: Table = Table {
    layer: "sources",
    relation: "source",
    columns: &[
        ("id", Kind::Text),
        ("nom", Kind::Text),
        ("licence", Kind::Text),
        ("origine", Kind::Text),
        ("date_donnees", Kind::Day),
        ("sha256", Kind::Text),
        ("lignes_lues", Kind::Whole),
        ("lignes_publiees", Kind::Whole),
        ("lignes_fusionnees", Kind::Whole),
        ("lignes_rejetees", Kind::Whole),
    ],
    original: true,
};

pub(crate) fn source_cells(source: &SourceReport) -> Vec<Cell<'_>> {
    vec![
        text(source.id.as_str()),
        text(&source.name),
        text(&source.licence),
        text(&source.origin),
        day(source.data_date),
        text(&source.sha256),
        Cell::Whole(source.read.into()),
        Cell::Whole(source.published.into()),
        Cell::Whole(source.merged.into()),
        Cell::Whole(source.rejected.into()),
    ]
}

pub(crate) fn read_source(mut row: Fields<'_>) -> Result<SourceReport, BadRow> {
    Ok(SourceReport {
        id: row.required()?,
        name: row.required_text()?,
        licence: row.required_text()?,
        origin: row.required_text()?,
        data_date: row.day()?,
        sha256: row.required_text()?,
        read: row.whole()?,
        published: row.whole()?,
        merged: row.whole()?,
        rejected: row.whole()?,
    })
}

pub(crate) static MISSING: Table = Table {
    layer: "manquants",
    relation: "manquant",
    columns: &[("nom", Kind::Text), ("raison", Kind::Text)],
    original: true,
};

pub(crate) fn missing_cells(missing: &Missing) -> Vec<Cell<'_>> {
    vec![text(&missing.name), text(&missing.reason)]
}

pub(crate) fn read_missing(mut row: Fields<'_>) -> Result<Missing, BadRow> {
    Ok(Missing {
        name: row.required_text()?,
        reason: row.required_text()?,
    })
}

pub(crate) static MEMBERS: Table = Table {
    layer: "membres",
    relation: "membre",
    columns: &[
        ("lieu", Kind::Text),
        ("source", Kind::Text),
        ("ligne", Kind::Whole),
        ("id_local", Kind::Text),
        ("date_maj", Kind::Day),
        ("champs", Kind::List),
    ],
    original: true,
};

pub(crate) fn member_cells<'a>(venue: &'a VenueId, member: &'a Member) -> Vec<Cell<'a>> {
    vec![
        text(venue.as_str()),
        text(member.source.as_str()),
        Cell::Whole(member.row.into()),
        text(&member.local_id),
        day(member.verified_on),
        texts(&member.fields, |field| field.name()),
    ]
}

pub(crate) fn read_member(mut row: Fields<'_>) -> Result<(VenueId, Member), BadRow> {
    let venue = row.required()?;
    let member = Member {
        source: row.required()?,
        row: row.whole()?,
        local_id: row.required_text()?,
        verified_on: row.day()?,
        fields: row.list()?,
    };
    Ok((venue, member))
}

pub(crate) static SUCCESSIONS: Table = Table {
    layer: "successions",
    relation: "succession",
    columns: &[("de", Kind::Text), ("vers", Kind::Text)],
    original: true,
};

pub(crate) fn succession_cells(succession: &portee_domain::Succession) -> Vec<Cell<'_>> {
    vec![
        text(succession.from.as_str()),
        optional(succession.to.as_ref().map(VenueId::as_str)),
    ]
}

pub(crate) fn read_succession(mut row: Fields<'_>) -> Result<portee_domain::Succession, BadRow> {
    Ok(portee_domain::Succession {
        from: row.required()?,
        to: row.optional()?,
    })
}
