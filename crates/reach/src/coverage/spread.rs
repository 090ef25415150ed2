//! How minutes are shared among inhabitants.

use portee_domain::Spread;

/// The spread of times, each of so many people (`(seconds, people)`, in any order); none without people.
///
/// The Gini coefficient is that of the people's times in ascending order: with `w` people at time `t`, `W` people and a total
/// time `T`, `G = 1 − Σ w (S before + S after) / (W T)`, where `S` is the time summed so far (the trapezium rule on the Lorenz
/// curve). The worst tenth is a tenth of the people, to the person: of the last group that reaches into it, a part.
pub(crate) fn spread(mut times: Vec<(u32, u32)>) -> Option<Spread> {
    times.sort_unstable();
    let people: u64 = times.iter().map(|&(_, people)| u64::from(people)).sum();
    if people == 0 {
        return None;
    }
    let total: u64 = times.iter().map(|&(s, people)| u64::from(s) * u64::from(people)).sum();
    let mut so_far = 0;
    let median = times.iter().find(|&&(_, more)| {
        so_far += u64::from(more);
        2 * so_far >= people
    });
    let tenth = (people as f64 / 10.0).max(1.0);
    let (mut left, mut worst) = (tenth, 0.0);
    for &(seconds, people) in times.iter().rev() {
        let part = f64::from(people).min(left);
        worst += part * f64::from(seconds);
        left -= part;
    }
    let (mut summed, mut area) = (0.0, 0.0);
    for &(seconds, people) in &times {
        let more = f64::from(seconds) * f64::from(people);
        area += f64::from(people) * (2.0 * summed + more);
        summed += more;
    }
    let gini = if total == 0 {
        0.0
    } else {
        1.0 - area / (people as f64 * summed)
    };
    Some(Spread {
        // In range: means of seconds are seconds.
        mean_s: (total as f64 / people as f64).round() as u32,
        median_s: median.map_or(0, |&(seconds, _)| seconds),
        worst_tenth_s: (worst / tenth).round() as u32,
        gini: gini.clamp(0.0, 1.0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ten_people_worked_out_by_hand() {
        // Eight people at 10 s, one at 20 s, one at 100 s: 200 s in all.
        let spread = spread(vec![(100, 1), (10, 8), (20, 1)]).unwrap();
        assert_eq!((spread.mean_s, spread.median_s, spread.worst_tenth_s), (20, 10, 100));
        // Σ w (before + after) = 8 × 80 + 1 × (80 + 100) + 1 × (100 + 200) = 1120; 1 − 1120 / 2000 = 0.44.
        assert!((spread.gini - 0.44).abs() < 1e-12, "{}", spread.gini);
    }

    #[test]
    fn of_a_group_only_the_part_in_the_worst_tenth_counts() {
        // Twenty people: the worst two are one at 100 s and one of those at 50 s.
        let spread = spread(vec![(100, 1), (50, 9), (10, 10)]).unwrap();
        assert_eq!((spread.worst_tenth_s, spread.median_s), (75, 10));
    }

    #[test]
    fn nobody_has_no_spread_and_people_at_the_door_are_all_alike() {
        assert_eq!(spread(vec![]), None);
        assert_eq!(spread(vec![(60, 0)]), None);
        let alike = spread(vec![(0, 5), (0, 3)]).unwrap();
        assert!(alike.mean_s == 0 && alike.gini.abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn groups_or_single_people_in_any_order_give_the_same(times in prop::collection::vec((0_u32..5_000, 1_u32..20), 1..40)) {
            let grouped = spread(times.clone()).unwrap();
            let mut singles: Vec<(u32, u32)> = times.iter().flat_map(|&(s, people)| (0..people).map(move |_| (s, 1))).collect();
            singles.reverse();
            let single = spread(singles).unwrap();
            prop_assert_eq!((grouped.mean_s, grouped.median_s, grouped.worst_tenth_s), (single.mean_s, single.median_s, single.worst_tenth_s));
            prop_assert!((grouped.gini - single.gini).abs() < 1e-9);
            prop_assert!(grouped.mean_s <= grouped.worst_tenth_s.saturating_add(1));
        }
    }
}
