//! Which id a group of rows is published under, and where ids that are no more lead.
//!
//! A venue is the same as one of the edition before when it holds that one's rows, known by source and identifier, never
//! by their order. The group with its leading row goes on with its id, else the group with most of its rows. A group that
//! goes on several venues (a merge) takes the id of the one that its own leading row was part of; the others lead to it. A
//! group without any (a new place, or the smaller part of a split) takes the id of its leading row, which is the one
//! that it had, if it ever had one. A venue whose rows are all gone is known again by its name and place when its source
//! gives no lasting identifiers; else its id is withdrawn.

use super::evidence::THRESHOLD;
use super::features::Features;
use super::scale::Scale;
use crate::decisions::Decisions;
use crate::draft::{Located, Origin};
use portee_domain::{Edition, SourceId, Succession, Venue, VenueId};
use portee_geography::Geography;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// What the edition before published, and where its old ids lead.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PreviousIds {
    venues: Vec<Venue>,
    successions: BTreeMap<VenueId, Option<VenueId>>,
}

impl From<Edition> for PreviousIds {
    fn from(edition: Edition) -> Self {
        let successions = edition.successions.into_iter();
        Self {
            venues: edition.venues,
            successions: successions.map(|succession| (succession.from, succession.to)).collect(),
        }
    }
}

type Row<'a> = (&'a SourceId, &'a str);

fn row_of(row: &Located) -> Row<'_> {
    (&row.origin.source, &row.local_id)
}

/// How strongly a group goes on an old venue: whether it has its leading row, then how many of its rows, then (to break
/// ties the same way every time) its own place in the order of leading rows.
type Claim = (bool, usize, Reverse<usize>);

/// The id of each group; the leading row of each comes first.
pub(super) fn assign(groups: &[Vec<&Located>], previous: Option<&PreviousIds>, geography: &Geography) -> Vec<VenueId> {
    let mut ids: Vec<Option<VenueId>> = vec![None; groups.len()];
    // Ranks by leading row, so that nothing depends on the order of the groups.
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|group| groups[*group].first().map(|row| row_of(row)));
    if let Some(previous) = previous {
        go_on(groups, &order, previous, &mut ids);
        know_again(groups, &order, previous, geography, &mut ids);
    }
    let mut taken: BTreeSet<VenueId> = ids.iter().flatten().cloned().collect();
    for group in order {
        if ids[group].is_none() {
            let own = groups[group]
                .iter()
                .map(|row| own(&row.origin.source, &row.local_id, row.origin.published));
            let id = own
                .into_iter()
                .find(|id| !taken.contains(id))
                .or_else(|| spare(&groups[group], &taken));
            taken.extend(id.clone());
            ids[group] = id;
        }
    }
    // Every group has a row, so every group has an id.
    ids.into_iter().flatten().collect()
}

/// The id that a row has by itself: the one that a directory published it under, else one derived from its identifier.
fn own(source: &SourceId, local_id: &str, published: bool) -> VenueId {
    let given = local_id.rsplit(':').next().filter(|_| published);
    given
        .and_then(|id| id.parse().ok())
        .unwrap_or_else(|| VenueId::derive(source, local_id))
}

/// An id for a group all of whose rows gave theirs to others.
fn spare(group: &[&Located], taken: &BTreeSet<VenueId>) -> Option<VenueId> {
    let lead = group.first()?;
    (2..=u32::MAX)
        .map(|n| VenueId::derive(&lead.origin.source, &format!("{}#{n}", lead.local_id)))
        .find(|id| !taken.contains(id))
}

/// Groups that hold rows of old venues.
fn go_on(groups: &[Vec<&Located>], order: &[usize], previous: &PreviousIds, ids: &mut [Option<VenueId>]) {
    let mut venue_of: HashMap<Row<'_>, usize> = HashMap::new();
    for (venue, old) in previous.venues.iter().enumerate() {
        venue_of.extend(
            old.members
                .iter()
                .map(|member| ((&member.source, member.local_id.as_str()), venue)),
        );
    }
    let led = |venue: usize| {
        previous.venues[venue]
            .members
            .first()
            .map(|lead| (&lead.source, lead.local_id.as_str()))
    };
    let mut claims: BTreeMap<usize, BTreeMap<usize, Claim>> = BTreeMap::new();
    for (rank, group) in order.iter().enumerate() {
        for row in &groups[*group] {
            if let Some(&venue) = venue_of.get(&row_of(row)) {
                let claim = claims
                    .entry(venue)
                    .or_default()
                    .entry(*group)
                    .or_insert((false, 0, Reverse(rank)));
                claim.0 |= led(venue) == Some(row_of(row));
                claim.1 += 1;
            }
        }
    }
    // Of each group: the best old venue that it won.
    let mut won: BTreeMap<usize, (bool, usize, Reverse<&VenueId>)> = BTreeMap::new();
    for (venue, claims) in &claims {
        let Some((group, (_, count, _))) = claims.iter().max_by_key(|(_, claim)| **claim) else {
            continue;
        };
        let leads = groups[*group]
            .first()
            .is_some_and(|lead| venue_of.get(&row_of(lead)) == Some(venue));
        let strength = (leads, *count, Reverse(&previous.venues[*venue].id));
        let best = won.entry(*group).or_insert(strength);
        *best = (*best).max(strength);
    }
    for (group, (.., Reverse(id))) in won {
        ids[group] = Some(id.clone());
    }
}

/// Groups without any old row that are, by name and place, a venue whose rows are all gone: rows whose identifiers come
/// from their content change them with every correction.
fn know_again(
    groups: &[Vec<&Located>],
    order: &[usize],
    previous: &PreviousIds,
    geography: &Geography,
    ids: &mut [Option<VenueId>],
) {
    let present: BTreeSet<Row<'_>> = groups.iter().flatten().map(|row| row_of(row)).collect();
    let vanished: Vec<&Venue> = previous
        .venues
        .iter()
        .filter(|venue| {
            venue
                .members
                .iter()
                .all(|m| !present.contains(&(&m.source, m.local_id.as_str())))
        })
        .collect();
    let gone: Vec<Located> = vanished
        .iter()
        .zip(0..)
        .filter_map(|(venue, at)| as_row(venue, at))
        .collect();
    let nameless = |group: &usize| groups[*group].iter().all(|row| row.shared_id.is_none());
    let fresh: Vec<usize> = order
        .iter()
        .copied()
        .filter(|group| ids[*group].is_none() && nameless(group))
        .collect();
    if gone.is_empty() || fresh.is_empty() {
        return;
    }
    let leads = fresh.iter().filter_map(|group| groups[*group].first().copied());
    let features: Vec<Features> = leads.chain(&gone).map(|row| Features::new(row, geography)).collect();
    let nobody = Decisions::default();
    let scale = Scale::new(&features, &nobody);
    let mut alike: Vec<(i32, usize, usize)> = super::candidates::pairs(&features)
        .into_iter()
        .filter(|(a, b)| *a < fresh.len() && *b >= fresh.len())
        .map(|(a, b)| (scale.score(a, b), a, b))
        .filter(|(score, ..)| *score >= THRESHOLD)
        .collect();
    alike.sort_by_key(|(score, a, b)| (Reverse(*score), *a, *b));
    let mut given = BTreeSet::new();
    for (_, a, b) in alike {
        let id = &vanished[gone[b - fresh.len()].row as usize].id;
        if ids[fresh[a]].is_none() && given.insert(id) {
            ids[fresh[a]] = Some(id.clone());
        }
    }
}

/// An old venue as a row that can be compared; `at` is its number in place of a row's.
fn as_row(venue: &Venue, at: u32) -> Option<Located> {
    let lead = venue.members.first()?;
    let origin = Origin {
        source: lead.source.clone(),
        priority: 0,
        distinct: false,
        published: false,
        register_of: Vec::new(),
        data_date: None,
    };
    Some(Located {
        origin: Arc::new(origin),
        row: at,
        local_id: lead.local_id.clone(),
        shared_id: None,
        description: venue.description.clone(),
        location: venue.location.clone(),
        corrected: BTreeSet::new(),
    })
}

/// Where every id leads that is no venue of these: an id that a row of a venue would have leads to that venue; an old
/// venue leads to the venue that most of its rows are in; an old succession goes on; the rest leads to nothing.
/// `directories`: the sources whose identifiers are venues' ids.
pub(super) fn successions(
    venues: &[Venue],
    directories: &BTreeSet<&SourceId>,
    previous: Option<&PreviousIds>,
) -> Vec<Succession> {
    let published: BTreeSet<&VenueId> = venues.iter().map(|venue| &venue.id).collect();
    let mut leads: BTreeMap<VenueId, Option<VenueId>> = BTreeMap::new();
    let mut venue_of: HashMap<Row<'_>, &VenueId> = HashMap::new();
    for venue in venues {
        for member in &venue.members {
            venue_of.insert((&member.source, &member.local_id), &venue.id);
            let published = directories.contains(&member.source);
            leads.insert(own(&member.source, &member.local_id, published), Some(venue.id.clone()));
        }
    }
    if let Some(previous) = previous {
        for old in &previous.venues {
            leads.insert(old.id.clone(), heir(old, &venue_of).cloned());
        }
        for (from, to) in &previous.successions {
            if !leads.contains_key(from) {
                let now = to.as_ref().and_then(|to| match leads.get(to) {
                    _ if published.contains(to) => Some(to.clone()),
                    Some(next) => next.clone(),
                    None => None,
                });
                leads.insert(from.clone(), now);
            }
        }
    }
    let open = |(from, to): (VenueId, Option<VenueId>)| (!published.contains(&from)).then_some(Succession { from, to });
    leads.into_iter().filter_map(open).collect()
}

/// The venue that most rows of an old one are in; the one with its leading row when several have as many.
fn heir<'v>(old: &Venue, venue_of: &HashMap<Row<'_>, &'v VenueId>) -> Option<&'v VenueId> {
    let mut rows: BTreeMap<&VenueId, (usize, Reverse<usize>)> = BTreeMap::new();
    for (place, member) in old.members.iter().enumerate() {
        if let Some(venue) = venue_of.get(&(&member.source, member.local_id.as_str())) {
            rows.entry(venue).or_insert((0, Reverse(place))).0 += 1;
        }
    }
    rows.into_iter()
        .max_by_key(|(_, strength)| *strength)
        .map(|(venue, _)| venue)
}
