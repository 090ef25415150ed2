//! The abstract tests of OGC API – Features, Part 1: Core (OGC 17-069r4, annex A), point by point.

use crate::{fixture, server::Reply, server::Server};
use serde_json::Value;
use std::collections::BTreeSet;

const COLLECTIONS: [&str; 4] = ["communes", "departements", "hubs", "lieux"];

fn items(collection: &str) -> String {
    format!("/ogc/collections/{collection}/items")
}

fn links(document: &Value, rel: &str) -> Vec<String> {
    let links = document["links"].as_array().unwrap();
    let found = links.iter().filter(|link| link["rel"] == rel);
    let path = |href: &str| href.strip_prefix("http://essai").unwrap().to_owned();
    found.map(|link| path(link["href"].as_str().unwrap())).collect()
}

fn ids(document: &Value) -> Vec<String> {
    let features = document["features"].as_array().unwrap();
    features
        .iter()
        .map(|feature| feature["id"].as_str().unwrap().to_owned())
        .collect()
}

fn is_refused(reply: &Reply, target: &str) {
    assert_eq!(reply.status, 400, "{target}");
    assert_eq!(reply.problem()["status"], 400, "{target}");
}

/// A.2.2: the landing page, its links, and the definition that it leads to.
#[test]
fn the_landing_page_leads_to_the_definition_the_conformance_and_the_data() {
    let server = Server::start();
    let landing = server.get("/ogc").json();
    for rel in ["self", "service-desc", "service-doc", "conformance", "data"] {
        for href in links(&landing, rel) {
            assert_eq!(server.get(&href).status, 200, "{rel} {href}");
        }
        assert!(!links(&landing, rel).is_empty(), "{rel}");
    }
    let definition = server.get(&links(&landing, "service-desc")[0]);
    assert_eq!(
        definition.header("content-type"),
        Some("application/vnd.oai.openapi+json;version=3.0")
    );
    let definition = definition.json();
    assert!(definition["openapi"].as_str().unwrap().starts_with("3.0"));
    for collection in COLLECTIONS {
        let asked = definition["paths"][items(collection)]["get"]["parameters"]
            .as_array()
            .unwrap();
        let names: BTreeSet<&str> = asked.iter().map(|it| it["name"].as_str().unwrap()).collect();
        assert!(names.is_superset(&["limit", "bbox", "datetime"].into()), "{names:?}");
    }
    let conformance = server.get("/ogc/conformance").json();
    let classes: Vec<&str> = conformance["conformsTo"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it.as_str().unwrap())
        .collect();
    for class in ["core", "geojson", "html", "oas30"] {
        let uri = format!("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{class}");
        assert!(classes.contains(&uri.as_str()), "{class}");
    }
}

/// A.2.4 and A.2.5: the collections, each as it is alone.
#[test]
fn collections_are_listed_as_each_of_them_describes_itself() {
    let server = Server::start();
    let all = server.get("/ogc/collections").json();
    assert!(!links(&all, "self").is_empty() && !links(&all, "alternate").is_empty());
    let mut names = BTreeSet::new();
    for listed in all["collections"].as_array().unwrap() {
        let name = listed["id"].as_str().unwrap();
        names.insert(name.to_owned());
        assert_eq!(listed["itemType"], "feature");
        assert_eq!(listed["crs"][0], "http://www.opengis.net/def/crs/OGC/1.3/CRS84");
        let items = links(listed, "items");
        assert_eq!(items.len(), 2, "{name}: GeoJSON and HTML");
        for href in &items {
            assert_eq!(server.get(href).status, 200, "{href}");
        }
        let alone = server.get(&format!("/ogc/collections/{name}")).json();
        for member in ["id", "title", "extent", "crs"] {
            assert_eq!(alone[member], listed[member], "{name} {member}");
        }
        let bbox = listed["extent"]["spatial"]["bbox"][0].as_array();
        if let Some(bbox) = bbox {
            assert_eq!(bbox.len(), 4);
        }
    }
    assert_eq!(names, COLLECTIONS.map(str::to_owned).into());
    assert_eq!(server.get("/ogc/collections/inconnue").status, 404);
    assert_eq!(server.get("/ogc/collections/inconnue/items").status, 404);
}

/// A.2.7: `limit`.
#[test]
fn limit_is_ten_unless_told_clamped_when_too_large_and_refused_when_no_number() {
    let server = Server::start();
    let count = |query: &str| ids(&server.get(&format!("{}{query}", items("lieux"))).json()).len();
    assert_eq!(count(""), 10);
    assert_eq!(count("?limit=3"), 3);
    let all = fixture::IN_ALL as usize;
    assert_eq!(count("?limit=999999"), all);
    assert_eq!(count("?limit=99999999999999999999"), all);
    for wrong in ["0", "-1", "dix", "1.5", "%2B3"] {
        let target = format!("{}?limit={wrong}", items("lieux"));
        is_refused(&server.get(&target), &target);
    }
}

/// A.2.7: `bbox`, in two and three dimensions, over the antimeridian.
#[test]
fn a_rectangle_keeps_what_meets_it() {
    let server = Server::start();
    let matched = |collection: &str, bbox: &str| {
        server.get(&format!("{}?bbox={bbox}", items(collection))).json()["numberMatched"].clone()
    };
    assert_eq!(matched("lieux", "4.7,45.7,4.9,45.8"), 1);
    assert_eq!(matched("lieux", "4.7,45.7,0,4.9,45.8,100"), 1);
    assert_eq!(matched("lieux", "-180,-90,180,90"), fixture::IN_ALL);
    assert_eq!(matched("lieux", "50,-25,-170,0"), 1);
    assert_eq!(matched("communes", "4.7,45.7,4.9,45.8"), 1);
    assert_eq!(matched("departements", "4.7,45.7,4.9,45.8"), 1);
    assert_eq!(matched("communes", "0,0,1,1"), 0);
    for wrong in [
        "1,2,3",
        "1,2,3,4,5",
        "a,b,c,d",
        "0,50,1,40",
        "0,0,9,1,1,2",
        "200,0,201,1",
    ] {
        let target = format!("{}?bbox={wrong}", items("lieux"));
        is_refused(&server.get(&target), &target);
    }
}

/// A.2.7: `datetime`; features without a time are in every answer.
#[test]
fn a_time_is_understood_and_excludes_nothing_that_has_none() {
    let server = Server::start();
    for time in [
        "2026-11-22T00:00:00Z",
        "2026-11-22",
        "2026-01-01T00:00:00Z/2026-12-31T00:00:00Z",
        "../2026-12-31T00:00:00Z",
        "2026-01-01T00:00:00%2B01:00/..",
        "2026-01-01T00:00:00Z/",
    ] {
        let answer = server.get(&format!("{}?datetime={time}", items("lieux")));
        assert_eq!(answer.json()["numberMatched"], fixture::IN_ALL, "{time}");
    }
    for wrong in ["hier", "2026-13-01T00:00:00Z", "2026-12-31/2026-01-01", "1/2/3"] {
        let target = format!("{}?datetime={wrong}", items("lieux"));
        is_refused(&server.get(&target), &target);
    }
}

/// A.2.7: what is not specified is refused.
#[test]
fn an_unknown_parameter_is_refused_everywhere() {
    let server = Server::start();
    for path in [
        "/ogc",
        "/ogc/api",
        "/ogc/conformance",
        "/ogc/collections",
        "/ogc/collections/lieux",
        "/ogc/collections/lieux/items",
        "/ogc/collections/communes/items",
        "/ogc/collections/communes/items/26113",
    ] {
        let target = format!("{path}?inconnu=1");
        is_refused(&server.get(&target), &target);
    }
    let target = "/ogc/collections/communes/items?frais_a_charge=Gratuit";
    is_refused(&server.get(target), target);
}

/// A.2.7 and A.2.8: the answer, its links and numbers; every feature of a page is the feature alone.
#[test]
fn pages_of_features_lead_from_one_to_the_next_and_each_feature_is_found_alone() {
    let server = Server::start();
    for collection in COLLECTIONS {
        let (mut seen, mut target) = (Vec::new(), format!("{}?limit=2", items(collection)));
        loop {
            let reply = server.get(&target);
            assert_eq!(reply.header("content-type"), Some("application/geo+json"), "{target}");
            let page = reply.json();
            assert_eq!(page["type"], "FeatureCollection");
            assert_eq!(page["numberReturned"], ids(&page).len());
            assert!(page["timeStamp"].as_str().unwrap().ends_with('Z'));
            assert_eq!(links(&page, "self").len() + links(&page, "alternate").len(), 2);
            for feature in page["features"].as_array().unwrap() {
                let alone = server
                    .get(&format!("{}/{}", items(collection), feature["id"].as_str().unwrap()))
                    .json();
                for member in ["type", "id", "geometry", "properties"] {
                    assert_eq!(alone[member], feature[member], "{collection} {member}");
                }
                assert!(!links(&alone, "self").is_empty() && !links(&alone, "collection").is_empty());
            }
            seen.extend(ids(&page));
            let Some(next) = links(&page, "next").into_iter().next() else {
                assert_eq!(page["numberMatched"], seen.len(), "{collection}");
                break;
            };
            target = next;
        }
        assert_eq!(
            seen.iter().collect::<BTreeSet<_>>().len(),
            seen.len(),
            "{collection}: once each"
        );
        assert_eq!(server.get(&format!("{}/inconnu", items(collection))).status, 404);
    }
    let all = server.get(&format!("{}?limit=1000", items("lieux"))).json();
    assert_eq!(ids(&all).len(), fixture::IN_ALL as usize);
}

#[test]
fn the_filters_of_the_list_hold_and_a_merged_venue_leads_to_its_survivor() {
    let server = Server::start();
    let free = server.get(&format!("{}?frais_a_charge=Gratuit", items("lieux"))).json();
    assert_eq!(ids(&free), [fixture::id(1).to_string()]);
    let moved = server.get(&format!("{}/{}", items("lieux"), fixture::id(100)));
    assert_eq!(moved.status, 308);
    assert!(moved.header("location").unwrap().ends_with(fixture::id(1).as_str()));
    assert_eq!(
        server.get(&format!("{}/{}", items("lieux"), fixture::id(101))).status,
        410
    );
}

#[test]
fn links_are_whole_addresses_at_the_host_that_was_asked() {
    let server = Server::start();
    let first = |headers: &str| {
        let landing = server.ask("GET", "/ogc", headers).json();
        landing["links"][0]["href"].as_str().unwrap().to_owned()
    };
    assert_eq!(first(""), "http://essai/ogc?f=json");
    assert_eq!(first("X-Forwarded-Proto: https\r\n"), "https://essai/ogc?f=json");
    assert_eq!(first("X-Forwarded-Proto: javascript\r\n"), "http://essai/ogc?f=json");
}

/// The class HTML: every resource is a page too, whose links lead on.
#[test]
fn a_browser_gets_pages_and_a_program_json_from_the_same_addresses() {
    let server = Server::start();
    for path in [
        "/ogc",
        "/ogc/api",
        "/ogc/conformance",
        "/ogc/collections",
        "/ogc/collections/departements",
        "/ogc/collections/departements/items",
        "/ogc/collections/departements/items/26",
    ] {
        let page = server.ask("GET", path, "Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\n");
        assert_eq!(page.status, 200, "{path}");
        assert!(page.header("content-type").unwrap().starts_with("text/html"), "{path}");
        let document = server.ask("GET", &format!("{path}?f=json"), "Accept: text/html\r\n");
        assert!(document.json().is_object(), "{path}");
        assert_eq!(server.ask("GET", path, "Accept: image/png\r\n").status, 406, "{path}");
    }
    is_refused(&server.get("/ogc?f=xml"), "/ogc?f=xml");
}
