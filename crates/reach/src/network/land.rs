//! Lands: the mainland and each island that no bridge joins to it, so that an estimate does not drive over the sea.
//!
//! Communes whose polygons share a vertex are on one land (the polygons' shared borders have the same vertices on both sides),
//! and so are the two ends of the bridges listed here. A river or an estuary that communes divide between them does not
//! separate; neither does a lake.

use geo::{Contains, Coord, LineString, Point, Polygon};
use portee_geography::{Commune, Geography, Outline};
use std::collections::HashMap;

/// Islands joined to another land by a road: a point of each. `lon, lat` in WGS84 degrees.
const BRIDGES: &str = include_str!("bridges.csv");

/// A commune without a polygon belongs to the coast that is nearest to its centre, in degrees (3 km); else it is an island.
const NEAR_COAST_DEGREES: f64 = 0.03;

/// The land of each commune, by its rank in [`Geography::communes`].
#[derive(Debug)]
pub(super) struct Lands {
    by_commune: Vec<CommuneLands>,
    mainland: u32,
}

#[derive(Debug)]
enum CommuneLands {
    One(u32),
    /// One a polygon, in their order: a commune with islands.
    Several(Vec<u32>),
}

impl Lands {
    pub(super) fn new(geography: &Geography) -> Self {
        let mut joined = Joined::default();
        // The land that a vertex is on, and then the polygons of each commune.
        let mut at_vertex: HashMap<(i32, i32), u32> = HashMap::new();
        let communes = geography.communes();
        let mut polygons: Vec<Vec<u32>> = communes
            .iter()
            .map(|commune| {
                let polygons = commune.outline.vertices().map(|polygon| {
                    let land = joined.add();
                    // Its holes too: enclaves touch it there.
                    for &vertex in polygon {
                        joined.join(land, *at_vertex.entry(vertex).or_insert(land));
                    }
                    land
                });
                polygons.collect()
            })
            .collect();
        let mut coasts: HashMap<(usize, usize), u32> = HashMap::new();
        for (commune, lands) in communes.iter().zip(&mut polygons).filter(|(_, lands)| lands.is_empty()) {
            let coast = nearest_coast(geography, commune);
            let known = coast.and_then(|(departement, polygon)| {
                let mut coast = geography.departements()[departement]
                    .outline
                    .vertices()
                    .nth(polygon)?
                    .iter();
                coast.find_map(|vertex| at_vertex.get(vertex).copied())
            });
            lands.push(match (known, coast) {
                (Some(land), _) => land,
                (None, Some(coast)) => *coasts.entry(coast).or_insert_with(|| joined.add()),
                (None, None) => joined.add(),
            });
        }
        let mut lands = Self {
            by_commune: Vec::new(),
            mainland: 0,
        };
        lands.settle(&polygons, &mut joined);
        for [from, to] in bridges() {
            if let (Some(from), Some(to)) = (lands.at(geography, from), lands.at(geography, to)) {
                joined.join(from, to);
            }
        }
        lands.settle(&polygons, &mut joined);
        lands
    }

    /// Gives each commune the lands that its polygons are on by now; the mainland is that of most communes.
    fn settle(&mut self, polygons: &[Vec<u32>], joined: &mut Joined) {
        let mut counts: HashMap<u32, usize> = HashMap::new();
        let commune = |lands: &Vec<u32>| {
            let lands: Vec<u32> = lands.iter().map(|&land| joined.find(land)).collect();
            // Every commune was given one.
            let first = lands.first().copied().unwrap_or_default();
            *counts.entry(first).or_default() += 1;
            if lands.iter().all(|&land| land == first) {
                CommuneLands::One(first)
            } else {
                CommuneLands::Several(lands)
            }
        };
        self.by_commune = polygons.iter().map(commune).collect();
        let largest = counts
            .into_iter()
            .max_by_key(|&(land, communes)| (communes, std::cmp::Reverse(land)));
        self.mainland = largest.map_or(0, |(land, _)| land);
    }

    /// The land of a point of the commune with this rank: that of the polygon that it is in, else of the nearest one.
    pub(super) fn of(&self, rank: usize, commune: &Commune, point: (f64, f64)) -> u32 {
        match &self.by_commune[rank] {
            CommuneLands::One(land) => *land,
            CommuneLands::Several(lands) => {
                let polygon = nearest_polygon(&commune.outline, point).map_or(0, |(polygon, _)| polygon);
                lands[polygon]
            }
        }
    }

    /// The land of most communes.
    pub(super) fn mainland(&self) -> u32 {
        self.mainland
    }

    fn at(&self, geography: &Geography, point: (f64, f64)) -> Option<u32> {
        let place = geography.commune_at(point.0, point.1)?;
        Some(self.of(place.rank as usize, place.commune, point))
    }
}

/// The rank of the polygon that the point is in, or of the nearest one, with its distance in degrees of latitude.
fn nearest_polygon(outline: &Outline, point: (f64, f64)) -> Option<(usize, f64)> {
    let inside = Point::from(point);
    let distance = |polygon: Polygon<f64>| {
        if polygon.contains(&inside) {
            0.0
        } else {
            to_ring(polygon.exterior(), point)
        }
    };
    let distances = outline.polygons().map(distance).enumerate();
    distances.min_by(|a, b| a.1.total_cmp(&b.1))
}

/// Degrees of latitude from a point to a line, on the plane that touches the Earth there.
fn to_ring(line: &LineString<f64>, (lon, lat): (f64, f64)) -> f64 {
    let narrowing = lat.to_radians().cos();
    let flat = |vertex: Coord<f64>| ((vertex.x - lon) * narrowing, vertex.y - lat);
    let distances = line.lines().map(|line| {
        let ((x, y), (to_x, to_y)) = (flat(line.start), flat(line.end));
        let (dx, dy) = (to_x - x, to_y - y);
        let length_2 = dx * dx + dy * dy;
        let t = if length_2 > 0.0 {
            (-(x * dx + y * dy) / length_2).clamp(0.0, 1.0)
        } else {
            0.0
        };
        (x + t * dx).hypot(y + t * dy)
    });
    distances.fold(f64::INFINITY, f64::min)
}

/// The département and the polygon of its outline that a commune without a polygon is on.
fn nearest_coast(geography: &Geography, commune: &Commune) -> Option<(usize, usize)> {
    let departements = geography.departements();
    let departement = departements
        .binary_search_by(|it| it.code.cmp(&commune.departement))
        .ok()?;
    let (polygon, degrees) = nearest_polygon(&departements[departement].outline, commune.centre)?;
    (degrees <= NEAR_COAST_DEGREES).then_some((departement, polygon))
}

fn bridges() -> impl Iterator<Item = [(f64, f64); 2]> {
    BRIDGES.lines().filter_map(|line| {
        let mut fields = line.split(',');
        let mut number = || fields.next()?.parse().ok();
        Some([(number()?, number()?), (number()?, number()?)])
    })
}

/// Sets that grow together (B. Galler and M. Fischer, 1964).
#[derive(Debug, Default)]
struct Joined(Vec<u32>);

impl Joined {
    fn add(&mut self) -> u32 {
        // There are some 50,000 polygons.
        let new = self.0.len() as u32;
        self.0.push(new);
        new
    }

    /// The smallest member of its set.
    fn find(&mut self, member: u32) -> u32 {
        let mut root = member;
        while self.0[root as usize] != root {
            // Halves the way for those who come after.
            let above = self.0[root as usize];
            self.0[root as usize] = self.0[above as usize];
            root = above;
        }
        root
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.find(a), self.find(b));
        self.0[a.max(b) as usize] = a.min(b);
    }
}
