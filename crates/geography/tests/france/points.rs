//! Which commune is this point in?

use crate::support::{france, reference};
use geo::Distance;
use portee_geography::Geography;
use proptest::prelude::*;
use std::time::Instant;

fn code_at(france: &Geography, lon: f64, lat: f64) -> Option<(&str, f64)> {
    france
        .commune_at(lon, lat)
        .map(|place| (place.commune.code.as_str(), place.distance_m))
}

#[test]
fn known_places_are_in_their_communes() {
    let Some(france) = france() else { return };
    for (place, lon, lat, code) in [
        ("Die, cathédrale", 5.3706, 44.7539, "26113"),
        ("Lyon, Part-Dieu", 4.8590, 45.7605, "69383"),
        ("Marseille, Saint-Loup", 5.4290, 43.2800, "13210"),
        ("Paris, Montmartre", 2.3431, 48.8867, "75118"),
        ("Saint-Denis de La Réunion", 55.4504, -20.8789, "97411"),
        ("Mamoudzou", 45.2279, -12.7806, "97611"),
        ("Cayenne", -52.3333, 4.9333, "97302"),
        ("Ajaccio", 8.7369, 41.9192, "2A004"),
        ("Monaco's neighbour Beausoleil", 7.4230, 43.7430, "06012"),
        ("Villeurbanne", 4.8800, 45.7680, "69266"),
    ] {
        assert_eq!(code_at(france, lon, lat), Some((code, 0.0)), "{place}");
    }
}

#[test]
fn small_islands_belong_to_their_commune() {
    let Some(france) = france() else { return };
    for (place, lon, lat, code) in [
        ("Île-de-Sein", -4.8506, 48.0370, "29083"),
        ("Hœdic", -2.8780, 47.3400, "56085"),
        ("Ouessant", -5.0960, 48.4570, "29155"),
        ("Île-d'Aix", -1.1730, 46.0130, "17004"),
    ] {
        let (found, metres) = code_at(france, lon, lat).expect(place);
        assert_eq!(found, code, "{place}");
        assert!(metres < 500.0, "{place} {metres}");
    }
}

#[test]
fn the_overseas_collectivities_are_found_by_their_nearest_seat() {
    let Some(france) = france() else { return };
    for (place, lon, lat, code) in [
        ("Nouméa", 166.4580, -22.2760, "98818"),
        ("Wé, Lifou", 167.2640, -20.9170, "98814"),
        ("Papeete", -149.5690, -17.5390, "98735"),
        ("Mata-Utu", -176.1740, -13.2830, "98613"),
        ("Saint-Pierre", -56.1770, 46.7790, "97502"),
        ("Gustavia", -62.8510, 17.8960, "97701"),
        ("Marigot", -63.0830, 18.0670, "97801"),
    ] {
        let (found, metres) = code_at(france, lon, lat).expect(place);
        assert_eq!(found, code, "{place}");
        assert!(metres < 1_000.0, "{place} {metres}");
        let commune = france.commune(code).expect(place);
        assert!(france.distance_m(commune, lon, lat) == 0.0, "{place}");
        assert_eq!(france.departement_at(lon, lat).expect(place).code, commune.departement);
    }
}

#[test]
fn every_seat_overseas_is_on_the_coast_of_the_world_map_or_on_an_atoll_it_omits() {
    let Some(france) = france() else { return };
    let mut off = Vec::new();
    for commune in france.communes().iter().filter(|commune| !commune.has_outline()) {
        let (lon, lat) = commune.centre;
        match france.departement(commune.departement.as_str()) {
            Some(territory) if commune.departement.as_str() >= "975" => {
                let shown =
                    geo::Euclidean.distance(&geo::Point::new(lon, lat), &territory.outline.degrees()) * 111_000.0;
                off.push((shown, commune.name.as_str(), commune.departement.as_str()));
            }
            _ => {}
        }
    }
    off.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!("{off:?}");
    assert_eq!(off.len(), 88);
    assert!(
        off.iter()
            .all(|(metres, _, departement)| *metres < 3_000.0 || *departement == "987")
    );
    assert!(off.iter().filter(|(metres, ..)| *metres > 3_000.0).count() <= 8);
}

#[test]
fn real_venues_of_nouvelle_caledonie_are_in_the_commune_they_name() {
    let (Some(france), Some(venues)) = (france(), reference("lieux/nouvelle-caledonie_2024-03-20.json")) else {
        return;
    };
    let (mut all, mut nearest) = (0, 0);
    for venue in venues.as_array().expect("venues") {
        let text = |field: &str| venue[field].as_str().unwrap_or_default();
        let number = |field: &str| venue[field].as_f64().or_else(|| venue[field].as_str()?.parse().ok());
        let (Some(lon), Some(lat)) = (number("longitude"), number("latitude")) else {
            continue;
        };
        let named = france
            .find(text("commune"), Some(text("code_postal")))
            .expect("a commune of Nouvelle-Calédonie");
        assert_eq!(named.departement.as_str(), "988");
        let metres = france.distance_m(named, lon, lat);
        let at = france.commune_at(lon, lat).map(|place| place.commune.code.as_str());
        if metres > 0.0 || at != Some(named.code.as_str()) {
            println!("{} {lon} {lat}: {metres} m, {at:?}", named.name);
        }
        all += 1;
        nearest += usize::from(at == Some(named.code.as_str()));
    }
    println!("{nearest} of {all} have their own commune's seat nearest");
    assert!(all >= 85, "{all}");
    assert!(nearest * 10 >= all * 9, "{nearest} of {all}");
}

#[test]
fn the_sea_beyond_5_km_and_foreign_towns_are_in_no_commune() {
    let Some(france) = france() else { return };
    for (place, lon, lat) in [
        ("null island", 0.0, 0.0),
        ("Golfe de Gascogne", -5.0, 45.0),
        ("Torino", 7.6869, 45.0703),
        ("London", -0.1276, 51.5072),
        ("Bordeaux swapped", 44.8378, -0.5792),
        ("open Pacific in the waters of Polynésie", -138.0, -26.0),
        ("not a number", f64::NAN, 45.0),
        ("off the globe", 5.0, 91.0),
    ] {
        assert_eq!(code_at(france, lon, lat), None, "{place}");
    }
}

#[test]
fn a_point_off_the_coast_goes_to_the_nearest_commune_with_its_distance() {
    let Some(france) = france() else { return };
    // About 2 km south of the beach of Carnon (Mauguio), in the sea.
    let (code, metres) = code_at(france, 3.98, 43.525).expect("within 5 km");
    assert!(code.starts_with("34"), "{code}");
    assert!((100.0..5_000.0).contains(&metres), "{metres}");
    let nearest = france
        .communes()
        .iter()
        .map(|commune| france.distance_m(commune, 3.98, 43.525))
        .fold(f64::INFINITY, f64::min);
    assert!((nearest - metres).abs() < 0.01, "brute force {nearest}, index {metres}");
}

#[test]
fn every_town_hall_and_centre_is_found_in_its_own_commune() {
    let Some(france) = france() else { return };
    let points: Vec<_> = france
        .communes()
        .iter()
        .filter(|commune| commune.has_outline() && france.arrondissements(commune).is_empty())
        .map(|commune| (commune, commune.centre))
        .collect();
    let start = Instant::now();
    for (commune, (lon, lat)) in &points {
        let place = france.commune_at(*lon, *lat).expect("inside France");
        assert!(place.commune.code == commune.code || place.distance_m == 0.0);
        assert_eq!(place.commune.code, commune.code);
    }
    println!("{} points in {:?}", points.len(), start.elapsed());
}

#[test]
fn distances_grow_with_the_way() {
    let Some(france) = france() else { return };
    let die = france.commune("26113").expect("Die");
    let to_lyon = france.distance_m(die, 4.8357, 45.764);
    assert!((110_000.0..125_000.0).contains(&to_lyon), "{to_lyon}");
    let to_noumea = france.distance_m(die, 166.458, -22.276);
    assert!((16_000_000.0..17_500_000.0).contains(&to_noumea), "{to_noumea}");
    assert!(france.distance_m(die, f64::NAN, 0.0).is_infinite());
}

proptest! {
    #[test]
    fn any_point_gets_an_answer_within_5_km_or_none(lon in -200.0..200.0, lat in -100.0..100.0) {
        if let Some(place) = france().and_then(|france| france.commune_at(lon, lat)) {
            prop_assert!((0.0..=portee_geography::NEAR_M).contains(&place.distance_m));
        }
    }

    #[test]
    fn odd_numbers_give_no_panic(lon in any::<f64>(), lat in any::<f64>()) {
        if let Some(france) = france() {
            let _ = france.commune_at(lon, lat);
            let _ = france.distance_m(&france.communes()[0], lon, lat);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_index_agrees_with_looking_at_every_commune(lon in -5.5..9.8, lat in 41.0..51.3) {
        let Some(france) = france() else { return Ok(()) };
        let all = france.communes().iter().filter(|commune| commune.has_outline());
        let nearest = all.map(|commune| france.distance_m(commune, lon, lat)).fold(f64::INFINITY, f64::min);
        match france.commune_at(lon, lat) {
            Some(place) => prop_assert!((place.distance_m - nearest).abs() < 1e-6),
            None => prop_assert!(nearest > portee_geography::NEAR_M, "{nearest}"),
        }
    }
}
