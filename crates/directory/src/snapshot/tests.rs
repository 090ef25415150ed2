//! What a snapshot answers about ids, filters, pages and text.

use crate::fixture::{edition, geography, noon, snapshot, stamp, venue, venue_at};
use crate::{Bbox, Filter, Lookup, Snapshot};
use portee_domain::vocabulary::{AccessMode, Audience, Fee, Programme, Service, SpecificCare, SupportMode, Vocabulary};
use portee_domain::{Edition, Field, Hours, Position, Precision, Round, Succession, Venue, VenueId};
use proptest::prelude::*;
use std::sync::Arc;

fn id(number: u32) -> VenueId {
    venue(number, "26113").id
}

fn rows(snapshot: &Snapshot, filter: &Filter) -> Vec<u32> {
    let selection = snapshot.select(filter, None, None, usize::MAX, noon());
    let mut rows: Vec<u32> = selection
        .listings
        .iter()
        .map(|listing| listing.venue.members[0].row)
        .collect();
    assert_eq!(rows.len(), selection.matched);
    assert_eq!(selection.next, None);
    rows.sort_unstable();
    rows
}

#[test]
fn an_id_is_found_moved_withdrawn_or_unknown() {
    let mut edition = edition(vec![venue(1, "26113")]);
    let follow = |from, to: Option<u32>| Succession {
        from: id(from),
        to: to.map(id),
    };
    // 2 → 1; 3 → 2 → 1; 4 withdrawn; 5 → 4; 6 → 7 → 6, which a store should never hold; 8 → a stranger.
    edition.successions = vec![
        follow(2, Some(1)),
        follow(3, Some(2)),
        follow(4, None),
        follow(5, Some(4)),
        follow(6, Some(7)),
        follow(7, Some(6)),
        follow(8, Some(99)),
    ];
    let snapshot = Snapshot::build(edition, stamp(), geography());
    assert!(matches!(snapshot.find(&id(1)), Lookup::Found(listing) if listing.venue.id == id(1)));
    for moved in [2, 3] {
        assert!(
            matches!(snapshot.find(&id(moved)), Lookup::Moved(to) if *to == id(1)),
            "{moved}"
        );
    }
    for gone in [4, 5, 6, 7, 8] {
        assert!(matches!(snapshot.find(&id(gone)), Lookup::Withdrawn), "{gone}");
    }
    assert!(matches!(snapshot.find(&id(99)), Lookup::Unknown));
}

#[test]
fn values_of_one_vocabulary_widen_and_vocabularies_narrow() {
    let with = |number, services: &[Service], fees: &[Fee]| {
        let mut venue = venue(number, "26113");
        venue.description.services = services.to_vec();
        venue.description.fees = fees.to_vec();
        venue
    };
    let snapshot = snapshot(vec![
        with(1, &[Service::Paperwork], &[Fee::Free]),
        with(2, &[Service::Access], &[Fee::Paying]),
        with(3, &[Service::Paperwork, Service::Access], &[]),
        with(4, &[], &[Fee::Free]),
    ]);
    let filter = |services: &[Service], fees: &[Fee]| Filter {
        services: services.to_vec(),
        fees: fees.to_vec(),
        ..Filter::default()
    };
    assert_eq!(rows(&snapshot, &filter(&[], &[])), [1, 2, 3, 4]);
    assert_eq!(rows(&snapshot, &filter(&[Service::Paperwork], &[])), [1, 3]);
    assert_eq!(
        rows(&snapshot, &filter(&[Service::Paperwork, Service::Access], &[])),
        [1, 2, 3]
    );
    assert_eq!(
        rows(&snapshot, &filter(&[Service::Paperwork, Service::Access], &[Fee::Free])),
        [1]
    );
    assert_eq!(rows(&snapshot, &filter(&[Service::Leisure], &[])), [0_u32; 0]);
}

#[test]
fn every_vocabulary_filters_by_its_own_value() {
    let mut it = venue(1, "26113");
    it.description.services = vec![Service::Safety];
    it.description.programmes = vec![Programme::RedCross];
    it.description.audiences = vec![Audience::Women];
    it.description.specific_care = vec![SpecificCare::Deafness];
    it.description.access_modes = vec![AccessMode::NoPublic];
    it.description.support_modes = vec![SupportMode::Remote];
    let snapshot = snapshot(vec![it, venue(2, "26113")]);
    let all = Filter::default();
    for filter in [
        Filter {
            services: vec![Service::Safety],
            ..all.clone()
        },
        Filter {
            programmes: vec![Programme::RedCross],
            ..all.clone()
        },
        Filter {
            audiences: vec![Audience::Women],
            ..all.clone()
        },
        Filter {
            specific_care: vec![SpecificCare::Deafness],
            ..all.clone()
        },
        Filter {
            access_modes: vec![AccessMode::NoPublic],
            ..all.clone()
        },
        Filter {
            support_modes: vec![SupportMode::Remote],
            ..all
        },
    ] {
        assert_eq!(rows(&snapshot, &filter), [1], "{filter:?}");
    }
}

#[test]
fn venues_known_only_by_their_commune_can_be_asked_for_apart() {
    let mut vague = venue(1, "26113");
    let position = vague.location.position;
    vague.location.position = Position::new(position.lon(), position.lat(), Precision::Commune).unwrap();
    let snapshot = snapshot(vec![vague, venue(2, "26113")]);
    let located = |located| Filter {
        located,
        ..Filter::default()
    };
    assert_eq!(rows(&snapshot, &located(Some(true))), [2]);
    assert_eq!(rows(&snapshot, &located(Some(false))), [1]);
    assert_eq!(rows(&snapshot, &located(None)).len(), 2);
}

#[test]
fn a_commune_includes_its_arrondissements_and_a_departement_its_communes() {
    let snapshot = snapshot(vec![
        venue(1, "69123"),
        venue(2, "69381"),
        venue(3, "26113"),
        venue(4, "97411"),
    ]);
    let commune = |code: &str| Filter {
        commune: Some(code.parse().unwrap()),
        ..Filter::default()
    };
    let departement = |code: &str| Filter {
        departement: Some(code.parse().unwrap()),
        ..Filter::default()
    };
    assert_eq!(rows(&snapshot, &commune("69123")), [1, 2]);
    assert_eq!(rows(&snapshot, &commune("69381")), [2]);
    assert_eq!(rows(&snapshot, &departement("69")), [1, 2]);
    assert_eq!(rows(&snapshot, &departement("974")), [4]);
    assert_eq!(rows(&snapshot, &departement("2A")), [0_u32; 0]);
}

#[test]
fn only_what_exists_is_offered_as_a_filter_and_each_count_is_what_the_filter_gives() {
    let mut first = venue(1, "26113");
    first.description.services = vec![Service::Paperwork, Service::Access];
    let mut second = venue(2, "97411");
    second.description.services = vec![Service::Access];
    let snapshot = snapshot(vec![first, second]);
    let facets = snapshot.facets();
    let services: Vec<_> = facets.services.iter().map(|facet| (facet.value, facet.count)).collect();
    assert_eq!(services, [(Service::Paperwork, 1), (Service::Access, 2)]);
    assert!(facets.fees.is_empty());
    for facet in &facets.services {
        let filter = Filter {
            services: vec![facet.value],
            ..Filter::default()
        };
        assert_eq!(rows(&snapshot, &filter).len(), facet.count);
    }
    let departements: Vec<_> = facets
        .departements
        .iter()
        .map(|it| (it.value.as_str(), it.count))
        .collect();
    assert_eq!(departements, [("26", 1), ("974", 1)]);
}

#[test]
fn a_box_across_the_antimeridian_selects_both_sides() {
    let snapshot = snapshot(vec![
        venue_at(1, 179.5, -14.0),
        venue_at(2, -179.5, -14.0),
        venue_at(3, 0.0, -14.0),
    ]);
    let bbox = Bbox::new(170.0, -20.0, -170.0, 0.0);
    assert_eq!(snapshot.select(&Filter::default(), bbox, None, 10, noon()).matched, 2);
}

fn venues() -> impl Strategy<Value = Vec<Venue>> {
    prop::collection::vec(0..9_usize, 0..80).prop_map(|services| {
        let with = |(number, service): (u32, usize)| {
            let mut venue = venue(number, "26113");
            venue.description.services = vec![Service::ALL[service]];
            venue
        };
        (0..).zip(services).map(with).collect()
    })
}

proptest! {
    #[test]
    fn pages_neither_repeat_nor_skip(venues in venues(), limit in 1..30_usize, service in 0..9_usize) {
        let snapshot = snapshot(venues);
        let filter = Filter { services: vec![Service::ALL[service]], ..Filter::default() };
        let whole = snapshot.select(&filter, None, None, usize::MAX, noon());
        let mut pages = Vec::new();
        let mut after = None;
        loop {
            let page = snapshot.select(&filter, None, after.as_ref(), limit, noon());
            prop_assert_eq!(page.matched, whole.matched);
            prop_assert!(page.listings.len() <= limit);
            pages.extend(page.listings.iter().map(|listing| listing.venue.id.clone()));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        let whole: Vec<_> = whole.listings.iter().map(|listing| listing.venue.id.clone()).collect();
        prop_assert_eq!(pages, whole);
    }

    #[test]
    fn any_name_comes_back_from_the_json_as_it_was(name in any::<String>(), detail in any::<String>()) {
        let mut venue = venue(1, "26113");
        venue.description.name.clone_from(&name);
        venue.description.detail = Some(detail.clone());
        venue.description.hours = Hours::Text(detail.clone());
        let snapshot = snapshot(vec![venue]);
        let properties = format!("{{{}}}", snapshot.listings()[0].feature().properties());
        let read: serde_json::Value = serde_json::from_str(&properties).unwrap();
        prop_assert_eq!(read["nom"].as_str(), Some(&*name));
        prop_assert_eq!(read["presentation_detail"].as_str(), Some(&*detail));
        prop_assert_eq!(read["horaires_texte"].as_str(), Some(&*detail));
    }
}

#[test]
fn the_json_has_the_names_of_the_standard_and_lists_are_arrays() {
    let mut it = venue(7, "26113");
    it.description.services = vec![Service::Paperwork];
    it.description.programmes = vec![Programme::FranceServices];
    it.description.contact.phone = Some("+33475220606".parse().unwrap());
    it.description.hours = Hours::Osm("Mo 09:00-12:00".into());
    it.members[0].verified_on = "2024-08-01".parse().ok();
    let snapshot = snapshot(vec![it]);
    let listing = &snapshot.listings()[0];
    let read: serde_json::Value = serde_json::from_str(&format!("{{{}}}", listing.feature().properties())).unwrap();
    let expected = serde_json::json!({
        "id": id(7).as_str(), "nom": "Espace numérique 7", "commune": "Die", "code_postal": "69001",
        "code_insee": "26113", "departement": "26", "adresse": "1 rue de la Paix", "latitude": 44.75,
        "longitude": 5.37, "precision": "exacte", "telephone": "+33475220606", "horaires": "Mo 09:00-12:00",
        "source": "essai", "services": ["Aide aux démarches administratives"],
        "dispositif_programmes_nationaux": ["France Services"],
        "sources": [{"source": "essai", "id": "7", "date_maj": "2024-08-01"}],
        "qualite": 71,
    });
    assert_eq!(read, expected);
    let geometry: serde_json::Value = serde_json::from_str(&listing.geometry()).unwrap();
    assert_eq!(
        geometry,
        serde_json::json!({"type": "Point", "coordinates": [5.37, 44.75]})
    );
}

#[test]
fn each_stop_of_a_round_knows_the_others_and_no_other_venue_does() {
    let stops = [3, 1, 2].map(id).to_vec();
    let edition = Edition {
        rounds: vec![Round { stops }],
        ..edition((1..=4).map(|number| venue(number, "26113")).collect())
    };
    let snapshot = Snapshot::build(edition, stamp(), geography());
    let others = |number| {
        let found = snapshot.other_stops(snapshot.venue(&id(number)).unwrap());
        found.iter().map(|stop| stop.venue.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(others(1), [id(3), id(2)]);
    assert_eq!(others(4), []);
    let read = |number| -> serde_json::Value {
        let properties = snapshot.venue(&id(number)).unwrap().feature().properties().to_owned();
        serde_json::from_str(&format!("{{{properties}}}")).unwrap()
    };
    assert_eq!(
        read(2)["autres_arrets"],
        serde_json::json!([id(3).as_str(), id(1).as_str()])
    );
    assert!(read(4).get("autres_arrets").is_none());
}

#[test]
fn the_next_edition_replaces_the_first_whole_over_the_same_map() {
    let first = snapshot(vec![venue(1, "26113")]);
    let second = first.succeed(edition(vec![venue(2, "26113")]), stamp());
    assert!(matches!(second.find(&id(1)), Lookup::Unknown));
    assert!(matches!(second.find(&id(2)), Lookup::Found(_)));
    assert!(std::ptr::eq(first.geography(), second.geography()));
    assert!(Arc::ptr_eq(&first.room, &second.room) && Arc::ptr_eq(&second.room, &second.lists().room));
}

#[test]
fn venues_of_two_editions_say_the_same_when_their_texts_are_the_same() {
    type Change = fn(&mut Edition);
    let changes: [(bool, Change); 9] = [
        (true, |_| {}),
        (true, |edition| edition.venues[0].members[0].row = 70),
        (true, |edition| edition.venues[0].members[0].fields = vec![Field::Nom]),
        (false, |edition| edition.venues[0].members[0].local_id = "70".into()),
        (false, |edition| {
            edition.venues[0].members[0].verified_on = "2026-01-02".parse().ok();
        }),
        (false, |edition| edition.venues[0].description.name = "Autre".into()),
        (false, |edition| {
            edition.venues[0].description.hours = Hours::Text("le matin".into());
        }),
        (false, |edition| {
            edition.venues[0].location.address = "2 rue de la Paix".into();
        }),
        (false, |edition| {
            edition.rounds = vec![Round {
                stops: [1, 2].map(id).to_vec(),
            }];
        }),
    ];
    let plain = || edition((1..=2).map(|number| venue(number, "26113")).collect());
    let first = Snapshot::build(plain(), stamp(), geography());
    for (index, (same, change)) in changes.into_iter().enumerate() {
        let mut edition = plain();
        change(&mut edition);
        let second = first.succeed(edition, stamp());
        let [before, after] = [&first, &second].map(|snapshot| snapshot.venue(&id(1)).unwrap());
        assert_eq!(after.says_the_same_as(before), same, "change {index}");
        assert_eq!(
            before.feature().text() == after.feature().text(),
            same,
            "change {index}"
        );
    }
}

#[test]
fn readers_on_several_threads_get_the_same_answers() {
    let snapshot = Arc::new(snapshot((0..200).map(|number| venue(number, "26113")).collect()));
    let readers: Vec<_> = (0..4)
        .map(|_| {
            let snapshot = Arc::clone(&snapshot);
            std::thread::spawn(move || {
                let nearest = snapshot.nearest(5.0, 45.0, &Filter::default(), 20, noon());
                nearest
                    .iter()
                    .map(|nearby| nearby.listing.venue.id.clone())
                    .collect::<Vec<_>>()
            })
        })
        .collect();
    let answers: Vec<_> = readers.into_iter().map(|reader| reader.join().unwrap()).collect();
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
}
