//! `portee diff`: what changed between two editions.

use crate::{
    commands,
    console::{self, count},
    failure::Outcome,
    settings::Settings,
};
use portee_domain::diff::{self, Changed, Diff, Merged, Moved, VenueName};
use portee_domain::{EditionNumber, Field};
use serde::Serialize;

/// Lines shown of each list, unless everything is asked for.
const SHOWN: usize = 20;

#[derive(Serialize)]
struct Answer {
    avant: EditionNumber,
    apres: EditionNumber,
    #[serde(flatten)]
    diff: Diff,
}

/// Compares two editions: in words, the first lines of each list (`all`: all of them), or as JSON.
pub(crate) async fn run(settings: &Settings, before: u32, after: u32, json: bool, all: bool) -> Outcome {
    let store = commands::store(settings).await?;
    let (avant, apres) = (EditionNumber(before), EditionNumber(after));
    let diff = diff::diff(&store.load(avant).await?.1, &store.load(apres).await?.1);
    if json {
        console::say(serde_json::to_string_pretty(&Answer { avant, apres, diff })?);
    } else {
        say(&diff, avant, apres, if all { usize::MAX } else { SHOWN });
    }
    Ok(())
}

fn say(diff: &Diff, before: EditionNumber, after: EditionNumber, shown: usize) {
    console::say(format!("De l'édition {before} à l'édition {after} :"));
    list("ajoutés", &diff.added, shown, name);
    list("séparés d'un autre", &diff.separated, shown, name);
    list("disparus", &diff.gone, shown, name);
    list("réunis à un autre", &diff.merged, shown, merged);
    list("déplacés de plus de 1 km", &diff.moved, shown, moved);
    list("modifiés", &diff.changed, shown, changed);
    console::say(format!("{:>7} inchangés", count(diff.unchanged)));
}

fn list<T>(title: &str, items: &[T], shown: usize, line: impl Fn(&T) -> String) {
    console::say(format!("{:>7} {title}", count(items.len())));
    for item in items.iter().take(shown) {
        console::say(format!("          {}", line(item)));
    }
    if items.len() > shown {
        let rest = count(items.len() - shown);
        console::say(format!("          … et {rest} autres (--tout)"));
    }
}

fn name(venue: &VenueName) -> String {
    format!("{}  {}, {}", venue.id, venue.name, venue.commune)
}

fn merged(one: &Merged) -> String {
    format!("{} → {}", name(&one.venue), name(&one.into))
}

fn moved(one: &Moved) -> String {
    let kilometres = format!("{:.1}", one.metres / 1_000.0).replace('.', ",");
    format!("{} : {kilometres} km", name(&one.venue))
}

fn changed(one: &Changed) -> String {
    let fields: Vec<&str> = one.fields.iter().copied().map(Field::name).collect();
    format!("{} : {}", name(&one.venue), fields.join(", "))
}
