//! Every target on its corpus, on what its seeds are, and on some hundreds of changes to them: always the same ones.

use portee_fuzzing::{TARGETS, seeds};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The source files, when they are here.
fn data() -> Option<PathBuf> {
    let given = std::env::var_os("PORTEE_DATA").filter(|given| !given.is_empty());
    let folder = workspace().join(given.unwrap_or_else(|| "../shared/data".into()));
    if folder.is_dir() {
        return Some(folder);
    }
    assert_ne!(
        std::env::var("CI").as_deref(),
        Ok("true"),
        "{} is missing",
        folder.display()
    );
    // Not eprintln!: the test harness would swallow it.
    let _ = writeln!(
        std::io::stderr(),
        "SKIPPED, NOT PASSED: seeds of real data, because {} is missing",
        folder.display()
    );
    None
}

/// What was found once, committed so that it stays mended.
fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = workspace().join("fuzz/corpus").join(target);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| fs::read(path).expect("a file of the corpus"))
        .collect()
}

/// Knuth's MMIX generator: the same numbers at each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % bound.max(1)
    }

    fn byte(&mut self) -> u8 {
        const TELLING: [u8; 12] = [0, 1, 0x7f, 0x80, 0xff, b'0', b'9', b'"', b'\n', b' ', b'=', b'-'];
        if self.below(2) == 0 {
            TELLING[self.below(TELLING.len())]
        } else {
            u8::try_from(self.below(256)).expect("a byte")
        }
    }

    /// The bytes with one change: a byte put in place of another or between two, a part taken out, doubled, or put in the place of
    /// another from `other`.
    fn change(&mut self, bytes: &mut Vec<u8>, other: &[u8]) {
        let at = self.below(bytes.len());
        let end = (at + 1 + self.below(40)).min(bytes.len());
        match self.below(5) {
            0 if at < bytes.len() => bytes[at] = self.byte(),
            1 => bytes.insert(at, self.byte()),
            2 => drop(bytes.drain(at..end.max(at))),
            3 => {
                let part = bytes[at.min(end)..end].to_vec();
                bytes.splice(at..at, part);
            }
            _ => {
                let from = self.below(other.len());
                let part = &other[from.min(other.len())..(from + self.below(60)).min(other.len())];
                bytes.splice(at..end.max(at), part.iter().copied());
            }
        }
    }
}

fn replay(target: &str, changes: usize) {
    let (_, property) = TARGETS.into_iter().find(|(name, _)| *name == target).expect("a target");
    let mut inputs = corpus(target);
    inputs.extend(seeds::invented(target));
    if let Some(data) = data() {
        inputs.extend(seeds::cut(target, &data));
    }
    assert!(!inputs.is_empty(), "{target} begins with nothing");
    inputs.push(Vec::new());
    for input in &inputs {
        property(input);
    }
    let mut numbers = Numbers(20_261_123);
    for _ in 0..changes {
        let other = &inputs[numbers.below(inputs.len())];
        let mut input = inputs[numbers.below(inputs.len())].clone();
        for _ in 0..=numbers.below(4) {
            numbers.change(&mut input, other);
        }
        property(&input);
    }
}

macro_rules! targets {
    ($($sentence:ident: $target:literal, $changes:literal;)*) => {
        $(
            #[test]
            fn $sentence() {
                replay($target, $changes);
            }
        )*

        #[test]
        fn every_target_is_replayed_here_and_has_its_file_for_cargo_fuzz() {
            let replayed = [$($target),*];
            let mut files: Vec<String> = fs::read_dir(workspace().join("fuzz/fuzz_targets"))
                .expect("the targets of cargo-fuzz")
                .map(|entry| entry.expect("a file").file_name().to_string_lossy().replace(".rs", ""))
                .collect();
            files.sort();
            assert_eq!(files, TARGETS.map(|(name, _)| name));
            assert!(TARGETS.iter().all(|(name, _)| replayed.contains(name)), "{replayed:?}");
        }
    };
}

targets! {
    census_tables_are_read_or_refused_and_every_commune_keeps_its_inhabitants: "census", 300;
    compiled_files_are_refused_or_answer_even_behind_a_right_checksum: "compiled", 600;
    whatever_is_sent_on_a_connection_is_answered_in_form: "connections", 200;
    tables_lose_no_row: "csv", 3_000;
    what_operators_write_is_read_or_refused_in_a_sentence: "definitions", 600;
    a_geopackage_is_the_edition_that_was_saved_or_is_refused: "editions", 60;
    hours_read_once_are_read_the_same_again_and_can_be_asked_at_any_time: "hours", 1_500;
    documents_lose_no_row: "json", 3_000;
    registry_packages_are_refused_in_a_sentence: "packages", 600;
    any_name_and_any_point_may_be_looked_for: "places", 2_000;
    every_request_is_answered_without_a_failure_of_ours: "requests", 1_500;
    extracts_are_read_or_refused: "roads", 600;
    any_file_becomes_an_edition_that_can_be_served: "rows", 500;
    values_read_once_are_read_the_same_again: "values", 3_000;
    workbooks_lose_no_row: "workbooks", 1_000;
}
