//! What may not be published.

use crate::common::geography;
use crate::small_files::{edition_of, source};
use portee_domain::{Position, Precision};
use portee_ingest::gates::{PreviousEdition, check};

#[test]
fn an_empty_edition_is_refused() {
    let Some(geography) = geography() else { return };
    let edition = edition_of(vec![source("essai", 1, false, "")], geography);
    assert_eq!(check(&edition, None, geography).len(), 1);
}

#[test]
fn a_venue_abroad_a_missing_licence_and_lost_rows_are_each_named() {
    let Some(geography) = geography() else { return };
    let row = "1,Mairie,Die,26150,1 rue Haute,44.7531,5.37,,,,,\n";
    let mut edition = edition_of(vec![source("essai", 1, false, row)], geography);
    assert_eq!(check(&edition, None, geography), []);
    let previous = PreviousEdition {
        sources: edition
            .sources
            .iter()
            .cloned()
            .map(|mut source| {
                source.read = 5_000;
                source
            })
            .collect(),
        venues: 1,
    };
    edition.venues[0].location.position = Position::new(13.405, 52.52, Precision::Exact).expect("Berlin");
    edition.sources[0].licence = " ".to_owned();
    let refusals: Vec<String> = check(&edition, Some(&previous), geography)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(refusals.len(), 3, "{refusals:?}");
    for (refusal, word) in refusals.iter().zip(["hors de France", "licence", "5000"]) {
        assert!(refusal.contains(word), "{refusal}");
    }
}
