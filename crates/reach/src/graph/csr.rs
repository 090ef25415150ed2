//! Adjacency in compressed rows.

/// The arcs of each node: those of node `n` are `arcs[offsets[n]..offsets[n + 1]]`, each `[other node, milliseconds]`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Csr<'a> {
    pub(crate) offsets: &'a [u32],
    pub(crate) arcs: &'a [[u32; 2]],
}

impl<'a> Csr<'a> {
    /// The arcs of a node.
    #[inline]
    pub(crate) fn of(&self, node: u32) -> &'a [[u32; 2]] {
        let node = node as usize;
        &self.arcs[self.offsets[node] as usize..self.offsets[node + 1] as usize]
    }
}

/// Rows built from `(node, other node, milliseconds)` in any order; each row is sorted.
pub(super) fn rows(nodes: usize, arcs: impl Iterator<Item = (u32, u32, u32)> + Clone) -> (Vec<u32>, Vec<[u32; 2]>) {
    let mut offsets = vec![0_u32; nodes + 1];
    for (node, ..) in arcs.clone() {
        offsets[node as usize + 1] += 1;
    }
    for i in 1..offsets.len() {
        offsets[i] += offsets[i - 1];
    }
    let mut next = offsets.clone();
    let mut filled = vec![[0; 2]; offsets[nodes] as usize];
    for (node, other, ms) in arcs {
        let at = &mut next[node as usize];
        filled[*at as usize] = [other, ms];
        *at += 1;
    }
    for pair in offsets.windows(2) {
        filled[pair[0] as usize..pair[1] as usize].sort_unstable();
    }
    (offsets, filled)
}
