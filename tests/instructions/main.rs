//! What a request costs, in instructions: `portee-instructions SCENARIO TIMES` prepares an invented country and answers the
//! scenario's requests TIMES times inside [`measured`], which is all that callgrind counts
//! (`--collect-atstart=no --toggle-collect='*measured*'`). Instructions do not depend on what else the machine does, so that a
//! test compares them with those that were counted before: `acceptance/instructions.rs`.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use portee_reach::Network;
use portee_server::App;
use portee_tests::invented;
use std::{env, process::ExitCode, sync::Arc};
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt;

/// That of the server.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const VENUES: u32 = 2_000;

/// The requests of a scenario: a path each, another point each time where it asks for one.
fn requests(scenario: &str, times: u32) -> Option<Vec<String>> {
    let mut dice = invented::Dice::new();
    let mut near = |more: &str| {
        let (lon, lat) = dice.point();
        format!("/api/v1/lieux/proches?lat={lat:.5}&lon={lon:.5}&limite=5{more}")
    };
    let filters = "&services=Aide%20aux%20d%C3%A9marches%20administratives&frais_a_charge=Gratuit&ouvert=maintenant";
    let one = |number: u32| match scenario {
        "proches" => Some(near("")),
        "proches-filtres" => Some(near(filters)),
        "liste" => Some(format!("/api/v1/lieux?limite=50&departement={}", 21 + number % 20)),
        "communes" => Some(format!("/api/v1/communes?q=invent%C3%A9e%20{}", number % 40)),
        "page" => Some(format!("/recherche?ou=Commune%20invent%C3%A9e%20{}-7", number % 40)),
        "tuile" => Some("/tuiles/lieux/8/130/90".to_owned()),
        "vivant" => Some("/sante/vivant".to_owned()),
        _ => None,
    };
    (0..times).map(one).collect()
}

/// What is counted, and nothing else.
#[inline(never)]
fn measured(runtime: &Runtime, router: &Router, requests: Vec<Request<Body>>) -> usize {
    ask(runtime, router, requests)
}

/// Asks, and reads each answer to its end.
fn ask(runtime: &Runtime, router: &Router, requests: Vec<Request<Body>>) -> usize {
    runtime.block_on(async {
        let mut read = 0;
        for request in requests {
            let answer = router.clone().oneshot(request).await.expect("a router never fails");
            assert_eq!(answer.status(), StatusCode::OK);
            read += to_bytes(answer.into_body(), usize::MAX)
                .await
                .expect("a whole body")
                .len();
        }
        read
    })
}

#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for people who measure"
)]
fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().collect();
    let [_, scenario, times] = &arguments[..] else {
        eprintln!("portee-instructions SCENARIO TIMES");
        return ExitCode::FAILURE;
    };
    let Some(paths) = times.parse().ok().and_then(|times| requests(scenario, times)) else {
        eprintln!("no such scenario, or not a number of times");
        return ExitCode::FAILURE;
    };
    let geography = invented::geography();
    let snapshot = invented::snapshot(invented::venues(VENUES), Arc::clone(&geography));
    let network = Arc::new(Network::new(None, geography));
    let app = App::new(snapshot, network, Arc::new(invented::noon));
    let router = portee_server::router(&app);
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let request = |path: &String| Request::get(path.as_str()).body(Body::empty()).expect("a request");
    // What is made once and kept is not what a request costs.
    ask(&runtime, &router, paths.iter().map(request).collect());
    let read = measured(&runtime, &router, paths.iter().map(request).collect());
    println!("{read} octets");
    ExitCode::SUCCESS
}
