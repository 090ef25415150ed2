//! Hand-made venues and a small France for the tests.

use crate::{EditionStamp, Snapshot};
use chrono::{DateTime, Utc};
use geo::{MultiPolygon, Polygon, Rect, coord};
use portee_domain::{
    Description, Edition, EditionNumber, Hours, Location, Member, Position, Precision, Venue, VenueId,
};
use portee_geography::{Commune, Departement, Geography, Outline, Parts, Region};
use std::sync::Arc;

/// Name, code, parent, inhabitants, centre.
type Town = (&'static str, &'static str, Option<&'static str>, u32, (f64, f64));

pub(crate) const TOWNS: [Town; 9] = [
    ("Lyon", "69123", None, 522_250, (4.8357, 45.764)),
    (
        "Lyon 1er Arrondissement",
        "69381",
        Some("69123"),
        28_800,
        (4.84, 45.766),
    ),
    ("Die", "26113", None, 4_700, (5.37, 44.75)),
    ("Strasbourg", "67482", None, 290_576, (7.7521, 48.5734)),
    ("Fort-de-France", "97209", None, 75_000, (-61.07, 14.61)),
    ("Pointe-à-Pitre", "97120", None, 15_000, (-61.53, 16.24)),
    ("Saint-Denis", "97411", None, 153_000, (55.45, -20.88)),
    ("Nouméa", "98818", None, 94_000, (166.45, -22.27)),
    ("Uvea", "98613", None, 8_000, (-176.2, -13.28)),
];

/// A square of `2 × reach` degrees around a point.
pub(crate) fn square(centre: (f64, f64), reach: f64) -> Outline {
    let (x, y) = centre;
    let (low, high) = (
        coord! { x: x - reach, y: y - reach },
        coord! { x: x + reach, y: y + reach },
    );
    MultiPolygon(vec![Rect::new(low, high).to_polygon()]).into()
}

/// The towns above as squares of about 10 km, each with a département and a région of its own shape, and Italy.
pub(crate) fn geography() -> Arc<Geography> {
    let mut parts = Parts::default();
    for (name, code, parent, population, centre) in TOWNS {
        let code: portee_domain::CommuneCode = code.parse().unwrap();
        let departement = code.departement();
        if parent.is_none() {
            parts.departements.push(Departement {
                name: format!("Département de {name}"),
                code: departement.clone(),
                region: departement.to_string(),
                outline: square(centre, 0.5),
            });
            parts.regions.push(Region {
                name: format!("Région de {name}"),
                code: departement.to_string(),
                outline: square(centre, 1.0),
            });
        }
        parts.communes.push(Commune {
            name: name.to_owned(),
            region: departement.to_string(),
            departement,
            epci: None,
            postcodes: vec!["69001".parse().unwrap()],
            population: Some(population),
            centre,
            town_hall: None,
            outline: square(centre, if parent.is_some() { 0.01 } else { 0.05 }),
            parent: parent.map(|code| code.parse().unwrap()),
            code,
        });
    }
    let hole = square((9.0, 45.0), 0.5).degrees().0.remove(0).exterior().clone();
    let italy = square((9.0, 45.0), 1.0).degrees().0.remove(0).exterior().clone();
    parts.land = MultiPolygon(vec![Polygon::new(italy, vec![hole])]).into();
    Arc::new(Geography::from_parts(parts))
}

/// A venue without hours, at the centre of a town of [`TOWNS`]. The number makes its id.
pub(crate) fn venue(number: u32, commune: &str) -> Venue {
    let (name, code, _, _, centre) = TOWNS.into_iter().find(|town| town.1 == commune).unwrap();
    let commune_code: portee_domain::CommuneCode = code.parse().unwrap();
    let source: portee_domain::SourceId = "essai".parse().unwrap();
    let local_id = number.to_string();
    Venue {
        id: VenueId::derive(&source, &local_id),
        description: Description {
            name: format!("Espace numérique {number}"),
            ..Description::default()
        },
        location: Location {
            address: "1 rue de la Paix".into(),
            address_complement: None,
            postcode: "69001".parse().unwrap(),
            commune: name.into(),
            departement: commune_code.departement(),
            commune_code,
            position: Position::new(centre.0, centre.1, Precision::Exact).unwrap(),
        },
        members: vec![Member {
            source,
            row: number,
            local_id,
            verified_on: None,
            fields: Vec::new(),
        }],
    }
}

/// The same at another point.
pub(crate) fn venue_at(number: u32, lon: f64, lat: f64) -> Venue {
    let mut venue = venue(number, "26113");
    venue.location.position = Position::new(lon, lat, Precision::Exact).unwrap();
    venue
}

/// The same with hours.
pub(crate) fn venue_with_hours(commune: &str, hours: &str) -> Venue {
    let mut venue = venue(1, commune);
    venue.description.hours = Hours::Osm(hours.into());
    venue
}

pub(crate) fn edition(venues: Vec<Venue>) -> Edition {
    Edition {
        venues,
        ..Edition::empty(noon())
    }
}

pub(crate) fn stamp() -> EditionStamp {
    EditionStamp {
        number: EditionNumber(1),
        created_at: noon(),
        checksum: "essai".into(),
    }
}

pub(crate) fn snapshot(venues: Vec<Venue>) -> Snapshot {
    Snapshot::build(edition(venues), stamp(), geography())
}

/// A Monday, 12:00 in Paris.
pub(crate) fn noon() -> DateTime<Utc> {
    at("2026-11-23T11:00:00Z")
}

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}
