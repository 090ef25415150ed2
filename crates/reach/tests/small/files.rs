//! Graph files: what is written is what is opened; what is damaged is refused.

use crate::town::{import, square, time};
use portee_reach::{Profile, ReachError, RoadGraph};
use std::{fs, path::PathBuf};
use tempfile::TempDir;

fn saved() -> (TempDir, PathBuf, RoadGraph) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("voiture.routes");
    let graph = import(&square(), &Profile::car());
    graph.save(&path).unwrap();
    (folder, path, graph)
}

#[test]
fn a_saved_graph_opens_and_gives_the_same_answers() {
    let (folder, path, graph) = saved();
    let opened = RoadGraph::open(&path).unwrap();
    assert_eq!(opened.about(), graph.about());
    assert_eq!(opened.about().profile, "voiture");
    assert_eq!(opened.byte_count(), graph.byte_count());
    assert_eq!(time(&opened, (300, 0), (0, 800)), time(&graph, (300, 0), (0, 800)));
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        1,
        "no temporary file is left"
    );
}

#[test]
fn the_same_extract_makes_the_same_file() {
    let (_one, first, _) = saved();
    let (_two, second, _) = saved();
    assert!(fs::read(first).unwrap() == fs::read(second).unwrap());
}

#[test]
fn a_flipped_bit_anywhere_is_found_on_opening() {
    let (folder, path, _) = saved();
    let mut bytes = fs::read(&path).unwrap();
    let damaged = folder.path().join("abîmé.routes");
    for at in 0..bytes.len() {
        let bit = 1 << (at % 8);
        bytes[at] ^= bit;
        fs::write(&damaged, &bytes).unwrap();
        let opened = RoadGraph::open(&damaged);
        assert!(
            matches!(
                opened,
                Err(ReachError::DamagedGraph { .. } | ReachError::OtherVersion { .. })
            ),
            "byte {at}: {opened:?}"
        );
        bytes[at] ^= bit;
    }
}

#[test]
fn a_file_cut_short_or_of_something_else_is_refused() {
    let (folder, path, _) = saved();
    let whole = fs::read(&path).unwrap();
    let cut = folder.path().join("coupé.routes");
    for length in (0..whole.len()).step_by(7) {
        fs::write(&cut, &whole[..length]).unwrap();
        assert!(
            matches!(RoadGraph::open(&cut), Err(ReachError::DamagedGraph { .. })),
            "{length}"
        );
    }
    fs::write(&cut, vec![b'x'; 5_000]).unwrap();
    assert!(matches!(RoadGraph::open(&cut), Err(ReachError::DamagedGraph { .. })));
    assert!(matches!(
        RoadGraph::open(&folder.path().join("absent")),
        Err(ReachError::Io { .. })
    ));
}

#[test]
fn a_file_of_another_version_is_said_to_be() {
    let (folder, path, _) = saved();
    let mut bytes = fs::read(&path).unwrap();
    bytes[8] = 99;
    let other = folder.path().join("autre.routes");
    fs::write(&other, &bytes).unwrap();
    assert!(matches!(RoadGraph::open(&other), Err(ReachError::OtherVersion { .. })));
}

#[test]
fn a_graph_that_cannot_be_written_leaves_the_old_one() {
    let (folder, path, graph) = saved();
    let before = fs::read(&path).unwrap();
    assert!(graph.save(&folder.path().join("absent/voiture.routes")).is_err());
    assert!(fs::read(&path).unwrap() == before);
}
