use crate::server::Server;
use serde_json::{Value, json};

fn codes(answer: &Value) -> Vec<&str> {
    let features = answer["features"].as_array().unwrap();
    features
        .iter()
        .map(|it| it["properties"]["code"].as_str().unwrap())
        .collect()
}

#[test]
fn every_level_is_listed_with_its_denominator_and_its_doubts() {
    let server = Server::start();
    for (level, expected) in [
        ("france", vec!["FR"]),
        ("regions", vec!["26"]),
        ("departements", vec!["26", "69", "974"]),
        ("epci", vec!["200000001"]),
        ("hubs", vec!["hub-essai"]),
        ("communes?departement=26", vec!["26113", "26321"]),
        ("communes?departement=69", vec![]),
    ] {
        let reply = server.get(&format!("/api/v1/couverture/{level}"));
        assert_eq!(reply.status, 200, "{level}");
        assert_eq!(reply.header("content-type"), Some("application/geo+json"));
        let answer = reply.json();
        assert_eq!(codes(&answer), expected, "{level}");
        assert_eq!(answer["numberMatched"], expected.len());
        assert_eq!(answer["edition"]["numero"], 1);
    }
    let answer = server.get("/api/v1/couverture/departements").json();
    let drome = &answer["features"][0]["properties"];
    for (name, value) in [
        ("habitants", json!(4_800)),
        ("a_30_min", json!(3_600)),
        ("au_dela_30_min", json!(1_200)),
        ("part_au_dela_30_min", json!(0.25)),
        ("surement_au_dela_30_min", json!(500)),
        ("incertains", json!(1_800)),
        ("lieux_pour_10000_eloignes", json!(125.0)),
        ("gini", json!(0.311)),
        ("cible", json!("France Services")),
        ("hubs", json!(["Hub d'essai"])),
        ("methode", json!("estimation")),
    ] {
        assert_eq!(drome[name], value, "{name}");
    }
    assert_eq!(answer["features"][0]["geometry"], Value::Null);
}

#[test]
fn where_nobody_lives_a_share_is_unknown_and_never_zero() {
    let server = Server::start();
    let answer = server.get("/api/v1/couverture/communes?departement=26").json();
    let empty = &answer["features"][1]["properties"];
    assert_eq!(empty["habitants"], 0);
    assert_eq!(empty["part_au_dela_30_min"], Value::Null);
    assert_eq!(empty["gini"], Value::Null);
    let die = &answer["features"][0]["properties"];
    assert_eq!((&die["duree_s"], &die["duree_max_s"]), (&json!(960), &json!(1_500)));
}

#[test]
fn pages_follow_the_order_asked_for_and_hold_every_territory_once() {
    let server = Server::start();
    let mut target = "/api/v1/couverture/departements?tri=-habitants&limite=1".to_owned();
    let mut seen = Vec::new();
    for _ in 0..3 {
        let answer = server.get(&target).json();
        seen.extend(codes(&answer).iter().map(|code| (*code).to_owned()));
        let links = answer["links"].as_array().unwrap();
        match links.iter().find(|link| link["rel"] == "next") {
            Some(next) => target = next["href"].as_str().unwrap().to_owned(),
            None => break,
        }
    }
    assert_eq!(seen, ["69", "974", "26"]);
}

#[test]
fn a_table_and_a_map_can_be_taken_away() {
    let server = Server::start();
    let reply = server.get("/api/v1/couverture/departements.csv?tri=nom");
    assert_eq!(reply.status, 200);
    assert_eq!(
        reply.header("content-disposition"),
        Some("attachment; filename=\"couverture-departements.csv\"")
    );
    let text = String::from_utf8(reply.body).unwrap();
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').split_terminator("\r\n").collect();
    assert!(
        lines[0].starts_with("niveau,code,nom,departement,habitants,"),
        "{}",
        lines[0]
    );
    assert_eq!(lines.len(), 4);
    assert!(text.contains("\"'=Autour de Saint-Denis\""), "a formula is disarmed");

    let answer = server.get("/api/v1/couverture/communes.geojson?departement=26").json();
    assert_eq!(answer["features"][0]["geometry"]["type"], "MultiPolygon");
    assert_eq!(
        answer["features"][1]["geometry"],
        Value::Null,
        "its outline is not known"
    );
    for level in ["departements", "hubs", "france", "regions"] {
        let answer = server.get(&format!("/api/v1/couverture/{level}.geojson")).json();
        let ring = &answer["features"][0]["geometry"]["coordinates"][0][0];
        assert_eq!(ring.as_array().unwrap().len(), 5, "{level}");
    }
}

#[test]
fn what_does_not_exist_is_said_and_what_is_wrong_is_refused() {
    let server = Server::start();
    for target in ["cantons", "departements.xls", "departements.csv.csv", ".csv"] {
        let reply = server.get(&format!("/api/v1/couverture/{target}"));
        assert_eq!(reply.status, 404, "{target}");
        reply.problem();
    }
    for (target, parameter) in [
        ("departements?cible=Bonheur", "cible"),
        ("departements?tri=couleur", "tri"),
        ("departements?departement=26", "departement"),
        ("communes", "departement"),
        ("communes?departement=00", "departement"),
        ("communes.csv", "departement"),
        ("departements.csv?limite=5", "limite"),
        ("departements?limite=0", "limite"),
        ("departements?curseur=1-x", "curseur"),
    ] {
        let reply = server.get(&format!("/api/v1/couverture/{target}"));
        assert_eq!(reply.status, 400, "{target}");
        assert_eq!(reply.problem()["parametre"], parameter, "{target}");
    }
    assert_eq!(server.get("/api/v1/couverture/departements?curseur=2-1").status, 410);
    let allowed = server.get("/api/v1/couverture/departements?cible=x").problem();
    assert!(
        allowed["valeurs_admises"]
            .as_array()
            .unwrap()
            .contains(&json!("ouvert le samedi"))
    );
}

#[test]
fn hubs_come_with_who_says_so_and_the_departements_left_out() {
    let server = Server::start();
    let answer = server.get("/api/v1/hubs").json();
    let hub = &answer["features"][0]["properties"];
    assert_eq!(hub["departements"], json!(["26"]));
    assert_eq!(hub["affirmations"][0]["source"], "Un communiqué");
    assert_eq!(hub["affirmations"][0]["depuis"], "2019-02-01");
    assert_eq!(hub["enquete"]["enquete_seulement"], 4);
    assert_eq!(answer["departements_sans_hub"], json!(["69", "974"]));
    assert_eq!(server.get("/api/v1/hubs?x=1").status, 400);
}

#[test]
fn an_edition_without_coverage_says_so() {
    let server = Server::start();
    server.app.swap(crate::fixture::without_coverage(2));
    for target in ["/api/v1/couverture/departements", "/api/v1/hubs"] {
        let reply = server.get(target);
        assert_eq!(reply.status, 404);
        assert_eq!(reply.problem()["type"], "/documentation#probleme-couverture-absente");
    }
}
