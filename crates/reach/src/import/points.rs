//! Second pass: where the points of the ways are, and what stands there.

use super::{
    pbf::Extract,
    profile::{Mode, NodeKind},
};
use crate::ReachError;

/// The points that the ways need, by increasing OSM id.
#[derive(Debug)]
pub(super) struct Points {
    ids: Vec<i64>,
    /// Whether two ways or more share the point, or a way ends there, or one passes it twice.
    pub(super) shared: Vec<bool>,
    /// `lon, lat` in 1e-7 degrees; none when the extract was cut there.
    pub(super) positions: Vec<Option<[i32; 2]>>,
    pub(super) kinds: Vec<NodeKind>,
}

impl Points {
    /// The points named in `refs`, way after way (`ends` as in [`super::ways::Ways`]).
    pub(super) fn needed(refs: &[i64], ends: &[usize]) -> Self {
        let mut ids = refs.to_vec();
        ids.sort_unstable();
        let mut shared = Vec::new();
        let mut distinct = 0;
        for i in 0..ids.len() {
            if distinct > 0 && ids[distinct - 1] == ids[i] {
                shared[distinct - 1] = true;
            } else {
                ids[distinct] = ids[i];
                distinct += 1;
                shared.push(false);
            }
        }
        ids.truncate(distinct);
        ids.shrink_to_fit();
        let mut points = Self {
            positions: vec![None; ids.len()],
            kinds: vec![NodeKind::Plain; ids.len()],
            ids,
            shared,
        };
        let mut start = 0;
        for &end in ends {
            for id in [refs[start], refs[end - 1]] {
                if let Some(i) = points.index(id) {
                    points.shared[i] = true;
                }
            }
            start = end;
        }
        points
    }

    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    pub(super) fn index(&self, id: i64) -> Option<usize> {
        self.ids.binary_search(&id).ok()
    }

    pub(super) fn read(&mut self, extract: Extract, mode: Mode, progress: &dyn Fn(u64, u64)) -> Result<(), ReachError> {
        let Self {
            ids, positions, kinds, ..
        } = self;
        extract.for_each_block(
            |block| {
                let mut found = Vec::new();
                let mut cursor = Cursor { ids, next: 0 };
                block.nodes(|id, position, tags| {
                    if let Some(i) = cursor.find(id) {
                        found.push((i, position, mode.at_node(tags)));
                    }
                })?;
                Ok(found)
            },
            |found| {
                for (i, position, kind) in found {
                    positions[i] = Some(position);
                    kinds[i] = kind;
                }
            },
            progress,
        )
    }
}

/// Extracts list points by increasing id: the next one sought is nearly always at hand.
struct Cursor<'a> {
    ids: &'a [i64],
    next: usize,
}

impl Cursor<'_> {
    fn find(&mut self, id: i64) -> Option<usize> {
        let near = |i: usize| self.ids.get(i).is_some_and(|&known| known >= id);
        let behind = self.next == 0 || self.ids.get(self.next - 1).is_some_and(|&known| known < id);
        if !(behind && near(self.next)) {
            self.next = self.ids.partition_point(|&known| known < id);
        }
        (self.ids.get(self.next) == Some(&id)).then_some(self.next)
    }
}
