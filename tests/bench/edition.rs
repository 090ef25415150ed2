//! How long a server takes to get an edition ready that lies in a GeoPackage: `portee-bench edition FOLDER`, where FOLDER is the
//! working folder of one that has published it.

use portee_directory::{EditionStamp, Snapshot};
use portee_geography::Geography;
use portee_store::Store;
use portee_tests::binary::{portee, reference_data, working_directory};
use std::{
    path::Path,
    process::Command,
    sync::Arc,
    time::{Duration, Instant},
};

const ROUNDS: usize = 7;

/// Makes such a folder and has it measured by another process, whose words are printed.
///
/// # Panics
/// When a command fails.
pub(crate) fn apart() {
    let var = working_directory();
    for command in ["ingest", "publish"] {
        let mut run = portee(var.path());
        run.arg(command);
        if let Some(data) = reference_data() {
            run.env("PORTEE_DATA", data);
        }
        let output = run.output().expect("it starts");
        assert!(
            output.status.success(),
            "{command}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    let this = std::env::current_exe().expect("this program");
    let status = Command::new(this)
        .arg("edition")
        .arg(var.path())
        .status()
        .expect("it starts");
    assert!(status.success(), "an edition: {status}");
}

/// Measures it here.
///
/// # Panics
/// When the folder does not hold what a server needs.
#[expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
pub(crate) fn measure(var: &Path) {
    let geography = Arc::new(Geography::open(&var.join("geography.bin")).expect("a geography"));
    let store = Store::files(&var.join("editions")).expect("a store");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let mut rounds: Vec<[Duration; 3]> = (0..ROUNDS)
        .map(|_| {
            let started = Instant::now();
            let (summary, edition) = runtime.block_on(async {
                let number = store.current().await.expect("a pointer").expect("an edition");
                store.load(number).await.expect("a sound edition")
            });
            let read = started.elapsed();
            let making = Instant::now();
            let stamp = EditionStamp {
                number: summary.number,
                created_at: summary.created_at,
                checksum: summary.checksum,
            };
            let snapshot = Snapshot::build(edition, stamp, Arc::clone(&geography));
            let made = making.elapsed();
            assert!(!snapshot.listings().is_empty());
            [started.elapsed(), read, made]
        })
        .collect();
    rounds.sort_unstable();
    let [ready, read, built] = rounds[ROUNDS / 2].map(|it| it.as_millis());
    let (least, most) = (rounds[0][0].as_millis(), rounds[ROUNDS - 1][0].as_millis());
    println!(
        "an edition from its GeoPackage: {ready} ms ({least}–{most}), {read} to read and check it, {built} to make it ready  \
         (wanted: under 500)"
    );
}
