//! The main job, end to end, with nothing but the package registries in reach.

use crate::stage::registries_only;
use portee_tests::binary::{Server, portee, run_ok, working_directory};
use std::time::Duration;

#[test]
fn a_new_user_gets_the_real_venues_of_the_package() {
    let stage = registries_only();
    let all = stage.server.get("/api/v1/lieux?limite=1").json();
    let matched = all["numberMatched"].as_u64().expect("a count");
    assert!((600..=687).contains(&matched), "{matched} venues from 687 rows");
    let log = stage.server.log();
    assert!(log.contains("Portée"), "no closing line:\n{log}");
    assert!(log.contains("manque"), "what is missing is not said:\n{log}");
}

#[test]
fn five_venues_near_lyon_come_nearest_first_with_metres() {
    let answer = registries_only()
        .server
        .get("/api/v1/lieux/proches?lat=45.764&lon=4.8357&limite=5");
    assert_eq!(answer.status, 200);
    assert!(
        answer.content_type.starts_with("application/geo+json"),
        "{}",
        answer.content_type
    );
    let json = answer.json();
    assert_eq!(json["type"], "FeatureCollection");
    let metres: Vec<f64> = json["features"]
        .as_array()
        .expect("features")
        .iter()
        .map(|f| f["properties"]["distance_m"].as_f64().expect("metres"))
        .collect();
    assert_eq!(metres.len(), 5);
    assert!(metres.is_sorted(), "{metres:?}");
    assert!(metres[0] < 2_000.0, "Lyon has venues: {metres:?}");
}

#[test]
fn a_page_a_tile_and_the_api_tell_of_the_same_edition() {
    let server = &registries_only().server;
    let number = server.get("/api/v1/lieux?limite=1").json()["edition"]["numero"]
        .as_u64()
        .expect("an edition");
    let page = server.get("/donnees");
    assert_eq!(page.status, 200);
    assert!(page.text().contains("Licence Ouverte"), "the licence is not shown");
    let tile = server.get("/tuiles/lieux/7/65/45");
    assert_eq!(tile.status, 200);
    assert!(!tile.body.is_empty(), "the tile of Lyon is empty");
    let ready = server.get("/sante/pret");
    assert_eq!(ready.status, 200);
    assert!(ready.text().contains(&number.to_string()), "{}", ready.text());
}

#[test]
fn unknown_parameters_and_bad_values_are_refused_by_name() {
    let server = &registries_only().server;
    for (path, parameter) in [
        ("/api/v1/lieux?inconnu=1", "inconnu"),
        ("/api/v1/lieux?services=n%27importe", "services"),
        ("/api/v1/lieux?limite=101", "limite"),
        ("/api/v1/lieux?bbox=1,2,3", "bbox"),
        ("/api/v1/lieux/proches?lat=45.7", "lon"),
        ("/api/v1/lieux/proches?lat=95&lon=4", "lat"),
        ("/api/v1/communes?limite=5", "q"),
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 400, "{path}: {}", answer.text());
        assert!(
            answer.content_type.starts_with("application/problem+json"),
            "{path}: {}",
            answer.content_type
        );
        assert!(answer.text().contains(parameter), "{path}: {}", answer.text());
    }
}

#[test]
fn a_second_start_answers_within_three_seconds() {
    let stage = registries_only();
    let mut command = portee(stage.var.path());
    command.args(["serve", "--prepare"]);
    let second = Server::start(command);
    assert!(second.ready_after < Duration::from_secs(3), "{:?}", second.ready_after);
    let edition = |server: &Server| server.get("/sante/pret").json()["edition"].clone();
    assert_eq!(
        edition(&second),
        edition(&stage.server),
        "unchanged inputs made another edition"
    );
}

#[test]
fn a_restart_keeps_what_the_operator_rolled_back_to() {
    let var = working_directory();
    let serve = || {
        let mut command = portee(var.path());
        command.args(["serve", "--prepare"]);
        Server::start(command)
    };
    let number = |server: &Server| server.get("/sante/pret").json()["edition"]["numero"].clone();
    assert_eq!(number(&serve()), 1);
    for verb in ["ingest", "publish"] {
        let _ = run_ok(portee(var.path()).arg(verb));
    }
    assert_eq!(number(&serve()), 2);
    let _ = run_ok(portee(var.path()).arg("rollback"));
    assert_eq!(number(&serve()), 1);
}

#[test]
fn every_answer_is_closed_to_other_origins_and_says_nothing_of_its_maker() {
    let server = &registries_only().server;
    for path in [
        "/",
        "/recherche?ou=lyon",
        "/api/v1/lieux?limite=1",
        "/nulle-part",
        "/api/v1/lieux?inconnu=1",
        "/sante/vivant",
    ] {
        let answer = server.get(path);
        let policy = answer
            .header("content-security-policy")
            .unwrap_or_else(|| panic!("{path}: no policy"));
        assert!(
            !policy.contains("unsafe") && policy.contains("default-src 'none'"),
            "{path}: {policy}"
        );
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("server"), None, "{path}");
        assert_eq!(answer.header("set-cookie"), None, "{path}");
    }
}

#[test]
fn a_position_is_found_in_no_log_and_the_log_is_clean() {
    let stage = registries_only();
    let mut command = portee(stage.var.path());
    command.arg("serve").env("PORTEE_LOG", "trace");
    let server = Server::start(command);
    for path in [
        "/api/v1/lieux/proches?lat=44.7531987&lon=5.3709123",
        "/api/v1/lieux?bbox=5.3709123,44.7531987,5.4,44.8",
        "/recherche?ou=canari-7531987",
        "/api/v1/communes?q=canari-7531987",
        "/chemin-7531987/inconnu?position=44.7531987",
        "/api/v1/lieux/proches?lat=canari-7531987&lon=0",
    ] {
        assert!(server.get(path).status < 500, "{path}");
    }
    let (status, log) = server.stop();
    assert!(status.success(), "{status}:\n{log}");
    assert!(
        !log.contains("7531987") && !log.contains("3709123"),
        "a position was written down:\n{log}"
    );
    assert!(
        log.contains("/api/v1/lieux/proches"),
        "requests are logged by route:\n{log}"
    );
    assert!(!log.contains("ERROR") && !log.contains("panicked"), "{log}");
}
