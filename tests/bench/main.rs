//! `make bench`: requests per second over loopback, keep-alive, in one run on the same machine:
//!
//! - `/sante/vivant`, the least that our server can answer;
//! - `/api/v1/lieux/proches`, five venues with their opening state, a random point each;
//! - the same question to a plain axum handler that asks PostGIS (`<->` on geography, through sqlx).
//!
//! The three take turns, so that a noisy minute hits them all; medians, spreads and ratios are printed.

mod load;
mod postgis_handler;

use portee_tests::{
    binary::{Server, portee, reference_data, working_directory},
    postgis,
};

const ROUNDS: usize = 5;

/// Requests per second of each round.
struct Series {
    name: &'static str,
    url: String,
    path: &'static str,
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
    let Some(cluster) = postgis::cluster() else { return };
    let database = cluster.database("bench");
    let var = working_directory();
    let mut command = portee(var.path());
    command
        .args(["serve", "--prepare"])
        .env("DATABASE_URL", &database)
        .env("PORTEE_LOG", "warn");
    if let Some(data) = reference_data() {
        command.env("PORTEE_DATA", data);
    }
    let server = Server::start(command);
    let postgis = postgis_handler::start(&database);

    let series = |name, url: &str, path| Series {
        name,
        url: url.to_owned(),
        path,
        rates: vec![],
    };
    let mut series = [
        series("/sante/vivant", &server.url, "/sante/vivant"),
        series("/api/v1/lieux/proches", &server.url, "/api/v1/lieux/proches?%s"),
        series("axum + sqlx + PostGIS <->", &postgis, "/proches?%s"),
    ];
    for one in &series[1..] {
        let path = one.path.replace("%s", "lat=45.764&lon=4.8357&limite=5");
        let answer = portee_tests::binary::get(&format!("{}{path}", one.url));
        println!("{:<28} {} octets for five venues", one.name, answer.body.len());
        assert_eq!(
            answer.json()["features"].as_array().map(Vec::len),
            Some(5),
            "{}",
            answer.text()
        );
    }
    for round in 0..=ROUNDS {
        for one in &mut series {
            let rate = load::requests_per_second(&one.url, one.path, if round == 0 { 1 } else { 4 });
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
    let [alive, proches, postgis] = series.each_ref().map(Series::median);
    println!("proches / vivant  = {:.2}  (wanted: at least 0.50)", proches / alive);
    println!("proches / PostGIS = {:.1}  (wanted: at least 6)", proches / postgis);
}
