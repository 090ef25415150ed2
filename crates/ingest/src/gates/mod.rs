//! What an edition must pass before it is published. A refusal keeps the published edition where it is.

mod counts;
mod golden;

use crate::locate;
pub use counts::PreviousEdition;
use portee_domain::Edition;
use portee_geography::Geography;
use std::collections::BTreeSet;
use std::fmt;

/// Venues outside France named in a refusal.
const NAMED: usize = 3;

/// Why an edition must not be published: one French sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal(pub String);

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Everything that speaks against publishing the edition; nothing does when the list is empty.
#[must_use]
pub fn check(edition: &Edition, previous: Option<&PreviousEdition>, geography: &Geography) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    if edition.venues.is_empty() {
        refusals.push("L'édition ne contient aucun lieu.".to_owned());
    }
    refusals.extend(outside_france(edition, geography));
    refusals.extend(twice_published(edition));
    for source in &edition.sources {
        if source.licence.trim().is_empty() {
            refusals.push(format!("La source « {} » n'a pas de licence.", source.name));
        }
        if !source.adds_up() {
            refusals.push(format!(
                "Les lignes de la source « {} » ne sont pas toutes comptées.",
                source.name
            ));
        }
    }
    refusals.extend(golden::wrong_answers(edition));
    if let Some(previous) = previous {
        refusals.extend(counts::out_of_bounds(edition, previous));
    }
    refusals.into_iter().map(Refusal).collect()
}

fn outside_france(edition: &Edition, geography: &Geography) -> Option<String> {
    let outside = edition
        .venues
        .iter()
        .filter(|venue| !locate::is_in_france(&venue.location, geography));
    let names: Vec<String> = outside
        .map(|venue| format!("{} ({})", venue.description.name, venue.id))
        .collect();
    let more = if names.len() > NAMED { "…" } else { "." };
    let shown = names
        .iter()
        .take(NAMED)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ");
    (!names.is_empty()).then(|| format!("{} lieux sont hors de France : {shown}{more}", names.len()))
}

fn twice_published(edition: &Edition) -> Option<String> {
    let ids: BTreeSet<_> = edition.venues.iter().map(|venue| &venue.id).collect();
    let repeated = edition.venues.len() - ids.len();
    (repeated > 0).then(|| format!("{repeated} identifiants de lieux sont employés deux fois."))
}
