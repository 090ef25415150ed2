//! The hubs and what they are said to cover, as rows.

use super::cell::{BadRow, Cell, Fields, Kind, Table, day, text, whole};
use portee_domain::{Hub, HubClaim, HubSurvey};

pub(crate) static HUBS: Table = Table {
    layer: "hubs",
    relation: "hub",
    columns: &[
        ("id", Kind::Text),
        ("nom", Kind::Text),
        ("vague", Kind::Text),
        ("ferme_le", Kind::Day),
        // Venues that its survey and the national files know: all three, or none when there is no survey.
        ("lieux_communs", Kind::Whole),
        ("lieux_enquete_seule", Kind::Whole),
        ("lieux_national_seul", Kind::Whole),
    ],
    original: false,
};

pub(crate) fn cells(hub: &Hub) -> Vec<Cell<'_>> {
    vec![
        text(&hub.id),
        text(&hub.name),
        text(&hub.wave),
        day(hub.closed),
        whole(hub.survey.map(|survey| survey.both)),
        whole(hub.survey.map(|survey| survey.survey_only)),
        whole(hub.survey.map(|survey| survey.national_only)),
    ]
}

pub(crate) fn read(mut row: Fields<'_>) -> Result<Hub, BadRow> {
    Ok(Hub {
        id: row.required_text()?,
        name: row.required_text()?,
        wave: row.required_text()?,
        closed: row.day()?,
        claims: Vec::new(),
        survey: match row.optional_whole()? {
            None => None,
            Some(both) => Some(HubSurvey {
                both,
                survey_only: row.whole()?,
                national_only: row.whole()?,
            }),
        },
    })
}

pub(crate) static CLAIMS: Table = Table {
    layer: "hub_departements",
    relation: "hub_departement",
    columns: &[
        ("hub", Kind::Text),
        ("departement", Kind::Text),
        ("source", Kind::Text),
        ("du", Kind::Day),
        ("au", Kind::Day),
    ],
    original: false,
};

pub(crate) fn claim_cells<'a>(hub: &'a Hub, claim: &'a HubClaim) -> Vec<Cell<'a>> {
    vec![
        text(&hub.id),
        text(claim.departement.as_str()),
        text(&claim.source),
        day(claim.from),
        day(claim.until),
    ]
}

/// A claim, with the id of its hub.
pub(crate) fn read_claim(mut row: Fields<'_>) -> Result<(String, HubClaim), BadRow> {
    let hub = row.required_text()?;
    let claim = HubClaim {
        departement: row.required()?,
        source: row.required_text()?,
        from: row.day()?,
        until: row.day()?,
    };
    Ok((hub, claim))
}
