//! What makes the API pleasant to others' programs: validators, links, few fields, any origin.

use crate::fixture;
use crate::server::Server;
use serde_json::Value;

/// Lists and single things that do not depend on who asks.
const KEPT: [&str; 8] = [
    "/api/v1/lieux?limite=3",
    "/api/v1/lieux/changements?modified_since=1",
    "/api/v1/couverture/departements",
    "/api/v1/couverture/departements.geojson",
    "/api/v1/hubs",
    "/api/v1/communes?q=die",
    "/api/v1/departements/26/lieux",
    "/ogc/collections/lieux/items",
];

#[test]
fn what_a_client_has_is_not_sent_again_until_another_edition() {
    let server = Server::start();
    let one = format!("/api/v1/lieux/{}", fixture::id(1));
    for target in KEPT.into_iter().chain([one.as_str()]) {
        let first = server.get(target);
        let etag = first
            .header("etag")
            .unwrap_or_else(|| panic!("{target}: {}", first.head))
            .to_owned();
        assert_eq!(first.header("cache-control"), Some("public, no-cache"), "{target}");
        let again = server.ask("GET", target, &format!("if-none-match: \"x\", {etag}\r\n"));
        assert_eq!((again.status, again.body.len()), (304, 0), "{target}");
        assert_eq!(again.header("etag"), Some(etag.as_str()), "{target}");
        assert!(again.header("vary").is_some(), "{target}");
        let other = server.ask("GET", target, "if-none-match: \"x\"\r\n");
        assert_eq!(other.status, 200, "{target}");
    }
    let etag = server.get(KEPT[0]).header("etag").unwrap().to_owned();
    server.app.swap(fixture::snapshot(2));
    let after = server.ask("GET", KEPT[0], &format!("if-none-match: {etag}\r\n"));
    assert_eq!(after.status, 200);
}

#[test]
fn an_answer_about_a_position_is_kept_by_nobody() {
    let server = Server::start();
    for target in [
        "/api/v1/lieux/proches?lat=44.75&lon=5.37",
        "/api/v1/acces?lat=44.75&lon=5.37",
    ] {
        let reply = server.get(target);
        assert_eq!(
            (reply.status, reply.header("cache-control")),
            (200, Some("no-store")),
            "{target}"
        );
        assert_eq!((reply.header("etag"), reply.header("link")), (None, None), "{target}");
    }
}

#[test]
fn links_are_also_in_the_head() {
    let server = Server::start();
    let reply = server.get("/api/v1/lieux?limite=3&frais_a_charge=Gratuit%7CPayant");
    let links = reply.header("link").unwrap();
    assert!(
        links.starts_with("</api/v1/lieux?limite=3&frais_a_charge=Gratuit%7CPayant>; rel=\"self\""),
        "{links}"
    );
    assert!(links.contains("</api/openapi.json>; rel=\"service-desc\""), "{links}");
    assert!(!links.contains("rel=\"next\""), "one venue fits: {links}");
    let reply = server.get("/api/v1/lieux?limite=3");
    let links = reply.header("link").unwrap();
    let next = links.split(", ").find(|link| link.contains("rel=\"next\"")).unwrap();
    let address = &next[1..next.find('>').unwrap()];
    let body = reply.json();
    let said = body["links"]
        .as_array()
        .unwrap()
        .iter()
        .find(|link| link["rel"] == "next")
        .unwrap();
    assert_eq!(said["href"], address);
    assert_eq!(server.get(address).status, 200);
}

fn names(feature: &Value) -> Vec<&str> {
    feature["properties"]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn only_the_fields_asked_for_come_with_what_names_the_venue() {
    let server = Server::start();
    let venues = server.get("/api/v1/lieux?limite=2&champs=services,ouverture").json();
    for feature in venues["features"].as_array().unwrap() {
        assert_eq!(names(feature), ["id", "nom", "ouverture", "services"]);
        assert!(feature["geometry"]["coordinates"].is_array());
    }
    let near = server
        .get("/api/v1/lieux/proches?lat=44.75&lon=5.37&limite=1&champs=adresse")
        .json();
    let found = names(&near["features"][0]);
    assert!(
        found.contains(&"distance_m") && found.contains(&"duree_s") && found.contains(&"adresse"),
        "{found:?}"
    );
    assert!(
        !found.contains(&"services") && !found.contains(&"ouverture"),
        "{found:?}"
    );
    let next = venues["links"]
        .as_array()
        .unwrap()
        .iter()
        .find(|link| link["rel"] == "next")
        .unwrap();
    let next = server.get(next["href"].as_str().unwrap()).json();
    assert_eq!(names(&next["features"][0]), ["id", "nom", "ouverture", "services"]);
    for wrong in ["services,couleur", "Services", "services,,nom", "services%7Cnom"] {
        let reply = server.get(&format!("/api/v1/lieux?champs={wrong}"));
        assert_eq!(reply.status, 400, "{wrong}");
        let problem = reply.problem();
        assert_eq!(problem["parametre"], "champs", "{wrong}");
        assert!(
            problem["valeurs_admises"]
                .as_array()
                .unwrap()
                .contains(&"telephone".into()),
            "{wrong}"
        );
    }
}

#[test]
fn every_field_that_a_venue_has_can_be_asked_for() {
    let server = Server::start();
    let whole = server.get("/api/v1/lieux?limite=100").json();
    for feature in whole["features"].as_array().unwrap() {
        let names = names(feature).join(",");
        let reply = server.get(&format!("/api/v1/lieux?limite=1&champs={names}"));
        assert_eq!(reply.status, 200, "{names}");
    }
}

#[test]
fn a_script_of_another_origin_may_ask_and_read() {
    let server = Server::start();
    for target in [
        "/api/v1/lieux",
        "/api/v1/lieux.csv",
        "/api/v1/lieux.xlsx",
        "/ogc/collections",
        "/tuiles/lieux/0/0/0",
    ] {
        let headers = "origin: https://exemple.fr\r\naccess-control-request-method: GET\r\n\
                       access-control-request-headers: if-none-match\r\n";
        let asked = server.ask("OPTIONS", target, headers);
        assert_eq!((asked.status, asked.body.len()), (204, 0), "{target}");
        assert_eq!(asked.header("access-control-allow-origin"), Some("*"), "{target}");
        assert_eq!(
            asked.header("access-control-allow-methods"),
            Some("GET, HEAD, OPTIONS"),
            "{target}"
        );
        assert!(
            asked
                .header("access-control-allow-headers")
                .unwrap()
                .contains("if-none-match"),
            "{target}"
        );
        assert_eq!(asked.header("access-control-max-age"), Some("86400"), "{target}");
        let read = server.ask("GET", target, "origin: https://exemple.fr\r\n");
        let exposed = read.header("access-control-expose-headers").unwrap();
        for name in ["etag", "link", "location", "content-disposition"] {
            assert!(exposed.contains(name), "{target}: {exposed}");
        }
    }
    assert_eq!(
        server.ask("OPTIONS", "/", "").header("access-control-allow-origin"),
        None
    );
}
