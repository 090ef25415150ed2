//! `/tuiles/{couche}.json`, for maps elsewhere.

use crate::{fixture, server::Server};

#[test]
fn a_map_elsewhere_learns_all_that_it_needs_with_whole_addresses() {
    let server = Server::start();
    let reply = server.ask("GET", "/tuiles/lieux.json", "x-forwarded-proto: https\r\n");
    assert_eq!(reply.status, 200, "{}", reply.head);
    assert!(
        reply
            .header("access-control-allow-origin")
            .is_some_and(|all| all == "*"),
        "{}",
        reply.head
    );
    let set = reply.json();
    assert_eq!(set["tilejson"], "3.0.0");
    assert_eq!(set["tiles"][0], "https://essai/tuiles/lieux/{z}/{x}/{y}");
    assert_eq!((&set["minzoom"], &set["maxzoom"]), (&0.into(), &14.into()));
    let layer = &set["vector_layers"][0];
    assert_eq!(
        (&layer["id"], &layer["fields"]["nom"]),
        (&"lieux".into(), &"String".into())
    );
    let bounds: Vec<f64> = set["bounds"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(serde_json::Value::as_f64)
        .collect();
    for (lon, lat) in [(5.37, 44.75), (55.45, -20.88)] {
        assert!(
            bounds[0] < lon && lon < bounds[2] && bounds[1] < lat && lat < bounds[3],
            "{bounds:?}"
        );
    }
    let names: Vec<_> = fixture::snapshot(1)
        .sources()
        .iter()
        .map(|source| source.name.clone())
        .collect();
    for name in names {
        assert!(set["attribution"].as_str().unwrap().contains(&name));
    }
}

#[test]
fn the_base_map_is_described_too_and_nothing_else_is() {
    let server = Server::start();
    let set = server.get("/tuiles/limites.json").json();
    let names: Vec<_> = set["vector_layers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|layer| &layer["id"])
        .collect();
    assert_eq!(names, ["terre", "regions", "departements", "communes", "noms"]);
    for path in ["/tuiles/lieux", "/tuiles/routes.json", "/tuiles/lieux.json/0"] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
    assert_eq!(server.get("/tuiles/lieux.json?z=3").status, 400);
}
