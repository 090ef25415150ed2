//! Cutting a ring to a square (I. Sutherland, G. Hodgman, "Reentrant Polygon Clipping", CACM 17, 1974).

use super::mercator::Dot;

/// The part of a ring (without closing vertex, or with it) inside the square from `low` to `high` in both directions.
///
/// Parts that were separate stay joined along the border of the square, which lies outside what is shown.
pub(crate) fn clip(ring: Vec<Dot>, low: i32, high: i32) -> Vec<Dot> {
    let inside = |dot: &Dot| (low..=high).contains(&dot.x) && (low..=high).contains(&dot.y);
    if ring.iter().all(inside) {
        return ring;
    }
    let ring = cut(&ring, |dot| dot.x - low, low, true);
    let ring = cut(&ring, |dot| high - dot.x, high, true);
    let ring = cut(&ring, |dot| dot.y - low, low, false);
    cut(&ring, |dot| high - dot.y, high, false)
}

/// Keeps the side where `depth` is not negative. `at` is where the cutting line is, `vertical` whether it is one.
fn cut(ring: &[Dot], depth: impl Fn(&Dot) -> i32, at: i32, vertical: bool) -> Vec<Dot> {
    let mut kept = Vec::with_capacity(ring.len() + 4);
    let Some(mut from) = ring.last() else {
        return kept;
    };
    for to in ring {
        if (depth(from) >= 0) != (depth(to) >= 0) {
            kept.push(if vertical {
                Dot {
                    x: at,
                    y: between(from.y, to.y, at - from.x, to.x - from.x),
                }
            } else {
                Dot {
                    x: between(from.x, to.x, at - from.y, to.y - from.y),
                    y: at,
                }
            });
        }
        if depth(to) >= 0 {
            kept.push(*to);
        }
        from = to;
    }
    kept
}

/// The number that lies `part / whole` of the way.
fn between(from: i32, to: i32, part: i32, whole: i32) -> i32 {
    let way = (i64::from(to) - i64::from(from)) * i64::from(part) / i64::from(whole);
    // It lies between two `i32`s.
    from + i32::try_from(way).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::super::shapes::doubled_area;
    use super::*;
    use proptest::prelude::*;

    fn ring(dots: &[(i32, i32)]) -> Vec<Dot> {
        dots.iter().map(|&(x, y)| Dot { x, y }).collect()
    }

    #[test]
    fn a_square_half_outside_is_halved() {
        let cut = clip(ring(&[(-10, 0), (10, 0), (10, 10), (-10, 10)]), 0, 100);
        assert_eq!(doubled_area(&cut).abs(), 2 * 100);
    }

    #[test]
    fn a_ring_around_the_square_becomes_the_square() {
        let cut = clip(ring(&[(-500, -500), (500, -500), (500, 500), (-500, 500)]), 0, 100);
        assert_eq!(doubled_area(&cut), 2 * 100 * 100);
    }

    #[test]
    fn a_ring_elsewhere_leaves_nothing() {
        assert!(clip(ring(&[(200, 200), (300, 200), (300, 300)]), 0, 100).is_empty());
        assert!(clip(Vec::new(), 0, 100).is_empty());
    }

    proptest! {
        #[test]
        fn what_is_left_is_inside_and_no_larger_than_the_square(
            dots in prop::collection::vec((-70_000_000..70_000_000, -70_000_000..70_000_000), 0..20)
        ) {
            let cut = clip(ring(&dots), -64, 4160);
            for dot in &cut {
                prop_assert!((-64..=4160).contains(&dot.x) && (-64..=4160).contains(&dot.y));
            }
        }
    }
}
