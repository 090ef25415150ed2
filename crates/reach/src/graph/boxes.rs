//! A static tree of bounding boxes over the segments that a point may be snapped to, in Hilbert order (a packed R-tree).

/// Segments under a box of the lowest level, and boxes under a box of the levels above.
pub(crate) const FAN: usize = 16;

/// West, south, east, north, in 1e-7 degrees.
pub(crate) type Box4 = [i32; 4];

/// The tree: lowest level first, each level's boxes covering [`FAN`] of the one below.
#[derive(Debug, Clone)]
pub(crate) struct Boxes<'a> {
    boxes: &'a [Box4],
    /// Number of segments, then of boxes in each level.
    sizes: Vec<usize>,
}

/// How many boxes each level has over `segments` segments, lowest first; none when there is no segment.
fn level_sizes(segments: usize) -> impl Iterator<Item = usize> {
    let first = (segments > 0).then(|| segments.div_ceil(FAN));
    std::iter::successors(first, |&size| (size > 1).then(|| size.div_ceil(FAN)))
}

/// How many boxes there are in all over `segments` segments.
pub(super) fn box_count(segments: usize) -> usize {
    level_sizes(segments).sum()
}

/// The tree over the boxes of the segments.
pub(super) fn build(segments: &[Box4]) -> Vec<Box4> {
    let mut all: Vec<Box4> = Vec::new();
    let mut below = segments.to_vec();
    for _ in level_sizes(segments.len()) {
        below = below
            .chunks(FAN)
            .map(|group| group.iter().copied().fold(EMPTY, around))
            .collect();
        all.extend_from_slice(&below);
    }
    all
}

/// The box of nothing.
pub(super) const EMPTY: Box4 = [i32::MAX, i32::MAX, i32::MIN, i32::MIN];

/// The smallest box around two.
pub(super) fn around(a: Box4, b: Box4) -> Box4 {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

/// A box of the tree, or one segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Entry {
    Segment(u32),
    Box { level: usize, index: usize },
}

impl<'a> Boxes<'a> {
    pub(super) fn new(boxes: &'a [Box4], segments: usize) -> Self {
        Self {
            boxes,
            sizes: std::iter::once(segments).chain(level_sizes(segments)).collect(),
        }
    }

    /// The box of everything.
    pub(crate) fn root(&self) -> Option<Entry> {
        let level = self.sizes.len() - 1;
        (level > 0).then_some(Entry::Box { level, index: 0 })
    }

    /// What is in a box: smaller boxes, or segments.
    pub(crate) fn children(&self, level: usize, index: usize) -> impl Iterator<Item = Entry> + use<> {
        let below = level - 1;
        let first = index * FAN;
        let last = (first + FAN).min(self.sizes[below]);
        (first..last).map(move |index| match below {
            // In range: segments are numbered in 32 bits.
            0 => Entry::Segment(index as u32),
            level => Entry::Box { level, index },
        })
    }

    /// The corners of a box.
    pub(crate) fn corners(&self, level: usize, index: usize) -> Box4 {
        let before: usize = self.sizes[1..level].iter().sum();
        self.boxes[before + index]
    }
}
