use crate::{fixture, server::Server};
use serde_json::{Value, json};

/// A point of the northern road, 1.1 km from venue 1 in a straight line; its roads lead there by the east, 8.9 km.
const NORTH: &str = "lat=44.76&lon=5.371";

fn properties(answer: &Value) -> Vec<&Value> {
    let features = answer["features"].as_array().unwrap();
    features.iter().map(|feature| &feature["properties"]).collect()
}

fn seconds(value: &Value) -> u64 {
    value
        .as_u64()
        .unwrap_or_else(|| panic!("{value} is no number of seconds"))
}

#[test]
fn without_roads_each_time_is_an_estimate_between_its_bounds() {
    let server = Server::start();
    let answer = server.get(&format!("/api/v1/lieux/proches?{NORTH}&limite=3")).json();
    for venue in properties(&answer) {
        assert_eq!(venue["methode"], "estimation");
        let [low, central, high] = ["duree_min_s", "duree_s", "duree_max_s"].map(|name| seconds(&venue[name]));
        assert!(low <= central && central <= high, "{venue}");
        assert!((60..400).contains(&central), "about a kilometre: {venue}");
    }
}

#[test]
fn along_roads_times_are_those_of_the_roads_and_the_order_is_still_that_of_metres() {
    let server = Server::start_over(fixture::network_with_roads());
    let answer = server.get(&format!("/api/v1/lieux/proches?{NORTH}&limite=3")).json();
    let venues = properties(&answer);
    let metres: Vec<u64> = venues.iter().map(|venue| seconds(&venue["distance_m"])).collect();
    assert!(metres.is_sorted(), "{metres:?}");
    // East to 5.42 (0.049° × 79.0 km), south 1,112 m, west again to the venue; 10 m/s.
    let kilometre_per_degree = 111.195 * 44.75_f64.to_radians().cos();
    for (venue, lon) in venues.iter().zip([5.371, 5.372, 5.373]) {
        assert_eq!(venue["methode"], "routes");
        assert!(venue["duree_min_s"].is_null() && venue["duree_max_s"].is_null());
        let expected = ((5.42 - 5.371) + (5.42 - lon)) * kilometre_per_degree * 100.0 + 111.2;
        let found = f64::from(u32::try_from(seconds(&venue["duree_s"])).unwrap());
        assert!((found - expected).abs() <= 2.0, "{found} {expected}");
    }
}

#[test]
fn a_longest_time_keeps_what_takes_no_longer_and_counts_it_exactly() {
    for server in [Server::start(), Server::start_over(fixture::network_with_roads())] {
        let all = server.get(&format!("/api/v1/lieux/proches?{NORTH}&limite=100")).json();
        for minutes in [1, 8, 10, 12, 15, 60, 120] {
            let target = format!("/api/v1/lieux/proches?{NORTH}&limite=4&duree_max={minutes}");
            let answer = server.get(&target).json();
            let fitting = |venue: &&Value| venue["duree_s"].as_u64().is_some_and(|time| time <= minutes * 60);
            let expected = properties(&all).into_iter().filter(fitting);
            let ids: Vec<&Value> = expected.map(|venue| &venue["id"]).collect();
            assert_eq!(answer["numberMatched"], ids.len(), "{target}");
            let found: Vec<&Value> = properties(&answer).iter().map(|venue| &venue["id"]).collect();
            assert_eq!(found, ids[..ids.len().min(4)], "{target}");
        }
    }
}

#[test]
fn a_longest_time_goes_with_the_other_filters() {
    let server = Server::start_over(fixture::network_with_roads());
    let target = format!("/api/v1/lieux/proches?{NORTH}&frais_a_charge=Gratuit&duree_max=");
    // The only free venue is the first one: 889 s.
    assert_eq!(server.get(&format!("{target}15")).json()["numberMatched"], 1);
    assert_eq!(server.get(&format!("{target}14")).json()["numberMatched"], 0);
}

#[test]
fn access_names_the_venue_that_takes_the_least_time_and_not_the_least_metres() {
    let server = Server::start_over(fixture::network_with_roads());
    let answer = server.get(&format!("/api/v1/acces?{NORTH}&cible=tous")).json();
    assert_eq!(answer["promesse"], "tenue");
    assert_eq!(answer["methode"], "routes");
    assert_eq!(
        answer["routes"],
        json!({ "nom": "essai", "date": "2026-03-05", "profil": "voiture" })
    );
    // The last venue of Die, 45 thousandths of a degree east, is the first one that the road passes.
    assert_eq!(answer["lieu"]["id"], fixture::id(45).as_str());
    let next: Vec<&str> = answer["suivants"]
        .as_array()
        .unwrap()
        .iter()
        .map(|venue| venue["id"].as_str().unwrap())
        .collect();
    let expected = [44, 43, 42].map(fixture::id);
    assert_eq!(next, expected.each_ref().map(portee_domain::VenueId::as_str));
    assert_eq!(answer["edition"]["numero"], 1);
    let promise = server.get(&format!("/api/v1/acces?{NORTH}")).json();
    assert_eq!(promise["cible"], "France Services");
    assert_eq!(promise["lieu"]["id"], fixture::id(1).as_str());
    assert_eq!(
        promise["explication"],
        "Le lieu le plus proche est à 15 minutes en voiture."
    );
    assert_eq!(promise["suivants"], json!([]));
}

#[test]
fn without_roads_the_promise_may_be_uncertain_and_the_nearest_is_by_metres() {
    let server = Server::start();
    let at = |point: &str| server.get(&format!("/api/v1/acces?{point}")).json();
    let here = at("lat=44.75&lon=5.371");
    assert_eq!(
        (&here["promesse"], &here["methode"]),
        (&"tenue".into(), &"estimation".into())
    );
    assert_eq!(here["lieu"]["id"], fixture::id(1).as_str());
    // The only France Services is 130 km from Lyon: even the low value breaks the promise.
    let lyon = at("lat=45.764&lon=4.8357");
    assert_eq!(lyon["promesse"], "non tenue");
    // 5 km in country of unknown roads: the bounds lie on both sides.
    let between = at("lat=44.795&lon=5.371");
    assert_eq!(between["promesse"], "incertaine");
    let explained = between["explication"].as_str().unwrap();
    assert!(
        explained.contains("environ") && explained.contains("entre"),
        "{explained}"
    );
}

#[test]
fn from_the_sea_or_abroad_there_is_no_time_and_no_zero() {
    for server in [Server::start(), Server::start_over(fixture::network_with_roads())] {
        for point in ["lat=43&lon=-30", "lat=52.5&lon=13.4"] {
            let reply = server.get(&format!("/api/v1/acces?{point}"));
            assert_eq!(reply.status, 404);
            assert_eq!(reply.problem()["type"], "/documentation#probleme-hors-de-france");
            let nearest = server.get(&format!("/api/v1/lieux/proches?{point}")).json();
            for venue in properties(&nearest) {
                assert!(venue["distance_m"].is_u64() && venue["duree_s"].is_null() && venue["methode"].is_null());
            }
            let within = server
                .get(&format!("/api/v1/lieux/proches?{point}&duree_max=120"))
                .json();
            assert_eq!(within["numberMatched"], 0);
        }
    }
}

#[test]
fn a_target_that_no_venue_has_is_said_and_is_no_zero() {
    let server = Server::start();
    let answer = server
        .get("/api/v1/acces?lat=44.75&lon=5.371&cible=Aidants+Connect")
        .json();
    assert_eq!(
        (&answer["promesse"], &answer["lieu"]),
        (&"non tenue".into(), &Value::Null)
    );
}

#[test]
fn health_says_which_roads_are_in_use() {
    let server = Server::start_over(fixture::network_with_roads());
    let ready = server.get("/sante/pret").json();
    assert_eq!(ready["temps"]["methode"], "routes");
    assert_eq!(ready["temps"]["routes"]["date"], "2026-03-05");
    let metrics = String::from_utf8(server.get("/metriques").body).unwrap();
    assert!(metrics.lines().any(|line| line == "portee_routes 1"), "{metrics}");
}

#[test]
fn another_edition_comes_with_its_own_times() {
    let server = Server::start_over(fixture::network_with_roads());
    server.app.swap(fixture::snapshot(2));
    let answer = server.get(&format!("/api/v1/acces?{NORTH}")).json();
    assert_eq!(
        (&answer["edition"]["numero"], &answer["methode"]),
        (&2.into(), &"routes".into())
    );
}
