//! The quality of a venue's sheet, in words.

use portee_directory::{Listing, Snapshot};
use portee_domain::Criterion;

/// What one criterion gives.
pub(super) struct Line {
    pub(super) name: &'static str,
    pub(super) points: u8,
    pub(super) most: u8,
    pub(super) reason: &'static str,
}

/// The score, out of 100, and what it is made of.
pub(super) struct View {
    pub(super) score: u8,
    pub(super) lines: Vec<Line>,
}

impl View {
    pub(super) fn of(listing: &Listing, snapshot: &Snapshot) -> Self {
        let quality = snapshot.quality(listing);
        Self {
            score: quality.score(),
            lines: quality
                .lines
                .iter()
                .map(|line| Line {
                    name: name(line.criterion),
                    points: line.points,
                    most: line.criterion.most(),
                    reason: line.reason,
                })
                .collect(),
        }
    }
}

fn name(criterion: Criterion) -> &'static str {
    match criterion {
        Criterion::Position => "Endroit",
        Criterion::Address => "Adresse",
        Criterion::Phone => "Téléphone",
        Criterion::Writing => "Courriel ou site",
        Criterion::Hours => "Horaires",
        Criterion::Services => "Services",
        Criterion::Fees => "Prix",
        Criterion::Access => "Comment venir",
        Criterion::Freshness => "Date",
        Criterion::Findings => "Lignes reçues",
    }
}
