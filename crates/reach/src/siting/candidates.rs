//! Where a new place could be: existing venues that do not offer the target yet, libraries among them, and town halls.

use crate::Targets;
use portee_domain::vocabulary::Typology;
use portee_domain::{CommuneCode, Precision, Target, Venue, VenueId};
use portee_geography::Geography;

/// What a candidate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CandidateKind {
    /// A library that is a venue already, without the target.
    Library,
    /// Another venue without the target.
    Venue,
    /// A town hall.
    TownHall,
    /// The centre of a commune whose town hall is not located.
    Centre,
}

impl CandidateKind {
    /// The public word: `bibliotheque`, `lieu`, `mairie` or `centre`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Library => "bibliotheque",
            Self::Venue => "lieu",
            Self::TownHall => "mairie",
            Self::Centre => "centre",
        }
    }
}

/// A place where the target could be offered.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// What it is.
    pub kind: CandidateKind,
    /// The name of the venue; of a town hall or a centre, that of the commune.
    pub name: String,
    /// The venue, when it is one.
    pub venue: Option<VenueId>,
    /// Its commune.
    pub commune: CommuneCode,
    /// `(lon, lat)` in WGS84 degrees.
    pub position: (f64, f64),
}

/// The candidates in the communes for which `holds`. `venues` are all venues with what people find there; those whose place
/// is only known by commune are left out. Of two sites that serve the same people the first of the list is chosen: libraries,
/// other venues, town halls, centres, each sorted by commune, then by id.
#[must_use]
pub fn candidates<'a>(
    geography: &Geography,
    venues: impl IntoIterator<Item = (&'a Venue, Targets)>,
    target: Target,
    holds: impl Fn(&CommuneCode) -> bool,
) -> Vec<Candidate> {
    let located = |venue: &Venue| venue.location.position.precision() != Precision::Commune;
    let without = venues
        .into_iter()
        .filter(|(venue, targets)| !targets.has(target) && located(venue) && holds(&venue.location.commune_code));
    let venues = without.map(|(venue, _)| Candidate {
        kind: if venue.description.typologies.contains(&Typology::Bib) {
            CandidateKind::Library
        } else {
            CandidateKind::Venue
        },
        name: venue.description.name.clone(),
        venue: Some(venue.id.clone()),
        commune: venue.location.commune_code.clone(),
        position: (venue.location.position.lon(), venue.location.position.lat()),
    });
    let communes = geography.communes().iter().filter(|commune| holds(&commune.code));
    let seats = communes.map(|commune| Candidate {
        kind: if commune.town_hall.is_some() {
            CandidateKind::TownHall
        } else {
            CandidateKind::Centre
        },
        name: commune.name.clone(),
        venue: None,
        commune: commune.code.clone(),
        position: commune.town_hall.as_ref().map_or(commune.centre, |hall| hall.position),
    });
    let mut all: Vec<Candidate> = venues.chain(seats).collect();
    all.sort_by(|a, b| (a.kind, &a.commune, &a.venue).cmp(&(b.kind, &b.commune, &b.venue)));
    all
}
