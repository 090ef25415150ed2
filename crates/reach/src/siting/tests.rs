//! Small instances against every choice there is.

use super::{Covering, Gain, Selection, Solver, greedy, quick};
use crate::ReachError;
use proptest::prelude::*;
use std::time::Duration;

/// Weights, and for each site the points that it serves.
fn coverings() -> impl Strategy<Value = Covering> {
    (0_usize..14).prop_flat_map(|points| {
        let weights = prop::collection::vec(0_u32..40, points);
        let set = prop::collection::vec(0..16_u32, 0..8);
        (weights, prop::collection::vec(set, 0..11)).prop_map(|(weights, sets)| Covering::new(weights, sets))
    })
}

/// What the best choice of `n` sites serves, by trying all.
fn best(covering: &Covering, n: usize) -> u64 {
    let choices = 0_u32..1 << covering.site_count();
    let choices = choices.filter(|choice| choice.count_ones() as usize <= n);
    let served = choices.map(|choice| {
        let sites: Vec<usize> = (0..covering.site_count())
            .filter(|site| choice >> site & 1 == 1)
            .collect();
        covering.served_by(&sites)
    });
    served.max().unwrap()
}

/// Greedy without cleverness.
fn plain_greedy(covering: &Covering, n: usize) -> Vec<usize> {
    let mut chosen = Vec::new();
    while chosen.len() < n {
        let before = covering.served_by(&chosen);
        let gain = |&site: &usize| covering.served_by(&[&chosen[..], &[site]].concat()) - before;
        let Some(site) = (0..covering.site_count()).rev().max_by_key(gain) else {
            break;
        };
        if gain(&site) == 0 {
            break;
        }
        chosen.push(site);
    }
    chosen
}

fn numbers(selection: &Selection) -> Vec<usize> {
    selection.sites.iter().map(|gain| gain.site).collect()
}

fn is_consistent(covering: &Covering, selection: &Selection, n: usize) -> Result<(), TestCaseError> {
    prop_assert!(selection.sites.len() <= n);
    prop_assert!(selection.sites.iter().all(|gain| gain.gain > 0));
    prop_assert!(
        selection.sites.windows(2).all(|pair| pair[0].gain >= pair[1].gain),
        "{selection:?}"
    );
    prop_assert_eq!(selection.gained(), covering.served_by(&numbers(selection)));
    prop_assert!((0.0..=1.0).contains(&selection.gap()));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn lazy_greedy_is_plain_greedy_and_63_percent_of_the_best_exchanges_only_help_and_bounds_hold(
        covering in coverings(), n in 0_usize..8
    ) {
        let found = greedy(&covering, n);
        is_consistent(&covering, &found, n)?;
        prop_assert_eq!(numbers(&found), plain_greedy(&covering, n));
        let best = best(&covering, n);
        prop_assert!(found.gained() as f64 >= (1.0 - (-1.0_f64).exp()) * best as f64);
        prop_assert!(found.bound >= best, "{} {best}", found.bound);
        let exchanged = quick(&covering, n);
        is_consistent(&covering, &exchanged, n)?;
        prop_assert!((found.gained()..=best).contains(&exchanged.gained()), "{:?}", exchanged);
        prop_assert!((best..=found.bound).contains(&exchanged.bound), "{:?} {best}", exchanged);
    }
}

/// Greedy takes the large one in the middle, and needs three where two are enough.
fn where_greedy_fails() -> Covering {
    Covering::new(vec![3, 3, 2, 3, 3, 2], [vec![1, 2, 3, 4], vec![0, 1, 2], vec![3, 4, 5]])
}

#[test]
fn greedy_may_miss_the_best_and_says_by_how_much() {
    let found = greedy(&where_greedy_fails(), 2);
    assert_eq!(found.sites, [Gain { site: 0, gain: 11 }, Gain { site: 1, gain: 3 }]);
    assert!(
        found.bound >= 16 && !found.is_proven_best() && found.gap() > 0.0,
        "{found:?}"
    );
}

#[test]
fn more_sites_asked_for_than_there_are_gives_those_that_add_someone() {
    let covering = Covering::new(vec![5, 7], [vec![0], vec![0], vec![1]]);
    let found = greedy(&covering, 100);
    assert_eq!(found.sites, [Gain { site: 2, gain: 7 }, Gain { site: 0, gain: 5 }]);
    assert!(found.is_proven_best());
}

#[test]
fn without_candidates_or_with_nobody_to_serve_no_site_is_chosen_and_that_is_proven_best() {
    for covering in [
        Covering::default(),
        Covering::new(vec![5, 7], []),
        Covering::new(vec![0, 0], [vec![0, 1]]),
        Covering::new(vec![5, 7], [vec![], vec![9]]),
    ] {
        let found = quick(&covering, 3);
        assert_eq!(found, greedy(&covering, 3));
        assert!(found.sites.is_empty() && found.is_proven_best(), "{found:?}");
        assert!(found.gap().abs() < f64::EPSILON);
    }
}

/// Seven points on seven lines of three, of which any two share one point: two lines serve five, and no count proves that
/// six cannot be served.
fn seven_lines() -> Covering {
    let lines = [
        [0, 1, 2],
        [0, 3, 4],
        [0, 5, 6],
        [1, 3, 5],
        [1, 4, 6],
        [2, 3, 6],
        [2, 4, 5],
    ];
    Covering::new(vec![1; 7], lines.map(Vec::from))
}

#[cfg(unix)]
#[test]
fn a_program_that_is_no_solver_is_an_error_and_a_missing_one_is_none() {
    let nowhere = std::path::Path::new("/nowhere");
    let not_a_solver = Solver::find(Some("/bin/true".as_ref()), nowhere, None).unwrap();
    let answer = not_a_solver.exact(&seven_lines(), 2, Duration::from_secs(5));
    assert!(matches!(answer, Err(ReachError::Solver { .. })), "{answer:?}");
    assert_eq!(Solver::find(Some(nowhere), nowhere, Some("/bin".as_ref())), None);
    assert_eq!(Solver::find(None, nowhere, Some("relative:/nowhere".as_ref())), None);
}
