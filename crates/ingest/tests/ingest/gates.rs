//! What may not be published.

use crate::common::geography;
use crate::small_files::{edition_of, source};
use portee_domain::{Edition, Position, Precision};
use portee_geography::Geography;
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
    let mut before = edition.clone();
    before.sources[0].read = 5_000;
    let previous = PreviousEdition::of(&before);
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

/// As many rows in Die as asked for, with points or without; then those of Aubenas. Each has a street and a point of its own.
fn towns(die: usize, aubenas: usize, with_points: bool) -> String {
    let metres = |n: usize| f64::from(u32::try_from(n).expect("few")) / 100_000.0;
    let point = |n: usize| {
        if with_points {
            format!("{:.5},5.37013", 44.7501 + metres(n))
        } else {
            ",".to_owned()
        }
    };
    let die = (0..die).map(|n| format!("d{n},Relais {n},Die,26150,{} rue Haute,{},,,,,\n", n + 1, point(n)));
    let aubenas = (0..aubenas).map(|n| {
        let lat = 44.6201 + metres(n);
        format!(
            "a{n},Halte {n},Aubenas,07200,{} rue Basse,{lat:.5},4.39013,,,,,\n",
            n + 1
        )
    });
    die.chain(aubenas).collect()
}

fn refusals(edition: &Edition, before: &Edition, geography: &Geography) -> Vec<String> {
    check(edition, Some(&PreviousEdition::of(before)), geography)
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn a_departement_that_empties_is_named_though_france_hardly_changes() {
    let Some(geography) = geography() else { return };
    let edition = |rows: &str| edition_of(vec![source("essai", 1, true, rows)], geography);
    let before = edition(&towns(300, 20, true));
    let after = edition(&towns(300, 9, true));
    let said = refusals(&after, &before, geography);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("07 (20 → 9)"), "{said:?}");
    assert_eq!(refusals(&before, &before, geography), Vec::<String>::new());
    assert_eq!(
        refusals(&edition(&towns(300, 15, true)), &before, geography),
        Vec::<String>::new()
    );
}

#[test]
fn venues_that_lose_their_addresses_on_the_map_are_refused() {
    let Some(geography) = geography() else { return };
    let edition = |rows: &str| edition_of(vec![source("essai", 1, true, rows)], geography);
    let before = edition(&towns(40, 20, true));
    let after = edition(&towns(40, 20, false));
    let said = refusals(&after, &before, geography);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("de 100.0 à 33.3 %"), "{said:?}");
}

#[test]
fn a_known_question_with_another_answer_is_refused_and_says_what_it_found() {
    let Some(geography) = geography() else { return };
    // The file of the France Services has this name; one place alone, in Aubenas, cannot be what is near Brest.
    let edition = edition_of(vec![source("france-services", 1, false, &towns(0, 1, true))], geography);
    let said: Vec<String> = check(&edition, None, geography)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(said.len() >= 16, "{said:?}");
    assert!(
        said.iter().any(|sentence| sentence.starts_with("Depuis Brest")),
        "{said:?}"
    );
    let other = edition_of(vec![source("essai", 1, false, &towns(0, 1, true))], geography);
    assert_eq!(check(&other, None, geography), []);
}
