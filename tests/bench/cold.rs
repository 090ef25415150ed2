//! Tiles that nobody asked for yet, each asked for once: of our server, whose tiles are drawn from memory, and of martin
//! (<https://martin.maplibre.org>), which asks PostGIS for the same venues with the same properties.

use portee_directory::MAX_ZOOM;
use portee_tests::binary::{Server, workspace};
use sqlx::PgPool;
use std::{
    collections::BTreeSet,
    f64::consts::PI,
    io::{BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};
use tokio::runtime::Runtime;

/// The version that `make bench` installs.
const VERSION: &str = "1.14.0";

/// Tiles of each zoom, spread over the country.
const TILES: usize = 300;
/// Keep-alive connections, each asking for a tile after the other.
const CONNECTIONS: usize = 8;

/// Martin at work; stopped when dropped.
struct Martin {
    process: Child,
    port: u16,
}

impl Drop for Martin {
    fn drop(&mut self) {
        // It may have stopped by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Martin {
    /// Starts it on the published venues; none, said, where `make bench` has not installed it.
    ///
    /// # Panics
    /// When it does not answer within 30 seconds.
    #[expect(clippy::print_stdout, reason = "a benchmark says what it leaves out")]
    fn start(database: &str) -> Option<Self> {
        let var = std::env::var_os("PORTEE_VAR").map_or_else(|| workspace().join("var"), PathBuf::from);
        let program = var.join(format!("martin-{VERSION}/bin/martin"));
        if !program.exists() {
            println!("martin is not installed: its tiles are NOT MEASURED");
            return None;
        }
        Runtime::new().expect("a runtime").block_on(table(database));
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .and_then(|it| it.local_addr())
            .expect("a port")
            .port();
        let process = Command::new(program)
            .args([
                "--listen-addresses",
                &format!("127.0.0.1:{port}"),
                "--workers",
                "2",
                "--cache-size",
                "0",
                database,
            ])
            .env("RUST_LOG", "error")
            .stdout(Stdio::null())
            .spawn()
            .expect("martin starts");
        let martin = Self { process, port };
        let since = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            assert!(since.elapsed() < Duration::from_secs(30), "martin does not answer");
            thread::sleep(Duration::from_millis(50));
        }
        Some(martin)
    }
}

/// Measures both and prints it.
///
/// # Panics
/// When the database or a server does not answer.
#[expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
pub(crate) fn compare(start: impl Fn() -> Server, database: &str) {
    let tiles = tiles(database);
    let [least, ours, most] = sorted([(); 3].map(|()| {
        let server = start();
        let port = server.url.rsplit(':').next().and_then(|port| port.parse().ok());
        let port = port.expect("a port");
        // Tiles of the other layer first: a server that has just started has answered nobody yet.
        rate(port, &tiles, "/tuiles/limites");
        rate(port, &tiles, "/tuiles/lieux")
    }));
    println!(
        "{} tiles for the first time: {ours:.0} a second ({least:.0}–{most:.0})",
        tiles.len()
    );
    let Some(martin) = Martin::start(database) else { return };
    // The first time warms its connections up; it keeps no tile.
    rate(martin.port, &tiles, "/tuiles_de_martin");
    let [least, theirs, most] = sorted([(); 3].map(|()| rate(martin.port, &tiles, "/tuiles_de_martin")));
    println!(
        "the same by martin: {theirs:.0} a second ({least:.0}–{most:.0}); ours / martin = {:.1}  (wanted: at least 10)",
        ours / theirs
    );
}

fn sorted(mut rates: [f64; 3]) -> [f64; 3] {
    rates.sort_by(f64::total_cmp);
    rates
}

/// A table for martin, with what our tiles say of a venue, and an index of its points.
async fn table(database: &str) {
    let pool = PgPool::connect(database).await.expect("PostGIS");
    for statement in [
        "CREATE TABLE tuiles_de_martin AS SELECT id, nom, commune, \"precision\", array_to_string(services, '|') AS services, \
         'France Services' = ANY (dispositif_programmes_nationaux) AS france_services, \
         'Conseillers numériques' = ANY (dispositif_programmes_nationaux) AS conseillers_numeriques, \
         'Aidants Connect' = ANY (dispositif_programmes_nationaux) AS aidants_connect, geom::geometry(Point, 4326) AS geom \
         FROM lieux_publies",
        "CREATE INDEX ON tuiles_de_martin USING gist (geom)",
        "ANALYZE tuiles_de_martin",
    ] {
        sqlx::query(statement).execute(&pool).await.expect("a statement");
    }
    pool.close().await;
}

/// Tiles that hold a venue each: of each zoom all, or as many as are asked for.
///
/// # Panics
/// When the database does not answer.
fn tiles(database: &str) -> Vec<(u8, u32, u32)> {
    let points: Vec<(f64, f64)> = Runtime::new().expect("a runtime").block_on(async {
        let pool = PgPool::connect(database).await.expect("PostGIS");
        let points = sqlx::query_as("SELECT longitude, latitude FROM lieux_publies ORDER BY id")
            .fetch_all(&pool)
            .await;
        pool.close().await;
        points.expect("venues")
    });
    let of_zoom = |z: u8| {
        let all: BTreeSet<(u8, u32, u32)> = points.iter().map(|&point| around(z, point)).collect();
        let step = all.len().div_ceil(TILES).max(1);
        all.into_iter().step_by(step).collect::<Vec<_>>()
    };
    (0..=MAX_ZOOM).flat_map(of_zoom).collect()
}

/// Units of the world: a point is rounded to one, as on our map, so that one beside an edge is in the tile that we say.
const WORLD: u32 = 1 << 26;

/// The tile that a point is in (Web Mercator, row 0 in the north).
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and 2^26"
)]
fn around(z: u8, (lon, lat): (f64, f64)) -> (u8, u32, u32) {
    let units = |share: f64| ((share * f64::from(WORLD)).round() as u32).min(WORLD - 1) >> (26 - z);
    let south = 0.5 - lat.to_radians().tan().asinh() / (2.0 * PI);
    (z, units(lon / 360.0 + 0.5), units(south))
}

/// Asks for `tiles`, each once: tiles a second.
fn rate(port: u16, tiles: &[(u8, u32, u32)], root: &str) -> f64 {
    let started = Instant::now();
    thread::scope(|scope| {
        for first in 0..CONNECTIONS {
            scope.spawn(move || {
                let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).expect("a connection");
                stream.set_nodelay(true).expect("a socket");
                let mut connection = BufReader::new(stream);
                for (z, x, y) in tiles.iter().skip(first).step_by(CONNECTIONS) {
                    ask(&mut connection, &format!("{root}/{z}/{x}/{y}"));
                }
            });
        }
    });
    #[expect(clippy::cast_precision_loss, reason = "some thousands")]
    let count = tiles.len() as f64;
    count / started.elapsed().as_secs_f64()
}

/// One request on a kept connection; its answer is read to the end. A tile of a place with venues is never empty.
fn ask(connection: &mut BufReader<TcpStream>, path: &str) {
    let request = format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n");
    connection
        .get_mut()
        .write_all(request.as_bytes())
        .expect("a request is taken");
    let mut line = String::new();
    connection.read_line(&mut line).expect("a status");
    assert!(line.starts_with("HTTP/1.1 200"), "{path}: {line}");
    let mut length = 0;
    while line != "\r\n" {
        line.clear();
        let read = connection.read_line(&mut line).expect("a header");
        assert!(read > 0, "{path}: an answer that was cut short");
        let lower = line.to_ascii_lowercase();
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().expect("a length");
        }
    }
    assert!(length > 0, "{path}: an empty tile");
    let mut body = vec![0; length];
    connection.read_exact(&mut body).expect("a whole body");
}
