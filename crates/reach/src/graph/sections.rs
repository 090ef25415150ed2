//! The parts of a graph file, and where each is.

use std::ops::Range;

/// The parts, in the file's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// JSON: [`super::file::Heading`].
    About,
    /// `[i32; 2]` per node: lon, lat in 1e-7 degrees.
    Nodes,
    /// `u16` per node: milliseconds to pass it.
    Delays,
    /// `u32` per node and one more; `[u32; 2]` per arc: the other node, milliseconds.
    ForwardOffsets,
    ForwardArcs,
    BackwardOffsets,
    BackwardArcs,
    /// `[u32; 4]` per segment: tail, head, milliseconds forward, backward; those that one can snap to come first.
    Segments,
    /// `u32` per segment and one more; `[i32; 2]` and `u16` per inner point: where it is, and the share of the time.
    ShapeOffsets,
    ShapePoints,
    ShapeShares,
    /// One bit per node, in `u64`: whether it is in the main part.
    MainPart,
    /// `[i32; 4]` per box of the tree: west, south, east, north in 1e-7 degrees.
    Boxes,
}

pub(super) const SECTION_COUNT: usize = 13;

/// Where each section's bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sections(pub(super) [Range<usize>; SECTION_COUNT]);

impl Sections {
    /// The values of a section. Its place, alignment and length were checked on opening.
    pub(super) fn slice<'a, T: bytemuck::Pod>(&self, bytes: &'a [u8], section: Section) -> &'a [T] {
        bytemuck::cast_slice(&bytes[self.0[section as usize].clone()])
    }

    /// The same, for bytes that are not yet known to be sound.
    pub(super) fn try_slice<'a, T: bytemuck::Pod>(&self, bytes: &'a [u8], section: Section) -> Option<&'a [T]> {
        bytemuck::try_cast_slice(bytes.get(self.0[section as usize].clone())?).ok()
    }
}
