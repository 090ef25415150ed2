//! A small France that we made up, and an edition of it.

use chrono::{DateTime, Utc};
use geo::{MultiPolygon, Rect, coord};
use portee_directory::{EditionStamp, Snapshot};
use portee_domain::vocabulary::{Fee, Programme, Service};
use portee_domain::{
    CommuneCode, Description, Edition, EditionNumber, Finding, FindingKind, Hours, Location, Member, Position,
    Precision, SourceId, SourceReport, Succession, Venue, VenueId,
};
use portee_geography::{Commune, Departement, Geography, Outline, Parts, Region, TownHall};
use portee_reach::Population;
use std::sync::{Arc, OnceLock};

/// Name, INSEE code, postcode, centre (`lon, lat`).
pub(crate) const TOWNS: [(&str, &str, &str, (f64, f64)); 5] = [
    ("Die", "26113", "26150", (5.37, 44.75)),
    ("Saint-Nazaire-le-Désert", "26321", "26340", (5.28, 44.57)),
    ("Lyon", "69123", "69001", (4.8357, 45.764)),
    ("L'Haÿ-les-Roses", "94038", "94240", (2.337, 48.779)),
    ("Saint-Denis", "97411", "97400", (55.45, -20.88)),
];

/// A Monday, 11:00 in Die.
pub(crate) fn now() -> DateTime<Utc> {
    "2026-11-23T10:00:00Z".parse().unwrap()
}

fn square((lon, lat): (f64, f64), reach: f64) -> Outline {
    let low = coord! { x: lon - reach, y: lat - reach };
    let high = coord! { x: lon + reach, y: lat + reach };
    MultiPolygon(vec![Rect::new(low, high).to_polygon()]).into()
}

/// The communes of [`TOWNS`], with their départements.
pub(crate) fn geography() -> Arc<Geography> {
    static GEOGRAPHY: OnceLock<Arc<Geography>> = OnceLock::new();
    Arc::clone(GEOGRAPHY.get_or_init(|| Arc::new(Geography::from_parts(parts()))))
}

fn parts() -> Parts {
    let mut parts = Parts::default();
    for (name, code, postcode, centre) in TOWNS {
        let code: CommuneCode = code.parse().unwrap();
        let departement = code.departement();
        if parts.departements.iter().all(|known| known.code != departement) {
            parts.departements.push(Departement {
                code: departement.clone(),
                name: format!("Autour de {name}"),
                region: departement.to_string(),
                outline: square(centre, 0.5),
            });
            parts.regions.push(Region {
                code: departement.to_string(),
                name: format!("Région de {name}"),
                outline: square(centre, 1.0),
            });
        }
        parts.communes.push(Commune {
            region: departement.to_string(),
            departement,
            name: name.to_owned(),
            epci: None,
            postcodes: vec![postcode.parse().unwrap()],
            population: Some(4_800),
            centre,
            town_hall: Some(TownHall {
                position: centre,
                address: Some("1 place de la Mairie".to_owned()),
                phone: "+33475220000".parse().ok(),
                hours: Some("Mo-Fr 09:00-12:00".to_owned()),
            }),
            outline: square(centre, 0.05),
            parent: None,
            code,
        });
    }
    parts
}

/// Who lives there.
pub(crate) fn population() -> Population {
    let communes = TOWNS.map(|(_, code, ..)| code.parse().unwrap()).to_vec();
    let points = [
        (0, (5.37, 44.75), 1_000, Some(200)),
        (0, (5.38, 44.76), 500, None),
        (2, (4.8357, 45.764), 500_000, Some(90_000)),
        (4, (55.45, -20.88), 150_000, Some(1)),
    ];
    Population::from_points(communes, &points)
}

fn source() -> SourceId {
    "essai".parse().unwrap()
}

/// The id of a made-up row.
pub(crate) fn id(row: u32) -> VenueId {
    VenueId::derive(&source(), &row.to_string())
}

fn venue(row: u32, town: usize) -> Venue {
    let (commune, code, postcode, (lon, lat)) = TOWNS[town];
    let commune_code: CommuneCode = code.parse().unwrap();
    let hours = [
        "Mo-Fr 09:00-12:00",
        "24/7",
        "Tu 14:00-17:00; PH off",
        "We[1] 10:00-12:00",
    ];
    Venue {
        id: id(row),
        description: Description {
            name: format!("=Espace « numérique » n° {row}\n\\ \u{1} <b>"),
            services: vec![Service::Paperwork, Service::Safety],
            fees: vec![Fee::Free],
            programmes: if row.is_multiple_of(2) {
                vec![Programme::FranceServices]
            } else {
                Vec::new()
            },
            hours: Hours::Osm(hours[row as usize % hours.len()].to_owned()),
            ..Description::default()
        },
        location: Location {
            address: "1 rue d'Essai".into(),
            address_complement: None,
            postcode: postcode.parse().unwrap(),
            commune: commune.into(),
            departement: commune_code.departement(),
            commune_code,
            position: Position::new(lon + f64::from(row) / 1_000.0, lat, Precision::Exact).unwrap(),
        },
        members: vec![Member {
            source: source(),
            row,
            local_id: row.to_string(),
            verified_on: Some(now().date_naive()),
            fields: Vec::new(),
        }],
    }
}

/// An edition of twenty-five venues, a finding, a redirect and a withdrawal (rows 100 and 101).
pub(crate) fn edition() -> Edition {
    let mut venues: Vec<Venue> = (1..=25).map(|row| venue(row, row as usize % TOWNS.len())).collect();
    venues.sort_by(|a, b| a.id.cmp(&b.id));
    Edition {
        sources: vec![SourceReport {
            id: source(),
            name: "Essai".into(),
            licence: "Licence Ouverte 2.0".into(),
            origin: "essai.csv".into(),
            data_date: Some(now().date_naive()),
            sha256: "0".repeat(64),
            read: 25,
            published: 25,
            merged: 0,
            rejected: 0,
        }],
        venues,
        successions: vec![
            Succession {
                from: id(100),
                to: Some(id(1)),
            },
            Succession {
                from: id(101),
                to: None,
            },
        ],
        findings: vec![Finding {
            source: source(),
            row: Some(1),
            field: None,
            kind: FindingKind::HoursUnparsed,
            detail: "=« sur rendez-vous »".into(),
        }],
        ..Edition::empty(now())
    }
}

/// An edition ready to answer, as edition 1.
pub(crate) fn snapshot() -> Arc<Snapshot> {
    static SNAPSHOT: OnceLock<Arc<Snapshot>> = OnceLock::new();
    let build = || Arc::new(Snapshot::build(edition(), stamp(1), geography()));
    Arc::clone(SNAPSHOT.get_or_init(build))
}

/// What tells edition `number` from others.
pub(crate) fn stamp(number: u32) -> EditionStamp {
    EditionStamp {
        number: EditionNumber(number),
        created_at: now(),
        checksum: "0a1b".repeat(16),
    }
}
