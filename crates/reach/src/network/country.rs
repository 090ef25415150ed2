//! What the country says about each commune: the density of its roads, its lands, whether the loaded roads cover it.

use super::{Stop, land::Lands};
use crate::{RoadGraph, Setting, import::densities};
use portee_domain::DepartementCode;
use portee_geography::{Commune, Geography};
use std::{collections::BTreeMap, sync::Arc};

/// A road passes near a town hall, or a centre, when it is this near. Metres.
const COVERED_M: f64 = 1_500.0;

/// The communes, by their rank in [`Geography::communes`].
#[derive(Debug)]
pub(super) struct Country {
    pub(super) geography: Arc<Geography>,
    settings: Vec<Setting>,
    lands: Lands,
    covered: Vec<bool>,
}

/// Which communes the roads cover: those whose town hall or centre a road passes near, and all of a département where that
/// is so of most, because minor roads may be missing there. Elsewhere one would drive along the edge of the extract.
fn covered(geography: &Geography, roads: Option<&RoadGraph>) -> Vec<bool> {
    let is_near_road = |commune: &Commune| {
        let snap = |(lon, lat): (f64, f64)| roads?.snap(lon, lat);
        let hall = commune.town_hall.as_ref().and_then(|hall| snap(hall.position));
        let mut seats = hall.into_iter().chain(snap(commune.centre));
        seats.any(|snap| snap.off_road_m <= COVERED_M)
    };
    let communes = geography.communes();
    let near: Vec<bool> = communes.iter().map(is_near_road).collect();
    let mut counts: BTreeMap<&DepartementCode, (usize, usize)> = BTreeMap::new();
    for (commune, &near) in communes.iter().zip(&near) {
        let (all, covered) = counts.entry(&commune.departement).or_default();
        *all += 1;
        *covered += usize::from(near);
    }
    let mostly = |departement| counts.get(departement).is_some_and(|&(all, covered)| 2 * covered > all);
    let pairs = communes.iter().zip(&near);
    pairs
        .map(|(commune, &near)| near || mostly(&commune.departement))
        .collect()
}

impl Country {
    pub(super) fn new(geography: Arc<Geography>, roads: Option<&RoadGraph>) -> Self {
        let densities = densities(&geography);
        let communes = geography.communes();
        let setting = |(commune, density): (&Commune, Option<f64>)| Setting::of_commune(&commune.departement, density);
        Self {
            settings: communes.iter().zip(densities).map(setting).collect(),
            lands: Lands::new(&geography),
            covered: covered(&geography, roads),
            geography,
        }
    }

    pub(super) fn stop(&self, roads: Option<&RoadGraph>, lon: f64, lat: f64) -> Option<Stop> {
        let rank = self.geography.commune_at(lon, lat)?.rank;
        self.stop_in(roads, rank as usize, lon, lat)
    }

    pub(super) fn stop_in(&self, roads: Option<&RoadGraph>, rank: usize, lon: f64, lat: f64) -> Option<Stop> {
        let on_earth = (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat);
        let commune = self.geography.communes().get(rank).filter(|_| on_earth)?;
        let land = self.lands.of(rank, commune, (lon, lat));
        let snap = roads
            .filter(|_| self.covered[rank])
            .and_then(|roads| roads.snap(lon, lat));
        Some(Stop {
            position: (lon, lat),
            // There are some 37,000 communes.
            commune: rank as u32,
            setting: self.settings[rank],
            land,
            snap: snap.filter(|snap| self.is_on_land(land, snap.off_road_m, snap.on_road)),
        })
    }

    /// Whether a road is on this land: from an island, one does not step over the sea to a road of the coast. On the
    /// mainland that is not asked, nor of a road at the door.
    fn is_on_land(&self, land: u32, off_road_m: f64, on_road: (f64, f64)) -> bool {
        if land == self.lands.mainland() || off_road_m < 20.0 {
            return true;
        }
        let Some(place) = self.geography.commune_at(on_road.0, on_road.1) else {
            return false;
        };
        self.lands.of(place.rank as usize, place.commune, on_road) == land
    }
}
