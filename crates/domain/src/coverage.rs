//! How far people live from help: the coverage of a territory, computed once per edition and kept in it.
//!
//! Times are seconds of travel by car; counts are inhabitants. `≤ 30 min` counts as kept.

mod by_target;

pub use by_target::CoverageByTarget;

use crate::vocabulary::{Programme, Service, Vocabulary};
use crate::{DepartementCode, Hub, VenueId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The upper bounds of the bands, in seconds: 10, 20, 30 and 45 minutes. What is longer, or has no way at all, is the last band.
pub const BANDS_S: [u32; 4] = [600, 1_200, 1_800, 2_700];

/// Inhabitants by band: at most 10, 20, 30 and 45 minutes away (each without those of the bands before), and beyond.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bands(pub [u32; 5]);

impl Bands {
    /// Inhabitants at most `BANDS_S[band]` seconds away.
    #[must_use]
    pub fn within(self, band: usize) -> u32 {
        sum(&self.0[..self.0.len().min(band.saturating_add(1))])
    }

    /// Inhabitants farther than 30 minutes.
    #[must_use]
    pub fn beyond_promise(self) -> u32 {
        sum(&self.0[3..])
    }

    /// Inhabitants farther than 20 minutes.
    #[must_use]
    pub fn beyond_20(self) -> u32 {
        sum(&self.0[2..])
    }

    /// All of them: the denominator.
    #[must_use]
    pub fn total(self) -> u32 {
        sum(&self.0)
    }
}

/// A sum that stops at the greatest number: no file, however damaged, may end a process.
fn sum(counts: &[u32]) -> u32 {
    counts.iter().fold(0, |sum, count| sum.saturating_add(*count))
}

/// What people are to reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Target {
    /// Any venue.
    Any,
    /// A venue with this service.
    Service(Service),
    /// A venue of this programme; France Services is the promise.
    Programme(Programme),
    /// A venue known to be open on Saturdays.
    Saturday,
    /// A venue known to be open after 18:00 on a working day.
    Evening,
    /// A venue that says it is free.
    Free,
}

impl Target {
    /// What the State promises within 30 minutes.
    pub const PROMISE: Self = Self::Programme(Programme::FranceServices);

    /// All targets, in the order in which coverage lists them.
    pub fn all() -> impl Iterator<Item = Self> {
        [Self::Any]
            .into_iter()
            .chain(Service::ALL.iter().copied().map(Self::Service))
            .chain(Programme::ALL.iter().copied().map(Self::Programme))
            .chain([Self::Saturday, Self::Evening, Self::Free])
    }

    /// How many there are.
    #[must_use]
    pub fn count() -> usize {
        Self::all().count()
    }

    /// The position in [`Target::all`].
    #[must_use]
    pub fn index(self) -> usize {
        let (services, programmes) = (Service::ALL.len(), Programme::ALL.len());
        match self {
            Self::Any => 0,
            Self::Service(service) => 1 + service.index(),
            Self::Programme(programme) => 1 + services + programme.index(),
            Self::Saturday => 1 + services + programmes,
            Self::Evening => 2 + services + programmes,
            Self::Free => 3 + services + programmes,
        }
    }

    /// The public text: the standard's label, or `tous`, `ouvert le samedi`, `ouvert après 18 h`, `gratuit`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Any => "tous",
            Self::Service(service) => service.label(),
            Self::Programme(programme) => programme.label(),
            Self::Saturday => "ouvert le samedi",
            Self::Evening => "ouvert après 18 h",
            Self::Free => "gratuit",
        }
    }

    /// The target with this public text.
    #[must_use]
    pub fn from_label(label: &str) -> Option<Self> {
        Self::all().find(|target| target.label() == label)
    }
}

/// What a territory is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The whole country; its code is `FR`.
    France,
    /// A région, by INSEE code.
    Region,
    /// A département, by INSEE code.
    Departement,
    /// The area of a hub, by the hub's id.
    Hub,
    /// An intercommunal body, by SIREN.
    Epci,
    /// A commune, by INSEE code.
    Commune,
}

impl Level {
    /// All levels, the widest first.
    pub const ALL: [Self; 6] = [
        Self::France,
        Self::Region,
        Self::Departement,
        Self::Hub,
        Self::Epci,
        Self::Commune,
    ];

    /// The public word.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::France => "france",
            Self::Region => "region",
            Self::Departement => "departement",
            Self::Hub => "hub",
            Self::Epci => "epci",
            Self::Commune => "commune",
        }
    }
}

/// How seconds were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Along roads: exact for the road data.
    Routes,
    /// From the distance in a straight line: low, central and high values.
    Estimation,
    /// Roads for some inhabitants, estimates for the others.
    Mixte,
}

impl Method {
    /// The public word: `routes`, `estimation` or `mixte`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Routes => "routes",
            Self::Estimation => "estimation",
            Self::Mixte => "mixte",
        }
    }
}

/// The coverage of one target in one territory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetCoverage {
    /// What is to be reached.
    pub target: Target,
    /// Inhabitants by band of the central time.
    pub bands: Bands,
    /// Inhabitants within 30 minutes even by the high value: the promise is kept.
    pub surely_kept: u32,
    /// Inhabitants beyond 30 minutes even by the low value: it is not. What is in neither is uncertain.
    pub surely_beyond: u32,
    /// Inhabitants of 65 and over beyond 30 minutes (central).
    pub seniors_beyond: u32,
    /// People far from digital services beyond 30 minutes (central; an estimate, see [`PopulationReport`]).
    pub far_beyond: u32,
}

/// How minutes to the nearest France Services are shared among inhabitants (central times, in seconds). Those whom no way
/// leads there count in [`Bands`] and not here.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// The mean, weighted by inhabitants.
    pub mean_s: u32,
    /// Half of the inhabitants need no longer than this.
    pub median_s: u32,
    /// The mean of the tenth of inhabitants who need longest.
    pub worst_tenth_s: u32,
    /// The Gini coefficient of the times: 0 when all are alike, towards 1 when a few carry all of the time.
    pub gini: f64,
}

/// A venue that is near, and how long it takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nearest {
    /// The venue.
    pub venue: VenueId,
    /// Seconds: low, central and high value; all the same along roads.
    pub seconds: [u32; 3],
    /// How they were found.
    pub method: Method,
}

/// Why a département is said to be underserved: one criterion of `data/criteria.toml` that it meets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Flag {
    /// The criterion's id.
    pub criterion: String,
    /// One sentence in French, with the figures.
    pub reason: String,
    /// The value found.
    pub value: f64,
    /// The value from which the criterion is met.
    pub threshold: f64,
    /// Whether it is met even by the kinder bound of the estimate.
    pub certain: bool,
}

/// The coverage of one territory.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TerritoryCoverage {
    /// What it is.
    pub level: Level,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The département: its own, for a commune and a département; for an EPCI, that of most of its inhabitants.
    pub departement: Option<DepartementCode>,
    /// Inhabitants: the denominator of every share. 0 when nobody is known to live there, which is said and never a zero share.
    pub inhabitants: u32,
    /// Of 65 and over; none where ages are not known.
    pub seniors: Option<u32>,
    /// Far from digital services: an estimate.
    pub far: u32,
    /// Venues in it.
    pub venues: u32,
    /// France Services in it.
    pub france_services: u32,
    /// One for each of [`Target::all`], in that order.
    pub targets: CoverageByTarget,
    /// To the nearest France Services; none without inhabitants or where no way leads.
    pub spread: Option<Spread>,
    /// From the seat of a commune: the nearest France Services. None for other levels, and where no way leads.
    pub nearest_france_services: Option<Nearest>,
    /// From the seat of a commune: the nearest venue of any kind.
    pub nearest_venue: Option<Nearest>,
    /// How seconds were found.
    pub method: Method,
    /// Criteria that it meets (départements only).
    pub flags: Vec<Flag>,
}

impl TerritoryCoverage {
    /// The coverage of one target.
    #[must_use]
    pub fn target(&self, target: Target) -> Option<TargetCoverage> {
        self.targets.get(target)
    }
}

/// Where the inhabited points come from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PopulationReport {
    /// One line a source: what, of which date, under which licence.
    pub sources: Vec<String>,
    /// Inhabited points.
    pub points: u32,
    /// Inhabitants on them.
    pub inhabitants: u64,
    /// The share of people of less than 65 taken to be far from digital services.
    pub far_share_under_65: f64,
    /// The same of 65 and over.
    pub far_share_seniors: f64,
}

/// The road data that times were found with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoadReport {
    /// The name of the extract.
    pub name: String,
    /// The date of its data, where it says one.
    pub date: Option<NaiveDate>,
    /// The profile: speeds and costs.
    pub profile: String,
}

/// The coverage of France by an edition's venues.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Coverage {
    /// Where people live.
    pub population: PopulationReport,
    /// The roads; none when every time is an estimate.
    pub roads: Option<RoadReport>,
    /// Sorted by level and code.
    pub territories: Vec<TerritoryCoverage>,
    /// The hubs.
    pub hubs: Vec<Hub>,
}

impl Coverage {
    /// The coverage of this territory.
    #[must_use]
    pub fn territory(&self, level: Level, code: &str) -> Option<&TerritoryCoverage> {
        let key = |territory: &TerritoryCoverage| (territory.level, territory.code.as_str()).cmp(&(level, code));
        let index = self.territories.binary_search_by(key).ok()?;
        self.territories.get(index)
    }

    /// The territories of one level, by code.
    #[must_use]
    pub fn level(&self, level: Level) -> &[TerritoryCoverage] {
        let start = self.territories.partition_point(|territory| territory.level < level);
        let end = self.territories.partition_point(|territory| territory.level <= level);
        &self.territories[start..end]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_add_up() {
        let bands = Bands([1, 2, 3, 4, 5]);
        assert_eq!(bands.within(2), 6);
        assert_eq!(bands.beyond_promise(), 9);
        assert_eq!(bands.beyond_20(), 12);
        assert_eq!(bands.total(), 15);
    }

    #[test]
    fn counts_that_nobody_has_do_not_overflow() {
        let bands = Bands([u32::MAX; 5]);
        assert_eq!(bands.within(usize::MAX), u32::MAX);
        assert_eq!(bands.beyond_20(), u32::MAX);
        assert_eq!(bands.total(), u32::MAX);
    }

    #[test]
    fn each_target_has_a_text_of_its_own() {
        for (index, target) in Target::all().enumerate() {
            assert_eq!(target.index(), index);
            assert_eq!(Target::from_label(target.label()), Some(target));
        }
        assert_eq!(Target::PROMISE.label(), "France Services");
        assert_eq!(Target::from_label("n'importe quoi"), None);
    }
}
