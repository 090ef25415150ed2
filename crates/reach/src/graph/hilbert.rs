//! Order along a Hilbert curve: places that are near on the ground are near in memory.

/// Position on the curve of a point of a 65,536 × 65,536 grid.
///
/// Source: J. Skilling, "Programming the Hilbert curve" (2004), in the two-dimensional form that is common knowledge.
/// Without branches, which no processor can foretell here: a half is turned by masks.
pub(super) fn key(mut x: u32, mut y: u32) -> u32 {
    let mut key = 0;
    for bit in (0..16).rev() {
        let (right, up) = (x >> bit & 1, y >> bit & 1);
        key = key << 2 | ((3 * right) ^ up);
        // All ones in the lower half, where x and y change places; there, on the right, both are mirrored first.
        let lower = up.wrapping_sub(1);
        let mirrored = right.wrapping_neg() & lower & 0xffff;
        (x, y) = (x ^ mirrored, y ^ mirrored);
        let swapped = (x ^ y) & lower;
        (x, y) = (x ^ swapped, y ^ swapped);
    }
    key
}

/// The indices of `positions` in the order of the curve over their own bounding box; equal keys by index.
pub(super) fn order(positions: &[[i32; 2]]) -> Vec<u32> {
    let corner = |pick: fn(i32, i32) -> i32| {
        positions
            .iter()
            .copied()
            .reduce(|a, b| [pick(a[0], b[0]), pick(a[1], b[1])])
            .unwrap_or_default()
    };
    let (low, high) = (corner(i32::min), corner(i32::max));
    let cell = |value: i32, axis: usize| {
        let span = (i64::from(high[axis]) - i64::from(low[axis])).max(1);
        // In range: the value is within the box.
        ((i64::from(value) - i64::from(low[axis])) * 65_535 / span) as u32
    };
    // Key and index in one number, which sorts faster than a pair.
    let mut keyed: Vec<u64> = (0_u32..)
        .zip(positions)
        .map(|(i, position)| u64::from(key(cell(position[0], 0), cell(position[1], 1))) << 32 | u64::from(i))
        .collect();
    keyed.sort_unstable();
    // The lower half is the index.
    keyed.into_iter().map(|keyed| keyed as u32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_visits_neighbouring_cells_one_after_the_other() {
        let side = 16_u32;
        let mut cells: Vec<(u32, (u32, u32))> = (0..side * side)
            .map(|i| (key(i % side, i / side), (i % side, i / side)))
            .collect();
        cells.sort_unstable();
        for pair in cells.windows(2) {
            let ((_, a), (_, b)) = (pair[0], pair[1]);
            assert_eq!(a.0.abs_diff(b.0) + a.1.abs_diff(b.1), 1, "{a:?} {b:?}");
        }
    }
}
