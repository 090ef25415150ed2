//! The files that we compile for ourselves: geography, roads, population. A checksum is no signature: whatever stands behind a
//! right one, opening refuses it or what is opened answers.

use crate::{roads, scratch, tables::is_a_sentence, world};
use portee_geography::Geography;
use portee_reach::{Population, RoadGraph, Searcher};
use sha2::{Digest, Sha256};

/// The first byte chooses: a file as it is (0, 3, 6) or one whose heading and checksums are put right; of the geography, the roads
/// or the population.
pub fn compiled(data: &[u8]) {
    let Some((choice, bytes)) = data.split_first() else {
        return;
    };
    match choice % 6 {
        0 => geography(bytes),
        1 => geography(&[&sound_geography()[..13], Sha256::digest(bytes).as_slice(), bytes].concat()),
        2 => graph(bytes),
        3 => graph(&vouched(bytes)),
        4 => population(bytes),
        _ => population(&[&sound_population()[..13], &crc32fast::hash(bytes).to_le_bytes(), bytes].concat()),
    }
}

pub(crate) fn sound_geography() -> Vec<u8> {
    scratch::saved("sound-geography.bin", |path| world::geography().save(path).unwrap())
}

pub(crate) fn sound_population() -> Vec<u8> {
    scratch::saved("sound-population.bin", |path| world::population().save(path).unwrap())
}

fn geography(bytes: &[u8]) {
    match Geography::open(&scratch::file("geography.bin", bytes)) {
        Ok(geography) => {
            let _ = (
                geography.search("die 26", 5),
                geography.find("Die", Some("26150")),
                geography.commune("26113"),
            );
            for (_, _, _, (lon, lat)) in world::TOWNS {
                let _ = (geography.commune_at(lon, lat), geography.departement_at(lon, lat));
            }
            for commune in geography.communes() {
                let _ = geography.arrondissements(commune);
                let _ = geography.distance_m(commune, 5.0, 45.0);
                let _ = geography.time_zone_of_commune(&commune.code);
            }
        }
        Err(error) => is_a_sentence(&error.to_string()),
    }
}

fn graph(bytes: &[u8]) {
    match RoadGraph::open(&scratch::file("routes.bin", bytes)) {
        Ok(graph) => drive(&graph),
        Err(error) => is_a_sentence(&error.to_string()),
    }
}

/// Asks for times between the ends of a graph and a point of the map.
pub(crate) fn drive(graph: &RoadGraph) {
    let nodes = u32::try_from(graph.node_count()).unwrap();
    let ends = [0, nodes / 2, nodes.saturating_sub(1)].map(|node| graph.node_position(node));
    let mut snaps = Vec::new();
    for (lon, lat) in ends.into_iter().flatten().chain([(2.0, 44.0), (180.0, -90.0)]) {
        snaps.extend(graph.snap(lon, lat));
    }
    let mut searcher = Searcher::new(graph);
    for from in &snaps {
        for to in &snaps {
            let _ = searcher.between(from, to);
        }
    }
    for segment in 0..u32::try_from(graph.segment_count()).unwrap().min(50) {
        assert!(graph.segment_shape(segment).len() >= 2);
    }
}

fn population(bytes: &[u8]) {
    match Population::open(&scratch::file("population.bin", bytes)) {
        Ok(population) => {
            let _ = population.report();
            for point in population.points() {
                let (lon, lat) = point.lon_lat();
                assert!(lon.abs() <= 180.0 && lat.abs() <= 90.0 && point.inhabitants() > 0);
                assert!(
                    !population
                        .of_commune(&population.communes()[point.commune()])
                        .is_empty()
                );
            }
        }
        Err(error) => is_a_sentence(&error.to_string()),
    }
}

/// The road file's own magic, version and table of sections, and the checksums that these bytes call for.
fn vouched(bytes: &[u8]) -> Vec<u8> {
    const TABLE_AT: usize = 16;
    const ENTRY: usize = 24;
    const HEADING: usize = 384;
    let mut file = bytes.to_vec();
    if file.len() < HEADING {
        return file;
    }
    file[..TABLE_AT].copy_from_slice(&roads::sound_graph()[..TABLE_AT]);
    for at in (TABLE_AT..TABLE_AT + 13 * ENTRY).step_by(ENTRY) {
        let number = |at: usize| u64::from_le_bytes(file[at..at + 8].try_into().unwrap());
        let range = usize::try_from(number(at))
            .ok()
            .zip(usize::try_from(number(at + 8)).ok());
        let end =
            |(place, length): (usize, usize)| Some(place..place.checked_add(length)?.checked_next_multiple_of(64)?);
        let Some(section) = range.and_then(end).and_then(|range| file.get(range)) else {
            continue;
        };
        let sum = crc32fast::hash(section);
        file[at + 16..at + 20].copy_from_slice(&sum.to_le_bytes());
    }
    let sum = crc32fast::hash(&file[..HEADING - 4]);
    file[HEADING - 4..HEADING].copy_from_slice(&sum.to_le_bytes());
    file
}
