//! Services that move: which venues are stops of one bus.
//!
//! Sources list a bus stop by stop, each with its address and its hours, so each stop is a venue: whoever looks near home finds
//! it. What the stops have in common (the name without its town, or the telephone) tells that they are one round.

use super::kinds::{Rank, rank};
use super::names::{Likeness, Name};
use portee_domain::vocabulary::Itinerance;
use portee_domain::{Round, SourceId, Venue};
use portee_geography::Geography;
use std::collections::{BTreeMap, BTreeSet};

/// A venue that moves.
struct Stop<'a> {
    venue: &'a Venue,
    name: Name,
    /// A whole bus, as an official register counts them: two of them are two buses.
    registered_bus: bool,
}

/// The rounds among venues sorted by id, sorted. `registers`: the sources in which two entries are two places.
pub(super) fn rounds(venues: &[Venue], registers: &BTreeSet<&SourceId>, geography: &Geography) -> Vec<Round> {
    let stops: Vec<Stop<'_>> = venues
        .iter()
        .filter_map(|venue| stop(venue, registers, geography))
        .collect();
    let mut round: Vec<usize> = (0..stops.len()).collect();
    for (at, a) in stops.iter().enumerate() {
        for (after, b) in stops.iter().enumerate().skip(at + 1) {
            let (x, y) = (round[at], round[after]);
            if x != y && together(a, b) && !two_buses(&stops, &round, x, y) {
                let joined = x.min(y);
                round
                    .iter_mut()
                    .filter(|of| **of == x || **of == y)
                    .for_each(|of| *of = joined);
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<_>> = BTreeMap::new();
    for (stop, of) in stops.iter().zip(&round) {
        groups.entry(*of).or_default().push(stop.venue.id.clone());
    }
    let several = groups.into_values().filter(|stops| stops.len() > 1);
    several.map(|stops| Round { stops }).collect()
}

fn stop<'a>(venue: &'a Venue, registers: &BTreeSet<&SourceId>, geography: &Geography) -> Option<Stop<'a>> {
    let departement = geography.departement(venue.location.departement.as_str());
    let departement = departement.map_or("", |departement| departement.name.as_str());
    // "MDF Nord itinérante (passage le 5/12/22)": the dates are a stop's own, the rest is the round's.
    let words = venue.description.name.split_whitespace();
    let undated: Vec<&str> = words
        .filter(|word| !word.contains(|c: char| c.is_ascii_digit()))
        .collect();
    let place = format!("{} {departement}", venue.location.commune);
    let name = Name::new(&undated.join(" "), &place);
    let travels = venue.description.itinerance.as_slice() == [Itinerance::Travelling];
    let moves = travels || name.kinds.iter().any(|kind| rank(kind) == Rank::Itinerant);
    let registered = venue.members.iter().any(|member| registers.contains(&member.source));
    moves.then_some(Stop {
        venue,
        name,
        registered_bus: travels && registered,
    })
}

/// Whether two rounds hold a whole bus each: what resembles both must not make them one.
fn two_buses(stops: &[Stop<'_>], round: &[usize], x: usize, y: usize) -> bool {
    let holds = |of: usize| {
        stops
            .iter()
            .zip(round)
            .any(|(stop, at)| *at == of && stop.registered_bus)
    };
    holds(x) && holds(y)
}

fn together(a: &Stop<'_>, b: &Stop<'_>) -> bool {
    let (at, to) = (&a.venue.location, &b.venue.location);
    if at.departement != to.departement {
        return false;
    }
    let likeness = a.name.likeness(&b.name);
    let alike = matches!(likeness, Likeness::Equal | Likeness::SameWords | Likeness::Alike);
    let (x, y) = (&a.venue.description.contact.phone, &b.venue.description.contact.phone);
    if x.is_some() && x == y {
        return alike;
    }
    // "Bus numérique" is a name that two towns may have; "Ordi Bus" or "Maison du Département itinérante" is one's own.
    let own = |stop: &Stop<'_>| {
        let mut telling = stop.name.kinds.iter().map(|kind| rank(kind));
        !stop.name.is_bare() || telling.any(|rank| !matches!(rank, Rank::Itinerant | Rank::Label))
    };
    let same_town = at.commune_code == to.commune_code;
    let same_name = alike && a.name.kinds == b.name.kinds && (same_town || own(a) && own(b));
    same_name || same_town && a.name.kinds == b.name.kinds && a.name.begins(&b.name)
}
