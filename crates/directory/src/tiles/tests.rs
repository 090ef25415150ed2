//! Tiles, read back by an independent decoder.

use super::{EXTENT, Layer, MAX_ZOOM, TileId};
use crate::fixture::{TOWNS, snapshot, venue, venue_at};
use crate::{Snapshot, tiles::mercator::project};
use geo::{Area, Geometry, MultiPolygon};
use mvt_reader::Reader;
use mvt_reader::feature::Value;
use portee_domain::vocabulary::{Programme, Service};
use proptest::prelude::*;
use std::collections::{BTreeSet, HashMap};

struct Feature {
    geometry: Geometry<f32>,
    properties: HashMap<String, Value>,
}

impl Feature {
    fn text(&self, key: &str) -> Option<&str> {
        match self.properties.get(key) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        }
    }

    fn number(&self, key: &str) -> Option<u64> {
        match self.properties.get(key) {
            Some(Value::UInt(number)) => Some(*number),
            _ => None,
        }
    }
}

/// The layers of a tile by name.
fn decode(bytes: &[u8]) -> HashMap<String, Vec<Feature>> {
    let reader = Reader::new(bytes.to_vec()).unwrap();
    let mut layers = HashMap::new();
    for layer in reader.get_layer_metadata().unwrap() {
        assert_eq!((layer.version, layer.extent), (2, EXTENT.unsigned_abs()));
        let features = reader
            .get_features(layer.layer_index)
            .unwrap()
            .into_iter()
            .map(|feature| Feature {
                geometry: feature.geometry,
                properties: feature.properties.unwrap_or_default(),
            });
        assert!(layers.insert(layer.name, features.collect()).is_none());
    }
    layers
}

fn tile_at(lon: f64, lat: f64, z: u8) -> (u8, u32, u32) {
    let dot = project(lon, lat);
    let index = |units: i32| units.unsigned_abs() >> 12 >> (MAX_ZOOM - z);
    (z, index(dot.x), index(dot.y))
}

fn draw(snapshot: &Snapshot, layer: Layer, (z, x, y): (u8, u32, u32)) -> HashMap<String, Vec<Feature>> {
    decode(&snapshot.tile(layer, z, x, y).unwrap())
}

#[test]
fn a_venue_is_on_the_map_with_what_the_map_needs() {
    let mut it = venue(1, "26113");
    it.description.name = "L'Étape & <Co>".into();
    it.description.services = vec![Service::Paperwork, Service::Access];
    it.description.programmes = vec![Programme::FranceServices];
    let id = it.id.to_string();
    let tile = draw(&snapshot(vec![it]), Layer::Lieux, tile_at(5.37, 44.75, 12));
    let [feature] = &tile["lieux"][..] else { panic!() };
    assert_eq!(feature.text("id"), Some(&*id));
    assert_eq!(feature.text("nom"), Some("L'Étape & <Co>"));
    assert_eq!(feature.text("precision"), Some("exacte"));
    assert_eq!(
        feature.text("services"),
        Some("Aide aux démarches administratives|Accès internet et matériel informatique")
    );
    assert_eq!(feature.properties.get("france_services"), Some(&Value::Bool(true)));
    assert_eq!(feature.properties.get("aidants_connect"), None);
    let Geometry::MultiPoint(points) = &feature.geometry else {
        panic!()
    };
    let dot = project(5.37, 44.75);
    let within = |units: i32| f32::from(u16::try_from((units >> 2) % EXTENT).unwrap());
    assert_eq!((points.0[0].x(), points.0[0].y()), (within(dot.x), within(dot.y)));
}

#[test]
fn tiles_beyond_the_world_do_not_exist_and_empty_ones_do() {
    let snapshot = snapshot(vec![venue(1, "26113")]);
    for (z, x, y) in [
        (15, 0, 0),
        (255, 0, 0),
        (0, 1, 0),
        (3, 8, 0),
        (3, 0, 8),
        (14, u32::MAX, 0),
    ] {
        for layer in Layer::ALL {
            assert!(snapshot.tile(layer, z, x, y).is_none(), "{z}/{x}/{y}");
        }
    }
    assert_eq!(snapshot.tile(Layer::Lieux, 10, 0, 0).unwrap().len(), 0);
    assert_eq!(snapshot.tile(Layer::Limites, 10, 0, 0).unwrap().len(), 0);
}

#[test]
fn venues_at_one_place_are_one_point_that_tells_their_ids() {
    let snapshot = snapshot(vec![venue(1, "26113"), venue(2, "26113"), venue(3, "69123")]);
    let tile = draw(&snapshot, Layer::Lieux, tile_at(5.37, 44.75, 14));
    let [cluster] = &tile["lieux"][..] else { panic!() };
    assert_eq!(cluster.number("nombre"), Some(2));
    assert_eq!(cluster.text("ids").unwrap().split('|').count(), 2);
    assert_eq!(cluster.text("id"), None);
}

/// How many venues all tiles of a zoom show.
fn shown(snapshot: &Snapshot, z: u8) -> u64 {
    let indexes = || 0..1_u32 << z;
    let tiles = indexes().flat_map(|x| indexes().map(move |y| (z, x, y)));
    let features = tiles.flat_map(|id| draw(snapshot, Layer::Lieux, id).remove("lieux").unwrap_or_default());
    features.map(|feature| feature.number("nombre").unwrap_or(1)).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn at_every_zoom_each_venue_is_shown_once(
        points in prop::collection::vec((-180.0..=180.0_f64, -90.0..=90.0_f64), 0..60), z in 0..5_u8
    ) {
        let venues = (0..).zip(&points).map(|(number, (lon, lat))| venue_at(number, *lon, *lat));
        prop_assert_eq!(shown(&snapshot(venues.collect()), z), points.len() as u64);
    }

    #[test]
    fn any_tile_can_be_drawn(z in 0..=14_u8, x in any::<u32>(), y in any::<u32>()) {
        let snapshot = snapshot(vec![venue(1, "98613")]);
        let (x, y) = (x % (1 << z), y % (1 << z));
        for layer in Layer::ALL {
            decode(&snapshot.tile(layer, z, x, y).unwrap());
        }
    }
}

#[test]
fn polygons_wind_as_the_specification_says_and_holes_the_other_way() {
    // Italy is a square with a hole; seen whole at zoom 5.
    let tile = draw(&snapshot(Vec::new()), Layer::Limites, tile_at(9.0, 45.0, 5));
    let [land] = &tile["terre"][..] else { panic!() };
    let polygons: MultiPolygon<f32> = match &land.geometry {
        Geometry::MultiPolygon(polygons) => polygons.clone(),
        Geometry::Polygon(polygon) => polygon.clone().into(),
        other => panic!("{other:?}"),
    };
    let [polygon] = &polygons.0[..] else {
        panic!("a hole was taken for a polygon")
    };
    assert_eq!(polygon.interiors().len(), 1);
    // The hole is a quarter of the square.
    let outer = geo::Polygon::new(polygon.exterior().clone(), vec![]).unsigned_area();
    let share = polygon.unsigned_area() / outer;
    assert!((share - 0.75).abs() < 0.02, "{share}");
}

#[test]
fn each_level_is_drawn_at_its_zooms() {
    let snapshot = snapshot(Vec::new());
    let layers = |z| {
        draw(&snapshot, Layer::Limites, tile_at(5.37, 44.75, z))
            .into_keys()
            .collect::<BTreeSet<_>>()
    };
    let is = |z, expected: &[&str]| {
        let expected: BTreeSet<String> = expected.iter().map(|&name| name.to_owned()).collect();
        assert_eq!(layers(z), expected, "zoom {z}");
    };
    is(2, &["terre", "regions"]);
    is(4, &["terre", "regions", "noms"]);
    is(5, &["terre", "regions", "departements", "noms"]);
    is(8, &["regions", "departements", "noms"]);
    is(9, &["regions", "departements", "communes", "noms"]);
    is(14, &["regions", "departements", "communes", "noms"]);
}

#[test]
fn a_name_is_in_one_tile_only_and_cities_come_first() {
    let snapshot = snapshot(Vec::new());
    let mut lyon = 0;
    let (z, x, y) = tile_at(4.8357, 45.764, 10);
    for (x, y) in (x - 2..=x + 2).flat_map(|x| (y - 2..=y + 2).map(move |y| (x, y))) {
        let names = draw(&snapshot, Layer::Limites, (z, x, y))
            .remove("noms")
            .unwrap_or_default();
        lyon += names.iter().filter(|name| name.text("nom") == Some("Lyon")).count();
        assert!(
            names
                .iter()
                .all(|name| name.text("nom") != Some("Lyon 1er Arrondissement"))
        );
    }
    assert_eq!(lyon, 1);
    let names = draw(&snapshot, Layer::Limites, tile_at(4.8357, 45.764, 12))
        .remove("noms")
        .unwrap();
    let ranks: Vec<_> = names.iter().filter_map(|name| name.number("rang")).collect();
    assert_eq!(ranks, [1, 2]);
}

#[test]
fn a_tile_inside_a_polygon_is_covered_by_it() {
    let (z, x, y) = tile_at(5.37, 44.75, 14);
    let tile = draw(&snapshot(Vec::new()), Layer::Limites, (z, x, y));
    let [departement] = &tile["departements"][..] else {
        panic!()
    };
    let covered = departement.geometry.unsigned_area();
    assert!(covered.sqrt() >= 4096.0, "{covered}");
    assert_eq!(departement.text("code"), Some("26"));
}

#[test]
fn neighbouring_outlines_share_their_border_at_every_zoom() {
    use super::shapes::Projected;
    // Two shapes with a crooked common border, listed from different starts and in opposite directions.
    let border: Vec<(f64, f64)> = (0..40)
        .map(|i| (5.0 + f64::from(i * 7 % 5) * 0.01, 45.0 + f64::from(i) * 0.01))
        .collect();
    let mut west = border.clone();
    west.extend([(4.0, 45.39), (4.0, 45.0)]);
    let mut east: Vec<_> = border.iter().rev().copied().collect();
    east.extend([(6.0, 45.0), (6.0, 45.39)]);
    let outline = |ring: Vec<(f64, f64)>| {
        let polygon = geo::Polygon::new(geo::LineString::from(ring), vec![]);
        Projected::new([polygon])
    };
    let (west, east) = (outline(west), outline(east));
    for z in 0..=MAX_ZOOM {
        let (z, x, y) = tile_at(5.02, 45.2, z);
        let id = TileId::new(z, x, y).unwrap();
        let vertices = |outline: &Projected| -> BTreeSet<(i32, i32)> {
            let inside = |dot: &&super::mercator::Dot| (1..EXTENT).contains(&dot.x) && (1..EXTENT).contains(&dot.y);
            outline
                .rings(id)
                .iter()
                .flatten()
                .filter(inside)
                .map(|dot| (dot.x, dot.y))
                .collect()
        };
        let (west, east) = (vertices(&west), vertices(&east));
        if (9..=11).contains(&z) {
            assert!(west.intersection(&east).count() >= 3, "zoom {z}");
        }
        assert!(
            west.symmetric_difference(&east).count() <= 4,
            "zoom {z}: only the outer corners differ"
        );
    }
}

#[test]
fn the_towns_of_the_antimeridian_are_drawn() {
    let (_, code, ..) = TOWNS[8];
    let tile = draw(
        &snapshot(vec![venue(1, code)]),
        Layer::Lieux,
        tile_at(-176.2, -13.28, 9),
    );
    assert_eq!(tile["lieux"].len(), 1);
}

#[test]
fn tiles_hold_the_layers_and_fields_that_are_described_from_the_zoom_that_is_said() {
    let mut it = venue(1, "26113");
    it.description.programmes = vec![
        Programme::FranceServices,
        Programme::ConseillersNumeriques,
        Programme::AidantsConnect,
    ];
    // Another beside it is one point with a number at low zooms.
    let snapshot = snapshot(vec![it, venue_at(2, 5.372, 44.75)]);
    for layer in Layer::ALL {
        let mut seen: HashMap<String, (u8, BTreeSet<String>)> = HashMap::new();
        for z in 0..=MAX_ZOOM {
            for (name, features) in draw(&snapshot, layer, tile_at(5.37, 44.75, z)) {
                let fields = features.iter().flat_map(|feature| feature.properties.keys().cloned());
                let (_, known) = seen.entry(name).or_insert((z, BTreeSet::new()));
                known.extend(fields);
            }
        }
        for (name, (first, fields)) in seen {
            let described = layer.inner().iter().find(|inner| inner.name == name).unwrap();
            assert!(first >= described.min_zoom, "{name} is drawn at zoom {first}");
            let known: BTreeSet<String> = described.fields.iter().map(|field| field.name.to_owned()).collect();
            assert_eq!(fields, known, "{name}");
        }
    }
}
