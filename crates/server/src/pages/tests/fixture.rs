//! An edition made by hand: a town with venues in every state, another far away, a namesake.

use crate::App;
use chrono::{DateTime, NaiveDate, Utc};
use portee_directory::{EditionStamp, Snapshot};
use portee_domain::vocabulary::{Fee, Programme, Service};
use portee_domain::{
    Contact, Decision, Description, Edition, EditionNumber, Evidence, EvidenceKind, Field, Finding, FindingKind, Hours,
    Location, Member, Missing, Position, Precision, Round, RowRef, SourceId, SourceReport, Succession, Venue, VenueId,
    Verdict,
};
use portee_geography::{Commune, Departement, Geography, Outline, Parts, TownHall};
use portee_reach::Network;
use std::sync::Arc;

/// Noon of a Friday in Paris.
pub(super) fn noon() -> DateTime<Utc> {
    "2026-04-24T10:00:00Z".parse().unwrap()
}

pub(super) fn app() -> Arc<App> {
    let network = Network::new(None, Arc::new(geography()));
    App::new(Arc::new(snapshot()), Arc::new(network), Arc::new(noon))
}

/// The public id of the venue that the source calls `local`.
pub(super) fn id(local: &str) -> VenueId {
    VenueId::derive(&source(), local)
}

fn source() -> SourceId {
    "essai".parse().unwrap()
}

fn snapshot() -> Snapshot {
    let edition = Edition {
        sources: vec![SourceReport {
            id: source(),
            name: "Liste d'essai".into(),
            licence: "Licence Ouverte 2.0".into(),
            origin: "https://example.org/liste".into(),
            data_date: NaiveDate::from_ymd_opt(2026, 4, 1),
            sha256: "ab".repeat(32),
            read: 1_007,
            published: 1_004,
            merged: 1,
            rejected: 2,
        }],
        missing: vec![Missing {
            name: "Liste nationale".into(),
            reason: "L'adresse ne répond pas.".into(),
        }],
        venues: venues(),
        rounds: vec![Round {
            stops: vec![id("association"), id("mediatheque"), id("quelque-part")],
        }],
        successions: vec![
            Succession {
                from: id("ancien"),
                to: Some(id("mairie")),
            },
            Succession {
                from: id("ferme-pour-toujours"),
                to: None,
            },
        ],
        findings: findings(),
        decisions: decisions(),
        ..Edition::empty("2026-04-20T08:00:00Z".parse().unwrap())
    };
    let stamp = EditionStamp {
        number: EditionNumber(7),
        created_at: edition.created_at,
        checksum: "c0ffee".into(),
    };
    Snapshot::build(edition, stamp, Arc::new(geography()))
}

/// One of the town hall's row, one of a row that was rejected, a formula, and enough for a second page.
fn findings() -> Vec<Finding> {
    let finding = |row, field, kind, detail: &str| Finding {
        source: source(),
        row: Some(row),
        field: Some(field),
        kind,
        detail: detail.into(),
    };
    let mut all = vec![
        finding(
            12,
            Field::Telephone,
            FindingKind::PhoneInvalid,
            "« 12 » n'est pas un numéro.",
        ),
        finding(99, Field::Commune, FindingKind::CommuneUnknown, "=1+1, \"<b>Ici</b>\""),
    ];
    all.extend((100..160).map(|row| finding(row, Field::DateMaj, FindingKind::DateInvalid, "« hier »")));
    all
}

/// The town hall is one of two rows, and is not the médiathèque.
fn decisions() -> Vec<Decision> {
    let row = |row| RowRef { source: source(), row };
    let evidence = |kind, weight, detail: &str| Evidence {
        kind,
        weight,
        detail: detail.into(),
    };
    vec![
        Decision {
            a: row(12),
            b: row(13),
            verdict: Verdict::Different,
            evidence: vec![evidence(
                EvidenceKind::Kind,
                -1_000,
                "une mairie n'est pas une médiathèque",
            )],
        },
        Decision {
            a: row(12),
            b: row(40),
            verdict: Verdict::Same,
            evidence: vec![
                evidence(EvidenceKind::Phone, 40, "le même numéro"),
                evidence(EvidenceKind::Distance, -5, "à 80 m l'un de l'autre"),
            ],
        },
    ]
}

fn venues() -> Vec<Venue> {
    let mut open = venue("mairie", "Mairie <de> Die", 5.3704, 44.7536);
    open.description.hours = Hours::Osm("Mo-Fr 09:00-12:30,14:00-17:00; PH off".into());
    open.description.contact.phone = Some("+33475220606".parse().unwrap());
    open.description.services = vec![Service::Paperwork, Service::Access];
    open.description.fees = vec![Fee::Free];
    open.description.programmes = vec![Programme::FranceServices];
    open.description.verified_on = NaiveDate::from_ymd_opt(2026, 1, 1);
    open.members.push(Member {
        row: 40,
        ..open.members[0].clone()
    });
    let mut closed = venue("mediatheque", "Médiathèque", 5.3750, 44.7560);
    closed.members[0].row = 13;
    closed.description.hours = Hours::Osm("Tu 09:00-12:00; PH off".into());
    closed.description.services = vec![Service::EverydaySkills];
    let mut unknown = venue("association", "Association du Diois", 5.3800, 44.7600);
    unknown.description.contact = Contact {
        websites: vec!["https://example.org/a?b=1&c=2".parse().unwrap()],
        ..Contact::default()
    };
    let mut vague = venue("quelque-part", "Point numérique", 5.3690, 44.7530);
    vague.location.position = Position::new(5.3690, 44.7530, Precision::Commune).unwrap();
    vague.description.hours = Hours::Text("le matin, sauf quand il neige".into());
    let mut all = vec![open, closed, unknown, vague];
    // Enough for a second page.
    all.extend((0..20).map(|i| {
        venue(
            &format!("loin-{i}"),
            &format!("Lieu {i}"),
            4.9 + f64::from(i) / 1_000.0,
            44.93,
        )
    }));
    for (row, venue) in (1_000..).zip(all.iter_mut().skip(2)) {
        venue.members[0].row = row;
    }
    all
}

pub(in crate::pages) fn venue(local: &str, name: &str, lon: f64, lat: f64) -> Venue {
    Venue {
        id: id(local),
        description: Description {
            name: name.into(),
            ..Description::default()
        },
        location: Location {
            address: "1 rue de l'Essai".into(),
            address_complement: None,
            postcode: "26150".parse().unwrap(),
            commune: "Die".into(),
            commune_code: "26113".parse().unwrap(),
            departement: "26".parse().unwrap(),
            position: Position::new(lon, lat, Precision::Exact).unwrap(),
        },
        members: vec![Member {
            source: source(),
            row: 12,
            local_id: local.into(),
            verified_on: NaiveDate::from_ymd_opt(2026, 1, 1),
            fields: vec![Field::Nom, Field::Telephone],
        }],
    }
}

pub(in crate::pages) fn geography() -> Geography {
    let departement = |code: &str, name: &str| Departement {
        code: code.parse().unwrap(),
        name: name.into(),
        region: "84".into(),
        outline: Outline::default(),
    };
    Geography::from_parts(Parts {
        communes: vec![
            commune("26113", "Die", "26150", (5.3704, 44.7536)),
            Commune {
                town_hall: Some(TownHall {
                    position: (5.2, 44.4),
                    address: Some("2 place de la Mairie, 26110 Saint-Ferréol".into()),
                    phone: Some("+33475000000".parse().unwrap()),
                    hours: Some("Mo-Fr 09:00-12:00".into()),
                }),
                ..commune("26347", "Saint-Ferréol", "26110", (5.2, 44.4))
            },
            commune("74234", "Saint-Ferréol", "74210", (6.3, 45.77)),
        ],
        departements: vec![departement("26", "Drôme"), departement("74", "Haute-Savoie")],
        ..Parts::default()
    })
}

pub(super) fn commune(code: &str, name: &str, postcode: &str, centre: (f64, f64)) -> Commune {
    Commune {
        code: code.parse().unwrap(),
        name: name.into(),
        departement: code[..2].parse().unwrap(),
        region: "84".into(),
        epci: None,
        postcodes: vec![postcode.parse().unwrap()],
        population: Some(1_000),
        centre,
        town_hall: None,
        outline: geo::MultiPolygon(vec![around(centre).to_polygon()]).into(),
        parent: None,
    }
}

/// A square of some 20 km.
fn around((x, y): (f64, f64)) -> geo::Rect<f64> {
    let (low, high) = ((x - 0.1, y - 0.1), (x + 0.1, y + 0.1));
    geo::Rect::new(geo::Coord::from(low), geo::Coord::from(high))
}
