//! What the page of orientation fetches: the same for everybody.

use crate::{fixture, server::Server};
use serde_json::{Value, json};

#[test]
fn the_venues_around_a_commune_come_nearest_first_with_their_week_and_what_they_declare() {
    let server = Server::start();
    let reply = server.get("/api/v1/communes/26113/lieux");
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("content-type"), Some("application/geo+json"));
    let answer = reply.json();
    assert_eq!(answer["numberReturned"], fixture::IN_ALL);
    assert_eq!(answer["commune"]["libelle"], "Die (26150)");
    assert_eq!(answer["fuseau"], "Europe/Paris");
    let features = answer["features"].as_array().unwrap();
    let metres: Vec<u64> = features
        .iter()
        .map(|feature| feature["properties"]["distance_m"].as_u64().unwrap())
        .collect();
    assert!(metres.is_sorted());
    let first = &features[0]["properties"];
    assert_eq!(first["id"], fixture::id(1).as_str());
    assert_eq!(first["criteres"], json!({ "gratuit": "oui" }));
    let week = first["semaine"].as_array().unwrap();
    assert_eq!(week.len(), 7);
    assert_eq!(
        week[0],
        json!({ "date": "2026-11-23", "plages": [{ "de": "09:00", "a": "12:00" }] })
    );
    assert_eq!(week[5], json!({ "date": "2026-11-28", "plages": [] }));
    let second = &features[1]["properties"];
    assert_eq!((&second["semaine"], &second["criteres"]), (&Value::Null, &json!({})));
}

#[test]
fn an_answer_that_is_still_good_is_not_sent_again() {
    let server = Server::start();
    for address in ["/api/v1/communes/26113/lieux", "/api/v1/departements/26/lieux"] {
        let etag = server.get(address).header("etag").unwrap().to_owned();
        assert!(etag.starts_with("W/\"1-") && etag.ends_with("-2026-11-23\""), "{etag}");
        let again = server.ask("GET", address, &format!("if-none-match: \"x\", {etag}\r\n"));
        assert_eq!((again.status, again.body.len()), (304, 0), "{address}");
        assert_eq!(server.ask("GET", address, "if-none-match: \"x\"\r\n").status, 200);
    }
}

#[test]
fn a_departement_to_keep_has_its_venues_and_where_its_communes_are() {
    let server = Server::start();
    let answer = server.get("/api/v1/departements/26/lieux").json();
    assert_eq!(answer["numberMatched"], fixture::IN_DIE);
    assert_eq!(answer["numberReturned"], fixture::IN_DIE);
    assert_eq!(answer["departement"], json!({ "code": "26", "nom": "Autour de Die" }));
    let communes = answer["communes"].as_array().unwrap();
    assert_eq!(communes.len(), 1);
    assert_eq!(
        (&communes[0]["longitude"], &communes[0]["latitude"]),
        (&json!(5.37), &json!(44.75))
    );
    assert_eq!(answer["features"][0]["properties"]["distance_m"], Value::Null);
}

#[test]
fn a_venue_alone_tells_the_same_week_and_declarations_as_in_the_list() {
    let server = Server::start();
    let list = server.get("/api/v1/communes/26113/lieux").json();
    let alone = server.get(&format!("/api/v1/lieux/{}", fixture::id(1))).json();
    for member in ["semaine", "criteres", "nom", "code_postal"] {
        assert_eq!(list["features"][0]["properties"][member], alone["properties"][member]);
    }
}

#[test]
fn a_code_that_is_none_and_a_parameter_are_refused() {
    let server = Server::start();
    for (address, status) in [
        ("/api/v1/communes/99999/lieux", 404),
        ("/api/v1/communes/%ff/lieux", 400),
        ("/api/v1/departements/xx/lieux", 404),
        ("/api/v1/departements/20/lieux", 404),
        ("/api/v1/communes/26113/lieux?besoin=demarche", 400),
        ("/api/v1/departements/26/lieux?gratuit=oui", 400),
    ] {
        let reply = server.get(address);
        assert_eq!(reply.status, status, "{address}");
        reply.problem();
    }
}

#[test]
fn the_service_worker_is_asked_for_again_each_time_and_can_be_made_to_undo_itself() {
    let server = Server::start();
    let worker = server.get("/service-worker.js");
    assert_eq!(worker.status, 200);
    assert_eq!(worker.header("content-type"), Some("text/javascript; charset=utf-8"));
    assert_eq!(worker.header("cache-control"), Some("no-cache"));
    let text = String::from_utf8(worker.body).unwrap();
    assert!(text.contains("respondWith") && !text.contains("unregister"));
    server.app.forget_on_devices();
    let stop = String::from_utf8(server.get("/service-worker.js").body).unwrap();
    assert!(stop.contains("unregister") && !stop.contains("respondWith"));
}

#[test]
fn the_pages_of_helpers_are_whole_in_both_languages_and_offer_only_what_the_data_can_match() {
    let server = Server::start();
    for (base, heading) in [("", "Orienter une personne"), ("/en", "Refer someone to a place")] {
        let page = String::from_utf8(server.get(&format!("{base}/orientation")).body).unwrap();
        assert!(page.contains(&format!("<h1>{heading}</h1>")), "{base}");
        assert!(page.contains("data-souhait=\"gratuit\""));
        assert!(!page.contains("data-souhait=\"pass\"") && !page.contains("data-souhait=\"surdite\""));
        assert!(page.contains("data-besoin=\"demarche\"") && !page.contains("data-besoin=\"loisirs\""));
    }
    assert_eq!(server.get("/orientation?besoin=demarche").status, 400);
    let tools = String::from_utf8(server.get("/outils?departement=26").body).unwrap();
    assert!(tools.contains("Hinaura") && tools.contains("Source\u{a0}: "));
    assert_eq!(server.get("/outils?departement=20").status, 400);
}
