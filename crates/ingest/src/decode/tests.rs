use super::*;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::fmt::Write;

fn csv(text: &str) -> Decoded {
    decode(text.as_bytes(), Format::Csv).unwrap()
}

fn cell<'a>(decoded: &'a Decoded, index: usize, column: &str) -> Option<&'a str> {
    decoded.records[index].fields.get(column).and_then(Value::as_str)
}

fn refusal(bytes: &[u8], format: Format) -> String {
    decode(bytes, format).unwrap_err().to_string()
}

#[test]
fn the_separator_is_found_outside_quotes() {
    for separator in [",", ";", "\t"] {
        let text = ["nom,ville", "\"a;b,c\td;;;,,,\",Die", "x,Crest"].join("\n");
        let text = text.replace(",ville", &format!("{separator}ville"));
        let text = text
            .replace("\",Die", &format!("\"{separator}Die"))
            .replace("x,Crest", &format!("x{separator}Crest"));
        let decoded = csv(&text);
        assert_eq!(cell(&decoded, 0, "nom"), Some("a;b,c\td;;;,,,"), "{separator:?}");
        assert_eq!(cell(&decoded, 1, "ville"), Some("Crest"), "{separator:?}");
    }
}

#[test]
fn quotes_newlines_and_doubled_quotes_stay_in_their_cell() {
    let decoded = csv("nom,note\r\n\"Chez \"\"Léa\"\"\",\"ligne 1\r\nligne 2\"\r\n\r\nB,\r\n");
    assert_eq!(cell(&decoded, 0, "nom"), Some("Chez \"Léa\""));
    assert_eq!(cell(&decoded, 0, "note"), Some("ligne 1\r\nligne 2"));
    assert_eq!(decoded.records[1].row, 2, "an empty line is no row");
    assert_eq!(cell(&decoded, 1, "note"), None, "an empty cell is left out");
}

#[test]
fn a_mark_windows_1252_and_utf_16_are_understood() {
    let utf8 = [b"\xef\xbb\xbf".as_slice(), "nom,ville\nMédiathèque,Nîmes".as_bytes()].concat();
    let latin = b"nom,ville\nM\xe9diath\xe8que,N\xeemes".to_vec();
    let utf16: Vec<u8> = "\u{feff}nom,ville\nMédiathèque,Nîmes"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [utf8, latin, utf16] {
        let decoded = decode(&bytes, Format::Csv).unwrap();
        assert_eq!(cell(&decoded, 0, "nom"), Some("Médiathèque"));
    }
}

#[test]
fn one_broken_byte_does_not_spoil_the_accents_of_the_others() {
    let bytes = ["nom,ville\nMédiathèque,Nîmes\nCaf\u{e9},".as_bytes(), b"\xff"].concat();
    let decoded = decode(&bytes, Format::Csv).unwrap();
    assert_eq!(cell(&decoded, 0, "nom"), Some("Médiathèque"));
    assert_eq!(cell(&decoded, 1, "ville"), Some("\u{fffd}"));
}

#[test]
fn a_row_with_too_few_or_too_many_cells_is_kept_with_its_reason() {
    let decoded = csv("a,b,c\n1,2,3\n1,2\n1,2,3,4\n5,6,7\n");
    assert_eq!(decoded.records.iter().map(|r| r.row).collect::<Vec<_>>(), [1, 4]);
    assert_eq!(
        decoded.unreadable[0],
        (2, "2 cellules au lieu des 3 du titre".to_owned())
    );
    assert_eq!(decoded.unreadable[1].0, 3);
    assert_eq!(decoded.rows(), 4);
}

#[test]
fn a_quote_that_is_never_closed_costs_one_row_and_not_the_file() {
    let decoded = csv("nom,ville\nA,Die\n\"B,Crest\nC,Gap\nD,Nyons\n");
    assert_eq!(decoded.records.len(), 3);
    assert_eq!(decoded.unreadable.len(), 1);
    assert!(
        decoded.unreadable[0].1.contains("guillemet"),
        "{:?}",
        decoded.unreadable
    );
}

#[test]
fn a_heading_with_repeated_or_empty_names_loses_no_cell() {
    let decoded = csv("nom,nom,,ville\n1,2,3,4\n");
    assert_eq!(decoded.records[0].fields.len(), 4);
    assert_eq!(cell(&decoded, 0, "nom (2)"), Some("2"));
    assert_eq!(cell(&decoded, 0, "colonne 3"), Some("3"));
}

#[test]
fn a_file_that_is_no_table_is_refused_in_one_sentence() {
    for (bytes, word) in [
        (b"".as_slice(), "vide"),
        (b" \n\n ", "vide"),
        (b"<!doctype html><p>404", "page web"),
        (b"PK\x03\x04....", "classeur"),
        (b"1,2,3\n4,5,6\n", "titre"),
        (b"\"nom,ville\nA,B\n", "guillemet"),
    ] {
        let refusal = refusal(bytes, Format::Csv);
        assert!(refusal.contains(word), "{refusal}");
    }
    let broken = format!("nom,ville\n{}", "\"\n".repeat(1_001));
    assert!(
        decode(broken.as_bytes(), Format::Csv).is_ok(),
        "quotes that close each other are cells"
    );
}

#[test]
fn json_rows_are_found_in_arrays_results_and_features() {
    let feature = json!({"type": "FeatureCollection", "features": [
        {"type": "Feature", "id": 7, "properties": {"nom": "A"}, "geometry": {"type": "Point", "coordinates": [5.4, 44.7]}},
    ]});
    let decoded = decode(feature.to_string().as_bytes(), Format::Json).unwrap();
    assert_eq!(decoded.records[0].texts("longitude"), ["5.4"]);
    assert_eq!(decoded.records[0].texts("latitude"), ["44.7"]);
    assert_eq!(decoded.records[0].texts("id"), ["7"]);
    for text in [r#"[{"nom":"A"}]"#, r#"{"results":[{"nom":"A"}]}"#] {
        let decoded = decode(text.as_bytes(), Format::Json).unwrap();
        assert_eq!(decoded.records[0].texts("nom"), ["A"]);
    }
}

#[test]
fn nested_objects_are_reached_with_dots_and_empty_values_left_out() {
    let text = r#"[{"adresse":{"nom_voie":"rue","code":null},"services":["a"],"vide":"","nul":null,"liste":[]}]"#;
    let decoded = decode(text.as_bytes(), Format::Json).unwrap();
    assert_eq!(decoded.records[0].texts("adresse.nom_voie"), ["rue"]);
    assert_eq!(decoded.records[0].fields.len(), 2);
    assert!(decoded.columns.contains("adresse.nom_voie") && !decoded.columns.contains("vide"));
}

#[test]
fn an_element_that_is_no_object_is_an_unreadable_row() {
    let decoded = decode(br#"[{"nom":"A"}, 12, null, ["x"], {"nom":"B"}]"#, Format::Json).unwrap();
    assert_eq!(decoded.records.iter().map(|r| r.row).collect::<Vec<_>>(), [1, 5]);
    assert_eq!(
        decoded.unreadable.iter().map(|(row, _)| *row).collect::<Vec<_>>(),
        [2, 3, 4]
    );
}

#[test]
fn json_cut_short_or_malformed_says_what_to_do() {
    assert!(refusal(br#"[{"nom":"A"},{"no"#, Format::Json).contains("coupé"));
    assert!(refusal(br#"[{"nom":}]"#, Format::Json).contains("mal formé"));
    assert!(refusal(br#"{"message":"JWT expired"}"#, Format::Json).contains("liste de lieux"));
    assert!(refusal(b"12", Format::Json).contains("liste de lieux"));
    assert!(refusal("[".repeat(100_000).as_bytes(), Format::Json).contains("mal formé"));
}

#[test]
fn null_characters_are_nowhere_in_what_is_read() {
    let json =
        r#"[{"no\u0000m": "Mai\u0000rie", "tags": ["a\u0000", {"b\u0000": "\u0000c"}], "vide": "\u0000"}, "x\u0000"]"#;
    for (bytes, format) in [
        (json.as_bytes(), Format::Json),
        (b"no\0m,tags\nMai\0rie,\0\n".as_slice(), Format::Csv),
    ] {
        let decoded = decode(bytes, format).unwrap();
        assert_eq!(cell(&decoded, 0, "nom"), Some("Mairie"));
        assert!(!decoded.records[0].fields.contains_key("vide"));
        let all = format!("{decoded:?}");
        assert!(!all.contains("\\0"), "{all}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused_and_rows_are_numbered_without_a_gap(
        bytes in proptest::collection::vec(any::<u8>(), 0..400), json in any::<bool>()
    ) {
        let format = if json { Format::Json } else { Format::Csv };
        if let Ok(decoded) = decode(&bytes, format) {
            let mut rows: Vec<u32> = decoded.records.iter().map(|record| record.row).collect();
            rows.extend(decoded.unreadable.iter().map(|(row, _)| *row));
            rows.sort_unstable();
            prop_assert!(rows.into_iter().eq(1..=u32::try_from(decoded.rows()).unwrap()));
        }
    }

    #[test]
    fn tables_with_hostile_cells_never_panic(text in "[a\",;\t\r\n éÿ]{0,120}") {
        let _ = decode(format!("nom,ville\n{text}").as_bytes(), Format::Csv);
    }

    #[test]
    fn every_table_written_by_the_rules_is_read_back(
        cells in proptest::collection::vec(["[a-zé\",;\t\r\n]{1,12}z", "[a-z,;\"]{1,12}z"], 1..12),
        separator in proptest::sample::select(vec![',', ';', '\t']),
    ) {
        let quote = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
        let mut text = format!("\"nom\"{separator}\"ville\"\r\n");
        for [a, b] in &cells {
            write!(text, "{}{separator}{}\r\n", quote(a), quote(b)).unwrap();
        }
        let decoded = decode(text.as_bytes(), Format::Csv).unwrap();
        prop_assert_eq!(decoded.records.len(), cells.len());
        for (index, [a, b]) in cells.iter().enumerate() {
            prop_assert_eq!(cell(&decoded, index, "nom"), Some(a.as_str()));
            prop_assert_eq!(cell(&decoded, index, "ville"), Some(b.as_str()));
        }
    }
}
