//! From located rows to venues: rows of the same place become one, and every field knows its source.
//!
//! 1. `candidates`: the pairs worth weighing.
//! 2. `evidence`: what speaks for and against each, in points; `names`, `kinds` and `address` compare.
//! 3. `clusters`: groups without a contradiction in them.
//! 4. `ids`: which venue of the edition before a group goes on.
//! 5. `fuse`: one venue out of each group. `kept`: the decisions that people can read.
//! 6. `rounds`: which venues are stops of one bus.

mod address;
mod candidates;
mod clusters;
mod evidence;
mod features;
mod fuse;
mod ids;
mod kept;
mod kinds;
mod names;
mod rounds;
mod scale;

pub use ids::PreviousIds;

use crate::decisions::{By, Decisions};
use crate::draft::{Located, Origin};
use features::Features;
use portee_domain::vocabulary::{Programme, Vocabulary};
use portee_domain::{Decision, Field, Finding, FindingKind, Round, SourceId, Succession, Venue};
use portee_geography::Geography;
use scale::Scale;
use std::collections::BTreeSet;

/// What merging gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// Sorted by id.
    pub venues: Vec<Venue>,
    /// Which of them are stops of one bus: sorted.
    pub rounds: Vec<Round>,
    /// Sorted by `from`.
    pub successions: Vec<Succession>,
    /// Why rows were put together, and near misses: sorted by their rows.
    pub decisions: Vec<Decision>,
    /// Rows of places that a person does not want listed: rejected, one finding each.
    pub unlisted: Vec<Finding>,
    /// Labels that the official list does not confirm: taken away, one finding for each row that claims one.
    pub unconfirmed: Vec<Finding>,
}

/// Merges rows, given in any order. `previous`: the edition before, whose ids live on. `people`: what people decided.
#[must_use]
pub fn merge(
    mut rows: Vec<Located>,
    geography: &Geography,
    previous: Option<&PreviousIds>,
    people: &Decisions,
) -> Merged {
    rows.sort_by(|a, b| (&a.origin.source, a.row).cmp(&(&b.origin.source, b.row)));
    let features: Vec<Features> = rows.iter().map(|row| Features::new(row, geography)).collect();
    let scale = Scale::new(&features, people);
    let mut pairs = candidates::pairs(&features);
    pairs.extend(scale.ruled());
    pairs.sort_unstable();
    pairs.dedup();
    let weighed: Vec<(i32, usize, usize)> = pairs.into_iter().map(|(a, b)| (scale.score(a, b), a, b)).collect();
    let clusters = clusters::clusters(&weighed, &scale);
    let decisions = kept::decisions(&weighed, &clusters, &scale);
    let mut groups: Vec<Vec<&Located>> = Vec::with_capacity(clusters.groups.len());
    let mut unlisted = Vec::new();
    for group in &clusters.groups {
        let mut members: Vec<&Located> = group.iter().map(|row| &rows[*row]).collect();
        fuse::lead_first(&mut members);
        match members.iter().find_map(|row| people.unlisted.get(&row.key())) {
            Some(by) => unlisted.extend(members.iter().map(|row| withheld(row, by))),
            None => groups.push(members),
        }
    }
    let mut unconfirmed = Vec::new();
    let registers: BTreeSet<Programme> = groups
        .iter()
        .flatten()
        .flat_map(|row| row.origin.register_of.clone())
        .collect();
    let ids = ids::assign(&groups, previous, geography);
    let fused = ids.iter().zip(&groups).filter_map(|(id, group)| {
        let mut venue = fuse::fuse(id.clone(), group)?;
        unconfirmed.extend(drop_unconfirmed(&mut venue, group, &registers));
        Some(venue)
    });
    let mut venues: Vec<Venue> = fused.collect();
    venues.sort_by(|a, b| a.id.cmp(&b.id));
    let sources = |which: fn(&Origin) -> bool| -> BTreeSet<&SourceId> {
        let of_that_kind = rows.iter().filter(|row| which(&row.origin));
        of_that_kind.map(|row| &row.origin.source).collect()
    };
    let successions = ids::successions(&venues, &sources(|origin| origin.published), previous);
    let rounds = rounds::rounds(
        &venues,
        &sources(|origin| origin.distinct && !origin.published),
        geography,
    );
    Merged {
        venues,
        rounds,
        successions,
        decisions,
        unlisted,
        unconfirmed,
    }
}

/// Takes away the programmes of which a register is here and does not know the venue: others say that they have the label, and
/// the register is who knows.
fn drop_unconfirmed(venue: &mut Venue, group: &[&Located], registers: &BTreeSet<Programme>) -> Vec<Finding> {
    let confirmed = |programme: &Programme| group.iter().any(|row| row.origin.register_of.contains(programme));
    let dropped: Vec<Programme> = venue
        .description
        .programmes
        .extract_if(.., |programme| registers.contains(programme) && !confirmed(programme))
        .collect();
    let claims = |row: &&&Located, programme: &Programme| row.description.programmes.contains(programme);
    dropped
        .iter()
        .flat_map(|programme| {
            group
                .iter()
                .filter(move |row| claims(row, programme))
                .map(move |row| Finding {
                    source: row.origin.source.clone(),
                    row: Some(row.row),
                    field: Some(Field::DispositifProgrammesNationaux),
                    kind: FindingKind::LabelUnconfirmed,
                    detail: format!(
                        "La liste officielle de « {} » ne connaît pas ce lieu.",
                        programme.label()
                    ),
                })
        })
        .collect()
}

fn withheld(row: &Located, by: &By) -> Finding {
    Finding {
        source: row.origin.source.clone(),
        row: Some(row.row),
        field: None,
        kind: FindingKind::Unlisted,
        detail: format!("Ce lieu n'est pas publié, par décision : {by}."),
    }
}
