//! The largest part where every node is reached from every other.

use super::csr::Csr;

const UNSEEN: u32 = u32::MAX;

/// Marks the nodes of the largest strongly connected part, one bit each; of two as large, the one with the smallest node.
///
/// R. Tarjan, "Depth-first search and linear graph algorithms" (1972), without recursion.
pub(super) fn main_part(graph: Csr<'_>) -> Vec<u64> {
    let count = graph.offsets.len() - 1;
    let part = parts(graph, count);
    let mut sizes: Vec<(u32, u32)> = Vec::new();
    for (node, &part) in (0_u32..).zip(&part) {
        let part = part as usize;
        if sizes.len() <= part {
            sizes.resize(part + 1, (0, u32::MAX));
        }
        sizes[part].0 += 1;
        sizes[part].1 = sizes[part].1.min(node);
    }
    let largest = (0_u32..)
        .zip(&sizes)
        .max_by_key(|(_, (size, first))| (*size, std::cmp::Reverse(*first)));
    let mut bits = vec![0_u64; count.div_ceil(64)];
    if let Some((largest, _)) = largest {
        for (node, _) in part.iter().enumerate().filter(|(_, part)| **part == largest) {
            bits[node / 64] |= 1 << (node % 64);
        }
    }
    bits
}

/// The number of each node's part.
fn parts(graph: Csr<'_>, count: usize) -> Vec<u32> {
    let (mut order, mut low, mut part) = (vec![UNSEEN; count], vec![0_u32; count], vec![UNSEEN; count]);
    let (mut clock, mut found) = (0_u32, 0_u32);
    let mut open: Vec<u32> = Vec::new();
    // Nodes being explored, each with the arc to look at next.
    let mut path: Vec<(u32, u32)> = Vec::new();
    for root in (0_u32..).take(count) {
        if order[root as usize] != UNSEEN {
            continue;
        }
        path.push((root, graph.offsets[root as usize]));
        while let Some((node, arc)) = path.last_mut() {
            let n = *node as usize;
            if order[n] == UNSEEN {
                order[n] = clock;
                low[n] = clock;
                clock += 1;
                open.push(*node);
            }
            if *arc < graph.offsets[n + 1] {
                let next = graph.arcs[*arc as usize][0];
                *arc += 1;
                if order[next as usize] == UNSEEN {
                    path.push((next, graph.offsets[next as usize]));
                } else if part[next as usize] == UNSEEN {
                    low[n] = low[n].min(order[next as usize]);
                }
                continue;
            }
            if low[n] == order[n] {
                while let Some(member) = open.pop() {
                    part[member as usize] = found;
                    if member as usize == n {
                        break;
                    }
                }
                found += 1;
            }
            path.pop();
            if let Some((before, _)) = path.last() {
                low[*before as usize] = low[*before as usize].min(low[n]);
            }
        }
    }
    part
}
