//! Networks like roads: a grid with streets missing here and there, the same every time.

use portee_reach::{About, GraphBuilder, Mode, ReachError, RoadGraph, Segment};
use std::{fs, io, path::Path};

/// Between two columns and two rows, in degrees.
const STEP: (f64, f64) = (0.005, 0.003);
const CORNER: (f64, f64) = (-4.0, 43.0);

/// `side` × `side` nodes, numbered row by row; seven streets of ten are there.
pub(crate) struct Grid {
    pub(crate) side: u32,
    /// Tail, head, milliseconds; open both ways.
    pub(crate) streets: Vec<[u32; 3]>,
}

impl Grid {
    pub(crate) fn new(side: u32) -> Self {
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        let mut random = move || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            // The 31 highest bits.
            u32::try_from(state >> 33).unwrap_or_default()
        };
        let mut streets = Vec::new();
        for tail in 0..side * side {
            let east = (tail % side + 1 < side).then_some(tail + 1);
            let north = (tail / side + 1 < side).then_some(tail + side);
            for head in east.into_iter().chain(north) {
                if random() % 10 < 7 {
                    streets.push([tail, head, 5_000 + random() % 40_000]);
                }
            }
        }
        Self { side, streets }
    }

    /// Where a node is, `(lon, lat)`.
    pub(crate) fn position(&self, node: u32) -> (f64, f64) {
        let (column, row) = (f64::from(node % self.side), f64::from(node / self.side));
        (CORNER.0 + column * STEP.0, CORNER.1 + row * STEP.1)
    }

    /// The node at a place.
    pub(crate) fn node(&self, (lon, lat): (f64, f64)) -> u32 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "columns and rows of this grid"
        )]
        let [column, row] = [(lon - CORNER.0) / STEP.0, (lat - CORNER.1) / STEP.1].map(|index| index.round() as u32);
        row * self.side + column
    }

    pub(crate) fn graph(&self) -> Result<RoadGraph, ReachError> {
        let mut builder = GraphBuilder::default();
        for node in 0..self.side * self.side {
            let (lon, lat) = self.position(node);
            builder.node(lon, lat, 0);
        }
        for &[tail, head, ms] in &self.streets {
            let (forward_ms, backward_ms) = (Some(ms), Some(ms));
            builder.segment(
                Segment {
                    tail,
                    head,
                    forward_ms,
                    backward_ms,
                    has_doors: true,
                },
                &[],
            )?;
        }
        builder.finish(About {
            profile: "grille".into(),
            mode: Mode::Car,
            source: "grille".into(),
            date: None,
        })
    }

    /// Some nodes of the main part of the grid's graph, evenly over it.
    pub(crate) fn sources(&self, graph: &RoadGraph, count: usize) -> Vec<u32> {
        let main = (0..)
            .take(graph.node_count())
            .filter(|&node| graph.is_in_main_part(node));
        let nodes = main
            .filter_map(|node| graph.node_position(node))
            .map(|position| self.node(position));
        let nodes: Vec<u32> = nodes.collect();
        nodes
            .iter()
            .copied()
            .step_by((nodes.len() / count).max(1))
            .take(count)
            .collect()
    }

    /// The arrays that `peers.py` reads.
    pub(crate) fn write(&self, folder: &Path, sources: &[u32]) -> io::Result<()> {
        for (column, name) in ["tails", "heads", "ms"].into_iter().enumerate() {
            let bytes: Vec<u8> = self
                .streets
                .iter()
                .flat_map(|street| street[column].to_le_bytes())
                .collect();
            fs::write(folder.join(name), bytes)?;
        }
        let bytes: Vec<u8> = sources.iter().flat_map(|source| source.to_le_bytes()).collect();
        fs::write(folder.join("sources"), bytes)?;
        let nodes = || (0..self.side * self.side).map(|node| self.position(node));
        fs::write(
            folder.join("x"),
            nodes().flat_map(|(lon, _)| lon.to_le_bytes()).collect::<Vec<u8>>(),
        )?;
        fs::write(
            folder.join("y"),
            nodes().flat_map(|(_, lat)| lat.to_le_bytes()).collect::<Vec<u8>>(),
        )
    }
}
