//! A country of seven communes, worked out by hand; then properties of any country.
//!
//! The mainland is a row of squares along the 47th parallel, départements 01 (west) and 02 (east); 17004 is an island.

use super::*;
use crate::{Estimate, Setting};
use geo::{MultiPolygon, polygon};
use portee_domain::vocabulary::Programme;
use portee_domain::{Bands, CommuneCode, Hub, HubClaim, HubSurvey, Method, SourceId, VenueId, great_circle_m};
use portee_geography::{Commune, Departement, Geography, Outline, Parts, Region};
use proptest::prelude::*;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Code, western edge in tenths of a degree, population.
const COMMUNES: [(&str, i32, u32); 6] = [
    ("01001", 20, 100_000),
    ("01002", 21, 1_000),
    ("01003", 22, 0),
    ("02001", 23, 2_000),
    ("02002", 24, 500),
    ("17004", 26, 300),
];

/// A square of a tenth of a degree (about 85 km²).
fn square(west: i32) -> Outline {
    let (w, e) = (f64::from(west) / 10.0, f64::from(west + 1) / 10.0);
    MultiPolygon(vec![
        polygon![(x: w, y: 47.0), (x: e, y: 47.0), (x: e, y: 47.1), (x: w, y: 47.1)],
    ])
    .into()
}

fn centre(west: i32) -> (f64, f64) {
    (f64::from(west) / 10.0 + 0.05, 47.05)
}

fn country() -> Arc<Geography> {
    let mut parts = Parts::default();
    for (code, west, population) in COMMUNES {
        let code: CommuneCode = code.parse().unwrap();
        parts.communes.push(Commune {
            name: format!("Commune {}", code.as_str()),
            departement: code.departement(),
            region: "84".to_owned(),
            epci: (code.as_str() < "02002").then(|| "200000001".to_owned()),
            postcodes: Vec::new(),
            population: (population > 0).then_some(population),
            centre: centre(west),
            town_hall: None,
            outline: square(west),
            parent: None,
            code,
        });
    }
    for code in ["01", "02", "17"] {
        parts.departements.push(Departement {
            code: code.parse().unwrap(),
            name: format!("Département {code}"),
            region: "84".to_owned(),
            outline: Outline::default(),
        });
    }
    parts.regions.push(Region {
        code: "84".to_owned(),
        name: "Région".to_owned(),
        outline: Outline::default(),
    });
    Arc::new(Geography::from_parts(parts))
}

/// Everyone at the centre of their commune; a fifth of them are seniors, but on the island ages are not known.
fn population() -> Population {
    let codes = COMMUNES.iter().map(|(code, ..)| code.parse().unwrap()).collect();
    let points: Vec<_> = COMMUNES
        .iter()
        .enumerate()
        .map(|(i, &(code, west, people))| (i, centre(west), people, (code != "17004").then_some(people / 5)))
        .collect();
    Population::from_points(codes, &points)
}

fn venue(name: &str, commune: &str, position: (f64, f64), targets: &[Target]) -> VenueFacts {
    let source: SourceId = "essai".parse().unwrap();
    VenueFacts {
        id: VenueId::derive(&source, name),
        position,
        commune: commune.parse().unwrap(),
        targets: targets
            .iter()
            .fold(Targets::default().with(Target::Any), |all, &target| all.with(target)),
        sources: std::iter::once(source).collect(),
    }
}

/// A France Services in 01001, another venue in 02001.
fn venues() -> Vec<VenueFacts> {
    vec![
        venue("fs", "01001", centre(20), &[Target::PROMISE]),
        venue("autre", "02001", centre(23), &[Target::Free]),
    ]
}

fn hubs() -> Hubs {
    let claim = |departement: &str, until: Option<&str>| HubClaim {
        departement: departement.parse().unwrap(),
        source: "essai".to_owned(),
        from: None,
        until: until.map(|until| until.parse().unwrap()),
    };
    let hub = Hub {
        id: "hub-essai".to_owned(),
        name: "Hub d'essai".to_owned(),
        wave: "2019".to_owned(),
        closed: None,
        claims: vec![claim("01", None), claim("02", Some("2025-12-31"))],
        survey: None,
    };
    let own: SourceId = "enquete".parse().unwrap();
    Hubs {
        hubs: vec![hub],
        notes: Vec::new(),
        surveys: BTreeMap::from([("hub-essai".to_owned(), BTreeSet::from([own]))]),
        national: BTreeSet::from(["essai".parse().unwrap()]),
    }
}

const CRITERIA: &str = r#"
    [[criterion]]
    id = "part-30"
    label = "Loin."
    measure = "part-au-dela-30-min"
    threshold = 0.2
    [[criterion]]
    id = "part-20"
    label = "Assez loin."
    measure = "part-au-dela-20-min"
    threshold = 0.5
    [[criterion]]
    id = "lieux"
    label = "Trop peu."
    measure = "lieux-pour-10000-eloignes"
    threshold = 7
    [[criterion]]
    id = "sans-hub"
    label = "Sans hub."
    measure = "sans-hub"
"#;

fn measure(venues: &[VenueFacts]) -> Coverage {
    let network = Network::new(None, country());
    let input = CoverageInput {
        network: &network,
        population: &population(),
        venues,
        hubs: &hubs(),
        criteria: &Criteria::parse("essai.toml", CRITERIA).unwrap(),
        on: "2026-11-22".parse().unwrap(),
    };
    coverage(&input, &|_, _, _| {})
}

fn territory<'a>(coverage: &'a Coverage, level: Level, code: &str) -> &'a TerritoryCoverage {
    coverage.territory(level, code).unwrap()
}

fn seconds(from: i32, to: i32, setting: Setting) -> [u32; 3] {
    let estimate = Estimate::by_car(great_circle_m(centre(from), centre(to)), setting);
    [estimate.low_s, estimate.central_s, estimate.high_s]
}

#[test]
fn people_are_counted_by_the_minutes_to_the_nearest_france_services() {
    let coverage = measure(&venues());
    let promise = |level, code: &str| territory(&coverage, level, code).target(Target::PROMISE).unwrap();
    // One degree of longitude is 75.8 km there: the four communes of the mainland are 0, 7.6, 22.7 and 30.3 km away; by the
    // knots of the estimate that is 60, 565, 1,511 and 1,940 s.
    assert_eq!(promise(Level::Commune, "01001").bands, Bands([100_000, 0, 0, 0, 0]));
    assert_eq!(promise(Level::Commune, "01002").bands, Bands([1_000, 0, 0, 0, 0]));
    assert_eq!(promise(Level::Commune, "02001").bands, Bands([0, 0, 2_000, 0, 0]));
    assert_eq!(promise(Level::Commune, "02002").bands, Bands([0, 0, 0, 500, 0]));
    assert_eq!(promise(Level::Departement, "02").bands, Bands([0, 0, 2_000, 500, 0]));
    // The town's 1,176 inhabitants per km² make it ordinary; the sparse communes' high values are beyond thirty minutes.
    assert_eq!(promise(Level::Departement, "01").surely_kept, 100_000);
    assert_eq!(promise(Level::Departement, "02").surely_kept, 0);
    assert_eq!(promise(Level::Departement, "02").surely_beyond, 0);
    assert_eq!(promise(Level::Departement, "02").seniors_beyond, 100);
}

#[test]
fn an_island_without_a_bridge_is_never_surely_kept_and_not_within_thirty_minutes() {
    let mut near = venues();
    // On the mainland's shore, 8 km over the sea from the island's.
    near.push(venue("en face", "02002", (2.499, 47.05), &[Target::PROMISE]));
    let coverage = measure(&near);
    let island = territory(&coverage, Level::Commune, "17004");
    let promise = island.target(Target::PROMISE).unwrap();
    assert_eq!((promise.surely_kept, promise.bands.within(2)), (0, 0));
    let nearest = island.nearest_france_services.as_ref().unwrap();
    assert_eq!(nearest.venue, near[2].id);
    // More than half an hour to board, and the bound of a boat tomorrow.
    assert!(
        nearest.seconds[1] > 1_800 && nearest.seconds[2] > 86_400,
        "{:?}",
        nearest.seconds
    );
}

#[test]
fn each_level_tells_its_names_its_places_and_its_people() {
    let coverage = measure(&venues());
    let france = territory(&coverage, Level::France, "FR");
    assert_eq!(
        (france.inhabitants, france.venues, france.france_services),
        (103_800, 2, 1)
    );
    assert_eq!(france.seniors, Some(20_700));
    assert_eq!(territory(&coverage, Level::Commune, "17004").seniors, None);
    assert_eq!(territory(&coverage, Level::Departement, "17").name, "Département 17");
    let epci = territory(&coverage, Level::Epci, "200000001");
    assert_eq!(
        (epci.inhabitants, epci.departement.as_ref().unwrap().as_str()),
        (103_000, "01")
    );
    // The claim on 02 ended before the day of the edition.
    assert_eq!(territory(&coverage, Level::Hub, "hub-essai").inhabitants, 101_000);
    assert!((i64::from(france.far) - 20_140).abs() <= 1, "{}", france.far);
    assert!(france.nearest_venue.is_none());
    assert_eq!(france.method, Method::Estimation);
}

#[test]
fn the_seat_of_a_commune_knows_its_nearest_places_even_when_nobody_lives_there() {
    let coverage = measure(&venues());
    let empty = territory(&coverage, Level::Commune, "01003");
    assert_eq!((empty.inhabitants, empty.seniors, empty.spread), (0, None, None));
    assert!(empty.targets.iter().all(|target| target.bands.total() == 0));
    let nearest = |found: &Option<Nearest>| {
        found
            .as_ref()
            .map(|nearest| (nearest.venue.clone(), nearest.seconds))
            .unwrap()
    };
    assert_eq!(
        nearest(&empty.nearest_france_services),
        (venues()[0].id.clone(), seconds(22, 20, Setting::Sparse))
    );
    assert_eq!(
        nearest(&empty.nearest_venue),
        (venues()[1].id.clone(), seconds(22, 23, Setting::Sparse))
    );
}

#[test]
fn the_spread_of_a_departement_is_that_of_its_people() {
    let coverage = measure(&venues());
    let spread = territory(&coverage, Level::Departement, "02").spread.unwrap();
    let [near, far] = [seconds(23, 20, Setting::Sparse)[1], seconds(24, 20, Setting::Sparse)[1]];
    assert_eq!(spread.median_s, near);
    assert_eq!(spread.worst_tenth_s, far);
    assert_eq!(spread.mean_s, (f64::from(4 * near + far) / 5.0).round() as u32);
}

#[test]
fn without_any_venue_everyone_is_beyond_and_nobody_has_a_time() {
    let coverage = measure(&[]);
    let france = territory(&coverage, Level::France, "FR");
    assert!(
        france
            .targets
            .iter()
            .all(|target| target.bands == Bands([0, 0, 0, 0, 103_800]))
    );
    assert!(france.targets.iter().all(|target| target.surely_beyond == 103_800));
    assert_eq!(france.spread, None);
    assert!(territory(&coverage, Level::Commune, "01001").nearest_venue.is_none());
}

#[test]
fn a_venue_at_sea_counts_in_its_commune_and_is_never_reached() {
    let lost = venue(
        "perdu",
        "01002",
        (-30.0, 47.0),
        &[Target::Programme(Programme::AidantsConnect)],
    );
    let coverage = measure(&[lost]);
    let commune = territory(&coverage, Level::Commune, "01002");
    assert_eq!(
        (commune.venues, commune.target(Target::Any).unwrap().bands.0[4]),
        (1, 1_000)
    );
    assert!(commune.nearest_venue.is_none());
}

#[test]
fn a_departement_is_flagged_by_the_criteria_that_it_meets_each_with_its_figures_and_its_certainty() {
    let coverage = measure(&venues());
    let flags = |code: &str| {
        let found = territory(&coverage, Level::Departement, code).flags.iter();
        found
            .map(|flag| (flag.criterion.as_str(), flag.reason.as_str(), flag.certain))
            .collect::<Vec<_>>()
    };
    // 01 has a hub and its people near; one venue for some 20,000 people far from digital services.
    assert_eq!(
        flags("01"),
        [(
            "lieux",
            "0,5 lieu pour 10\u{202f}000 personnes éloignées du numérique (1 en tout).",
            false
        )]
    );
    // 02: one in five beyond thirty minutes by the central value, nobody for certain.
    assert_eq!(
        flags("02"),
        [
            (
                "part-30",
                "20,0\u{202f}% des habitants (500) sont à plus de 30 minutes d'une France Services.",
                false
            ),
            (
                "part-20",
                "100,0\u{202f}% des habitants (2\u{202f}500) sont à plus de 20 minutes d'une France Services.",
                false
            ),
            ("sans-hub", "Aucun hub connu ne couvre ce département.", true),
        ]
    );
}

#[test]
fn a_hubs_survey_is_compared_with_the_national_files_on_its_area() {
    let mut venues = venues();
    for (name, sources) in [("a", &["enquete"][..]), ("b", &["enquete", "essai"]), ("c", &["autre"])] {
        let mut known = venue(name, "01002", centre(21), &[]);
        known.sources = sources.iter().map(|source| source.parse().unwrap()).collect();
        venues.push(known);
    }
    let survey = |venues: &[VenueFacts]| measure(venues).hubs[0].survey;
    // "fs" is in the area, "autre" is not; "c" is of neither kind.
    assert_eq!(
        survey(&venues),
        Some(HubSurvey {
            both: 1,
            survey_only: 1,
            national_only: 1
        })
    );
    assert_eq!(survey(&venues[..2]), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_counted_adds_up_at_every_level_in_any_order(
        spots in prop::collection::vec((1.9..2.9_f64, 47.0..47.1_f64, 0_usize..24), 0..20)
    ) {
        let targets: Vec<Target> = Target::all().collect();
        let mut venues: Vec<VenueFacts> = spots
            .iter()
            .enumerate()
            .map(|(i, &(lon, lat, target))| venue(&i.to_string(), "01001", (lon, lat), &[targets[target % targets.len()]]))
            .collect();
        let coverage = measure(&venues);
        for territory in &coverage.territories {
            prop_assert_eq!(territory.targets.iter().count(), Target::count());
            for target in territory.targets.iter() {
                prop_assert_eq!(target.bands.total(), territory.inhabitants);
                prop_assert!(target.surely_kept <= target.bands.within(2));
                prop_assert!(target.surely_beyond <= target.bands.beyond_promise());
            }
        }
        for wide in [Level::France, Level::Region, Level::Departement] {
            for target in &targets {
                let sum = |level| {
                    let mut sum = [0; 5];
                    for territory in coverage.level(level) {
                        for (band, people) in sum.iter_mut().zip(territory.target(*target).unwrap().bands.0) {
                            *band += people;
                        }
                    }
                    sum
                };
                prop_assert_eq!(sum(wide), sum(Level::Commune), "{:?} {:?}", wide, target);
            }
        }
        // Two at the very same spot would be told apart by their order: there are none.
        venues.reverse();
        prop_assert_eq!(measure(&venues), coverage);
    }
}
