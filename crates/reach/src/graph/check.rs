//! Whether the sections agree with each other: after this no index read from a file can be out of bounds.

use super::{
    LONGEST_MS, NO_WAY, boxes,
    sections::{Section, Sections},
};

/// Checks everything that the searches rely on; gives the longest arc in milliseconds, or none when something is wrong.
pub(super) fn structure(bytes: &[u8], sections: &Sections, snappable: usize) -> Option<u32> {
    let nodes = sections.try_slice::<[i32; 2]>(bytes, Section::Nodes)?.len();
    let delays = sections.try_slice::<u16>(bytes, Section::Delays)?.len();
    let main = sections.try_slice::<u64>(bytes, Section::MainPart)?.len();
    let longest_forward = arcs(bytes, sections, nodes, Section::ForwardOffsets, Section::ForwardArcs)?;
    let longest_backward = arcs(bytes, sections, nodes, Section::BackwardOffsets, Section::BackwardArcs)?;

    let segments = sections.try_slice::<[u32; 4]>(bytes, Section::Segments)?;
    let node = |node: u32| (node as usize) < nodes;
    let time = |ms: u32| ms == NO_WAY || ms <= LONGEST_MS;
    let sound_segments = segments
        .iter()
        .all(|&[tail, head, forward, backward]| node(tail) && node(head) && time(forward) && time(backward));

    let points = sections.try_slice::<[i32; 2]>(bytes, Section::ShapePoints)?.len();
    let shares = sections.try_slice::<u16>(bytes, Section::ShapeShares)?.len();
    let outlines = sections.try_slice::<u32>(bytes, Section::ShapeOffsets)?;
    let boxes = sections.try_slice::<[i32; 4]>(bytes, Section::Boxes)?.len();

    let sound = delays == nodes
        && main == nodes.div_ceil(64)
        && u32::try_from(nodes).is_ok_and(|nodes| nodes < u32::MAX)
        && u32::try_from(segments.len()).is_ok_and(|segments| segments < u32::MAX)
        && sound_segments
        && rows(outlines, segments.len(), points)
        && shares == points
        && snappable <= segments.len()
        && boxes == boxes::box_count(snappable);
    sound.then_some(longest_forward.max(longest_backward))
}

fn arcs(bytes: &[u8], sections: &Sections, nodes: usize, offsets: Section, arcs: Section) -> Option<u32> {
    let offsets = sections.try_slice::<u32>(bytes, offsets)?;
    let arcs = sections.try_slice::<[u32; 2]>(bytes, arcs)?;
    let (mut highest, mut longest) = (0, 0);
    for &[other, ms] in arcs {
        highest = highest.max(other);
        longest = longest.max(ms);
    }
    let inside = arcs.is_empty() || (highest as usize) < nodes;
    // A delay of a node at most comes on top of a segment's time.
    let bearable = longest <= LONGEST_MS + u32::from(u16::MAX);
    (rows(offsets, nodes, arcs.len()) && inside && bearable).then_some(longest)
}

/// Whether `offsets` cuts `length` values into `count` rows.
fn rows(offsets: &[u32], count: usize, length: usize) -> bool {
    offsets.len() == count + 1
        && offsets[0] == 0
        && offsets[count] as usize == length
        && offsets.windows(2).all(|pair| pair[0] <= pair[1])
}
