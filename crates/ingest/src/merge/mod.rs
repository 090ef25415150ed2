//! From located rows to venues: rows of the same place become one, and every field knows its source.

mod fuse;
mod groups;
mod names;
mod pairs;

use crate::draft::Located;
use groups::Groups;
use pairs::Features;
use portee_domain::{Succession, Venue, VenueId};
use portee_geography::Geography;
use std::collections::BTreeSet;

/// The ids that earlier editions published or redirected: none of them may ever lead to "not found".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PreviousIds {
    /// The ids.
    pub ids: BTreeSet<VenueId>,
}

/// What merging gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// Sorted by id.
    pub venues: Vec<Venue>,
    /// Sorted by `from`.
    pub successions: Vec<Succession>,
}

/// Merges rows, given in any order: exact shared identifiers first, then same name at the same place.
#[must_use]
pub fn merge(mut rows: Vec<Located>, geography: &Geography, previous: Option<&PreviousIds>) -> Merged {
    rows.sort_by(|a, b| (&a.origin.source, a.row).cmp(&(&b.origin.source, b.row)));
    let features: Vec<Features> = rows
        .iter()
        .map(|row| {
            let departement = geography.departement(row.location.departement.as_str());
            Features::new(row, departement.map_or("", |departement| departement.name.as_str()))
        })
        .collect();
    let mut groups = Groups::new(&rows);
    for same_id in groups::by_shared_id(&rows) {
        for (i, a) in same_id.iter().enumerate() {
            for b in &same_id[i + 1..] {
                if pairs::same_id_same_place(&rows, &features, *a, *b) {
                    groups.unite(*a, *b);
                }
            }
        }
    }
    for (a, b) in pairs::same_name_same_place(&rows, &features) {
        groups.unite(a, b);
    }
    let mut venues: Vec<Venue> = groups
        .into_groups()
        .iter()
        .filter_map(|group| fuse::fuse(&group.iter().map(|row| &rows[*row]).collect::<Vec<_>>()))
        .collect();
    venues.sort_by(|a, b| a.id.cmp(&b.id));
    let successions = successions(&venues, previous);
    Merged { venues, successions }
}

/// Where the ids that are no venue lead: those of merged rows to their venue, the rest of the previous ones to nothing.
fn successions(venues: &[Venue], previous: Option<&PreviousIds>) -> Vec<Succession> {
    let published: BTreeSet<&VenueId> = venues.iter().map(|venue| &venue.id).collect();
    let mut successions: Vec<Succession> = venues
        .iter()
        .flat_map(|venue| {
            let merged = venue.members.iter().skip(1);
            merged.map(|member| Succession {
                from: VenueId::derive(&member.source, &member.local_id),
                to: Some(venue.id.clone()),
            })
        })
        .filter(|succession| !published.contains(&succession.from))
        .collect();
    let led: BTreeSet<VenueId> = successions.iter().map(|succession| succession.from.clone()).collect();
    let gone = previous.into_iter().flat_map(|previous| &previous.ids);
    successions.extend(
        gone.filter(|id| !published.contains(id) && !led.contains(*id))
            .map(|id| Succession {
                from: id.clone(),
                to: None,
            }),
    );
    successions.sort_by(|a, b| (&a.from, &a.to).cmp(&(&b.from, &b.to)));
    successions.dedup_by(|a, b| a.from == b.from);
    successions
}
