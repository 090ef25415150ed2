//! Names on the base map, as points of their own, so that a name is not repeated in each tile its polygon touches.

use super::mercator::{Dot, project};
use super::mvt::{LayerWriter, Shape, Value};
use super::{EXTENT, TileId};
use geo::{Area, InteriorPoint};
use portee_geography::{Commune, Geography, Outline};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

pub(super) const REGIONS: RangeInclusive<u8> = 3..=5;
const DEPARTEMENTS: RangeInclusive<u8> = 6..=8;
const COMMUNES_FROM: u8 = 7;

/// From this zoom on every commune is named; before, the most populous one in each cell.
const ALL_COMMUNES_FROM: u8 = 12;

/// A cell is a quarter of a tile (128 pixels) wide.
const CELL: i32 = EXTENT / 4;

/// Where each name is, in the order of the geography's lists; none for what has no outline.
pub(crate) struct Names {
    regions: Vec<Option<Dot>>,
    departements: Vec<Option<Dot>>,
    communes: Vec<Dot>,
}

impl Names {
    pub(crate) fn new(geography: &Geography) -> Self {
        Self {
            regions: geography.regions().iter().map(|it| middle(&it.outline)).collect(),
            departements: geography.departements().iter().map(|it| middle(&it.outline)).collect(),
            communes: geography
                .communes()
                .iter()
                .map(|commune| project(commune.centre.0, commune.centre.1))
                .collect(),
        }
    }

    pub(crate) fn draw(&self, geography: &Geography, id: TileId, tile: &mut Vec<u8>) {
        let mut layer = LayerWriter::new("noms");
        if REGIONS.contains(&id.z) {
            for (region, place) in geography.regions().iter().zip(&self.regions) {
                add(&mut layer, id, *place, [&region.name, &region.code, "region"], 1);
            }
        }
        if DEPARTEMENTS.contains(&id.z) {
            for (it, place) in geography.departements().iter().zip(&self.departements) {
                add(&mut layer, id, *place, [&it.name, it.code.as_str(), "departement"], 1);
            }
        }
        if id.z >= COMMUNES_FROM {
            for commune in self.communes_named(geography, id) {
                let place = Some(project(commune.centre.0, commune.centre.1));
                let words = [commune.name.as_str(), commune.code.as_str(), "commune"];
                add(&mut layer, id, place, words, rank(commune));
            }
        }
        layer.finish(tile);
    }

    /// The communes to name in a tile, the most populous first. Arrondissements only where every commune is named, and
    /// then instead of their commune.
    fn communes_named<'a>(&self, geography: &'a Geography, id: TileId) -> Vec<&'a Commune> {
        let all = id.z >= ALL_COMMUNES_FROM;
        let mut cells: BTreeMap<(i32, i32), Vec<&Commune>> = BTreeMap::new();
        for (commune, place) in geography.communes().iter().zip(&self.communes) {
            if let Some(dot) = id.locate(*place)
                && (all || commune.parent.is_none())
            {
                cells.entry((dot.x / CELL, dot.y / CELL)).or_default().push(commune);
            }
        }
        let first = |a: &&Commune, b: &&Commune| b.population.cmp(&a.population).then_with(|| a.code.cmp(&b.code));
        let mut named: Vec<&Commune> = Vec::new();
        for mut cell in cells.into_values() {
            cell.sort_by(first);
            named.extend(cell.into_iter().take(if all { usize::MAX } else { 1 }));
        }
        named.sort_by(first);
        named
    }
}

fn add<'a>(layer: &mut LayerWriter<'a>, id: TileId, place: Option<Dot>, words: [&'a str; 3], rank: u64) {
    let [name, code, level] = words;
    if let Some(dot) = place.and_then(|place| id.locate(place)) {
        let properties = [
            ("nom", Value::Text(name)),
            ("code", Value::Text(code)),
            ("niveau", Value::Text(level)),
            ("rang", Value::Number(rank)),
        ];
        layer.add(&Shape::Point(dot), properties);
    }
}

/// 1 for cities of 100,000 inhabitants and more, 2 from 20,000, 3 from 5,000, 4 from 1,000, else 5.
fn rank(commune: &Commune) -> u64 {
    match commune.population.unwrap_or(0) {
        100_000.. => 1,
        20_000.. => 2,
        5_000.. => 3,
        1_000.. => 4,
        _ => 5,
    }
}

/// A point inside the largest polygon.
fn middle(outline: &Outline) -> Option<Dot> {
    let largest = outline
        .polygons()
        .max_by(|a, b| a.unsigned_area().total_cmp(&b.unsigned_area()))?;
    let point = largest.interior_point()?;
    Some(project(point.x(), point.y()))
}
