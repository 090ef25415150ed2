use crate::{fixture, server::Server};
use portee_domain::vocabulary::{Fee, Service, Vocabulary};
use serde_json::Value;

/// Every address for programs.
const PATHS: [&str; 29] = [
    "/api/openapi.json",
    "/api/v1/acces",
    "/api/v1/communes",
    "/api/v1/communes/{code}/lieux",
    "/api/v1/couverture/{niveau}",
    "/api/v1/departements/{code}/changements.atom",
    "/api/v1/departements/{code}/lieux",
    "/api/v1/hubs",
    "/api/v1/implantations",
    "/api/v1/lieux",
    "/api/v1/lieux-tableur.csv",
    "/api/v1/lieux.csv",
    "/api/v1/lieux.geojson",
    "/api/v1/lieux.gpkg",
    "/api/v1/lieux.parquet",
    "/api/v1/lieux.xlsx",
    "/api/v1/lieux/changements",
    "/api/v1/lieux/proches",
    "/api/v1/lieux/{id}",
    "/api/v1/orientations",
    "/donnees/catalogue.jsonld",
    "/donnees/editions/{numero}/{fichier}",
    "/geocodage/reverse",
    "/geocodage/search",
    "/metriques",
    "/sante/pret",
    "/sante/vivant",
    "/tuiles/{couche}",
    "/tuiles/{couche}/{z}/{x}/{y}",
];

fn parameters<'a>(document: &'a Value, path: &str) -> Vec<&'a Value> {
    document["paths"][path]["get"]["parameters"]
        .as_array()
        .map(|list| list.iter().collect())
        .unwrap_or_default()
}

#[test]
fn the_document_has_every_address_and_every_documented_parameter_works() {
    let server = Server::start();
    let document = server.get("/api/openapi.json").json();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let paths: Vec<&String> = document["paths"].as_object().unwrap().keys().collect();
    assert_eq!(paths, PATHS);
    for path in [
        "/api/v1/lieux",
        "/api/v1/lieux/proches",
        "/api/v1/acces",
        "/api/v1/communes",
    ] {
        for parameter in parameters(&document, path) {
            let name = parameter["name"].as_str().unwrap();
            let example = match &parameter["example"] {
                Value::Array(values) => values[0].as_str().unwrap().to_owned(),
                Value::String(text) => text.clone(),
                number => number.to_string(),
            };
            assert!(
                parameter["schema"].is_object() && parameter["description"].is_string(),
                "{path} {name}"
            );
            let required = match path {
                "/api/v1/lieux/proches" => vec![("lat", "44.75"), ("lon", "5.37")],
                "/api/v1/acces" => vec![("lat", "45.764"), ("lon", "4.8357")],
                "/api/v1/communes" => vec![("q", "die")],
                _ => Vec::new(),
            };
            let rest = required
                .iter()
                .filter(|(other, _)| *other != name)
                .map(|(name, value)| format!("&{name}={value}"));
            let target = format!(
                "{path}?{name}={}{}",
                example.replace(' ', "+"),
                rest.collect::<String>()
            );
            let target: String = target
                .chars()
                .map(|c| if c.is_ascii() { c.to_string() } else { encoded(c) })
                .collect();
            assert_eq!(server.get(&target).status, 200, "{target}");
        }
    }
}

fn encoded(c: char) -> String {
    let mut bytes = [0; 4];
    let codes: Vec<String> = c
        .encode_utf8(&mut bytes)
        .bytes()
        .map(|byte| format!("%{byte:02X}"))
        .collect();
    codes.concat()
}

#[test]
fn the_document_lists_the_vocabularies_and_the_bounds() {
    let server = Server::start();
    let document = server.get("/api/openapi.json").json();
    let schema = |name: &str| {
        let found = parameters(&document, "/api/v1/lieux")
            .into_iter()
            .find(|parameter| parameter["name"] == name);
        found.unwrap()["schema"].clone()
    };
    let labels: Vec<&str> = Service::ALL.iter().map(|value| value.label()).collect();
    assert_eq!(schema("services")["items"]["enum"], serde_json::json!(labels));
    assert_eq!(
        schema("frais_a_charge")["items"]["enum"].as_array().unwrap().len(),
        Fee::ALL.len()
    );
    assert_eq!(schema("limite")["maximum"], 100);
    assert_eq!(schema("limite")["default"], 20);
    let open = &schema("ouvert")["anyOf"];
    assert_eq!(open[0]["enum"][0], "maintenant");
    assert!(open[1]["pattern"].is_string(), "{open}");
}

#[test]
fn health_and_metrics_say_what_is_in_service() {
    let mut server = Server::start();
    assert_eq!(server.get("/sante/vivant").json()["etat"], "vivant");
    let ready = server.get("/sante/pret").json();
    assert_eq!(
        (&ready["edition"]["numero"], &ready["lieux"]),
        (&1.into(), &fixture::IN_ALL.into())
    );
    assert_eq!(ready["temps"], serde_json::json!({ "methode": "estimation" }));
    server.get("/api/v1/lieux/proches?lat=44.75&lon=5.37");
    let metrics = String::from_utf8(server.get("/metriques").body).unwrap();
    for line in [
        "portee_edition 1",
        "portee_lieux 47",
        "portee_routes 0",
        "portee_requetes_total{route=\"/api/v1/lieux/proches\",statut=\"2xx\"} 1",
    ] {
        assert!(metrics.lines().any(|written| written == line), "{line}\n{metrics}");
    }
    assert!(!metrics.contains("44.75"));
    server.ask_to_stop();
}
