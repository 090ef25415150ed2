use crate::{fixture, server::Server};

#[test]
fn a_venue_is_found_by_its_id_with_its_text_intact() {
    let server = Server::start();
    let reply = server.get(&format!("/api/v1/lieux/{}", fixture::id(2)));
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("content-type"), Some("application/geo+json"));
    let venue = reply.json();
    assert_eq!(venue["type"], "Feature");
    assert_eq!(venue["properties"]["nom"], "Espace « numérique » n° 2\n\\ \u{1} <b>");
    assert_eq!(venue["properties"]["services"].as_array().unwrap().len(), 2);
    assert_eq!(venue["links"][0]["href"], format!("/api/v1/lieux/{}", fixture::id(2)));
    assert_eq!(venue["edition"]["numero"], 1);
}

#[test]
fn an_id_of_the_past_leads_to_the_survivor() {
    let server = Server::start();
    let reply = server.get(&format!("/api/v1/lieux/{}", fixture::id(100)));
    assert_eq!(reply.status, 301);
    let survivor = format!("/api/v1/lieux/{}", fixture::id(1));
    assert_eq!(reply.header("location"), Some(survivor.as_str()));
}

#[test]
fn a_withdrawn_venue_is_gone_and_an_unknown_one_is_not_found() {
    let server = Server::start();
    let gone = server.get(&format!("/api/v1/lieux/{}", fixture::id(101)));
    assert_eq!(gone.status, 410);
    gone.problem();
    for id in ["aaaaaaaaaaaa", "court", "ABCDEFGHIJKL", "..%2F..%2Fetc", "%00", "%ff"] {
        let reply = server.get(&format!("/api/v1/lieux/{id}"));
        assert!(matches!(reply.status, 400 | 404), "{id}: {}", reply.status);
        reply.problem();
    }
}

#[test]
fn tiles_are_drawn_and_those_that_do_not_exist_are_not_found() {
    let server = Server::start();
    let tile = server.get("/tuiles/lieux/0/0/0");
    assert_eq!(tile.status, 200);
    assert_eq!(tile.header("content-type"), Some("application/vnd.mapbox-vector-tile"));
    assert!(!tile.body.is_empty());
    let etag = tile.header("etag").unwrap();
    let again = server.ask("GET", "/tuiles/lieux/0/0/0", &format!("if-none-match: {etag}\r\n"));
    assert_eq!((again.status, again.body.len()), (304, 0));
    assert_eq!(server.get("/tuiles/limites/0/0/0").status, 200);
    for address in [
        "rues/0/0/0",
        "lieux/15/0/0",
        "lieux/1/2/0",
        "lieux/a/0/0",
        "lieux/-1/0/0",
        "lieux/0/0/99999999999",
        "lieux/+1/0/0",
    ] {
        let reply = server.get(&format!("/tuiles/{address}"));
        assert_eq!(reply.status, 404, "{address}");
        reply.problem();
    }
}
