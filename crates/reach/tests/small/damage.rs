//! Extracts that are not what they should be: one clear error each, never a panic, never an empty graph.

use crate::{
    pbf::Map,
    town::{import_bytes, square},
};
use portee_reach::{Profile, ReachError, import_roads};
use std::path::Path;

fn refusal(bytes: &[u8]) -> ReachError {
    import_bytes(bytes, &Profile::car()).expect_err("it should be refused")
}

#[test]
fn a_file_that_is_absent_empty_or_something_else_is_said_to_be() {
    let absent = import_roads(
        Path::new("absent.osm.pbf"),
        &Profile::car(),
        &|_, _| None,
        &|_, _, _| {},
    );
    assert!(matches!(absent, Err(ReachError::Io { .. })));
    assert!(matches!(refusal(b""), ReachError::NotPbf { .. }));
    assert!(matches!(
        refusal(b"<osm version=\"0.6\"></osm>"),
        ReachError::NotPbf { .. }
    ));
    assert!(matches!(refusal(&[0; 1_000]), ReachError::NotPbf { .. }));
    assert!(matches!(refusal(&[0xff; 1_000]), ReachError::NotPbf { .. }));
}

#[test]
fn a_file_cut_short_anywhere_is_refused_unless_cut_between_blocks_that_still_make_roads() {
    let whole = square().bytes();
    for length in 0..whole.len() {
        let error = refusal(&whole[..length]);
        assert!(
            matches!(
                error,
                ReachError::NotPbf { .. } | ReachError::DamagedPbf { .. } | ReachError::NoRoads { .. }
            ),
            "{length}: {error}"
        );
    }
    assert!(import_bytes(&whole, &Profile::car()).is_ok());
}

#[test]
fn any_damaged_byte_gives_an_error_or_a_graph_and_never_a_panic() {
    for plain in [false, true] {
        let map = Map { plain, ..square() };
        let whole = map.bytes();
        for at in 0..whole.len() {
            for damage in [0x01, 0x80, 0xff] {
                let mut bytes = whole.clone();
                bytes[at] ^= damage;
                // Either is right: a bit of a coordinate makes another map. What counts is that it comes back.
                let _ = import_bytes(&bytes, &Profile::car());
            }
        }
    }
}

#[test]
fn an_extract_without_a_road_for_the_profile_is_said_to_have_none() {
    let mut map = Map::default();
    map.node(1, 0, 0, "").node(2, 100, 0, "");
    map.way(&[1, 2], "highway=footway")
        .way(&[1, 2], "building=yes")
        .way(&[1, 777], "highway=primary");
    assert!(matches!(refusal(&map.bytes()), ReachError::NoRoads { .. }));
    assert!(import_bytes(&map.bytes(), &Profile::foot()).is_ok());
    assert!(matches!(refusal(&Map::default().bytes()), ReachError::NoRoads { .. }));
}

#[test]
fn a_history_file_is_refused_by_name_of_what_it_asks() {
    let map = Map {
        feature: Some("HistoricalInformation"),
        ..square()
    };
    let error = refusal(&map.bytes());
    assert!(matches!(&error, ReachError::Unsupported { feature, .. } if feature == "HistoricalInformation"));
    assert!(error.to_string().contains("HistoricalInformation"));
}

#[test]
fn what_a_file_asks_is_repeated_on_one_line_and_no_longer_than_a_line() {
    let map = Map {
        feature: Some(
            "Dense\0\nNodes\u{1b}[31m, and much more than any feature would ever need to be called by its name",
        ),
        ..square()
    };
    let said = refusal(&map.bytes()).to_string();
    assert!(
        said.contains("Dense  Nodes [31m") && !said.contains("called"),
        "{said:?}"
    );
    assert!(!said.contains(char::is_control), "{said:?}");
}

#[test]
fn a_block_that_is_larger_or_smaller_than_it_says_is_refused() {
    for boast in [-1_000_000, -10, -1, 1, 10, 32 << 20, 1 << 40, i64::MAX] {
        let map = Map { boast, ..square() };
        let error = refusal(&map.bytes());
        assert!(
            matches!(error, ReachError::NotPbf { .. } | ReachError::DamagedPbf { .. }),
            "{boast}: {error}"
        );
    }
}
