//! A small France, and venues that we made up.

use crate::planning_fixture;
use chrono::{DateTime, Utc};
use geo::{MultiPolygon, Rect, coord};
use portee_directory::{EditionStamp, Snapshot};
use portee_domain::vocabulary::{Fee, Programme, Service};
use portee_domain::{
    CommuneCode, Description, Edition, EditionNumber, Hours, Location, Member, Position, Precision, SourceId,
    Succession, Venue, VenueId,
};
use portee_geography::{Commune, Departement, Geography, Outline, Parts, Region};
use portee_reach::{About, GraphBuilder, Mode, Network, Segment};
use std::sync::Arc;

/// How many venues there are in Die.
pub(crate) const IN_DIE: u32 = 45;
/// How many there are in all.
pub(crate) const IN_ALL: u32 = IN_DIE + 2;

const TOWNS: [(&str, &str, (f64, f64)); 3] = [
    ("Die", "26113", (5.37, 44.75)),
    ("Lyon", "69123", (4.8357, 45.764)),
    ("Saint-Denis", "97411", (55.45, -20.88)),
];

fn square((lon, lat): (f64, f64), reach: f64) -> Outline {
    let low = coord! { x: lon - reach, y: lat - reach };
    let high = coord! { x: lon + reach, y: lat + reach };
    MultiPolygon(vec![Rect::new(low, high).to_polygon()]).into()
}

fn geography() -> Arc<Geography> {
    let mut parts = Parts::default();
    for (name, code, centre) in TOWNS {
        let code: CommuneCode = code.parse().unwrap();
        let departement = code.departement();
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
        parts.communes.push(Commune {
            region: departement.to_string(),
            departement,
            name: name.to_owned(),
            epci: None,
            postcodes: vec!["26150".parse().unwrap()],
            population: Some(4_800),
            centre,
            town_hall: None,
            outline: square(centre, 0.05),
            parent: None,
            code,
        });
    }
    Arc::new(Geography::from_parts(parts))
}

/// The id of the made-up row `number`.
pub(crate) fn id(number: u32) -> VenueId {
    VenueId::derive(&"essai".parse::<SourceId>().unwrap(), &number.to_string())
}

fn venue(number: u32, town: usize, east: f64) -> Venue {
    let (commune, code, (lon, lat)) = TOWNS[town];
    let commune_code: CommuneCode = code.parse().unwrap();
    Venue {
        id: id(number),
        description: Description {
            name: format!("Espace « numérique » n° {number}\n\\ \u{1} <b>"),
            services: vec![Service::Paperwork, Service::Safety],
            ..Description::default()
        },
        location: Location {
            address: "1 rue d'Essai".into(),
            address_complement: None,
            postcode: "26150".parse().unwrap(),
            commune: commune.into(),
            departement: commune_code.departement(),
            commune_code,
            position: Position::new(lon + east, lat, Precision::Exact).unwrap(),
        },
        members: vec![Member {
            source: "essai".parse().unwrap(),
            row: number,
            local_id: number.to_string(),
            verified_on: None,
            fields: Vec::new(),
        }],
    }
}

/// Venues 1 to 45 in Die, ever further east (the first of them free, a France Services, open on weekday mornings),
/// 46 in Lyon, 47 in Saint-Denis de La Réunion. Row 100 has become venue 1; row 101 was withdrawn.
pub(crate) fn snapshot(number: u32) -> Arc<Snapshot> {
    changed(number, |_| ())
}

/// The same after this change.
pub(crate) fn changed(number: u32, change: impl FnOnce(&mut Edition)) -> Arc<Snapshot> {
    publish(number, edition_with(change))
}

/// The content of the edition after this change.
pub(crate) fn edition_with(change: impl FnOnce(&mut Edition)) -> Edition {
    let coverage = Some(planning_fixture::coverage());
    let mut edition = Edition { coverage, ..edition() };
    change(&mut edition);
    edition
}

/// The same before its coverage was computed.
pub(crate) fn without_coverage(number: u32) -> Arc<Snapshot> {
    publish(number, edition())
}

fn edition() -> Edition {
    let mut venues: Vec<Venue> = (1..=IN_DIE).map(|i| venue(i, 0, f64::from(i) / 1_000.0)).collect();
    let first = &mut venues[0].description;
    first.fees = vec![Fee::Free];
    first.programmes = vec![Programme::FranceServices];
    first.hours = Hours::Osm("Mo-Fr 09:00-12:00".into());
    venues.push(venue(IN_DIE + 1, 1, 0.0));
    venues.push(venue(IN_DIE + 2, 2, 0.0));
    venues.sort_by(|a, b| a.id.cmp(&b.id));
    Edition {
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
        ..Edition::empty(now())
    }
}

fn publish(number: u32, edition: Edition) -> Arc<Snapshot> {
    Arc::new(Snapshot::build(edition, stamp(EditionNumber(number)), geography()))
}

/// What tells an edition from others.
pub(crate) fn stamp(number: EditionNumber) -> EditionStamp {
    EditionStamp {
        number,
        created_at: now(),
        checksum: "0a1b".repeat(16),
    }
}

/// Times from the straight line.
pub(crate) fn network() -> Arc<Network> {
    Arc::new(Network::new(None, geography()))
}

/// Times along two roads of Die, each 10 m/s: one by the venues along latitude 44.75, one 1.1 km further north, joined at
/// their eastern ends only, longitude 5.42.
pub(crate) fn network_with_roads() -> Arc<Network> {
    let mut roads = GraphBuilder::default();
    let corners = [(5.36, 44.75), (5.42, 44.75), (5.42, 44.76), (5.36, 44.76)];
    let nodes = corners.map(|(lon, lat)| roads.node(lon, lat, 0).unwrap());
    for (ends, corners) in nodes.windows(2).zip(corners.windows(2)) {
        let metres = portee_domain::great_circle_m(corners[0], corners[1]);
        let ms: Option<u32> = format!("{:.0}", metres * 100.0).parse().ok();
        let segment = Segment {
            tail: ends[0],
            head: ends[1],
            forward_ms: ms,
            backward_ms: ms,
            has_doors: true,
        };
        roads.segment(segment, &[]).unwrap();
    }
    let about = About {
        profile: "voiture".into(),
        mode: Mode::Car,
        source: "essai".into(),
        date: Some("2026-03-05".into()),
    };
    Arc::new(Network::new(Some(roads.finish(about).unwrap()), geography()))
}

/// A Monday, 11:00 in Die.
pub(crate) fn now() -> DateTime<Utc> {
    "2026-11-23T10:00:00Z".parse().unwrap()
}
