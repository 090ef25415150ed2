//! The coverage of an edition: computed by `portee ingest`, told by `portee reach`.

use crate::{
    commands::{self, population, roads},
    console::{self, Progress, count},
    failure::{Failure, Outcome},
    settings::Settings,
};
use portee_directory::Habits;
use portee_domain::{Coverage, Edition, Level, Target, TerritoryCoverage};
use portee_geography::Geography;
use portee_reach::{CoverageInput, Criteria, Hubs, VenueFacts};
use std::sync::Arc;

/// Works out how far people live from the venues of the edition.
pub(crate) fn compute(
    settings: &Settings,
    geography: &Arc<Geography>,
    edition: &Edition,
    progress: &Progress,
) -> Outcome<Coverage> {
    let report = |step: &str, done: u64, total: u64| progress.report(step, done, total);
    let population = population::open_or_compile(settings, geography, progress)?;
    let network = roads::network(settings, Arc::clone(geography));
    let facts = |venue| {
        let habits = Habits::of(venue);
        VenueFacts::new(venue, habits.saturday, habits.evening)
    };
    let venues: Vec<VenueFacts> = edition.venues.iter().map(facts).collect();
    let input = CoverageInput {
        network: &network,
        population: &population,
        venues: &venues,
        hubs: &Hubs::built_in()?,
        criteria: &Criteria::built_in()?,
        on: edition.created_at.date_naive(),
    };
    Ok(portee_reach::coverage(&input, &report))
}

/// Tells the coverage of the published edition: the country, then the départements that meet a criterion.
pub(crate) async fn run(settings: &Settings) -> Outcome {
    let store = commands::store(settings).await?;
    let Some(number) = store.current().await? else {
        return Err(Failure::new(
            "Aucune édition n'est publiée : lancez « portee ingest », puis « portee publish ».",
        ));
    };
    let (_, edition) = store.load(number).await?;
    let Some(coverage) = edition.coverage else {
        return Err(Failure::new(format!(
            "L'édition {number} n'a pas de couverture : lancez « portee ingest », puis « portee publish »."
        )));
    };
    console::say(format!("Édition {number}. {}", method(&coverage)));
    if let Some(france) = coverage.territory(Level::France, "FR") {
        console::say(people(france));
        for target in [Target::PROMISE, Target::Any] {
            console::say(line(france, target));
        }
    }
    let flagged = coverage
        .level(Level::Departement)
        .iter()
        .filter(|it| !it.flags.is_empty());
    for departement in flagged {
        console::say(format!("{} ({})", departement.name, departement.code));
        for flag in &departement.flags {
            let certainty = if flag.certain { "certain" } else { "incertain" };
            console::say(format!("  - {} [{certainty}]", flag.reason));
        }
    }
    Ok(())
}

fn method(coverage: &Coverage) -> String {
    match &coverage.roads {
        None => "Temps estimés à vol d'oiseau, avec leurs bornes.".to_owned(),
        Some(roads) => format!(
            "Temps par la route : {}{}.",
            roads.name,
            roads
                .date
                .map_or_else(String::new, |date| format!(", données du {}", date.format("%d/%m/%Y"))),
        ),
    }
}

fn people(france: &TerritoryCoverage) -> String {
    format!(
        "{} habitants, {} lieux, dont {} France Services.",
        count(france.inhabitants as usize),
        count(france.venues as usize),
        count(france.france_services as usize),
    )
}

fn line(territory: &TerritoryCoverage, target: Target) -> String {
    let Some(found) = territory.target(target) else {
        return String::new();
    };
    let all = found.bands.total();
    if all == 0 {
        return "Aucun habitant connu.".to_owned();
    }
    let share = |people: u32| format!("{:.2} %", 100.0 * f64::from(people) / f64::from(all)).replace('.', ",");
    let what = if target == Target::PROMISE {
        "France Services"
    } else {
        "Tout lieu"
    };
    format!(
        "{what} : {} à moins de 20 minutes, {} à moins de 30. Au-delà de 30 minutes : {} habitants, dont {} à coup sûr ; \
         pour {} la réponse est incertaine.",
        share(found.bands.within(1)),
        share(found.bands.within(2)),
        count(found.bands.beyond_promise() as usize),
        count(found.surely_beyond as usize),
        count((all - found.surely_beyond - found.surely_kept) as usize),
    )
}
