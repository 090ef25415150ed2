//! A territory and one target in it, with the figures derived from them.

use portee_domain::{Coverage, DepartementCode, Hub, Level, Nearest, Target, TargetCoverage, TerritoryCoverage};

/// One row of a table of territories.
pub(crate) struct Row<'a> {
    pub(crate) territory: &'a TerritoryCoverage,
    pub(crate) target: TargetCoverage,
    /// The hubs that cover it; for a hub, itself.
    pub(crate) hubs: Vec<&'a Hub>,
}

impl<'a> Row<'a> {
    /// The row of `territory`; none when its coverage of `target` is not kept.
    pub(crate) fn of(coverage: &'a Coverage, territory: &'a TerritoryCoverage, target: Target) -> Option<Self> {
        let code: Option<DepartementCode> = match territory.level {
            Level::Departement => territory.code.parse().ok(),
            _ => None,
        };
        let covers = |hub: &&Hub| match territory.level {
            Level::Hub => hub.id == territory.code,
            _ => code.as_ref().is_some_and(|code| hub.covers(code)),
        };
        Some(Self {
            territory,
            target: territory.target(target)?,
            hubs: coverage.hubs.iter().filter(covers).collect(),
        })
    }

    /// Inhabitants farther than 30 minutes.
    pub(crate) fn beyond(&self) -> u32 {
        self.target.bands.beyond_promise()
    }

    /// Inhabitants of whom neither can be said.
    pub(crate) fn uncertain(&self) -> u32 {
        let sure = self.target.surely_kept.saturating_add(self.target.surely_beyond);
        self.territory.inhabitants.saturating_sub(sure)
    }

    /// This many inhabitants as a share of all, 0 to 1; none where nobody is known to live.
    pub(crate) fn share(&self, inhabitants: u32) -> Option<f64> {
        let all = self.territory.inhabitants;
        (all > 0).then(|| f64::from(inhabitants) / f64::from(all))
    }

    /// The share of inhabitants farther than 30 minutes.
    pub(crate) fn share_beyond(&self) -> Option<f64> {
        self.share(self.beyond())
    }

    /// Venues for 10,000 people far from digital services; none where there are no such people.
    pub(crate) fn venues_per_10_000_far(&self) -> Option<f64> {
        let (venues, far) = (self.territory.venues, self.territory.far);
        (far > 0).then(|| f64::from(venues) * 10_000.0 / f64::from(far))
    }

    /// From the seat of a commune, the nearest venue of the target: kept for France Services and for any venue.
    pub(crate) fn nearest(&self) -> Option<&'a Nearest> {
        match self.target.target {
            Target::PROMISE => self.territory.nearest_france_services.as_ref(),
            Target::Any => self.territory.nearest_venue.as_ref(),
            _ => None,
        }
    }
}
