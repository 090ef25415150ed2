//! Groups of rows that are one place, consistent as a whole: no two rows of a group speak against each other, even when a
//! third one is like both.

use super::evidence::{AGAINST, BEST_ON_AVERAGE, ON_AVERAGE};
use super::scale::Scale;
use std::collections::BTreeMap;

/// The groups, and the pairs that made them.
#[derive(Debug)]
pub(super) struct Clusters {
    /// Of each row: its group.
    pub(super) group_of: Vec<usize>,
    /// Sorted rows of each group, in the order of their first row.
    pub(super) groups: Vec<Vec<usize>>,
    /// The pairs that united two groups.
    pub(super) unions: Vec<(usize, usize)>,
}

/// Unites the pairs (score, a, b), the highest score first; equal scores in the order of the rows.
pub(super) fn clusters(weighed: &[(i32, usize, usize)], scale: &Scale<'_>) -> Clusters {
    let count = scale.features.len();
    let mut pairs: Vec<(i32, usize, usize)> = weighed
        .iter()
        .filter(|(score, ..)| Scale::same(*score))
        .copied()
        .collect();
    pairs.sort_unstable_by_key(|(score, a, b)| (-score, *a, *b));
    let mut group_of: Vec<usize> = (0..count).collect();
    let mut members: BTreeMap<usize, Vec<usize>> = (0..count).map(|row| (row, vec![row])).collect();
    let mut unions = Vec::new();
    for (_, a, b) in pairs {
        let (x, y) = (group_of[a].min(group_of[b]), group_of[a].max(group_of[b]));
        if x == y {
            continue;
        }
        if consistent(&members[&x], &members[&y], scale) {
            let moved = members.remove(&y).unwrap_or_default();
            for row in &moved {
                group_of[*row] = x;
            }
            members.entry(x).or_default().extend(moved);
            unions.push((a.min(b), a.max(b)));
        }
    }
    let mut groups: Vec<Vec<usize>> = members.into_values().collect();
    for (index, group) in groups.iter_mut().enumerate() {
        group.sort_unstable();
        for row in group {
            group_of[*row] = index;
        }
    }
    Clusters {
        group_of,
        groups,
        unions,
    }
}

/// Whether two groups may be one: no row of one speaks against a row of the other, and on average they speak for it, so
/// that a row that is like both does not pull two places together. Rows that say little lower the average of all pairs
/// without speaking against; it is enough, then, that each row has a pair that speaks for it.
fn consistent(left: &[usize], right: &[usize], scale: &Scale<'_>) -> bool {
    let (mut sum, mut pairs) = (0_i64, 0_i64);
    let mut best_of_right = vec![i64::MIN; right.len()];
    let mut bests = 0_i64;
    for a in left {
        let mut best_of_a = i64::MIN;
        for (b, best_of_b) in right.iter().zip(&mut best_of_right) {
            let score = scale.score(*a, *b);
            if score <= AGAINST {
                return false;
            }
            let score = i64::from(score);
            sum += score;
            pairs += 1;
            best_of_a = best_of_a.max(score);
            *best_of_b = score.max(*best_of_b);
        }
        bests += best_of_a;
    }
    bests += best_of_right.iter().sum::<i64>();
    let rows = i64::try_from(left.len() + right.len()).unwrap_or(i64::MAX);
    sum >= pairs * i64::from(ON_AVERAGE) || bests >= rows.saturating_mul(i64::from(BEST_ON_AVERAGE))
}
