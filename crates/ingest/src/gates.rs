//! What an edition must pass before it is published. A refusal keeps the published edition where it is.

use crate::locate;
use portee_domain::{Edition, SourceReport};
use portee_geography::Geography;
use std::collections::BTreeSet;
use std::fmt;

/// The largest loss of rows or venues from one edition to the next, in percent: real files lose a few per month.
const MOST_LOST_PERCENT: usize = 10;
/// The largest gain of rows in one source, in percent: more is a file read twice or another file.
const MOST_GAINED_PERCENT: usize = 50;
/// Changes of this many rows or fewer never refuse: small files move by large percentages.
const SLACK: usize = 20;
/// Venues outside France named in a refusal.
const NAMED: usize = 3;

/// What is compared with of the edition before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviousEdition {
    /// Its sources.
    pub sources: Vec<SourceReport>,
    /// How many venues it has.
    pub venues: usize,
}

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
    if let Some(previous) = previous {
        refusals.extend(out_of_bounds(edition, previous));
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

fn out_of_bounds(edition: &Edition, previous: &PreviousEdition) -> Vec<String> {
    let mut refusals = Vec::new();
    let (before, now) = (previous.venues, edition.venues.len());
    if lost(before, now) {
        refusals.push(format!(
            "Le nombre de lieux passe de {before} à {now} : plus de {MOST_LOST_PERCENT} % de perte."
        ));
    }
    for old in &previous.sources {
        let Some(new) = edition.sources.iter().find(|source| source.id == old.id) else {
            continue;
        };
        let (before, now) = (old.read as usize, new.read as usize);
        if lost(before, now) || gained(before, now) {
            refusals.push(format!(
                "La source « {} » passe de {before} à {now} lignes : les bornes sont −{MOST_LOST_PERCENT} % et \
                 +{MOST_GAINED_PERCENT} %.",
                new.name
            ));
        }
    }
    refusals
}

fn lost(before: usize, now: usize) -> bool {
    now + SLACK < before && now * 100 < before * (100 - MOST_LOST_PERCENT)
}

fn gained(before: usize, now: usize) -> bool {
    now > before + SLACK && now * 100 > before * (100 + MOST_GAINED_PERCENT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_forgive_small_files_and_hold_for_large_ones() {
        assert!(!lost(30, 11) && !gained(10, 30));
        assert!(lost(1_000, 899) && !lost(1_000, 900));
        assert!(gained(1_000, 1_501) && !gained(1_000, 1_500));
    }
}
