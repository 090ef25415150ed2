//! Order along a Hilbert curve: places that are near on the ground are near in memory.

/// Position on the curve of a point of a 65,536 × 65,536 grid.
///
/// Source: J. Skilling, "Programming the Hilbert curve" (2004), in the two-dimensional form that is common knowledge.
pub(super) fn key(mut x: u32, mut y: u32) -> u32 {
    let mut key = 0;
    let mut side = 1_u32 << 15;
    while side > 0 {
        let (right, up) = (u32::from(x & side > 0), u32::from(y & side > 0));
        key = key << 2 | ((3 * right) ^ up);
        if up == 0 {
            if right == 1 {
                x = 65_535 - x;
                y = 65_535 - y;
            }
            std::mem::swap(&mut x, &mut y);
        }
        side >>= 1;
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
    let mut keyed: Vec<(u32, u32)> = (0_u32..)
        .zip(positions)
        .map(|(i, position)| (key(cell(position[0], 0), cell(position[1], 1)), i))
        .collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, i)| i).collect()
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
