//! Inhabited points of all France: nobody lost, nobody invented, ages where they are known.

use crate::{
    coverage::MIDI_PYRENEES,
    data::{ages, file, geography},
    population::{Cell, france_services},
    region::{import, share, times, within},
};
use portee_domain::{CommuneCode, great_circle_m};
use portee_geography::Geography;
use portee_reach::{Inhabited, Population, PopulationFiles, PopulationGaps, Profile};
use std::{collections::BTreeMap, sync::OnceLock, time::Instant};

/// France with every file; none, said loudly, when one is not there.
pub(crate) fn france() -> Option<&'static (Population, PopulationGaps)> {
    static FRANCE: OnceLock<Option<(Population, PopulationGaps)>> = OnceLock::new();
    let compiled = FRANCE.get_or_init(|| {
        let files = PopulationFiles {
            cells_1km: Some(file("population/eurostat_2021_grille_1km.parquet")?),
            households_reunion: Some(file("population/insee_2010_grille_200m_reunion.csv")?),
            ages: Some(ages()?),
        };
        Some(compile(geography()?, &files))
    });
    compiled.as_ref()
}

fn compile(geography: &Geography, files: &PopulationFiles) -> (Population, PopulationGaps) {
    let started = Instant::now();
    let compiled = Population::compile(geography, files, "essai", &|_, _, _| {}).unwrap();
    let report = compiled.0.report();
    println!("{} ms, {report:?}", started.elapsed().as_millis());
    compiled
}

/// Inhabitants by commune, of the official list.
fn official(geography: &Geography) -> BTreeMap<&CommuneCode, u32> {
    let communes = geography.communes().iter().filter(|commune| commune.parent.is_none());
    communes
        .map(|commune| (&commune.code, commune.population.unwrap_or_default()))
        .collect()
}

fn sum(points: &[Inhabited]) -> u32 {
    points.iter().map(Inhabited::inhabitants).sum()
}

fn of_departement<'a>(population: &'a Population, codes: &'a [&str]) -> impl Iterator<Item = &'a Inhabited> {
    population.points().iter().filter(|point| {
        let departement = population.communes()[point.commune()].departement();
        codes.contains(&departement.as_str())
    })
}

#[test]
fn every_commune_has_exactly_its_official_inhabitants_with_cells_and_without() {
    let (Some((with_cells, gaps)), Some(geography)) = (france(), geography()) else {
        return;
    };
    let (without, _) = compile(geography, &PopulationFiles::default());
    println!(
        "{} cells outside, {} communes without inhabitants, {} without ages, {} with too few in cells ({:?})",
        gaps.cells_outside,
        gaps.communes_without_inhabitants.len(),
        gaps.communes_without_ages.len(),
        gaps.too_few_in_cells.len(),
        gaps.too_few_in_cells.values().sum::<u32>(),
    );
    let official = official(geography);
    assert!(official.values().map(|&people| u64::from(people)).sum::<u64>() > 68_000_000);
    for population in [with_cells, &without] {
        assert_eq!(population.communes().len(), official.len());
        for (code, inhabitants) in &official {
            assert_eq!(sum(population.of_commune(code)), *inhabitants, "{code}");
        }
        assert!(population.points().is_sorted());
    }
    assert_eq!(gaps.in_cells, 65_069_920);
    assert_eq!(gaps.cells_outside, 0);
}

#[test]
fn a_commune_without_inhabitants_has_no_point_and_is_named() {
    let Some((population, gaps)) = france() else { return };
    // Destroyed in 1916, a commune still.
    let code: CommuneCode = "55039".parse().unwrap();
    assert!(population.communes().binary_search(&code).is_ok());
    assert!(population.of_commune(&code).is_empty());
    assert!(gaps.communes_without_inhabitants.contains(&code));
    assert!(population.of_commune(&"99999".parse().unwrap()).is_empty());
}

#[test]
fn reunion_has_its_inhabitants_where_its_households_are() {
    let Some((population, _)) = france() else { return };
    let points: Vec<_> = of_departement(population, &["974"]).collect();
    let people: u32 = points.iter().map(|point| point.inhabitants()).sum();
    println!("La Réunion: {} points, {people} inhabitants", points.len());
    assert!((850_000..950_000).contains(&people));
    assert!((12_000..=14_100).contains(&points.len()));
    // The cirque of Mafate, where no road leads, has some hundreds of inhabitants.
    let mafate = points
        .iter()
        .filter(|point| great_circle_m(point.lon_lat(), (55.425, -21.06)) < 5_000.0);
    let mafate: u32 = mafate.map(|point| point.inhabitants()).sum();
    assert!((200..2_000).contains(&mafate), "{mafate}");
}

#[test]
fn ages_are_known_everywhere_but_where_the_census_of_2021_has_none() {
    let Some((population, gaps)) = france() else { return };
    let unknown: BTreeMap<String, u32> = gaps
        .communes_without_ages
        .iter()
        .fold(BTreeMap::new(), |mut sums, code| {
            *sums.entry(code.departement().as_str().to_owned()).or_default() += 1;
            sums
        });
    println!("without ages: {unknown:?}");
    let departements: Vec<&str> = unknown.keys().map(String::as_str).collect();
    assert_eq!(departements, ["975", "976", "977", "978", "986", "987", "988"]);
    assert!(of_departement(population, &["976"]).all(|point| point.seniors().is_none()));

    let known = population
        .points()
        .iter()
        .filter_map(|point| Some((point.inhabitants(), point.seniors()?)));
    let (all, old) = known.fold((0.0, 0.0), |(all, old), (inhabitants, seniors)| {
        assert!(seniors <= inhabitants);
        (all + f64::from(inhabitants), old + f64::from(seniors))
    });
    // IRIS: 13,823,803 of 67,408,104; cells: 13,225,180 of 65,069,920.
    assert!((0.203..0.207).contains(&(old / all)), "{}", old / all);
}

#[test]
fn thirteen_of_sixty_seven_are_far_from_digital_services_in_all_and_more_where_people_are_old() {
    let Some((population, _)) = france() else { return };
    let far = population.far();
    let expected: f64 = population
        .points()
        .iter()
        .map(|p| far.expected(p.inhabitants(), p.seniors()))
        .sum();
    let all = population.report().inhabitants as f64;
    println!("far: {expected:.0} of {all}; {far:?}");
    assert!((expected / all - 13.0 / 67.0).abs() < 1e-9);
    let share = |departement: &str| {
        let (far, all) = of_departement(population, &[departement]).fold((0.0, 0.0), |(sum, all), p| {
            (
                sum + far.expected(p.inhabitants(), p.seniors()),
                all + f64::from(p.inhabitants()),
            )
        });
        far / all
    };
    println!("Creuse {:.3}, Seine-Saint-Denis {:.3}", share("23"), share("93"));
    assert!(share("23") > 1.3 * share("93"));
}

/// The judged check of graph, snapping and population is made with the raw cells (`coverage`); this one with the points that
/// everything else uses: the same cells, under the official inhabitants of each commune.
#[test]
fn with_official_inhabitants_midi_pyrenees_is_covered_as_by_its_raw_cells() {
    let (Some((census, _)), Some(geography), Some(venues)) = (france(), geography(), france_services()) else {
        return;
    };
    let Some(graph) = import("midi-pyrenees", &Profile::car_at_posted_speeds(), &|_, _| None) else {
        return;
    };
    let (communes, _) = compile(geography, &PopulationFiles::default());
    let [(twenty, thirty), by_communes] = [census, &communes].map(|population| {
        let cells: Vec<Cell> = of_departement(population, &MIDI_PYRENEES)
            .map(|point| Cell {
                lon: point.lon_lat().0,
                lat: point.lon_lat().1,
                people: point.inhabitants().into(),
                departement: population.communes()[point.commune()].departement().as_str().to_owned(),
            })
            .collect();
        let times = times(&graph, &cells, &venues);
        (share(&cells, &times, within(20)), share(&cells, &times, within(30)))
    });
    println!("within 20 and 30: {twenty:.3} and {thirty:.3} % with cells, {by_communes:.3?} % by communes alone");
    assert!((98.1..=98.5).contains(&twenty), "{twenty}");
    assert!((99.78..=99.86).contains(&thirty), "{thirty}");
}

/// The measure of where communes put people, against where the census says they are.
#[test]
fn without_cells_people_are_as_far_from_the_town_hall_as_the_census_says_within_a_fifth() {
    let (Some((census, _)), Some(geography)) = (france(), geography()) else {
        return;
    };
    let (communes, _) = compile(geography, &PopulationFiles::default());
    let mean = |population: &Population, codes: &[&str]| {
        let (metres, people) = of_departement(population, codes).fold((0.0, 0.0), |(metres, people), point| {
            let code = population.communes()[point.commune()].as_str();
            let commune = geography.commune(code).unwrap();
            let seat = commune.town_hall.as_ref().map_or(commune.centre, |hall| hall.position);
            let inhabitants = f64::from(point.inhabitants());
            (
                metres + inhabitants * great_circle_m(point.lon_lat(), seat),
                people + inhabitants,
            )
        });
        metres / people
    };
    let [truth, guess] = [census, &communes].map(|population| mean(population, &MIDI_PYRENEES));
    println!("Midi-Pyrénées: {truth:.0} m from the town hall by the census, {guess:.0} m by communes alone");
    assert!((0.8..1.2).contains(&(guess / truth)), "{truth} {guess}");
}

#[test]
fn the_file_gives_back_what_was_compiled_and_opens_at_once() {
    let Some((population, _)) = france() else { return };
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("population.bin");
    population.save(&path).unwrap();
    let started = Instant::now();
    let opened = Population::open(&path).unwrap();
    println!(
        "opened {} kB in {} ms",
        path.metadata().unwrap().len() / 1024,
        started.elapsed().as_millis()
    );
    assert_eq!(&opened, population);
    assert_eq!(opened.inputs(), "essai");
}
