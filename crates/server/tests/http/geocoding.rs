//! Place names in the shape of the national address search.

use crate::server::Server;
use serde_json::Value;

fn found(server: &Server, target: &str) -> Value {
    let reply = server.get(target);
    assert_eq!(reply.status, 200, "{target}: {}", String::from_utf8_lossy(&reply.body));
    assert_eq!(reply.header("content-type"), Some("application/geo+json"));
    assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
    reply.json()
}

fn names(answer: &Value) -> Vec<&str> {
    let features = answer["features"].as_array().unwrap().iter();
    features
        .map(|feature| feature["properties"]["name"].as_str().unwrap())
        .collect()
}

#[test]
fn a_town_is_found_with_the_names_that_widgets_expect() {
    let server = Server::start();
    let answer = found(
        &server,
        "/geocodage/search?q=di&limit=3&autocomplete=1&type=municipality",
    );
    assert_eq!(
        (&answer["type"], &answer["query"], &answer["limit"]),
        (&"FeatureCollection".into(), &"di".into(), &3.into())
    );
    let feature = &answer["features"][0];
    assert_eq!(feature["geometry"]["coordinates"], serde_json::json!([5.37, 44.75]));
    let properties = feature["properties"].as_object().unwrap();
    for name in [
        "label",
        "score",
        "id",
        "type",
        "name",
        "postcode",
        "citycode",
        "x",
        "y",
        "city",
        "context",
        "importance",
    ] {
        assert!(properties.contains_key(name), "{name}");
    }
    assert_eq!(
        (&properties["label"], &properties["citycode"]),
        (&"Die".into(), &"26113".into())
    );
    // Lambert-93: east of its central meridian, south of its origin.
    assert!((880_000.0..900_000.0).contains(&properties["x"].as_f64().unwrap()));
    assert!((6_400_000.0..6_420_000.0).contains(&properties["y"].as_f64().unwrap()));
}

#[test]
fn an_address_leads_to_its_commune_and_the_same_words_are_surer_than_their_beginning() {
    let server = Server::start();
    let address = found(&server, "/geocodage/search?q=12+rue+Camille+Buffardel+26150+Die");
    assert_eq!(names(&address), ["Die"]);
    let score = |target: &str| {
        found(&server, target)["features"][0]["properties"]["score"]
            .as_f64()
            .unwrap()
    };
    assert!(score("/geocodage/search?q=saint-denis") > score("/geocodage/search?q=saint-de"));
    assert!((score("/geocodage/search?q=Saint+Denis") - 1.0).abs() < 1e-9);
}

#[test]
fn filters_hold_and_a_kind_that_we_do_not_know_finds_nothing() {
    let server = Server::start();
    let all = found(&server, "/geocodage/search?q=26150");
    assert_eq!(names(&all).len(), 3);
    assert_eq!(
        names(&found(&server, "/geocodage/search?q=26150&citycode=97411")),
        ["Saint-Denis"]
    );
    assert_eq!(
        names(&found(&server, "/geocodage/search?q=die&postcode=69001")),
        [""; 0]
    );
    assert_eq!(names(&found(&server, "/geocodage/search?q=die&type=street")), [""; 0]);
    assert_eq!(
        names(&found(&server, "/geocodage/search?q=sai&autocomplete=0")),
        [""; 0]
    );
    let near = found(&server, "/geocodage/search?q=26150&lat=-20.9&lon=55.4&limit=1");
    assert_eq!(names(&near), ["Saint-Denis"]);
}

#[test]
fn a_point_leads_to_its_commune_and_the_sea_to_none() {
    let server = Server::start();
    let here = found(&server, "/geocodage/reverse?lon=5.372&lat=44.751");
    assert_eq!(names(&here), ["Die"]);
    assert_eq!(here["features"][0]["properties"]["distance"], 0);
    assert_eq!(names(&found(&server, "/geocodage/reverse?lon=-30&lat=40")), [""; 0]);
}

#[test]
fn what_is_not_understood_is_refused_by_name() {
    let server = Server::start();
    for (target, parameter) in [
        ("/geocodage/search", "q"),
        ("/geocodage/search?q=", "q"),
        ("/geocodage/search?q=die&limite=3", "limite"),
        ("/geocodage/search?q=die&limit=0", "limit"),
        ("/geocodage/search?q=die&type=city", "type"),
        ("/geocodage/search?q=die&lat=44", "lon"),
        ("/geocodage/search?q=die&citycode=abc", "citycode"),
        ("/geocodage/search?q=die&postcode=261", "postcode"),
        ("/geocodage/reverse?lat=44", "lon"),
    ] {
        let reply = server.get(target);
        assert_eq!(reply.status, 400, "{target}");
        assert_eq!(reply.problem()["parametre"], parameter, "{target}");
    }
}
