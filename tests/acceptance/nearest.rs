//! The nearest venues, three ways: the API, brute force, and PostGIS `<->` on geography.

use crate::stage::all_sources;
use portee_tests::{
    binary::{Server, portee, run_ok, working_directory},
    postgis,
};

/// A venue as the API lists it; `lon`, `lat` in WGS84 degrees.
pub(crate) struct Listed {
    pub(crate) id: String,
    lon: f64,
    lat: f64,
    pub(crate) properties: serde_json::Value,
}

/// Every venue, by following the `next` links.
pub(crate) fn all_venues(server: &Server) -> Vec<Listed> {
    let mut venues = Vec::new();
    let mut next = Some("/api/v1/lieux?limite=100".to_owned());
    while let Some(path) = next {
        let page = server.get(&path);
        assert_eq!(page.status, 200, "{path}: {}", page.text());
        let page = page.json();
        venues.extend(page["features"].as_array().expect("features").iter().map(|feature| {
            let coordinate = |i: usize| feature["geometry"]["coordinates"][i].as_f64().expect("a coordinate");
            Listed {
                id: feature["id"].as_str().expect("an id").to_owned(),
                lon: coordinate(0),
                lat: coordinate(1),
                properties: feature["properties"].clone(),
            }
        }));
        let links = page["links"].as_array().cloned().unwrap_or_default();
        next = links
            .iter()
            .find(|link| link["rel"] == "next")
            .and_then(|link| link["href"].as_str())
            .map(|href| {
                href.find("/api/")
                    .map_or_else(|| href.to_owned(), |at| href[at..].to_owned())
            });
    }
    venues
}

/// Boxes (west, south, east, north) where people live: metropole three times, then overseas.
const BOXES: [(f64, f64, f64, f64); 9] = [
    (-4.8, 42.3, 8.2, 51.1),
    (-4.8, 42.3, 8.2, 51.1),
    (-4.8, 42.3, 8.2, 51.1),
    (55.2, -21.4, 55.8, -20.8),
    (-61.8, 15.8, -61.0, 16.5),
    (-61.2, 14.4, -60.8, 14.9),
    (-54.6, 2.1, -51.6, 5.8),
    (45.0, -13.0, 45.3, -12.6),
    (163.5, -22.7, 168.2, -19.5),
];

/// `count` points, the same at each run (a linear congruential generator: Knuth, MMIX).
fn points(count: usize) -> Vec<(f64, f64)> {
    let mut state = 20_261_122_u64;
    let mut random = move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(state >> 32).unwrap_or_default()) / f64::from(u32::MAX)
    };
    (0..count)
        .map(|i| {
            let (west, south, east, north) = BOXES[i % BOXES.len()];
            (west + random() * (east - west), south + random() * (north - south))
        })
        .collect()
}

fn metres(from: (f64, f64), to: (f64, f64)) -> f64 {
    let (lat1, lat2) = (from.1.to_radians(), to.1.to_radians());
    let (dlat, dlon) = ((lat2 - lat1) / 2.0, (to.0 - from.0).to_radians() / 2.0);
    let h = dlat.sin().powi(2) + lat1.cos() * lat2.cos() * dlon.sin().powi(2);
    2.0 * 6_371_008.771_415 * h.sqrt().min(1.0).asin()
}

/// The first five of candidates that are already the nearest ones: by millimetre, then by id, so that equal distances
/// are in one order everywhere.
fn first_five(mut candidates: Vec<(f64, String)>) -> Vec<(f64, String)> {
    let millimetres = |metres: f64| (metres * 1_000.0).round();
    candidates.sort_by(|a, b| {
        millimetres(a.0)
            .total_cmp(&millimetres(b.0))
            .then_with(|| a.1.cmp(&b.1))
    });
    candidates.truncate(5);
    candidates
}

fn assert_same(point: (f64, f64), answer: &[(f64, String)], expected: &[(f64, String)], by: &str) {
    let ids = |list: &[(f64, String)]| list.iter().map(|(_, id)| id.clone()).collect::<Vec<_>>();
    assert_eq!(
        ids(answer),
        ids(expected),
        "{point:?} against {by}: {answer:?} {expected:?}"
    );
    for (ours, theirs) in answer.iter().zip(expected) {
        assert!(
            (ours.0 - theirs.0).abs() <= 0.005 * theirs.0 + 1.0,
            "{point:?} against {by}: {} m, {} m",
            ours.0,
            theirs.0
        );
    }
}

#[test]
fn a_thousand_points_get_the_same_five_venues_as_brute_force_and_as_postgis() {
    let Some(stage) = all_sources() else { return };
    let Some(cluster) = postgis::cluster() else { return };
    let url = cluster.database("nearest");
    let var = working_directory();
    for verb in ["ingest", "publish"] {
        let mut command = portee(var.path());
        command
            .arg(verb)
            .env("DATABASE_URL", &url)
            .env("PORTEE_DATA", stage.data.as_ref().expect("reference data"));
        let _ = run_ok(&mut command);
    }
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let pool = runtime
        .block_on(sqlx::PgPool::connect(&url))
        .expect("the database answers");
    let venues = all_venues(&stage.server);

    for point in points(1_000) {
        let answer = stage
            .server
            .get(&format!(
                "/api/v1/lieux/proches?lon={}&lat={}&limite=5",
                point.0, point.1
            ))
            .json();
        let answer: Vec<(f64, String)> = answer["features"]
            .as_array()
            .expect("features")
            .iter()
            .map(|f| {
                (
                    f["properties"]["distance_m"].as_f64().expect("metres"),
                    f["id"].as_str().expect("an id").to_owned(),
                )
            })
            .collect();
        assert_eq!(answer.len(), 5);

        let brute = venues
            .iter()
            .map(|venue| (metres(point, (venue.lon, venue.lat)), venue.id.clone()))
            .collect();
        assert_same(point, &answer, &first_five(brute), "brute force");

        // Thirty rows, so that venues at equal distance are all there to be put in one order.
        let rows: Vec<(f64, String)> = runtime
            .block_on(sqlx::query_as(NEAREST_SQL).bind(point.0).bind(point.1).fetch_all(&pool))
            .expect("PostGIS answers");
        assert_same(point, &answer, &first_five(rows), "PostGIS");
    }
}

const NEAREST_SQL: &str = include_str!("nearest.sql");
