//! An invented country for benchmarks: communes in a grid, as many venues as wanted with hours, services and a text each. Nothing
//! depends on data of others, so that what is counted is the same everywhere.

use chrono::{DateTime, Utc};
use geo::{MultiPolygon, Rect, coord};
use portee_directory::{EditionStamp, Snapshot};
use portee_domain::vocabulary::{Fee, Programme, Service, Vocabulary};
use portee_domain::{
    CommuneCode, Description, Edition, EditionNumber, Hours, Location, Member, Position, Precision, SourceId, Venue,
    VenueId,
};
use portee_geography::{Commune, Departement, Geography, Outline, Parts, Region};
use std::sync::Arc;

/// West, south, east, north of the country, in WGS84 degrees.
const COUNTRY: (f64, f64, f64, f64) = (-1.0, 43.0, 7.0, 50.0);
/// Communes in a row and in a column.
const SIDE: u32 = 40;

/// Numbers that look random and are the same each time (a linear congruence, the constants of the C standard's example).
#[derive(Debug)]
pub struct Dice(u32);

impl Default for Dice {
    fn default() -> Self {
        Self::new()
    }
}

impl Dice {
    /// The same each time.
    #[must_use]
    pub fn new() -> Self {
        Self(20_261_123)
    }

    /// From 0 to 1, 1 excluded.
    pub fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(1_103_515_245).wrapping_add(12_345) & 0x7fff_ffff;
        f64::from(self.0) / f64::from(0x8000_0000_u32)
    }

    /// A point of the country.
    pub fn point(&mut self) -> (f64, f64) {
        let (west, south, east, north) = COUNTRY;
        (
            west + self.share() * (east - west),
            south + self.share() * (north - south),
        )
    }
}

/// Monday 23 November 2026, 12:00 in Paris.
///
/// # Panics
/// Never.
#[must_use]
pub fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_431_600, 0).expect("a time")
}

fn rectangle(west: f64, south: f64, width: f64, height: f64) -> Outline {
    let high = coord! { x: west + width, y: south + height };
    MultiPolygon(vec![Rect::new(coord! { x: west, y: south }, high).to_polygon()]).into()
}

/// The commune in this column and row; departements are the columns by twos.
fn code(column: u32, row: u32) -> CommuneCode {
    let departement = 21 + column / 2;
    let text = format!("{departement:02}{:03}", (column % 2) * SIDE + row + 1);
    text.parse().expect("a code")
}

/// A country of forty by forty communes.
///
/// # Panics
/// Never.
#[must_use]
pub fn geography() -> Arc<Geography> {
    let (west, south, east, north) = COUNTRY;
    let (width, height) = ((east - west) / f64::from(SIDE), (north - south) / f64::from(SIDE));
    let mut parts = Parts::default();
    parts.regions.push(Region {
        code: "R".into(),
        name: "Région inventée".into(),
        outline: rectangle(west, south, east - west, north - south),
    });
    for column in 0..SIDE {
        let x = west + f64::from(column) * width;
        if column % 2 == 0 {
            parts.departements.push(Departement {
                code: code(column, 0).departement(),
                name: format!("Département inventé {column}"),
                region: "R".into(),
                outline: rectangle(x, south, 2.0 * width, north - south),
            });
        }
        for row in 0..SIDE {
            let y = south + f64::from(row) * height;
            let code = code(column, row);
            parts.communes.push(Commune {
                name: format!("Commune inventée {column}-{row}"),
                departement: code.departement(),
                code,
                region: "R".into(),
                epci: None,
                postcodes: vec!["21000".parse().expect("a postcode")],
                population: Some(1_000 + column * row),
                centre: (x + width / 2.0, y + height / 2.0),
                town_hall: None,
                outline: rectangle(x, y, width, height),
                parent: None,
            });
        }
    }
    Arc::new(Geography::from_parts(parts))
}

fn description(number: u32) -> Description {
    let one = |count: usize| number as usize % count;
    Description {
        name: format!("Espace numérique inventé n° {number}"),
        summary: Some("On y vient sans rendez-vous, seul ou accompagné, pour une démarche ou pour apprendre.".into()),
        hours: Hours::Osm(
            [
                "Mo-Fr 09:00-12:00,14:00-18:00",
                "Tu,Th 10:00-17:00; Sa 09:00-12:00",
                "Mo-Sa 08:30-12:30; PH off",
            ][one(3)]
            .into(),
        ),
        services: vec![Service::ALL[one(4)], Service::ALL[4 + one(5)]],
        fees: if one(3) == 0 { vec![] } else { vec![Fee::Free] },
        programmes: if one(5) == 0 {
            vec![Programme::FranceServices]
        } else {
            vec![]
        },
        ..Description::default()
    }
}

/// `count` venues anywhere in the country.
///
/// # Panics
/// Never.
#[must_use]
pub fn venues(count: u32) -> Vec<Venue> {
    let (west, south, east, north) = COUNTRY;
    let source: SourceId = "invente".parse().expect("an id");
    let mut dice = Dice::new();
    let venue = |number: u32| {
        let (lon, lat) = dice.point();
        let cell = |share: f64| {
            (1..SIDE)
                .filter(|side| f64::from(*side) <= share * f64::from(SIDE))
                .count()
        };
        let cell = |share: f64| u32::try_from(cell(share)).unwrap_or_default();
        let commune_code = code(
            cell((lon - west) / (east - west)),
            cell((lat - south) / (north - south)),
        );
        let local_id = number.to_string();
        Venue {
            id: VenueId::derive(&source, &local_id),
            description: description(number),
            location: Location {
                address: format!("{} rue inventée", number % 90 + 1),
                address_complement: None,
                postcode: "21000".parse().expect("a postcode"),
                commune: "Commune inventée".into(),
                departement: commune_code.departement(),
                commune_code,
                position: Position::new(lon, lat, Precision::Exact).expect("a point of Earth"),
            },
            members: vec![Member {
                source: source.clone(),
                row: number,
                local_id,
                verified_on: None,
                fields: Vec::new(),
            }],
        }
    };
    (1..=count).map(venue).collect()
}

/// These venues, ready to answer.
#[must_use]
pub fn snapshot(venues: Vec<Venue>, geography: Arc<Geography>) -> Arc<Snapshot> {
    let stamp = EditionStamp {
        number: EditionNumber(1),
        created_at: noon(),
        checksum: "invente".into(),
    };
    let edition = Edition {
        venues,
        ..Edition::empty(noon())
    };
    Arc::new(Snapshot::build(edition, stamp, geography))
}
