//! The base map: land, régions, départements and communes, as polygons, and their names, as points.

use super::TileId;
use super::cache::Cache;
use super::mvt::{LayerWriter, Shape, Value};
use super::names::Names;
use super::shapes::Projected;
use bytes::Bytes;
use portee_geography::Geography;
use std::sync::{Arc, OnceLock};

/// Bytes of drawn tiles that are kept.
const ROOM: usize = 64 << 20;

/// From which zoom départements are drawn.
pub(super) const DEPARTEMENTS_FROM: u8 = 5;

/// From which zoom communes are drawn.
pub(super) const COMMUNES_FROM: u8 = 9;

/// From which zoom the arrondissements of Paris, Lyon and Marseille are drawn over their commune.
const ARRONDISSEMENTS_FROM: u8 = 12;

/// The base map of a geography. What it needs is projected when it is first needed; drawn tiles are kept.
pub(crate) struct BaseMap {
    geography: Arc<Geography>,
    land: OnceLock<Outlines>,
    regions: OnceLock<Outlines>,
    departements: OnceLock<Outlines>,
    communes: OnceLock<Outlines>,
    names: OnceLock<Names>,
    cache: Cache,
}

/// Outlines in the order of the geography's list.
type Outlines = Vec<Projected>;

impl BaseMap {
    pub(crate) fn new(geography: Arc<Geography>) -> Self {
        Self {
            geography,
            land: OnceLock::new(),
            regions: OnceLock::new(),
            departements: OnceLock::new(),
            communes: OnceLock::new(),
            names: OnceLock::new(),
            cache: Cache::with_room(ROOM),
        }
    }

    pub(crate) fn geography(&self) -> &Geography {
        &self.geography
    }

    /// A tile that was drawn before and is kept.
    pub(crate) fn known(&self, id: TileId) -> Option<Bytes> {
        self.cache.known(id)
    }

    pub(crate) fn tile(&self, id: TileId) -> Bytes {
        self.cache.get(id, || Bytes::from(self.draw(id)))
    }

    fn draw(&self, id: TileId) -> Vec<u8> {
        let mut tile = Vec::new();
        self.draw_land(id, &mut tile);
        self.draw_regions(id, &mut tile);
        if id.z >= DEPARTEMENTS_FROM {
            self.draw_departements(id, &mut tile);
        }
        if id.z >= COMMUNES_FROM {
            self.draw_communes(id, &mut tile);
        }
        let names = self.names.get_or_init(|| Names::new(&self.geography));
        names.draw(&self.geography, id, &mut tile);
        tile
    }

    fn draw_land(&self, id: TileId, tile: &mut Vec<u8>) {
        let land = self.land.get_or_init(|| {
            let polygons = self.geography.land().polygons();
            polygons.map(|polygon| Projected::new([polygon])).collect()
        });
        let mut layer = LayerWriter::new("terre");
        for outline in land {
            add(&mut layer, outline, id, []);
        }
        layer.finish(tile);
    }

    fn draw_regions(&self, id: TileId, tile: &mut Vec<u8>) {
        let regions = self.geography.regions();
        let outlines = self.regions.get_or_init(|| {
            regions
                .iter()
                .map(|region| Projected::new(region.outline.polygons()))
                .collect()
        });
        let mut layer = LayerWriter::new("regions");
        for (region, outline) in regions.iter().zip(outlines) {
            let properties = [("code", Value::Text(&region.code)), ("nom", Value::Text(&region.name))];
            add(&mut layer, outline, id, properties);
        }
        layer.finish(tile);
    }

    fn draw_departements(&self, id: TileId, tile: &mut Vec<u8>) {
        let departements = self.geography.departements();
        let outlines = self.departements.get_or_init(|| {
            departements
                .iter()
                .map(|it| Projected::new(it.outline.polygons()))
                .collect()
        });
        let mut layer = LayerWriter::new("departements");
        for (departement, outline) in departements.iter().zip(outlines) {
            let properties = [
                ("code", Value::Text(departement.code.as_str())),
                ("nom", Value::Text(&departement.name)),
            ];
            add(&mut layer, outline, id, properties);
        }
        layer.finish(tile);
    }

    fn draw_communes(&self, id: TileId, tile: &mut Vec<u8>) {
        let communes = self.geography.communes();
        let outlines = self.communes.get_or_init(|| {
            communes
                .iter()
                .map(|commune| Projected::new(commune.outline.polygons()))
                .collect()
        });
        let mut layer = LayerWriter::new("communes");
        for (commune, outline) in communes.iter().zip(outlines) {
            if commune.parent.is_some() && id.z < ARRONDISSEMENTS_FROM {
                continue;
            }
            let properties = [
                ("code", Value::Text(commune.code.as_str())),
                ("nom", Value::Text(&commune.name)),
            ];
            add(&mut layer, outline, id, properties);
        }
        layer.finish(tile);
    }
}

/// Adds an outline to a layer when some of it is in the tile.
fn add<'a, const N: usize>(
    layer: &mut LayerWriter<'a>,
    outline: &Projected,
    id: TileId,
    properties: [(&'static str, Value<'a>); N],
) {
    if outline.touches(id) {
        let rings = outline.rings(id);
        if !rings.is_empty() {
            layer.add(&Shape::Polygon(&rings), properties);
        }
    }
}
