//! Sharing a whole number of people among places, so that the parts are whole numbers and their sum is exact.

/// Shares `total` in proportion to `weights`, by the largest remainders (Hamilton's method): each part is the exact share
/// rounded down or up. Of equal remainders the first get one more. Weights that are no positive numbers count as 0; when
/// all do, the shares are equal. Nothing to share among gives nothing.
pub(super) fn apportion(total: u32, weights: &[f64]) -> Vec<u32> {
    let usable = |weight: f64| {
        if weight.is_finite() && weight > 0.0 {
            weight
        } else {
            0.0
        }
    };
    // Scaled by the largest, so that no sum is infinite.
    let largest = weights.iter().copied().map(usable).fold(0.0, f64::max);
    let weights: Vec<f64> = weights
        .iter()
        .map(|&weight| if largest > 0.0 { usable(weight) / largest } else { 1.0 })
        .collect();
    let sum: f64 = weights.iter().sum();
    let exact: Vec<f64> = weights.iter().map(|weight| f64::from(total) * weight / sum).collect();
    // Rounded down: at most `total`, which fits. Rounding errors of the quotient are below 1e-6, and are put right below.
    let mut parts: Vec<u32> = exact.iter().map(|share| share.floor() as u32).collect();
    let given: u64 = parts.iter().map(|&part| u64::from(part)).sum();
    let mut order: Vec<usize> = (0..parts.len()).filter(|&i| weights[i] > 0.0).collect();
    order.sort_by(|&a, &b| exact[b].fract().total_cmp(&exact[a].fract()).then(a.cmp(&b)));
    let missing = u64::from(total).saturating_sub(given);
    // Fewer are missing than there are parts.
    for &i in order.iter().take(missing as usize) {
        parts[i] += 1;
    }
    parts
}

/// Shares `total` likewise, no part above its limit: what one place cannot take goes to those that have room. Nothing
/// beyond the sum of the limits is shared.
pub(super) fn apportion_within(total: u32, weights: &[f64], limits: &[u32]) -> Vec<u32> {
    let mut parts = apportion(total, weights);
    let mut room = Vec::with_capacity(limits.len());
    let mut left_over = 0_u64;
    for (part, &limit) in parts.iter_mut().zip(limits) {
        left_over += u64::from(part.saturating_sub(limit));
        *part = (*part).min(limit);
        room.push(limit - *part);
    }
    let free: u64 = room.iter().map(|&room| u64::from(room)).sum();
    // With the room as weights and no more to share than there is room, no exact share is above the room, which is a
    // whole number: rounding up does not pass it. At most `total`, which fits.
    let again = apportion(
        left_over.min(free) as u32,
        &room.iter().map(|&room| f64::from(room)).collect::<Vec<_>>(),
    );
    for ((part, more), room) in parts.iter_mut().zip(again).zip(room) {
        *part += more.min(room);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sum(parts: &[u32]) -> u64 {
        parts.iter().map(|&part| u64::from(part)).sum()
    }

    #[test]
    fn the_largest_remainders_get_what_is_left() {
        assert_eq!(apportion(10, &[1.0, 1.0, 1.0]), [4, 3, 3]);
        assert_eq!(apportion(7, &[5.07, 26.93]), [1, 6]);
        assert_eq!(apportion(3, &[0.0, f64::NAN, -1.0, 2.0]), [0, 0, 0, 3]);
        assert_eq!(apportion(3, &[0.0, 0.0]), [2, 1]);
        assert_eq!(apportion(3, &[]), [0; 0]);
    }

    proptest! {
        #[test]
        fn nobody_is_lost_and_nobody_is_invented(
            total in any::<u32>(), weights in prop::collection::vec(0.0..1e12_f64, 1..200)
        ) {
            let parts = apportion(total, &weights);
            prop_assert_eq!(sum(&parts), u64::from(total));
        }

        #[test]
        fn each_part_is_its_exact_share_rounded(
            total in 0_u32..3_000_000, weights in prop::collection::vec(0.1..1e6_f64, 1..200)
        ) {
            let all: f64 = weights.iter().sum();
            for (part, weight) in apportion(total, &weights).iter().zip(&weights) {
                let exact = f64::from(total) * weight / all;
                prop_assert!((f64::from(*part) - exact).abs() < 1.0 + 1e-6, "{} {}", part, exact);
            }
        }

        #[test]
        fn no_weight_whatever_makes_it_panic(total in any::<u32>(), weights in prop::collection::vec(any::<f64>(), 0..20)) {
            let parts = apportion(total, &weights);
            prop_assert!(weights.is_empty() || sum(&parts) == u64::from(total));
        }

        #[test]
        fn there_are_never_more_seniors_than_inhabitants(
            part in 0.0..=1.0, places in prop::collection::vec((0.0..100.0, 0_u32..100_000), 1..200)
        ) {
            let (weights, limits): (Vec<f64>, Vec<u32>) = places.into_iter().unzip();
            let total = (part * sum(&limits) as f64) as u32;
            let parts = apportion_within(total, &weights, &limits);
            prop_assert_eq!(sum(&parts), u64::from(total));
            prop_assert!(parts.iter().zip(&limits).all(|(part, limit)| part <= limit));
        }
    }
}
