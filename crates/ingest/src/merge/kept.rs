//! The decisions kept in the edition: the pairs that made a venue, and the near misses.

use super::clusters::Clusters;
use super::evidence::{NEAR_MISS, THRESHOLD, VETO};
use super::scale::Scale;
use portee_domain::{Decision, RowRef, Verdict};
use std::cmp::Reverse;
use std::collections::HashMap;

/// Near misses kept of each row: the nearest.
const MISSES_A_ROW: usize = 3;

/// The decisions, sorted by their rows. There are fewer than four a row.
pub(super) fn decisions(weighed: &[(i32, usize, usize)], clusters: &Clusters, scale: &Scale<'_>) -> Vec<Decision> {
    let mut kept: Vec<(usize, usize, Verdict)> = clusters.unions.iter().map(|(a, b)| (*a, *b, Verdict::Same)).collect();
    let mut misses: Vec<(i32, usize, usize)> = weighed
        .iter()
        .filter(|(_, a, b)| clusters.group_of[*a] != clusters.group_of[*b])
        .map(|(score, a, b)| (without_veto(*score), *a, *b))
        .filter(|(score, ..)| *score >= THRESHOLD - NEAR_MISS)
        .collect();
    misses.sort_unstable_by_key(|(score, a, b)| (Reverse(*score), *a, *b));
    let mut of_row: HashMap<usize, usize> = HashMap::new();
    for (_, a, b) in misses {
        let full = |row: &usize| of_row.get(row).is_some_and(|count| *count >= MISSES_A_ROW);
        if full(&a) || full(&b) {
            continue;
        }
        *of_row.entry(a).or_default() += 1;
        *of_row.entry(b).or_default() += 1;
        kept.push((a, b, Verdict::Different));
    }
    let reference = |row: usize| {
        let row = scale.features[row].row;
        RowRef {
            source: row.origin.source.clone(),
            row: row.row,
        }
    };
    // Rows are in the order of their references.
    kept.sort_unstable_by_key(|(a, b, _)| (*a, *b));
    let decision = |(a, b, verdict): (usize, usize, Verdict)| Decision {
        a: reference(a),
        b: reference(b),
        verdict,
        evidence: scale.explain(a, b),
    };
    kept.into_iter().map(decision).collect()
}

/// The score as it would be without the veto of the kinds: such a pair is a near miss that people want to see. Two entries
/// of one register, or of a person's decision, are not: their score stays far below.
fn without_veto(score: i32) -> i32 {
    if (2 * VETO..VETO / 2).contains(&score) {
        score - VETO
    } else {
        score
    }
}
