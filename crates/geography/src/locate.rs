//! Which commune is this point in?

use crate::{
    Commune, Departement, Geography,
    geography::Content,
    sphere,
    territory::{REACH_WITHOUT_OUTLINE_M, Territory},
};
use portee_domain::great_circle_m;
use rstar::{
    AABB, Envelope as _, ParentNode, RTree, RTreeNode, RTreeObject,
    primitives::{GeomWithData, Rectangle},
};
use std::cmp::Reverse;

/// How far outside every commune a point is still given to the nearest: the polygons are simplified to about 100 m,
/// leave out rocks and islets, and quays and beaches grow. Metres.
pub const NEAR_M: f64 = 5_000.0;

/// Where a point is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Containment<'a> {
    /// The commune, or the arrondissement of Paris, Lyon or Marseille.
    pub commune: &'a Commune,
    /// Its rank in [`Geography::communes`].
    pub rank: u32,
    /// Metres from the point to the commune: 0 when it is inside.
    pub distance_m: f64,
}

type Envelope = GeomWithData<Rectangle<[f64; 2]>, u32>;

/// The envelopes of the communes that have a polygon, and the communes of the territories that have none.
#[derive(Debug)]
pub(crate) struct ShapeIndex {
    envelopes: RTree<Envelope>,
    without_outline: Vec<u32>,
}

impl ShapeIndex {
    pub(crate) fn new(content: &Content) -> Self {
        let mut without_outline = Vec::new();
        let mut envelopes = Vec::with_capacity(content.communes.len());
        for (i, commune) in (0_u32..).zip(&content.communes) {
            match commune.outline.bounds() {
                Some([west, south, east, north]) => {
                    let corners = Rectangle::from_corners([west, south], [east, north]);
                    envelopes.push(GeomWithData::new(corners, i));
                }
                None => without_outline.push(i),
            }
        }
        Self {
            envelopes: RTree::bulk_load(envelopes),
            without_outline,
        }
    }

    /// The communes whose envelope meets this one, west, south, east, north.
    fn near(&self, [west, south, east, north]: [f64; 4]) -> impl Iterator<Item = u32> {
        let area = AABB::from_corners([west, south], [east, north]);
        self.envelopes
            .locate_in_envelope_intersecting(area)
            .map(|envelope| envelope.data)
    }

    /// Calls `found` for each commune whose envelope holds the point: every request asks, and this keeps no list of what is still
    /// to be looked at.
    fn around(&self, point: [f64; 2], found: &mut impl FnMut(u32)) {
        fn through(node: &ParentNode<Envelope>, point: &[f64; 2], found: &mut impl FnMut(u32)) {
            for child in node.children() {
                match child {
                    RTreeNode::Leaf(leaf) if leaf.envelope().contains_point(point) => found(leaf.data),
                    RTreeNode::Parent(parent) if parent.envelope().contains_point(point) => {
                        through(parent, point, found);
                    }
                    RTreeNode::Leaf(_) | RTreeNode::Parent(_) => {}
                }
            }
        }
        through(self.envelopes.root(), &point, found);
    }
}

impl Geography {
    /// The commune that the point `lon, lat` (WGS84 degrees) is in, at distance 0; otherwise the nearest within 5 km
    /// ([`NEAR_M`]); otherwise none. In Paris, Lyon and Marseille, the arrondissement.
    ///
    /// In the overseas collectivities, whose communes have no polygons: the commune with the nearest seat, at the
    /// distance from the coast on the world map (0 on land).
    #[must_use]
    pub fn commune_at(&self, lon: f64, lat: f64) -> Option<Containment<'_>> {
        if !((-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat)) {
            return None;
        }
        self.containing(lon, lat)
            .map(|i| self.contained(i, 0.0))
            .or_else(|| self.nearest_outline(lon, lat))
            .or_else(|| self.nearest_in_territory(lon, lat))
    }

    fn contained(&self, rank: u32, distance_m: f64) -> Containment<'_> {
        Containment {
            commune: self.at(rank),
            rank,
            distance_m,
        }
    }

    fn containing(&self, lon: f64, lat: f64) -> Option<u32> {
        // On a shared border the arrondissement, then the lowest code: the answer never depends on the tree.
        let mut best = None;
        self.shapes.around([lon, lat], &mut |i| {
            let commune = self.at(i);
            let key = (Reverse(commune.parent.is_some()), i);
            if best.is_none_or(|best| key < best) && commune.outline.covers((lon, lat)) {
                best = Some(key);
            }
        });
        best.map(|(_, i)| i)
    }

    fn nearest_outline(&self, lon: f64, lat: f64) -> Option<Containment<'_>> {
        let distance_m = |i: u32| sphere::distance_within_m(&self.at(i).outline, (lon, lat), NEAR_M);
        self.shapes
            .near(sphere::around((lon, lat), NEAR_M))
            .map(|i| (distance_m(i), Reverse(self.at(i).parent.is_some()), i))
            .filter(|(distance_m, ..)| *distance_m <= NEAR_M)
            .min_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))))
            .map(|(distance_m, _, i)| self.contained(i, distance_m))
    }

    fn nearest_in_territory(&self, lon: f64, lat: f64) -> Option<Containment<'_>> {
        let territory = Territory::at(lon, lat)?;
        let to_seat = |i: u32| great_circle_m(self.at(i).centre, (lon, lat));
        let (seat_m, i) = self
            .shapes
            .without_outline
            .iter()
            .filter(|&&i| self.at(i).departement.as_str() == territory.code)
            .map(|&i| (to_seat(i), i))
            .min_by(|a, b| a.0.total_cmp(&b.0))?;
        let coast_m = self.departement(territory.code).map_or(f64::INFINITY, |departement| {
            sphere::distance_m(&departement.outline, (lon, lat))
        });
        let distance_m = coast_m.min((seat_m - territory.island_m).max(0.0));
        (distance_m <= NEAR_M).then(|| self.contained(i, distance_m))
    }

    /// Metres from the point `lon, lat` (WGS84 degrees) to the commune's polygon; 0 inside and on its border.
    ///
    /// A commune without a polygon counts as a disc around its centre: 5 km wide in radius in France proper, and in the
    /// overseas collectivities as far as the widest commune of that collectivity reaches (12 km in Saint-Barthélemy,
    /// 50 km in Nouvelle-Calédonie, 100 km in Polynésie française). Not a number gives infinity.
    #[must_use]
    pub fn distance_m(&self, commune: &Commune, lon: f64, lat: f64) -> f64 {
        if !((-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat)) {
            return f64::INFINITY;
        }
        if commune.has_outline() {
            return sphere::distance_m(&commune.outline, (lon, lat));
        }
        let reach_m = Territory::of(commune.departement.as_str()).map_or(REACH_WITHOUT_OUTLINE_M, |t| t.reach_m);
        sphere::disc_m(commune.centre, reach_m, (lon, lat))
    }

    /// The département or collectivity that the point `lon, lat` is in, by the same rule as [`Geography::commune_at`].
    #[must_use]
    pub fn departement_at(&self, lon: f64, lat: f64) -> Option<&Departement> {
        let place = self.commune_at(lon, lat)?;
        self.departement(place.commune.departement.as_str())
    }
}
