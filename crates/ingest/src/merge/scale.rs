//! Weighs pairs of rows: what the rows say, and what people decided, which goes before everything.

use super::evidence::{self, THRESHOLD};
use super::features::{Features, Spread};
use crate::decisions::{By, Decisions, RowKey};
use portee_domain::{Evidence, EvidenceKind, Verdict};
use std::collections::HashMap;

/// What a person's word weighs: more than any veto.
const PERSON: i32 = 100_000;

/// The rows and all that is needed to weigh two of them.
#[derive(Debug)]
pub(super) struct Scale<'a> {
    pub(super) features: &'a [Features<'a>],
    spread: Spread<'a>,
    rulings: HashMap<(usize, usize), (Verdict, &'a By)>,
}

impl<'a> Scale<'a> {
    pub(super) fn new(features: &'a [Features<'a>], people: &'a Decisions) -> Self {
        let mut index: HashMap<RowKey, usize> = HashMap::new();
        if !people.rulings.is_empty() {
            index.extend(features.iter().enumerate().map(|(at, of_row)| (of_row.row.key(), at)));
        }
        let ruled = people.rulings.iter().filter_map(|ruling| {
            let (a, b) = (*index.get(&ruling.rows[0])?, *index.get(&ruling.rows[1])?);
            Some(((a.min(b), a.max(b)), (ruling.verdict, &ruling.by)))
        });
        Self {
            features,
            spread: Spread::new(features),
            rulings: ruled.collect(),
        }
    }

    /// The pairs that people decided about.
    pub(super) fn ruled(&self) -> impl Iterator<Item = (usize, usize)> {
        self.rulings.keys().copied()
    }

    /// The sum of all evidence about two rows.
    pub(super) fn score(&self, a: usize, b: usize) -> i32 {
        let person = self.ruling(a, b).map_or(0, |(verdict, _)| weight(verdict));
        person + evidence::score(&self.features[a], &self.features[b], &self.spread)
    }

    /// Whether the sum says that they are one place.
    pub(super) fn same(score: i32) -> bool {
        score >= THRESHOLD
    }

    /// All evidence in words, the heaviest first.
    pub(super) fn explain(&self, a: usize, b: usize) -> Vec<Evidence> {
        let person = self.ruling(a, b).map(|(verdict, by)| Evidence {
            kind: EvidenceKind::Person,
            weight: weight(verdict),
            detail: format!("{by}."),
        });
        let rest = evidence::explain(&self.features[a], &self.features[b], &self.spread);
        person.into_iter().chain(rest).collect()
    }

    fn ruling(&self, a: usize, b: usize) -> Option<(Verdict, &By)> {
        self.rulings.get(&(a.min(b), a.max(b))).copied()
    }
}

fn weight(verdict: Verdict) -> i32 {
    match verdict {
        Verdict::Same => PERSON,
        Verdict::Different => -PERSON,
    }
}
