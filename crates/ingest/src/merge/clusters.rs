//! Groups of rows that are one place, consistent as a whole: no two rows of a group speak against each other, even when a
//! third one is like both.

use super::evidence::{AGAINST, ON_AVERAGE};
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
/// that a row that is like both does not pull two places together.
fn consistent(left: &[usize], right: &[usize], scale: &Scale<'_>) -> bool {
    let (mut sum, mut pairs) = (0_i64, 0_i64);
    for a in left {
        for b in right {
            let score = scale.score(*a, *b);
            if score <= AGAINST {
                return false;
            }
            sum += i64::from(score);
            pairs += 1;
        }
    }
    sum >= pairs * i64::from(ON_AVERAGE)
}
