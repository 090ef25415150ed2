//! Where next, on real départements: the quick choice beside the exact one, and how fast a planner's change is answered.

use crate::{
    coverage::MIDI_PYRENEES,
    data::{geography, in_var},
    inhabited::france,
    pipeline::venues,
    region::{commune_density, import},
};
use portee_domain::{CommuneCode, Level, Target, VenueId};
use portee_reach::siting::{Covering, Scenario, Search, Solver, Study, Weight, candidates, greedy, quick};
use portee_reach::{CoverageInput, Criteria, Hubs, Network, Population, Profile, VenueFacts, coverage};
use proptest::prelude::*;
use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

const LIMIT: Duration = Duration::from_mins(1);

/// The solver that `make solver` installs; none, said loudly, when it is not there.
fn solver() -> Option<Solver> {
    let program = in_var("solveur/highsbox/highs_dist/bin/highs")?;
    Solver::find(Some(&program), Path::new(""), None)
}

fn inhabitants() -> Option<&'static Population> {
    Some(&france()?.0)
}

/// On the region's roads, and without any.
fn networks() -> Option<[(&'static str, Network); 2]> {
    let roads = import("midi-pyrenees", &Profile::car(), &commune_density()?)?;
    let geography = geography()?;
    Some([
        ("roads", Network::new(Some(roads), Arc::clone(geography))),
        ("estimate", Network::new(None, Arc::clone(geography))),
    ])
}

/// What this thread has used of a processor, so that a busy machine does not count; none where the system does not say.
fn processor_time() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

#[test]
fn in_real_departements_the_quick_choice_is_within_2_percent_of_the_exact_one() {
    let (Some(networks), Some(population), Some(venues), Some(solver)) =
        (networks(), inhabitants(), venues(), solver())
    else {
        return;
    };
    let mut worst: f64 = 0.0;
    for (name, network) in &networks {
        for departement in MIDI_PYRENEES {
            let holds = |code: &CommuneCode| code.departement().as_str() == departement;
            let study = Study::new(network, population, &venues, Target::PROMISE, holds);
            let sites = candidates(network.geography(), [], Target::PROMISE, holds);
            let started = Instant::now();
            let covering = study.covering(network, &sites, Weight::Inhabitants);
            let (sets_ms, mut slowest) = (started.elapsed().as_millis(), Duration::ZERO);
            for n in [1, 3, 5, 10, 20] {
                let started = Instant::now();
                let (first, at_once) = (greedy(&covering, n), quick(&covering, n));
                let quick_ms = started.elapsed().as_millis();
                let started = Instant::now();
                let best = solver.exact(&covering, n, LIMIT).unwrap();
                slowest = slowest.max(started.elapsed());
                assert!(best.is_proven_best() && !best.stopped, "{departement} {n}: {best:?}");
                assert!(best.gained() >= at_once.gained() && best.bound <= at_once.bound);
                let below = |gained: u64| match best.gained() {
                    0 => 0.0,
                    most => 1.0 - gained as f64 / most as f64,
                };
                if below(first.gained()) > 0.01 || n == 5 {
                    println!(
                        "{name} {departement}, {n} of {} sites: {} of {} served at best, {:.2} % less by greedy, {:.2} % less \
                         after exchanges ({quick_ms} ms), which say {:.1} %",
                        sites.len(),
                        best.gained(),
                        covering.demand(),
                        100.0 * below(first.gained()),
                        100.0 * below(at_once.gained()),
                        100.0 * at_once.gap()
                    );
                }
                worst = worst.max(below(at_once.gained()));
            }
            println!("{name} {departement}: sets {sets_ms} ms, exact {slowest:.0?} at most");
        }
    }
    assert!(worst <= 0.02, "{worst}");
}

#[test]
fn a_place_put_or_taken_away_is_answered_in_less_than_100_ms_and_a_study_says_what_coverage_says() {
    let (Some(networks), Some(population), Some(venues)) = (networks(), inhabitants(), venues()) else {
        return;
    };
    let near: Vec<_> = population
        .points()
        .iter()
        .filter(|point| MIDI_PYRENEES.contains(&population.communes()[point.commune()].departement().as_str()))
        .map(|point| (point.commune(), point.lon_lat(), point.inhabitants(), point.seniors()))
        .collect();
    let population = Population::from_points(population.communes().to_vec(), &near);
    let (hubs, criteria) = (Hubs::built_in().unwrap(), Criteria::built_in().unwrap());
    let on = chrono::NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
    for (name, network) in &networks {
        let input = CoverageInput {
            network,
            population: &population,
            venues: &venues,
            hubs: &hubs,
            criteria: &criteria,
            on,
        };
        let all = coverage(&input, &|_, _, _| {});
        for departement in MIDI_PYRENEES {
            let holds = |code: &CommuneCode| code.departement().as_str() == departement;
            let started = Instant::now();
            let study = Study::new(network, &population, &venues, Target::PROMISE, holds);
            let made = started.elapsed();
            let now = study.now();
            let territory = all.territory(Level::Departement, departement).unwrap();
            assert_eq!(
                Some(now.coverage),
                territory.target(Target::PROMISE),
                "{name} {departement}"
            );
            assert_eq!(now.spread, territory.spread, "{name} {departement}");

            let hall = candidates(network.geography(), [], Target::PROMISE, holds)[10].position;
            let removed = venues.iter().filter(|venue| {
                network
                    .stop(venue.position.0, venue.position.1)
                    .is_some_and(|stop| holds(&network.geography().communes()[stop.commune as usize].code))
            });
            let removed: Vec<VenueId> = removed.take(3).map(|venue| venue.id.clone()).collect();
            let scenario = Scenario {
                added: vec![hall],
                removed: removed.clone(),
            };
            let started = Instant::now();
            let clock = || processor_time().unwrap_or_else(|| started.elapsed());
            let before = clock();
            let answers: Vec<_> = (0..5).map(|_| study.what_if(network, &scenario)).collect();
            let took = clock().saturating_sub(before) / 5;
            let (after, ignored) = &answers[0];
            println!("{name} {departement}: made in {made:.0?}, a change {took:.1?}");
            assert!(took < Duration::from_millis(100), "{took:?}");
            assert!(ignored.nowhere.is_empty() && ignored.unknown.is_empty() && removed.len() == 3);

            let mut changed: Vec<VenueFacts> = venues
                .iter()
                .filter(|venue| !removed.contains(&venue.id))
                .cloned()
                .collect();
            let model = changed[0].clone();
            changed.push(VenueFacts {
                position: hall,
                ..model
            });
            assert_eq!(
                *after,
                Study::new(network, &population, &changed, Target::PROMISE, holds).now(),
                "{name} {departement}"
            );
        }
    }
}

#[test]
fn venues_that_do_not_offer_a_service_have_nobody_near_and_any_site_helps() {
    let (Some(networks), Some(population), Some(venues)) = (networks(), inhabitants(), venues()) else {
        return;
    };
    let network = &networks[1].1;
    let holds = |code: &CommuneCode| code.departement().as_str() == "09";
    let target = Target::Saturday;
    let study = Study::new(network, population, &venues, target, holds);
    let now = study.now();
    assert_eq!((now.coverage.bands.within(3), now.spread), (0, None));
    assert_eq!(now.coverage.surely_beyond, now.coverage.bands.total());
    let sites = candidates(network.geography(), [], target, holds);
    for weight in Weight::ALL {
        let proposal = study.propose(network, &sites, weight, 5, Search::Quick).unwrap();
        assert_eq!(proposal.selection.sites.len(), 5, "{weight:?}");
        assert!(proposal.served_before == 0 && proposal.within_reach > 0);
        assert!(proposal.selection.gained() <= proposal.within_reach && proposal.within_reach <= proposal.demand);
        let added: Vec<_> = proposal
            .selection
            .sites
            .iter()
            .map(|gain| sites[gain.site].position)
            .collect();
        let (after, _) = study.what_if(
            network,
            &Scenario {
                added,
                removed: Vec::new(),
            },
        );
        if weight == Weight::Inhabitants {
            assert_eq!(u64::from(after.coverage.surely_kept), proposal.selection.gained());
        }
    }
}

/// What the best choice of `n` sites serves, by trying all.
fn best(covering: &Covering, n: usize) -> u64 {
    let choices = (0_u32..1 << covering.site_count()).filter(|choice| choice.count_ones() as usize <= n);
    let served = choices.map(|choice| {
        let sites: Vec<usize> = (0..covering.site_count())
            .filter(|site| choice >> site & 1 == 1)
            .collect();
        covering.served_by(&sites)
    });
    served.max().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn exact_serves_as_many_as_the_best_of_all_choices(
        weights in prop::collection::vec(0_u32..40, 6..14),
        sets in prop::collection::vec(prop::collection::vec(0..14_u32, 1..8), 3..11),
        n in 1_usize..6,
    ) {
        let Some(solver) = solver() else { return Ok(()) };
        let covering = Covering::new(weights, sets);
        let found = solver.exact(&covering, n, LIMIT).unwrap();
        prop_assert_eq!(found.gained(), best(&covering, n));
        prop_assert!(found.is_proven_best() && !found.stopped && found.sites.len() <= n, "{:?}", found);
        prop_assert!(found.sites.windows(2).all(|pair| pair[0].gain >= pair[1].gain), "{:?}", found);
    }
}

#[test]
fn a_solver_without_time_gives_the_quick_choice_and_says_that_it_was_stopped() {
    let Some(solver) = solver() else { return };
    // Ten roads between five villages, each served from both ends: no bound at hand proves that two villages serve seven.
    let roads = (0..5_u32)
        .flat_map(|a| (a + 1..5).map(move |b| [a, b]))
        .collect::<Vec<_>>();
    let sets = (0..5).map(|village| {
        (0..10)
            .filter(|&road| roads[road as usize].contains(&village))
            .collect()
    });
    let covering = Covering::new(vec![1; 10], sets.collect::<Vec<Vec<u32>>>());
    let at_once = quick(&covering, 2);
    assert!(at_once.gained() == 7 && !at_once.is_proven_best(), "{at_once:?}");
    let stopped = solver.exact(&covering, 2, Duration::ZERO).unwrap();
    assert!(
        stopped.stopped && stopped.gained() == 7 && stopped.bound >= 7,
        "{stopped:?}"
    );
    let best = solver.exact(&covering, 2, LIMIT).unwrap();
    assert!(best.gained() == 7 && best.is_proven_best() && !best.stopped, "{best:?}");
}
