use crate::fixture::{self, IN_ALL, IN_DIE};
use crate::server::Server;
use serde_json::Value;
use std::collections::BTreeSet;

fn ids(collection: &Value) -> Vec<String> {
    let features = collection["features"].as_array().unwrap();
    features
        .iter()
        .map(|feature| feature["id"].as_str().unwrap().to_owned())
        .collect()
}

fn next(collection: &Value) -> Option<String> {
    let links = collection["links"].as_array().unwrap();
    let link = links.iter().find(|link| link["rel"] == "next")?;
    Some(link["href"].as_str().unwrap().to_owned())
}

#[test]
fn the_nearest_come_first_with_their_distance_and_state() {
    let server = Server::start();
    let reply = server.get("/api/v1/lieux/proches?lat=44.75&lon=5.37&limite=5");
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("content-type"), Some("application/geo+json"));
    let answer = reply.json();
    assert_eq!(answer["type"], "FeatureCollection");
    assert_eq!(
        ids(&answer),
        (1..=5).map(|i| fixture::id(i).to_string()).collect::<Vec<_>>()
    );
    assert_eq!(
        (&answer["numberMatched"], &answer["numberReturned"]),
        (&IN_ALL.into(), &5.into())
    );
    // One thousandth of a degree of longitude at latitude 44.75: 111,195 m × cos(44.75°) / 1,000 = 79 m.
    let metres: Vec<i64> = answer["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["properties"]["distance_m"].as_i64().unwrap())
        .collect();
    assert_eq!(metres, [79, 158, 237, 316, 395]);
    let first = &answer["features"][0];
    assert_eq!(first["properties"]["ouverture"]["etat"], "ouvert");
    assert_eq!(first["properties"]["ouverture"]["jusqu_a"], "2026-11-23T12:00:00+01:00");
    assert_eq!(first["geometry"]["coordinates"][1], 44.75);
    assert_eq!(answer["features"][1]["properties"]["ouverture"]["etat"], "inconnu");
    assert_eq!(answer["edition"]["numero"], 1);
}

#[test]
fn filters_keep_what_fits_and_count_it() {
    let server = Server::start();
    for (filter, matched) in [
        ("", IN_ALL),
        ("?departement=974", 1),
        ("?commune=26113", IN_DIE),
        ("?dispositif_programmes_nationaux=France+Services", 1),
        ("?frais_a_charge=Gratuit%7CPayant&departement=26", 1),
        ("?frais_a_charge=Payant", 0),
        (
            "?services=Utilisation%20s%C3%A9curis%C3%A9e%20du%20num%C3%A9rique",
            IN_ALL,
        ),
        ("?ouvert=maintenant", 1),
        ("?ouvert=mardi", 1),
        ("?ouvert=mardi-apres-midi", 0),
        ("?ouvert=samedi", 0),
        ("?ouvert=matin", 1),
        ("?ouvert=2026-11-24T11:59", 1),
        ("?ouvert=2026-11-24T12:00", 0),
        ("?bbox=4.8,45.7,4.9,45.8", 1),
        ("?bbox=55,-21,-170,0", 1),
    ] {
        let reply = server.get(&format!("/api/v1/lieux{filter}"));
        assert_eq!(reply.status, 200, "{filter}");
        assert_eq!(reply.json()["numberMatched"], matched, "{filter}");
    }
    let nearest = server
        .get("/api/v1/lieux/proches?lat=44.75&lon=5.37&departement=974")
        .json();
    assert_eq!((nearest["numberMatched"].as_u64(), ids(&nearest).len()), (Some(1), 1));
}

#[test]
fn pages_hold_every_venue_once() {
    let server = Server::start();
    let mut seen = BTreeSet::new();
    let mut target = "/api/v1/lieux?departement=26&limite=20".to_owned();
    let mut pages = 0;
    loop {
        let page = server.get(&target).json();
        assert_eq!(page["numberMatched"], IN_DIE);
        for id in ids(&page) {
            assert!(seen.insert(id.clone()), "{id} came twice");
        }
        pages += 1;
        match next(&page) {
            Some(link) => target = link,
            None => break,
        }
    }
    assert_eq!((pages, seen.len()), (3, IN_DIE as usize));
}

#[test]
fn a_list_goes_on_in_its_edition_when_another_is_published() {
    let server = Server::start();
    let first = server.get("/api/v1/lieux?limite=30").json();
    server
        .app
        .swap(fixture::changed(2, |edition| edition.venues.truncate(10)));
    let second = server.get(&next(&first).unwrap());
    assert_eq!(second.status, 200);
    let second = second.json();
    assert_eq!(
        (&second["edition"], &second["numberMatched"]),
        (&first["edition"], &first["numberMatched"])
    );
    let shown = first["features"].as_array().unwrap().len() + second["features"].as_array().unwrap().len();
    assert_eq!(shown, IN_ALL as usize);
    let now = server.get("/api/v1/lieux?limite=30").json();
    assert_eq!(
        (&now["edition"]["numero"], &now["numberMatched"]),
        (&2.into(), &10.into())
    );
    for target in ["couverture/departements?limite=1", "hubs?limite=1"] {
        let began = server.get(&format!("/api/v1/{target}&curseur=1-1"));
        assert_eq!(
            (began.status, &began.json()["edition"]),
            (200, &first["edition"]),
            "{target}"
        );
    }
}

#[test]
fn a_cursor_of_an_edition_that_nobody_has_is_gone() {
    let server = Server::start();
    let reply = server.get("/api/v1/lieux?curseur=9-aaaaaaaaaaaa");
    assert_eq!(reply.status, 410);
    assert_eq!(reply.problem()["parametre"], "curseur");
}

#[test]
fn links_stay_json_whatever_was_asked() {
    let server = Server::start();
    for target in [
        "/api/v1/lieux?limite=5&services=%22%3C%5C",
        "/api/v1/lieux?limite=5&&&",
        "/api/v1/lieux?bbox=-180,-90,180,90",
    ] {
        server.get(target).json();
    }
}

#[test]
fn communes_are_found_by_what_people_type() {
    let server = Server::start();
    let reply = server.get("/api/v1/communes?q=di");
    assert_eq!(reply.status, 200);
    let answer = reply.json();
    assert_eq!(answer["communes"][0]["code"], "26113");
    assert_eq!(answer["communes"][0]["nom"], "Die");
    assert!(answer["communes"][0]["libelle"].as_str().unwrap().starts_with("Die"));
    assert_eq!(answer["communes"][0]["longitude"], 5.37);
    let none = server.get("/api/v1/communes?q=Zzyzxqw");
    assert_eq!((none.status, none.json()["numberReturned"].as_u64()), (200, Some(0)));
}
