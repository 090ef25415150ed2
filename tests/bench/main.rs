//! `make bench`: requests per second over loopback, keep-alive, in one run on the same machine:
//!
//! - a bare axum handler that gets the same requests, returns an answer of the same size and does nothing else: the ceiling;
//! - `/sante/vivant`, the least that our server can answer;
//! - `/api/v1/lieux/proches`, five venues with their opening state, a random point each; the same with three filters, one of them on the hours;
//! - a tile that was drawn before, and a bare handler of its size;
//! - the same question to a plain axum handler that asks PostGIS (`<->` on geography, through sqlx).
//!
//! Before that, the index with a million invented venues, and the reading of an edition; after it tiles that nobody asked for yet, beside martin's, and what the
//! server weighs.
//!
//! They take turns, so that a noisy minute hits them all; medians, spreads and ratios are printed.

mod ceiling;
mod cold;
mod edition;
mod load;
mod million;
mod postgis_handler;

use portee_tests::{
    binary::{Server, portee, reference_data, working_directory},
    postgis,
};
use std::path::Path;
use std::process::Command;

/// That of the server.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROUNDS: usize = 5;

/// Requests per second of each round.
struct Series {
    name: &'static str,
    url: String,
    path: String,
    rates: Vec<f64>,
}

impl Series {
    fn median(&self) -> f64 {
        let mut rates = self.rates.clone();
        rates.sort_by(f64::total_cmp);
        rates[rates.len() / 2]
    }

    fn spread(&self) -> (f64, f64) {
        let fold = |pick: fn(f64, f64) -> f64| self.rates.iter().copied().reduce(pick).unwrap_or_default();
        (fold(f64::min), fold(f64::max))
    }
}

#[expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["million"] => return million::measure(),
        ["edition", folder] => return edition::measure(folder.as_ref()),
        _ => {}
    }
    million::apart();
    edition::apart();
    let Some(cluster) = postgis::cluster() else { return };
    let database = cluster.database("bench");
    let var = working_directory();
    let server = serve(var.path(), &database);
    println!(
        "the server at its start: {}  (wanted: under 200 MiB)",
        million::weight_of(server.id())
    );
    rates(&server.url, &database);
    println!(
        "the server after all that: {}  (wanted: under 200 MiB)",
        million::weight_of(server.id())
    );
    drop(server);
    cold::compare(|| start(var.path(), &database), &database);
}

/// A server of an edition that it did not make: what it weighs is not what making one weighs.
fn serve(var: &Path, database: &str) -> Server {
    for step in ["ingest", "publish"] {
        let output = command(var, database, step).output().expect("it starts");
        assert!(
            output.status.success(),
            "{step}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    start(var, database)
}

/// A server of the published edition.
fn start(var: &Path, database: &str) -> Server {
    Server::start(command(var, database, "serve"))
}

fn command(var: &Path, database: &str, step: &str) -> Command {
    let mut command = portee(var);
    command
        .arg(step)
        .env("DATABASE_URL", database)
        .env("PORTEE_LOG", "warn");
    if let Some(data) = reference_data() {
        command.env("PORTEE_DATA", data);
    }
    command
}

/// Requests per second.
#[expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
fn rates(server: &str, database: &str) {
    let postgis = postgis_handler::start(database);
    let series = |name, url: &str, path: String| Series {
        name,
        url: url.to_owned(),
        path,
        rates: vec![],
    };
    let question = "lat=45.764&lon=4.8357&limite=5";
    // `%%` is a `%` for the script that puts a point in place of `%s`.
    let filtered =
        "services=Aide%%20aux%%20d%%C3%%A9marches%%20administratives&frais_a_charge=Gratuit&ouvert=maintenant";
    let asked = |url: &str, path: &str| {
        let answer = portee_tests::binary::get(&format!("{url}{path}"));
        assert_eq!(
            answer.json()["features"].as_array().map(Vec::len),
            Some(5),
            "{}",
            answer.text()
        );
        answer.body
    };
    let body = asked(server, &format!("/api/v1/lieux/proches?{question}"));
    println!("an answer with five venues: {} octets", body.len());
    asked(&postgis, &format!("/proches?{question}"));
    let ceiling = ceiling::start("/api/v1/lieux/proches", body);
    let tile = "/tuiles/lieux/8/131/91";
    let drawn = portee_tests::binary::get(&format!("{server}{tile}")).body;
    println!("a tile around Lyon: {} octets", drawn.len());
    let ceiling_of_tiles = ceiling::start(tile, drawn);

    let mut series = [
        series(
            "nothing, same size (axum)",
            &ceiling,
            "/api/v1/lieux/proches?%s".to_owned(),
        ),
        series("/sante/vivant", server, "/sante/vivant".to_owned()),
        series("/api/v1/lieux/proches", server, "/api/v1/lieux/proches?%s".to_owned()),
        series(
            "  with three filters",
            server,
            format!("/api/v1/lieux/proches?%s&{filtered}"),
        ),
        series("axum + sqlx + PostGIS <->", &postgis, "/proches?%s".to_owned()),
        series("nothing, size of a tile", &ceiling_of_tiles, tile.to_owned()),
        series("a tile, drawn before", server, tile.to_owned()),
    ];
    for round in 0..=ROUNDS {
        for one in &mut series {
            let rate = load::requests_per_second(&one.url, &one.path, if round == 0 { 1 } else { 4 });
            // The first round warms up.
            if round > 0 {
                one.rates.push(rate);
            }
        }
    }
    println!("{ROUNDS} rounds of 4 s, 32 connections, medians (lowest–highest):");
    for one in &series {
        let (low, high) = one.spread();
        println!(
            "{:<28} {:>9.0} requests/s  ({low:.0}–{high:.0})",
            one.name,
            one.median()
        );
    }
    let [nothing, alive, proches, filters, postgis, nothing_tile, tile] = series.each_ref().map(Series::median);
    println!(
        "proches / nothing   = {:.2}  (wanted: at least 0.80)",
        proches / nothing
    );
    println!(
        "filtered / nothing  = {:.2}  (wanted: at least 0.80)",
        filters / nothing
    );
    println!("proches / vivant    = {:.2}", proches / alive);
    println!("proches / PostGIS   = {:.1}  (wanted: at least 10)", proches / postgis);
    println!(
        "tile / nothing      = {:.2}  (wanted: at least 0.90)",
        tile / nothing_tile
    );
    let half = load::slowest_hundredth(&format!("{server}/api/v1/lieux/proches?{question}"), proches / 2.0);
    println!("p99 at half that load = {:.2} ms  (wanted: under 5)", half * 1_000.0);
}
