//! The stops of services that move, as rows: one for each stop, those of one round together.

use super::cell::{BadRow, Cell, Fields, Kind, Table, text};
use portee_domain::{Round, VenueId};

pub(crate) static ROUNDS: Table = Table {
    layer: "tournees",
    relation: "tournee",
    // A round is named by its first stop.
    columns: &[("tournee", Kind::Text), ("lieu", Kind::Text)],
    original: false,
};

pub(crate) fn cells(round: &Round) -> impl Iterator<Item = Vec<Cell<'_>>> + Send {
    let name = round.stops.first().map_or("", VenueId::as_str);
    round
        .stops
        .iter()
        .map(move |stop| vec![text(name), text(stop.as_str())])
}

/// The name of a round, and one of its stops.
pub(crate) fn read(mut row: Fields<'_>) -> Result<(VenueId, VenueId), BadRow> {
    Ok((row.required()?, row.required()?))
}

/// Adds a stop to the round that it is part of: the last one, or a new one.
pub(crate) fn add(rounds: &mut Vec<Round>, name: &VenueId, stop: VenueId) {
    match rounds.last_mut().filter(|round| round.stops.first() == Some(name)) {
        Some(round) => round.stops.push(stop),
        None => rounds.push(Round { stops: vec![stop] }),
    }
}
