//! France Services of December 2022, then of August 2024: the same places keep their ids, and those that moved are said.

use portee_tests::binary::{portee, reference_data, run_ok, working_directory};
use sqlx::{ConnectOptions, Row};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The producer's ids whose point in the file of 2024 is more than 1 km from that in the file of 2022.
const MOVED: [u32; 43] = [
    198, 203, 239, 297, 352, 372, 443, 460, 617, 805, 880, 924, 985, 1089, 1247, 1388, 1654, 1697, 1748, 1765, 1792,
    1834, 1874, 1905, 1911, 1927, 1928, 1938, 2079, 2087, 2130, 2142, 2178, 2302, 2318, 2541, 2579, 2725, 2742, 2821,
    2825, 2827, 2879,
];

/// Its point of 2022 was 9 km outside its commune and was not believed (`position-eloignee`): what was published of it then is
/// less than 1 km from where it is.
const WRONG_BEFORE: u32 = 880;

/// Its point is the same in both files, in Rouen; that of 2022 said Pont-Audemer, and the commune was believed.
const WRONG_COMMUNE_BEFORE: u32 = 1820;

#[test]
fn france_services_of_2022_and_2024_keep_their_ids_and_the_moved_ones_are_reported() {
    let Some(data) = reference_data() else { return };
    let (var, folder) = (working_directory(), tempfile::tempdir().expect("a temporary folder"));
    for (edition, file) in [("1", "liste-fs-20221201.csv"), ("2", "liste-fs-20240801.csv")] {
        let only = folder.path().join(edition).join("france-services");
        std::fs::create_dir_all(&only).expect("a folder");
        // The name that the source's description gives.
        std::os::unix::fs::symlink(
            data.join("france-services").join(file),
            only.join("liste-fs-20240801.csv"),
        )
        .expect("a link");
        let mut ingest = portee(var.path());
        let _ = run_ok(ingest.arg("ingest").env("PORTEE_DATA", folder.path().join(edition)));
        // The known answers are those of today's list: one of 2022 does not give them all.
        let reason = "Une liste ancienne, pour la comparer.";
        let _ = run_ok(portee(var.path()).args(["publish", edition, "--force", reason]));
    }
    let (before, after) = (venues(var.path(), "000001"), venues(var.path(), "000002"));
    let shared: Vec<&u32> = before.keys().filter(|id| after.contains_key(id)).collect();
    // 2,481 ids are in both files; 20 of those rows of 2022 hold nothing that leads to a commune, and are rejected.
    assert!(shared.len() >= 2_481 - 20, "{}", shared.len());
    for id in shared {
        assert_eq!(before[id], after[id], "{id}");
    }

    let diff = run_ok(portee(var.path()).args(["diff", "1", "2", "--json"]));
    let diff: serde_json::Value = serde_json::from_str(&diff).expect("JSON");
    let local: BTreeMap<&str, u32> = after.iter().map(|(id, venue)| (venue.as_str(), *id)).collect();
    let moved = diff["deplaces"].as_array().expect("a list");
    let reported: BTreeSet<u32> = moved
        .iter()
        // A venue known by another source's row, or by a row without a number, is none of the producer's ids.
        .filter_map(|one| local.get(one["id"].as_str().expect("an id")).copied())
        .collect();
    let mut expected = BTreeSet::from(MOVED);
    expected.remove(&WRONG_BEFORE);
    expected.insert(WRONG_COMMUNE_BEFORE);
    assert_eq!(reported, expected);
    assert!(
        moved
            .iter()
            .all(|one| one["distance_m"].as_f64().expect("metres") > 1_000.0)
    );
    let said = run_ok(portee(var.path()).args(["diff", "1", "2"]));
    assert!(
        said.contains(&format!("{} déplacés de plus de 1 km", moved.len())),
        "{said}"
    );
    let same = run_ok(portee(var.path()).args(["diff", "2", "2"]));
    assert!(same.contains("      0 modifiés"), "{same}");
}

/// The venue of each France Services of an edition, by the producer's id.
fn venues(var: &Path, edition: &str) -> BTreeMap<u32, String> {
    let file = var.join("editions").join(format!("{edition}.gpkg"));
    let read = async {
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file).read_only(true);
        let mut file = options.connect().await?;
        sqlx::query("SELECT id_local, lieu FROM membres WHERE source = 'france-services'")
            .fetch_all(&mut file)
            .await
    };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let rows = runtime.block_on(read).expect("rows");
    let venue = |row: sqlx::sqlite::SqliteRow| {
        let id: String = row.get(0);
        // A row without a number of its own has one made of its content.
        Some((id.parse().ok()?, row.get(1)))
    };
    rows.into_iter().filter_map(venue).collect()
}
