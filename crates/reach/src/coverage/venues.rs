//! What is to be known of a venue: where it is, and which targets it answers to.

use portee_domain::vocabulary::Fee;
use portee_domain::{CommuneCode, SourceId, Target, Venue, VenueId};
use std::collections::BTreeSet;

/// A set of targets: bit `i` is the target of rank `i` in [`Target::all`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Targets(u32);

impl Targets {
    /// With one more.
    #[must_use]
    pub fn with(self, target: Target) -> Self {
        Self(self.0 | 1 << target.index())
    }

    /// Whether it is among them.
    #[must_use]
    pub fn has(self, target: Target) -> bool {
        self.has_rank(target.index())
    }

    pub(super) fn has_rank(self, rank: usize) -> bool {
        self.0 >> rank & 1 == 1
    }
}

/// A venue as coverage sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct VenueFacts {
    /// Its id.
    pub id: VenueId,
    /// `(lon, lat)` in WGS84 degrees. Where only the commune is known this stands for it, and times to it are to the commune.
    pub position: (f64, f64),
    /// Its commune.
    pub commune: CommuneCode,
    /// What people find there.
    pub targets: Targets,
    /// The sources that know it.
    pub sources: BTreeSet<SourceId>,
}

impl VenueFacts {
    /// The facts of a venue. `saturday`: known to be open on Saturdays; `evening`: known to be open after 18:00 on a working
    /// day (reading hours is not this crate's work).
    #[must_use]
    pub fn new(venue: &Venue, saturday: bool, evening: bool) -> Self {
        let description = &venue.description;
        let services = description.services.iter().copied().map(Target::Service);
        let programmes = description.programmes.iter().copied().map(Target::Programme);
        let others = [
            (Target::Saturday, saturday),
            (Target::Evening, evening),
            (Target::Free, description.fees.contains(&Fee::Free)),
        ];
        let others = others.into_iter().filter_map(|(target, holds)| holds.then_some(target));
        let targets = services.chain(programmes).chain(others);
        Self {
            id: venue.id.clone(),
            position: (venue.location.position.lon(), venue.location.position.lat()),
            commune: venue.location.commune_code.clone(),
            targets: targets.fold(Targets::default().with(Target::Any), Targets::with),
            sources: venue.members.iter().map(|member| member.source.clone()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_every_target_apart() {
        assert!(Target::count() <= 32);
        for target in Target::all() {
            let alone = Targets::default().with(target);
            assert!(Target::all().all(|other| alone.has(other) == (other == target)));
        }
    }
}
