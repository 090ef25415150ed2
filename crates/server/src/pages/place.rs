//! From what a visitor wrote to a place on the ground.

use super::question::Pairs;
use crate::{address, locales::Texts};
use portee_directory::Snapshot;
use portee_domain::CommuneCode;
use portee_geography::{Commune, Departement, Geography, PlaceMatch};

/// How many communes are proposed at most when several answer.
const PROPOSED: usize = 12;

/// Where to search around.
pub(super) struct Place {
    /// « Die (26150) »; none for the visitor's own position.
    pub(super) label: Option<String>,
    /// WGS84 degrees.
    pub(super) lon: f64,
    pub(super) lat: f64,
    /// What the distances are measured from.
    pub(super) from: Origin,
    /// The commune that it is in; none at sea and abroad.
    pub(super) commune: Option<CommuneCode>,
    /// What a form repeats to search around it again.
    pub(super) pairs: Pairs,
}

/// What distances are measured from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// The town hall.
    TownHall,
    /// The middle of the commune, when its town hall is not known.
    Centre,
    /// Where the visitor is.
    Visitor,
}

/// A commune to choose.
pub(super) struct Proposal {
    pub(super) code: String,
    pub(super) label: String,
    /// Its département, and its old name when that is what was written.
    pub(super) detail: String,
}

/// A whole département to choose.
pub(super) struct DepartementProposal {
    pub(super) code: String,
    pub(super) name: String,
}

/// What may be meant when it is not clear.
pub(super) struct Proposals {
    pub(super) departements: Vec<DepartementProposal>,
    pub(super) communes: Vec<Proposal>,
}

/// What the words in the box mean.
pub(super) enum Meaning {
    One(Place),
    Several(Proposals),
    Nothing,
}

/// Reads the words of the box: a name, a postcode, or both.
pub(super) fn read(text: &str, snapshot: &Snapshot, t: &Texts) -> Meaning {
    match read_place(text, snapshot, t) {
        Meaning::Nothing => {
            address::from_postcode(text).map_or(Meaning::Nothing, |place| read_place(place, snapshot, t))
        }
        meaning => meaning,
    }
}

fn read_place(text: &str, snapshot: &Snapshot, t: &Texts) -> Meaning {
    let geography = snapshot.geography();
    let matches = geography.search(text, PROPOSED);
    let named = geography.departements_named(text);
    let several = || {
        Meaning::Several(Proposals {
            departements: named
                .iter()
                .map(|departement| departement_proposal(departement))
                .collect(),
            communes: matches.iter().map(|found| proposal(found, geography, t)).collect(),
        })
    };
    // « Paris » is the town; « Drôme » is no town near a misspelling of it.
    let is_outside = |commune: &Commune| !named.iter().all(|departement| departement.code == commune.departement);
    match &matches[..] {
        [] if named.is_empty() => Meaning::Nothing,
        [] => several(),
        [first, ..] if first.label == text => Meaning::One(around(first.commune, first.label.clone())),
        [only] if !is_outside(only.commune) => Meaning::One(around(only.commune, only.label.clone())),
        _ => match geography.find(text, None) {
            Some(commune) if !is_outside(commune) => Meaning::One(around(commune, label_of(commune, &matches))),
            _ => several(),
        },
    }
}

/// The place of a commune that was chosen by its code.
pub(super) fn of_commune(commune: &Commune) -> Place {
    around(commune, label_of(commune, &[]))
}

/// The visitor's own position, `lon, lat` in WGS84 degrees, kept to three decimals.
pub(super) fn here(lon: f64, lat: f64, geography: &Geography) -> Place {
    Place {
        label: None,
        lon,
        lat,
        from: Origin::Visitor,
        commune: geography.commune_at(lon, lat).map(|found| found.commune.code.clone()),
        pairs: vec![("lat", format!("{lat:.3}")), ("lon", format!("{lon:.3}"))],
    }
}

fn around(commune: &Commune, label: String) -> Place {
    let town_hall = commune.town_hall.as_ref().map(|hall| hall.position);
    let (lon, lat) = town_hall.unwrap_or(commune.centre);
    Place {
        label: Some(label),
        lon,
        lat,
        from: if town_hall.is_some() {
            Origin::TownHall
        } else {
            Origin::Centre
        },
        commune: Some(commune.code.clone()),
        pairs: vec![("commune", commune.code.to_string())],
    }
}

fn label_of(commune: &Commune, matches: &[PlaceMatch<'_>]) -> String {
    let found = matches.iter().find(|found| found.commune.code == commune.code);
    match (found, &commune.postcodes[..]) {
        (Some(found), _) => found.label.clone(),
        (None, [postcode]) => format!("{} ({postcode})", commune.name),
        (None, _) => format!("{} ({})", commune.name, commune.departement),
    }
}

fn departement_proposal(departement: &Departement) -> DepartementProposal {
    DepartementProposal {
        code: departement.code.to_string(),
        name: departement.name.clone(),
    }
}

fn proposal(found: &PlaceMatch<'_>, geography: &Geography, t: &Texts) -> Proposal {
    let departement = geography.departement(found.commune.departement.as_str());
    let departement = departement.map_or("", |departement| departement.name.as_str());
    Proposal {
        code: found.commune.code.to_string(),
        label: found.label.clone(),
        detail: match &found.via {
            Some(old) => t.search.formerly(departement, old),
            None => departement.to_owned(),
        },
    }
}
