//! What the packages give once they are checked against each other.

use crate::support::{compiled, france};
use geo::Area;
use std::collections::HashSet;

#[test]
fn every_current_commune_is_there_with_a_point_and_nearly_all_with_a_polygon() {
    let Some((france, report)) = compiled() else { return };
    println!("{report:#?}");
    assert_eq!((report.communes, report.arrondissements), (34_963, 45));
    assert_eq!(france.communes().len(), report.communes + report.arrondissements);
    let lost: Vec<&str> = report
        .without_outline
        .iter()
        .map(portee_domain::CommuneCode::as_str)
        .collect();
    assert_eq!(lost, ["15031", "15035", "15047", "15171"]);
    assert_eq!(report.outline_from_parts.len(), 4);
    assert_eq!(
        report.left_out.len(),
        6,
        "Terres australes (5) and Clipperton: {:?}",
        report.left_out
    );
    assert_eq!(report.unreadable_shapes, 0);
}

#[test]
fn every_commune_has_its_centre_inside_its_polygon() {
    let Some(france) = france() else { return };
    for commune in france.communes() {
        let (lon, lat) = commune.centre;
        assert!(
            france.distance_m(commune, lon, lat) == 0.0,
            "{} {:?}",
            commune.code,
            commune.centre
        );
        assert!(commune.centre != (0.0, 0.0), "{}", commune.code);
    }
}

#[test]
fn misplaced_town_halls_are_dropped_and_the_others_kept() {
    let Some((france, report)) = compiled() else { return };
    assert!(
        (1_700..2_000).contains(&report.town_halls_misplaced),
        "{}",
        report.town_halls_misplaced
    );
    assert!(report.town_halls > 32_900, "{}", report.town_halls);
    for commune in france.communes() {
        if let Some(hall) = &commune.town_hall {
            let metres = france.distance_m(commune, hall.position.0, hall.position.1);
            assert!(metres <= 300.0, "{} {metres}", commune.code);
        }
    }
    let die = france
        .commune("26113")
        .and_then(|die| die.town_hall.as_ref())
        .expect("Die has a town hall");
    assert!(
        die.address
            .as_deref()
            .is_some_and(|address| address.contains("26150 Die")),
        "{die:?}"
    );
    assert!(die.phone.is_some() && die.hours.is_some(), "{die:?}");
}

#[test]
fn populations_postcodes_epci_and_regions_are_those_of_the_official_list() {
    let Some(france) = france() else { return };
    let die = france.commune("26113").expect("Die");
    assert_eq!(
        (die.name.as_str(), die.departement.as_str(), die.region.as_str()),
        ("Die", "26", "84")
    );
    assert!(
        die.population
            .is_some_and(|population| (4_000..6_000).contains(&population)),
        "{:?}",
        die.population
    );
    assert_eq!(
        die.postcodes
            .iter()
            .map(portee_domain::Postcode::as_str)
            .collect::<Vec<_>>(),
        ["26150"]
    );
    let epci = france
        .epci(die.epci.as_deref().expect("Die is in an EPCI"))
        .expect("listed");
    assert!(epci.name.contains("Diois"), "{}", epci.name);
    let whole: u32 = france
        .communes()
        .iter()
        .filter(|c| c.parent.is_none())
        .filter_map(|c| c.population)
        .sum();
    assert!((67_000_000..70_000_000).contains(&whole), "{whole}");
}

#[test]
fn arrondissements_cover_their_city_and_know_it() {
    let Some(france) = france() else { return };
    for (code, count) in [("75056", 20), ("69123", 9), ("13055", 16)] {
        let city = france.commune(code).expect("a city");
        let parts = france.arrondissements(city);
        assert_eq!(parts.len(), count);
        assert!(
            parts
                .iter()
                .all(|part| part.parent.as_ref() == Some(&city.code) && part.epci == city.epci)
        );
        let share = parts
            .iter()
            .map(|part| part.outline.degrees().unsigned_area())
            .sum::<f64>()
            / city.outline.degrees().unsigned_area();
        assert!((0.99..1.01).contains(&share), "{code} {share}");
    }
}

#[test]
fn codes_and_areas_are_unique_and_complete() {
    let Some(france) = france() else { return };
    let codes: HashSet<_> = france.communes().iter().map(|commune| &commune.code).collect();
    assert_eq!(codes.len(), france.communes().len());
    assert_eq!(france.departements().len(), 107);
    assert_eq!(france.regions().len(), 24);
    assert!(
        france
            .departements()
            .iter()
            .all(|departement| !departement.outline.is_empty())
    );
    assert!(france.regions().iter().all(|region| !region.outline.is_empty()));
    for commune in france.communes() {
        let departement = france
            .departement(commune.departement.as_str())
            .expect("each commune's département");
        assert_eq!(departement.region, commune.region, "{}", commune.code);
        assert!(france.region(&commune.region).is_some());
    }
}

#[test]
fn a_code_of_the_past_leads_to_the_commune_of_today() {
    let Some(france) = france() else { return };
    for (past, today) in [
        ("12076", "12218"),
        ("01340", "01015"),
        ("49069", "49126"),
        ("26113", "26113"),
    ] {
        assert_eq!(france.commune(past).map(|commune| commune.code.as_str()), Some(today));
    }
    assert!(france.commune("99999").is_none());
    for former in france.former_communes() {
        assert!(france.commune(former.code.as_str()).is_some(), "{former:?}");
    }
}
