//! From a [`Draft`] to a [`Located`]: which commune a row is in, and whether its point can be believed.
//!
//! 1. `commune`: the commune by INSEE code, postcode and name, then name or postcode alone, then the point.
//! 2. `point`: the point against that commune: swapped, nowhere, abroad, far; kept, put right, or replaced by the
//!    commune's own point.
//! 3. `precision`: how well the kept point is known.
//!
//! Distances are metres on the sphere; points are `lon, lat` in WGS84 degrees.

mod commune;
mod point;
mod postcode;
mod precision;

pub use precision::demote_shared_points;
pub(crate) use precision::has_house_number;

use crate::draft::{ClaimedPoint, Draft, Located};
use crate::notes::{Notes, quoted};
use point::Verdict;
use portee_domain::{CommuneCode, Field, FindingKind, Location, Position, Postcode, Precision};
use portee_geography::{Commune, Geography};

/// The row with its place; none when it is nowhere in France, which a finding says.
pub fn locate(draft: Draft, geography: &Geography, notes: &mut Notes<'_>) -> Option<Located> {
    let claimed = point::usable(&draft.claim.point);
    let Some(named) = commune::resolve(&draft.claim, claimed, geography, notes) else {
        reject(&draft, claimed, geography, notes);
        return None;
    };
    let Some((commune, position)) = place(&draft, named, geography, notes) else {
        reject(&draft, claimed, geography, notes);
        return None;
    };
    let claim = draft.claim;
    let Some(postcode) = postcode::choose(claim.postcode.as_ref(), commune, geography, notes) else {
        let detail = format!("La commune {} n'a pas de code postal connu.", commune.name);
        notes.note(FindingKind::CommuneUnknown, Field::CodePostal, detail);
        return None;
    };
    Some(Located {
        origin: draft.origin,
        row: draft.row,
        local_id: draft.local_id,
        shared_id: draft.shared_id,
        description: draft.description,
        location: Location {
            address: claim.address,
            address_complement: claim.address_complement,
            postcode,
            commune: commune.name.clone(),
            commune_code: commune.code.clone(),
            departement: commune.departement.clone(),
            position,
        },
        corrected: draft.corrected,
    })
}

/// Whether a place is in France: its point is in or near a commune, or near its own.
#[must_use]
pub fn is_in_france(location: &Location, geography: &Geography) -> bool {
    let at = (location.position.lon(), location.position.lat());
    geography.commune_at(at.0, at.1).is_some() || may_be_in(location, at, geography)
}

/// Whether a point (`lon, lat`) may be a place of the commune that a row is in.
pub(crate) fn may_be_in(location: &Location, at: (f64, f64), geography: &Geography) -> bool {
    let own = geography.commune(location.commune_code.as_str());
    own.is_some_and(|commune| point::plausible(commune, at, geography))
}

/// The commune and the point that the row is published with.
fn place<'g>(
    draft: &Draft,
    named: &'g Commune,
    geography: &'g Geography,
    notes: &mut Notes<'_>,
) -> Option<(&'g Commune, Position)> {
    let claim = &draft.claim;
    let verdict = point::check(&claim.point, named, claim.postcode.as_ref(), geography);
    let (commune, kept) = match verdict {
        Verdict::Kept { lon, lat } => (named, (lon, lat)),
        Verdict::Swapped { lon, lat } => {
            let detail = format!("Latitude et longitude étaient inversées ; le point retenu est {lat}, {lon}.");
            notes.note(FindingKind::PositionSwapped, Field::Latitude, detail);
            (named, (lon, lat))
        }
        Verdict::NextDoor { commune, lon, lat } => {
            let detail = format!(
                "Le point est à {}, qui partage le code postal avec {} ; il est gardé et la commune corrigée.",
                commune.name, named.name
            );
            notes.note(FindingKind::CommuneCorrected, Field::Commune, detail);
            (commune, (lon, lat))
        }
        Verdict::Replaced { kind, reason } => {
            let detail = format!(
                "{reason} ; le point de la commune ({}) est pris à la place.",
                named.name
            );
            notes.note(kind, Field::Latitude, detail);
            return commune_position(named).map(|position| (named, position));
        }
    };
    let decimals = match claim.point {
        ClaimedPoint::Given { decimals, .. } => decimals,
        _ => 0,
    };
    // A table has no column for the precision: the point that a commune lends its places is known by itself.
    let lent = commune_position(commune).is_some_and(|point| (point.lon(), point.lat()) == kept);
    let precision = if draft.origin.published && lent {
        Precision::Commune
    } else {
        precision::of(&claim.address, decimals, kept, commune)
    };
    Some((commune, Position::new(kept.0, kept.1, precision).ok()?))
}

/// The town hall where it is known, else the inner point. None for a commune whose points are not on the globe, which no
/// package has.
fn commune_position(commune: &Commune) -> Option<Position> {
    let town_hall = commune.town_hall.as_ref().map(|hall| hall.position);
    let points = town_hall.into_iter().chain([commune.centre]);
    points
        .into_iter()
        .find_map(|(lon, lat)| Position::new(lon, lat, Precision::Commune).ok())
}

/// Says why a row without a commune is not published.
fn reject(draft: &Draft, claimed: Option<(f64, f64)>, geography: &Geography, notes: &mut Notes<'_>) {
    let claim = &draft.claim;
    let said = [
        claim.postcode.as_ref().map(Postcode::as_str),
        claim.commune.as_deref(),
        claim.commune_code.as_ref().map(CommuneCode::as_str),
    ];
    let said = said.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let said = if said.is_empty() {
        "Une adresse sans code postal ni commune".to_owned()
    } else {
        quoted(&said)
    };
    let monaco = claim.postcode.as_ref().is_some_and(commune::is_monaco);
    let abroad = claimed.is_some_and(|(lon, lat)| geography.commune_at(lon, lat).is_none());
    if monaco || abroad {
        let detail = format!("{said} n'est pas en France ; la ligne n'est pas publiée.");
        notes.note(FindingKind::OutsideFrance, Field::Commune, detail);
    } else {
        let detail = format!("{said} ne désigne aucune commune de France ; la ligne n'est pas publiée.");
        notes.note(FindingKind::CommuneUnknown, Field::Commune, detail);
    }
}
