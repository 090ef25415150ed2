//! What an edition holds beside the one before: rows of each source, venues, venues of each département, positions.

use portee_domain::{DepartementCode, Edition, Precision, SourceReport, Venue};
use std::collections::BTreeMap;

/// The largest loss of rows or venues from one edition to the next, in percent: real files lose a few per month.
const MOST_LOST_PERCENT: usize = 10;
/// The largest gain of rows in one source, in percent: more is a file read twice or another file.
const MOST_GAINED_PERCENT: usize = 50;
/// Changes of this many rows or fewer never refuse: small files move by large percentages.
const SLACK: usize = 20;
/// The largest loss of one département, in percent. Small numbers move more, so the bound is wider than that of France.
const MOST_LOST_LOCALLY_PERCENT: usize = 30;
/// A département that loses this many venues or fewer never refuses.
const LOCAL_SLACK: usize = 5;
/// Départements named in a refusal.
const NAMED: usize = 3;
/// The largest fall of the share of venues whose address is on the map, in points of a hundred.
const MOST_UNLOCATED_POINTS: f64 = 3.0;

/// What is compared with of the edition before.
#[derive(Debug, Clone, PartialEq)]
pub struct PreviousEdition {
    /// Its sources.
    pub sources: Vec<SourceReport>,
    /// How many venues it has.
    pub venues: usize,
    /// How many venues each département has.
    pub departements: BTreeMap<DepartementCode, usize>,
    /// The share of venues of which more than the commune is known, from 0 to 1.
    pub located: f64,
}

impl PreviousEdition {
    /// What is remembered of an edition.
    #[must_use]
    pub fn of(edition: &Edition) -> Self {
        Self {
            sources: edition.sources.clone(),
            venues: edition.venues.len(),
            departements: departements(&edition.venues),
            located: located(&edition.venues),
        }
    }
}

fn departements(venues: &[Venue]) -> BTreeMap<DepartementCode, usize> {
    let mut counts = BTreeMap::new();
    for venue in venues {
        *counts.entry(venue.location.departement.clone()).or_default() += 1;
    }
    counts
}

#[expect(clippy::cast_precision_loss, reason = "counts of venues are far below 2^52")]
fn located(venues: &[Venue]) -> f64 {
    let known = |venue: &&Venue| venue.location.position.precision() != Precision::Commune;
    venues.iter().filter(known).count() as f64 / venues.len().max(1) as f64
}

/// One sentence for each count that moved farther than real data does.
pub(super) fn out_of_bounds(edition: &Edition, previous: &PreviousEdition) -> Vec<String> {
    let mut refusals = Vec::new();
    let (before, now) = (previous.venues, edition.venues.len());
    if lost(before, now) {
        refusals.push(format!(
            "Le nombre de lieux passe de {before} à {now} : plus de {MOST_LOST_PERCENT} % de perte."
        ));
    } else {
        // When France loses that much, its départements have nothing to add.
        refusals.extend(emptied_departements(edition, previous));
    }
    refusals.extend(off_the_map(edition, previous));
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

fn emptied_departements(edition: &Edition, previous: &PreviousEdition) -> Option<String> {
    let now = departements(&edition.venues);
    let now = |code: &DepartementCode| now.get(code).copied().unwrap_or_default();
    let emptied: Vec<String> = previous
        .departements
        .iter()
        .filter(|(code, before)| lost_locally(**before, now(code)))
        .map(|(code, before)| format!("{code} ({before} → {})", now(code)))
        .collect();
    let more = if emptied.len() > NAMED { "…" } else { "" };
    let shown = emptied
        .iter()
        .take(NAMED)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ");
    (!emptied.is_empty()).then(|| {
        format!(
            "Départements qui perdent plus de {MOST_LOST_LOCALLY_PERCENT} % de leurs lieux : {} ; ce sont {shown}{more}.",
            emptied.len()
        )
    })
}

fn off_the_map(edition: &Edition, previous: &PreviousEdition) -> Option<String> {
    let (before, now) = (previous.located * 100.0, located(&edition.venues) * 100.0);
    (edition.venues.len() > SLACK && before - now > MOST_UNLOCATED_POINTS).then(|| {
        format!(
            "La part des lieux dont l'adresse est sur la carte passe de {before:.1} à {now:.1} % : la borne est \
             −{MOST_UNLOCATED_POINTS:.0} points."
        )
    })
}

fn lost(before: usize, now: usize) -> bool {
    now + SLACK < before && now * 100 < before * (100 - MOST_LOST_PERCENT)
}

fn gained(before: usize, now: usize) -> bool {
    now > before + SLACK && now * 100 > before * (100 + MOST_GAINED_PERCENT)
}

fn lost_locally(before: usize, now: usize) -> bool {
    now + LOCAL_SLACK < before && now * 100 < before * (100 - MOST_LOST_LOCALLY_PERCENT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_forgive_small_files_and_hold_for_large_ones() {
        assert!(!lost(30, 11) && !gained(10, 30));
        assert!(lost(1_000, 899) && !lost(1_000, 900));
        assert!(gained(1_000, 1_501) && !gained(1_000, 1_500));
        assert!(!lost_locally(6, 1) && lost_locally(100, 69) && !lost_locally(100, 70));
    }
}
