//! The nearest place of any stop: along roads from one pass over the graph, otherwise by great circle.

use super::{
    Journey, Places, Stop,
    kd_tree::{KdTree, unit_vector},
};
use crate::{Direction, NearestPlaces, RoadGraph};
use std::collections::BTreeMap;

/// Finds the nearest of some places; made by [`super::Network::nearest`].
#[derive(Debug)]
pub struct NearestPlace<'a> {
    places: &'a Places,
    by_road: Option<NearestPlaces<'a>>,
    /// All the places, for those who are on no road.
    all: Straight,
    /// The places that are on no road, for those who are on one.
    off_road: Straight,
}

/// Places by straight line: all of them, and those of each land.
#[derive(Debug, Default)]
struct Straight {
    everywhere: KdTree,
    by_land: BTreeMap<u32, KdTree>,
}

impl Straight {
    fn new<'a>(stops: impl Iterator<Item = (u32, &'a Stop)>) -> Self {
        let mut all = Vec::new();
        let mut by_land: BTreeMap<u32, Vec<_>> = BTreeMap::new();
        for (rank, stop) in stops {
            let point = (unit_vector(stop.position), rank);
            all.push(point);
            by_land.entry(stop.land).or_default().push(point);
        }
        Self {
            everywhere: KdTree::new(all),
            by_land: by_land
                .into_iter()
                .map(|(land, points)| (land, KdTree::new(points)))
                .collect(),
        }
    }

    /// The nearest place on the same land, together with a nearer one beyond the sea.
    fn nearest(&self, places: &Places, from: &Stop) -> Option<Journey> {
        let vector = unit_vector(from.position);
        let (rank, metres) = self.everywhere.nearest(vector)?;
        let by_land = places.get(rank).is_some_and(|place| place.land == from.land);
        let nearest = Journey::by_distance(rank, from, metres, by_land);
        if by_land {
            return nearest;
        }
        let on_land = self.by_land.get(&from.land).and_then(|tree| tree.nearest(vector));
        let on_land = on_land.and_then(|(rank, metres)| Journey::by_distance(rank, from, metres, true));
        match (on_land, nearest) {
            (Some(on_land), Some(over_the_sea)) => Some(on_land.or(over_the_sea)),
            (one, other) => one.or(other),
        }
    }
}

impl<'a> NearestPlace<'a> {
    pub(super) fn new(roads: Option<&'a RoadGraph>, places: &'a Places, chosen: &[u32], limit_s: Option<u32>) -> Self {
        let stops = || chosen.iter().filter_map(|&rank| Some((rank, places.get(rank)?)));
        let mut snaps = vec![None; if roads.is_some() { places.len() } else { 0 }];
        for (rank, stop) in stops() {
            if let Some(slot) = snaps.get_mut(rank as usize) {
                *slot = stop.snap;
            }
        }
        Self {
            places,
            by_road: roads.map(|roads| roads.nearest_places(&snaps, Direction::ToPlaces, limit_s)),
            all: Straight::new(stops()),
            off_road: Straight::new(stops().filter(|(_, stop)| !stop.is_on_roads())),
        }
    }

    /// The nearest place of a stop, by the central time; none when there is no place at all. Along roads where there is a way;
    /// a place that is on no road then only lowers the low value.
    #[must_use]
    pub fn at(&self, from: &Stop) -> Option<Journey> {
        let (Some(by_road), Some(snap)) = (&self.by_road, &from.snap) else {
            return self.all.nearest(self.places, from);
        };
        let measured = by_road
            .at(snap)
            .map(|reach| Journey::measured(reach.place, reach.seconds()));
        let estimated = self.off_road.nearest(self.places, from);
        match (measured, estimated) {
            (Some(measured), Some(estimated)) => Some(measured.unless_nearer(estimated)),
            (one, other) => one.or(other),
        }
    }
}
