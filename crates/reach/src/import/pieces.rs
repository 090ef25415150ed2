//! Ways cut where they meet: pieces between two nodes, with their lengths and times.

use super::{
    points::Points,
    profile::{NodeKind, Profile, Setting, Way},
    ways::Ways,
};
use crate::{
    ReachError,
    graph::{LONGEST_MS, NO_WAY},
    plane::degrees,
};
use portee_domain::great_circle_m;

/// A stretch of a way between two nodes.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// Nodes at the start and the end, in the drawn direction.
    pub(super) ends: [u32; 2],
    /// Milliseconds with and against the drawn direction, or [`NO_WAY`].
    pub(super) ms: [u32; 2],
    pub(super) has_doors: bool,
    /// Its inner points, in `Pieces::route`.
    pub(super) inner: std::ops::Range<usize>,
}

/// The whole network before contraction.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pub(super) list: Vec<Piece>,
    /// Positions along the ways, `lon, lat` in 1e-7 degrees.
    pub(super) route: Vec<[i32; 2]>,
    pub(super) nodes: Vec<[i32; 2]>,
    pub(super) signals: Vec<bool>,
    /// Places where a way was cut because the extract does not have the point.
    pub(super) missing: u64,
}

/// Inhabitants per km² at `(lon, lat)` in WGS84 degrees, where known.
pub type Density<'a> = &'a dyn Fn(f64, f64) -> Option<f64>;

impl Pieces {
    pub(super) fn cut(
        ways: &Ways,
        points: &Points,
        profile: &Profile,
        density: Density<'_>,
    ) -> Result<Self, ReachError> {
        let mut cutter = Cutter {
            all: Self::default(),
            points,
            node_of: vec![u32::MAX; points.len()],
            profile,
            density,
        };
        let mut start = 0;
        for (way, &end) in ways.list.iter().zip(&ways.ends) {
            cutter.way(way, &ways.points[start..end])?;
            start = end;
        }
        Ok(cutter.all)
    }
}

struct Cutter<'a> {
    all: Pieces,
    points: &'a Points,
    node_of: Vec<u32>,
    profile: &'a Profile,
    density: Density<'a>,
}

impl Cutter<'_> {
    fn way(&mut self, way: &Way, refs: &[i64]) -> Result<(), ReachError> {
        let first_piece = self.all.list.len();
        let mut metres = Vec::new();
        // The node where the current piece began and where its points begin.
        let mut open: Option<(u32, usize)> = None;
        for &id in refs {
            let here = self.points.index(id).and_then(|i| Some((i, self.points.positions[i]?)));
            let Some((i, position)) = here else {
                self.all.missing += 1;
                open = None;
                continue;
            };
            let is_node = self.points.shared[i] || self.points.kinds[i] != NodeKind::Plain;
            match open {
                Some(_) if !is_node => self.all.route.push(position),
                None if !is_node => {
                    // The extract starts in the middle of a way: its first known point ends the road.
                    open = Some((self.fresh_node(position, false)?, self.all.route.len()));
                }
                _ => {
                    let node = self.node(i, position)?;
                    if let Some((from, begin)) = open {
                        let inner = begin..self.all.route.len();
                        metres.push(self.piece(way, [from, node], inner));
                    }
                    // Nobody passes a barrier: what goes on behind it starts at a node of its own.
                    let next = if self.points.kinds[i] == NodeKind::Blocked {
                        self.node(i, position)?
                    } else {
                        node
                    };
                    open = Some((next, self.all.route.len()));
                }
            }
        }
        self.share_duration(way, first_piece, &metres);
        Ok(())
    }

    fn node(&mut self, i: usize, position: [i32; 2]) -> Result<u32, ReachError> {
        if self.points.kinds[i] == NodeKind::Blocked {
            return self.fresh_node(position, false);
        }
        if self.node_of[i] == u32::MAX {
            self.node_of[i] = self.fresh_node(position, self.points.kinds[i] == NodeKind::Signals)?;
        }
        Ok(self.node_of[i])
    }

    fn fresh_node(&mut self, position: [i32; 2], signals: bool) -> Result<u32, ReachError> {
        let node = u32::try_from(self.all.nodes.len())
            .ok()
            .filter(|&node| node < u32::MAX)
            .ok_or(ReachError::TooLarge { what: "croisements" })?;
        self.all.nodes.push(position);
        self.all.signals.push(signals);
        Ok(node)
    }

    /// Adds a piece and gives its length in metres.
    fn piece(&mut self, way: &Way, ends: [u32; 2], inner: std::ops::Range<usize>) -> f64 {
        let [first, last] = ends.map(|node| degrees(self.all.nodes[node as usize]));
        let mut metres = 0.0;
        let mut before = first;
        for &position in &self.all.route[inner.clone()] {
            let here = degrees(position);
            metres += great_circle_m(before, here);
            before = here;
        }
        metres += great_circle_m(before, last);
        let middle = self
            .all
            .route
            .get(inner.start + inner.len() / 2)
            .filter(|_| !inner.is_empty());
        let (east, north) = middle.map_or((f64::midpoint(first.0, last.0), f64::midpoint(first.1, last.1)), |&p| {
            degrees(p)
        });
        let setting = Setting {
            density: (self.density)(east, north),
            straightness: if metres > 0.0 {
                great_circle_m(first, last) / metres
            } else {
                1.0
            },
            reversed: false,
        };
        let ms = |open: bool, reversed: bool| {
            let kmh = self.profile.kmh(way, Setting { reversed, ..setting });
            if open {
                milliseconds(metres * 3_600.0 / kmh)
            } else {
                NO_WAY
            }
        };
        self.all.list.push(Piece {
            ends,
            ms: [ms(way.forward, false), ms(way.backward, true)],
            has_doors: way.has_doors,
            inner,
        });
        metres
    }

    /// A boat's crossing takes what the way says, shared among its pieces by length.
    fn share_duration(&mut self, way: &Way, first_piece: usize, metres: &[f64]) {
        let total: f64 = metres.iter().sum();
        if way.duration_ms == 0 || total <= 0.0 {
            return;
        }
        for (piece, metres) in self.all.list[first_piece..].iter_mut().zip(metres) {
            let share = milliseconds(f64::from(way.duration_ms) * metres / total);
            for ms in &mut piece.ms {
                if *ms != NO_WAY {
                    *ms = share;
                }
            }
        }
    }
}

/// Milliseconds as stored: at least 1, a day at most.
fn milliseconds(ms: f64) -> u32 {
    // In range by the clamp.
    ms.round().clamp(1.0, f64::from(LONGEST_MS)) as u32
}
