//! Coverages of any shape that the types allow, and one of the size of France.

use crate::arbitrary::{date, id, text};
use portee_domain::{
    Bands, Coverage, Flag, Hub, HubClaim, HubSurvey, Level, Method, Nearest, PopulationReport, RoadReport, Spread,
    Target, TargetCoverage, TerritoryCoverage,
};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![-1e9..1e9, 0.0..1.0, Just(0.0), Just(1e-79), Just(9e79)]
}

fn method() -> impl Strategy<Value = Method> {
    select(vec![Method::Routes, Method::Estimation, Method::Mixte])
}

fn nearest() -> impl Strategy<Value = Nearest> {
    (0_usize..9, any::<[u32; 3]>(), method()).prop_map(|(venue, seconds, method)| Nearest {
        venue: id(venue),
        seconds,
        method,
    })
}

fn spread() -> impl Strategy<Value = Spread> {
    (any::<[u32; 3]>(), number()).prop_map(|([mean_s, median_s, worst_tenth_s], gini)| Spread {
        mean_s,
        median_s,
        worst_tenth_s,
        gini,
    })
}

fn flag() -> impl Strategy<Value = Flag> {
    (text(), text(), number(), number(), any::<bool>()).prop_map(|(criterion, reason, value, threshold, certain)| {
        Flag {
            criterion,
            reason,
            value,
            threshold,
            certain,
        }
    })
}

fn counts(target: Target, counts: [u32; 9]) -> TargetCoverage {
    let [
        b0,
        b1,
        b2,
        b3,
        b4,
        surely_kept,
        surely_beyond,
        seniors_beyond,
        far_beyond,
    ] = counts;
    TargetCoverage {
        target,
        bands: Bands([b0, b1, b2, b3, b4]),
        surely_kept,
        surely_beyond,
        seniors_beyond,
        far_beyond,
    }
}

/// Counts for every target, or for none.
fn targets() -> impl Strategy<Value = Vec<TargetCoverage>> {
    let all = vec(any::<[u32; 9]>(), Target::count());
    let all = all.prop_map(|all| {
        Target::all()
            .zip(all)
            .map(|(target, values)| counts(target, values))
            .collect()
    });
    prop_oneof![3 => all, 1 => Just(Vec::new())]
}

fn territory() -> impl Strategy<Value = TerritoryCoverage> {
    let departement = of(select(vec!["01", "2A", "974"]).prop_map(|code| code.parse().unwrap()));
    let who = (select(Level::ALL.to_vec()), "[0-9A-Z]{1,9}", text(), departement);
    let how_many = (any::<[u32; 4]>(), of(any::<u32>()));
    let times = (of(spread()), of(nearest()), of(nearest()), method());
    (who, how_many, targets(), times, vec(flag(), 0..3)).prop_map(|(who, (numbers, seniors), targets, times, flags)| {
        let [inhabitants, far, venues, france_services] = numbers;
        TerritoryCoverage {
            level: who.0,
            code: who.1,
            name: who.2,
            departement: who.3,
            inhabitants,
            seniors,
            far,
            venues,
            france_services,
            targets: targets.into(),
            spread: times.0,
            nearest_france_services: times.1,
            nearest_venue: times.2,
            method: times.3,
            flags,
        }
    })
}

fn hub(number: usize) -> impl Strategy<Value = Hub> {
    let departement = select(vec!["01", "2B", "988"]).prop_map(|code| code.parse().unwrap());
    let claim = (departement, text(), of(date()), of(date()));
    let claim = claim.prop_map(|(departement, source, from, until)| HubClaim {
        departement,
        source,
        from,
        until,
    });
    let survey = of(
        any::<[u32; 3]>().prop_map(|[both, survey_only, national_only]| HubSurvey {
            both,
            survey_only,
            national_only,
        }),
    );
    (text(), text(), of(date()), vec(claim, 0..3), survey).prop_map(move |(name, wave, closed, claims, survey)| Hub {
        id: format!("hub-{number}"),
        name,
        wave,
        closed,
        claims,
        survey,
    })
}

/// Any coverage.
pub(crate) fn coverage() -> impl Strategy<Value = Coverage> {
    let people = (vec(text(), 0..3), any::<u32>(), 0..1_u64 << 40, number(), number());
    let roads = (text(), of(date()), text()).prop_map(|(name, date, profile)| RoadReport { name, date, profile });
    let hubs = (of(hub(1)), of(hub(2))).prop_map(|(one, two)| one.into_iter().chain(two).collect());
    (people, of(roads), vec(territory(), 0..4), hubs).prop_map(|(people, roads, mut territories, hubs)| {
        territories.sort_by(|a, b| (a.level, &a.code).cmp(&(b.level, &b.code)));
        territories.dedup_by(|a, b| (a.level, &a.code) == (b.level, &b.code));
        Coverage {
            population: PopulationReport {
                sources: people.0,
                points: people.1,
                inhabitants: people.2,
                far_share_under_65: people.3,
                far_share_seniors: people.4,
            },
            roads,
            territories,
            hubs,
        }
    })
}

/// A coverage of so many communes, with numbers of the usual length.
pub(crate) fn of_france(communes: u32) -> Coverage {
    let commune = |number: u32| {
        let inhabitants = number * 7_919 % 3_000;
        let share = |part: u32| inhabitants * part / 100;
        let values = |target: usize| {
            let shift = u32::try_from(target).unwrap();
            let near = share(60 + shift);
            [near, inhabitants - near, 0, 0, 0, near, 0, share(2), share(1)]
        };
        TerritoryCoverage {
            level: Level::Commune,
            code: format!("{number:05}"),
            name: format!("Commune {number}"),
            departement: Some("26".parse().unwrap()),
            inhabitants,
            seniors: Some(share(25)),
            far: share(20),
            venues: number % 3,
            france_services: number % 2,
            targets: Target::all()
                .enumerate()
                .map(|(index, target)| counts(target, values(index)))
                .collect(),
            spread: Some(Spread {
                mean_s: 612,
                median_s: 580,
                worst_tenth_s: 1_403,
                gini: f64::from(number % 97) / 97.0,
            }),
            nearest_france_services: Some(Nearest {
                venue: id(1),
                seconds: [400, 520, 800],
                method: Method::Estimation,
            }),
            nearest_venue: None,
            method: Method::Estimation,
            flags: Vec::new(),
        }
    };
    Coverage {
        population: PopulationReport {
            sources: vec!["Communes de 2026".into()],
            points: communes,
            inhabitants: 68_000_000,
            far_share_under_65: 0.14,
            far_share_seniors: 0.3,
        },
        roads: None,
        territories: (0..communes).map(commune).collect(),
        hubs: Vec::new(),
    }
}
