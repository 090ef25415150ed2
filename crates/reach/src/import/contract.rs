//! Chains of pieces through points where nothing can be decided become one segment; their geometry is kept.

use super::{pieces::Pieces, profile::Profile};
use crate::{
    ReachError,
    graph::{GraphBuilder, LONGEST_MS, NO_WAY, Segment},
};

/// A piece taken in one of its directions: `piece × 2`, plus 1 when against its drawn direction.
type Step = u32;

/// Turns pieces into segments between nodes that matter: junctions, ends, lights, changes of direction or of kind.
pub(super) fn contract(pieces: &Pieces, profile: &Profile) -> Result<GraphBuilder, ReachError> {
    Contraction::new(pieces)?.run(profile)
}

struct Contraction<'a> {
    pieces: &'a Pieces,
    /// Steps that leave each node: those of node `n` are `steps[starts[n]..starts[n + 1]]`.
    starts: Vec<u32>,
    steps: Vec<Step>,
    done: Vec<bool>,
    builder: GraphBuilder,
    /// Of each old node, its number among the nodes that are kept.
    kept: Vec<u32>,
}

impl<'a> Contraction<'a> {
    fn new(pieces: &'a Pieces) -> Result<Self, ReachError> {
        let too_large = ReachError::TooLarge { what: "tronçons" };
        let count = u32::try_from(pieces.list.len())
            .ok()
            .filter(|&n| n < u32::MAX / 2)
            .ok_or(too_large)?;
        let mut starts = vec![0_u32; pieces.nodes.len() + 1];
        for node in pieces.list.iter().flat_map(|piece| piece.ends) {
            starts[node as usize + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut next = starts.clone();
        let mut steps = vec![0; 2 * pieces.list.len()];
        for (i, piece) in (0..count).zip(&pieces.list) {
            for (side, node) in (0..2).zip(piece.ends) {
                let at = &mut next[node as usize];
                steps[*at as usize] = 2 * i + side;
                *at += 1;
            }
        }
        Ok(Self {
            pieces,
            starts,
            steps,
            done: vec![false; pieces.list.len()],
            builder: GraphBuilder::default(),
            kept: vec![u32::MAX; pieces.nodes.len()],
        })
    }

    fn run(mut self, profile: &Profile) -> Result<GraphBuilder, ReachError> {
        let count = self.starts.len() - 1;
        let anchors = (0..count)
            .filter(|&node| self.onward(node).is_none())
            .collect::<Vec<_>>();
        // After the chains between nodes that matter, what remains are rings without any: one node of each is kept.
        for node in anchors.into_iter().chain(0..count) {
            for at in self.starts[node] as usize..self.starts[node + 1] as usize {
                let step = self.steps[at];
                if !self.done[step as usize / 2] {
                    self.chain(node, step)?;
                }
            }
        }
        self.delays(profile);
        Ok(self.builder)
    }

    fn at(&self, node: usize) -> &[Step] {
        &self.steps[self.starts[node] as usize..self.starts[node + 1] as usize]
    }

    /// When exactly two pieces meet at a node and are one road: the steps that leave it by either.
    fn onward(&self, node: usize) -> Option<[Step; 2]> {
        let &[a, b] = self.at(node) else { return None };
        let [first, second] = [a, b].map(|step| &self.pieces.list[step as usize / 2]);
        let same = a / 2 != b / 2 && first.has_doors == second.has_doors && !self.pieces.signals[node];
        // Through the node: in by `a` and out by `b`, and the other way round.
        let [in_a, out_b] = [self.ms(a ^ 1), self.ms(b)].map(|ms| ms != NO_WAY);
        let [in_b, out_a] = [self.ms(b ^ 1), self.ms(a)].map(|ms| ms != NO_WAY);
        (same && in_a == out_b && in_b == out_a).then_some([a, b])
    }

    /// Milliseconds of a step.
    fn ms(&self, step: Step) -> u32 {
        self.pieces.list[step as usize / 2].ms[step as usize % 2]
    }

    fn destination(&self, step: Step) -> usize {
        self.pieces.list[step as usize / 2].ends[1 - step as usize % 2] as usize
    }

    /// Follows the road from `start` by `step` to the next node that matters, and adds the segment.
    fn chain(&mut self, start: usize, mut step: Step) -> Result<(), ReachError> {
        let mut shape: Vec<([i32; 2], u64)> = Vec::new();
        let (mut there, mut back, mut elapsed) = (0_u64, 0_u64, 0_u64);
        let one_way_back = self.ms(step) == NO_WAY;
        let open = [self.ms(step) != NO_WAY, self.ms(step ^ 1) != NO_WAY];
        let end = loop {
            let index = step as usize / 2;
            self.done[index] = true;
            let ms = u64::from(self.ms(if one_way_back { step ^ 1 } else { step }));
            self.walk(step, elapsed, ms, &mut shape);
            elapsed += ms;
            there += u64::from(self.ms(step));
            back += u64::from(self.ms(step ^ 1));
            let node = self.destination(step);
            let next = self.onward(node).map(|[a, b]| if a == step ^ 1 { b } else { a });
            match next {
                Some(next) if node != start && !self.done[next as usize / 2] => {
                    shape.push((self.pieces.nodes[node], elapsed));
                    step = next;
                }
                _ => break node,
            }
        };
        let time = |open: bool, total: u64| {
            // A day at most: no road is longer.
            let total = u32::try_from(total).unwrap_or(LONGEST_MS).min(LONGEST_MS);
            open.then_some(total)
        };
        let has_doors = self.pieces.list[step as usize / 2].has_doors;
        let (tail, head) = (self.keep(start), self.keep(end));
        let segment = Segment {
            tail,
            head,
            forward_ms: time(open[0], there),
            backward_ms: time(open[1], back),
            has_doors,
        };
        let inner = shape
            .into_iter()
            .map(|(position, at)| (position, at as f64 / elapsed as f64));
        self.builder.add_segment(segment, inner)
    }

    /// The inner points of one step, with the milliseconds elapsed at each, by length.
    fn walk(&self, step: Step, before: u64, ms: u64, shape: &mut Vec<([i32; 2], u64)>) {
        let piece = &self.pieces.list[step as usize / 2];
        if piece.inner.is_empty() {
            return;
        }
        let mut line = Vec::with_capacity(piece.inner.len() + 2);
        line.push(self.pieces.nodes[piece.ends[0] as usize]);
        line.extend_from_slice(&self.pieces.route[piece.inner.clone()]);
        line.push(self.pieces.nodes[piece.ends[1] as usize]);
        if step % 2 == 1 {
            line.reverse();
        }
        let shares = crate::plane::shares(&line);
        let inner = line.len() - 2;
        shape.extend(
            line.into_iter()
                .zip(shares)
                .skip(1)
                .take(inner)
                .map(|(position, share)| {
                    // Within the step's own milliseconds, as the share is within 0 and 1.
                    (position, before + (share * ms as f64) as u64)
                }),
        );
    }

    fn keep(&mut self, node: usize) -> u32 {
        if self.kept[node] == u32::MAX {
            self.kept[node] = self.builder.add_node(self.pieces.nodes[node]);
        }
        self.kept[node]
    }

    /// Junctions of three roads or more, and lights, cost time.
    fn delays(&mut self, profile: &Profile) {
        for node in 0..self.kept.len() {
            if self.kept[node] != u32::MAX {
                let junction = if self.at(node).len() > 2 {
                    profile.junction_ms
                } else {
                    0
                };
                let signals = if self.pieces.signals[node] {
                    profile.signals_ms
                } else {
                    0
                };
                self.builder
                    .set_delay(self.kept[node], junction.saturating_add(signals));
            }
        }
    }
}
