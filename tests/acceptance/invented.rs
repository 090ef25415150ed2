//! Twenty editions that we made up, each different from the one before: venues come, go, come back, are merged, change their
//! name, join a round, grow old.

use chrono::{DateTime, TimeDelta, Utc};
use portee_domain::{
    CommuneCode, Description, Edition, Location, Member, Position, Precision, Round, SourceId, Succession, Venue,
    VenueId,
};
use std::collections::BTreeMap;

/// How many editions there are.
pub(crate) const LAST: u32 = 20;

fn source() -> SourceId {
    "essai".parse().expect("a source")
}

fn id(row: u32) -> VenueId {
    VenueId::derive(&source(), &row.to_string())
}

/// Rows that edition `number` knows of: five more in each.
fn known(number: u32) -> u32 {
    200 + 5 * number
}

/// Whether the row is a venue then. Each is absent from one edition in eleven.
fn is_there(row: u32, number: u32) -> bool {
    row < known(number) && !(row + number).is_multiple_of(11)
}

/// One venue in six has another name in each edition.
fn name(row: u32, number: u32) -> String {
    format!("Lieu « {row} », version {}", (row + number) / 6)
}

/// The ids of the venues of an edition, with their names.
pub(crate) fn names(number: u32) -> BTreeMap<String, String> {
    let rows = (0..known(number)).filter(|row| is_there(*row, number));
    rows.map(|row| (id(row).to_string(), name(row, number))).collect()
}

fn venue(row: u32, number: u32) -> Venue {
    let commune_code: CommuneCode = "26113".parse().expect("a commune");
    let east = f64::from(row) / 10_000.0;
    // Thirty days older in each edition: the quality of its sheet falls without any other change.
    let verified_on = row
        .is_multiple_of(4)
        .then(|| (day(1) - TimeDelta::days(i64::from(row % 400))).date_naive());
    Venue {
        id: id(row),
        description: Description {
            name: name(row, number),
            verified_on,
            ..Description::default()
        },
        location: Location {
            address: format!("{row} rue d'Essai"),
            address_complement: None,
            postcode: "26150".parse().expect("a postcode"),
            commune: "Die".into(),
            departement: commune_code.departement(),
            commune_code,
            position: Position::new(5.37 + east, 44.75, Precision::Exact).expect("a position"),
        },
        members: vec![Member {
            source: source(),
            row: row + 1,
            local_id: row.to_string(),
            verified_on,
            fields: Vec::new(),
        }],
    }
}

fn day(number: u32) -> DateTime<Utc> {
    let first: DateTime<Utc> = "2025-01-01T06:00:00Z".parse().expect("an instant");
    first + TimeDelta::days(30 * i64::from(number))
}

/// Edition `number`, from 1 to [`LAST`].
pub(crate) fn edition(number: u32) -> Edition {
    let there: Vec<u32> = (0..known(number)).filter(|row| is_there(*row, number)).collect();
    let absent = (0..known(number)).filter(|row| !is_there(*row, number));
    let mut edition = Edition::empty(day(number));
    edition.venues = there.iter().map(|row| venue(*row, number)).collect();
    edition.venues.sort_by(|a, b| a.id.cmp(&b.id));
    // Even rows become part of the next one that is there; odd ones are withdrawn.
    let succession = |row: u32| Succession {
        from: id(row),
        to: there
            .iter()
            .find(|next| row.is_multiple_of(2) && **next > row)
            .map(|next| id(*next)),
    };
    edition.successions = absent.map(succession).collect();
    edition.successions.sort_by(|a, b| a.from.cmp(&b.from));
    let pairs = there.chunks_exact(10).enumerate();
    let moving = pairs.filter(|(place, _)| (place + number as usize).is_multiple_of(3));
    let round = |(_, rows): (usize, &[u32])| {
        let mut stops: Vec<VenueId> = rows.iter().take(2).map(|row| id(*row)).collect();
        stops.sort();
        Round { stops }
    };
    edition.rounds = moving.map(round).collect();
    edition.rounds.sort_by(|a, b| a.stops.cmp(&b.stops));
    edition
}
