//! Each kind of change, on editions of a few venues.

use super::*;
use crate::{Description, Location, Position, Precision, Succession};
use chrono::{DateTime, Utc};

fn id(name: &str) -> VenueId {
    VenueId::derive(&"essai".parse().unwrap(), name)
}

fn venue(name: &str, lon: f64) -> Venue {
    Venue {
        id: id(name),
        description: Description {
            name: name.into(),
            ..Description::default()
        },
        location: Location {
            address: "1 rue de l'Essai".into(),
            address_complement: None,
            postcode: "26150".parse().unwrap(),
            commune: "Die".into(),
            commune_code: "26113".parse().unwrap(),
            departement: "26".parse().unwrap(),
            position: Position::new(lon, 44.75, Precision::Exact).unwrap(),
        },
        members: Vec::new(),
    }
}

fn edition(venues: Vec<Venue>, successions: &[(&str, Option<&str>)]) -> Edition {
    let succession = |(from, to): &(&str, Option<&str>)| Succession {
        from: id(from),
        to: to.map(id),
    };
    Edition {
        venues,
        successions: successions.iter().map(succession).collect(),
        ..Edition::empty(DateTime::<Utc>::UNIX_EPOCH)
    }
}

fn names(list: &[VenueName]) -> Vec<&str> {
    let mut names: Vec<&str> = list.iter().map(|venue| venue.name.as_str()).collect();
    names.sort_unstable();
    names
}

#[test]
fn an_edition_and_itself_differ_in_nothing() {
    let one = edition(
        vec![venue("mairie", 5.37), venue("poste", 5.38)],
        &[("vieux", Some("poste"))],
    );
    let same = diff(&one, &one);
    assert_eq!(
        same,
        Diff {
            unchanged: 2,
            ..Diff::default()
        }
    );
}

#[test]
fn venues_come_and_go() {
    let before = edition(vec![venue("mairie", 5.37), venue("poste", 5.38)], &[]);
    let after = edition(vec![venue("mairie", 5.37), venue("gare", 5.39)], &[("poste", None)]);
    let found = diff(&before, &after);
    assert_eq!(names(&found.added), ["gare"]);
    assert_eq!(names(&found.gone), ["poste"]);
    assert_eq!(found.unchanged, 1);
    let back = diff(&after, &before);
    assert_eq!((names(&back.added), names(&back.gone)), (vec!["poste"], vec!["gare"]));
}

#[test]
fn a_venue_that_became_part_of_another_is_merged_through_any_chain_and_comes_back_as_separated() {
    let before = edition(vec![venue("mairie", 5.37), venue("ccas", 5.37)], &[]);
    let after = edition(
        vec![venue("mairie", 5.37)],
        &[("ccas", Some("relais")), ("relais", Some("mairie"))],
    );
    let found = diff(&before, &after);
    assert_eq!(found.merged.len(), 1);
    assert_eq!(
        (found.merged[0].venue.name.as_str(), found.merged[0].into.name.as_str()),
        ("ccas", "mairie")
    );
    assert!(found.gone.is_empty());
    assert_eq!(names(&diff(&after, &before).separated), ["ccas"]);
}

#[test]
fn a_chain_that_turns_in_a_circle_leads_nowhere() {
    let before = edition(vec![venue("mairie", 5.37)], &[]);
    let after = edition(Vec::new(), &[("mairie", Some("ccas")), ("ccas", Some("mairie"))]);
    assert_eq!(names(&diff(&before, &after).gone), ["mairie"]);
}

#[test]
fn more_than_a_kilometre_is_a_move_and_less_is_a_better_position() {
    // At 44.75° north, a thousandth of a degree of longitude is 79 m.
    let before = edition(vec![venue("mairie", 5.370), venue("poste", 5.370)], &[]);
    let after = edition(vec![venue("mairie", 5.384), venue("poste", 5.380)], &[]);
    let found = diff(&before, &after);
    assert_eq!(found.moved.len(), 1);
    assert_eq!(found.moved[0].venue.name, "mairie");
    assert!((found.moved[0].metres - 1_105.0).abs() < 5.0, "{:?}", found.moved);
    assert_eq!(found.changed.len(), 1, "{:?}", found.changed);
    assert_eq!(found.changed[0].fields, [Field::Longitude]);
    assert_eq!(found.unchanged, 0);
}

#[test]
fn the_fields_that_changed_are_named_in_the_order_of_the_standard() {
    let before = edition(vec![venue("mairie", 5.37)], &[]);
    let mut changed = venue("mairie", 5.37);
    changed.description.verified_on = Some("2026-11-01".parse().unwrap());
    changed.description.hours = crate::Hours::Osm("24/7".into());
    changed.location.address = "2 rue de l'Essai".into();
    let after = edition(vec![changed], &[]);
    assert_eq!(
        diff(&before, &after).changed[0].fields,
        [Field::Adresse, Field::Horaires, Field::DateMaj]
    );
}

#[test]
fn its_json_has_public_names() {
    let before = edition(vec![venue("mairie", 5.37)], &[]);
    let json = serde_json::to_value(diff(&before, &edition(vec![venue("mairie", 6.37)], &[]))).unwrap();
    assert_eq!(json["deplaces"][0]["nom"], "mairie");
    assert_eq!(json["deplaces"][0]["avant"], serde_json::json!([5.37, 44.75]));
    assert_eq!(json["inchanges"], 0);
}
