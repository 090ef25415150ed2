//! Files that are no CSV: workbooks, their merged and typed cells, maps made with umap; what is none of them.

use crate::workbooks::{bomb, merged_xlsx, ods, ods_of, sheet_xlsx, xlsx};
use portee_ingest::decode::{decode, decode_as};
use portee_ingest::source::{Format, Layout};
use serde_json::json;

#[test]
fn workbooks_are_read_by_sheet_and_heading_with_their_types() {
    let rows = vec![
        vec!["Un titre"],
        vec!["Nom", "Tél", "Date", ""],
        vec!["A & B", "=475220606", "d=44690", "=1.5"],
        vec![],
        vec!["C"],
    ];
    let layout = Layout {
        sheet: Some("Lieux".to_owned()),
        heading: Some(2),
        rows: None,
    };
    let decoded = decode_as(&xlsx("Lieux", &rows), Format::Xlsx, &layout).expect("a workbook");
    let texts = |column: &str| decoded.records[0].texts(column).concat();
    assert_eq!(decoded.records.len(), 2);
    assert_eq!((texts("Nom").as_str(), texts("Tél").as_str()), ("A & B", "475220606"));
    assert_eq!(
        (texts("Date").as_str(), texts("colonne 4").as_str()),
        ("2022-05-09", "1.5")
    );
    let wrong = Layout {
        sheet: Some("Autre".to_owned()),
        ..layout.clone()
    };
    assert!(
        decode_as(&xlsx("Lieux", &rows), Format::Xlsx, &wrong)
            .expect_err("no such sheet")
            .to_string()
            .contains("Lieux")
    );
    let decoded = decode_as(&ods("Lieux", &rows), Format::Ods, &layout).expect("a workbook");
    assert_eq!(decoded.records[0].texts("Nom"), ["A & B"]);
    assert_eq!(decoded.records.len(), 2);
}

#[test]
fn typed_and_repeated_cells_of_an_ods_are_read_and_its_bombs_refused() {
    let line = |cells: &str| format!("<table:table-row>{cells}</table:table-row>");
    let text = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let head = line(&[text("nom"), text("date"), text("n")].concat());
    let typed = "<table:table-cell office:value-type=\"date\" office:date-value=\"2022-05-09\"><text:p>09/05/22</text:p></table:table-cell>\
                 <table:table-cell office:value-type=\"float\" office:value=\"26150\"><text:p>26 150</text:p></table:table-cell>";
    let rest = "<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let file = ods_of(
        "a",
        &[head.clone(), line(&(text("A") + typed)), rest.to_owned()].concat(),
    );
    let decoded = decode(&file, Format::Ods).expect("a sheet with its empty end");
    assert_eq!(decoded.records.len(), 1);
    assert_eq!(decoded.records[0].texts("date"), ["2022-05-09"]);
    assert_eq!(decoded.records[0].texts("n"), ["26150"]);
    let bomb = rest.replace(
        "/></table:table-row>",
        "><text:p>x</text:p></table:table-cell></table:table-row>",
    );
    assert!(decode(&ods_of("a", &[head, bomb].concat()), Format::Ods).is_err());
}

#[test]
fn a_cell_that_is_merged_with_those_below_is_said_by_each_of_their_rows() {
    let cell = |attributes: &str, text: &str| {
        format!("<table:table-cell{attributes}><text:p>{text}</text:p></table:table-cell>")
    };
    let line = |cells: String| format!("<table:table-row>{cells}</table:table-row>");
    let (tall, wide) = (
        " table:number-rows-spanned=\"2\"",
        " table:number-columns-spanned=\"2\"",
    );
    let covered = "<table:covered-table-cell/>";
    let lines = [
        line(cell(tall, "Structure") + &cell(wide, "Localisation") + covered),
        line(covered.to_owned() + &cell("", "Adresse") + &cell("", "Ville")),
        line(cell(tall, "Réseau") + &cell("", "1 rue A") + &cell("", "Die")),
        line(covered.to_owned() + &cell("", "2 rue B") + &cell("", "Crest")),
        line(cell("", "Mairie") + &cell("", "3 rue C") + &cell("", "Nyons")),
    ];
    let rows = [
        vec!["Structure", "Localisation", ""],
        vec!["", "Adresse", "Ville"],
        vec!["Réseau", "1 rue A", "Die"],
        vec!["", "2 rue B", "Crest"],
        vec!["Mairie", "3 rue C", "Nyons"],
    ];
    let layout = Layout {
        heading: Some(2),
        ..Layout::default()
    };
    let sheet = Layout {
        sheet: Some("Lieux".to_owned()),
        ..layout.clone()
    };
    for (bytes, format, layout) in [
        (ods_of("a", &lines.concat()), Format::Ods, layout),
        (
            merged_xlsx("Lieux", &rows, &["A1:A2", "B1:C1", "A3:A4"]),
            Format::Xlsx,
            sheet,
        ),
    ] {
        let decoded = decode_as(&bytes, format, &layout).expect("a table");
        let read: Vec<[String; 2]> = decoded
            .records
            .iter()
            .map(|row| ["Structure", "Ville"].map(|column| row.texts(column).concat()))
            .collect();
        assert_eq!(
            read,
            [["Réseau", "Die"], ["Réseau", "Crest"], ["Mairie", "Nyons"]].map(|pair| pair.map(str::to_owned)),
            "{format:?}"
        );
    }
}

#[test]
fn what_is_no_workbook_is_refused_without_panic() {
    let whole = xlsx("Lieux", &[vec!["Nom"], vec!["A"]]);
    for format in [Format::Xlsx, Format::Ods] {
        for bytes in [b"".as_slice(), b"nom,ville\n", b"PK\x03\x04", &whole[..whole.len() / 2]] {
            assert!(decode(bytes, format).is_err());
        }
    }
    assert!(decode(&whole, Format::Ods).is_err(), "an Excel workbook is no ODS");
}

#[test]
fn a_workbook_that_its_library_panics_over_is_refused_like_others() {
    let layout = Layout {
        sheet: Some("Lieux".to_owned()),
        ..Layout::default()
    };
    for place in [
        "A99999999999999999999",
        "ZZZZZZZZZZZZZZ1",
        "A4294967296",
        "A0",
        "1A",
        "é1",
    ] {
        let cells = format!("<row><c r=\"{place}\"><v>1</v></c></row>");
        let read = decode_as(&sheet_xlsx(&cells, &[]), Format::Xlsx, &layout);
        let error = read.expect_err(place).to_string();
        assert!(!error.contains('\n'), "{error}");
    }
}

#[test]
fn a_workbook_that_swells_when_it_is_unpacked_is_refused_for_that() {
    let bomb = bomb();
    assert!(bomb.len() < 4 << 20, "{}", bomb.len());
    for format in [Format::Xlsx, Format::Ods] {
        let Err(error) = decode(&bomb, format) else {
            panic!("it was read")
        };
        let error = error.to_string();
        assert!(error.contains("trop gros"), "{error}");
    }
}

#[test]
fn maps_made_with_umap_and_shapes_have_their_points() {
    let map = json!({"type": "umap", "layers": [
        {"features": [{"type": "Feature", "properties": {"name": "A", "description": "Tél : 04 75 22 06 06"},
            "geometry": {"type": "Point", "coordinates": [5.37, 44.75]}}]},
        {"features": [{"type": "Feature", "properties": {"name": "B"},
            "geometry": {"type": "Polygon", "coordinates": [[[5.0, 44.0], [5.2, 44.0], [5.2, 44.4], [5.0, 44.0]]]}}]},
    ]});
    let decoded = decode(map.to_string().as_bytes(), Format::Json).expect("a map");
    assert_eq!(decoded.records[0].texts("longitude"), ["5.37"]);
    assert_eq!(decoded.records[1].texts("latitude"), ["44.2"]);
    let nested = json!({"reponse": {"lieux": [{"nom": "A"}]}}).to_string();
    let layout = Layout {
        rows: Some("reponse.lieux".to_owned()),
        ..Layout::default()
    };
    assert_eq!(
        decode_as(nested.as_bytes(), Format::Json, &layout)
            .expect("rows")
            .records
            .len(),
        1
    );
}

/// What is said of a workbook that takes more room in memory than any table does.
fn is_too_much(bytes: &[u8], format: Format) {
    assert!(bytes.len() < 1 << 20, "it is small on disk: {}", bytes.len());
    let layout = Layout {
        sheet: (format == Format::Xlsx).then(|| "Lieux".to_owned()),
        ..Layout::default()
    };
    let error = decode_as(bytes, format, &layout)
        .expect_err("it is refused")
        .to_string();
    assert!(error.contains("trop de cellules"), "{error}");
}

#[test]
fn a_small_workbook_that_would_fill_the_memory_is_refused() {
    let far: Vec<String> = (1..=3_000)
        .map(|row| format!("<row r=\"{row}\"><c r=\"AMJ{row}\"><v>1</v></c></row>"))
        .collect();
    is_too_much(&sheet_xlsx(&far.concat(), &[]), Format::Xlsx);
    let shared = "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>0</v></c></row>".repeat(300);
    is_too_much(&sheet_xlsx(&shared, &["x".repeat(1 << 19)]), Format::Xlsx);

    let cell = |attributes: &str, text: &str| {
        format!("<table:table-cell{attributes}><text:p>{text}</text:p></table:table-cell>")
    };
    let line = |attributes: &str, cells: &str| format!("<table:table-row{attributes}>{cells}</table:table-row>");
    let long = "x".repeat(400_000);
    let repeated = |count: u64| format!(" table:number-columns-repeated=\"{count}\"");
    let head = line("", &(cell("", "nom") + &cell("", "ville")));
    for rest in [
        line("", &cell(&repeated(1_000), &long)),
        line("", &(cell("", "a") + &cell(&repeated(u64::MAX), "b"))),
        line(" table:number-rows-repeated=\"1000000\"", &cell("", &long)),
        line(" table:number-rows-repeated=\"18446744073709551615\"", &cell("", "a")),
        line("", &cell(" table:number-rows-spanned=\"1000000\"", &long)) + &line("", &cell("", "a")).repeat(2_000),
    ] {
        is_too_much(&ods_of("a", &(head.clone() + &rest)), Format::Ods);
    }
}

#[test]
fn a_table_whose_heading_would_be_repeated_beyond_all_measure_is_refused() {
    let names: Vec<String> = (0..2_000).map(|column| format!("c{column}")).collect();
    let wide = names.join(",");
    assert!(decode(wide.as_bytes(), Format::Csv).is_err(), "two thousand columns");
    let same = vec!["nom"; 1_000].join(",");
    let decoded = decode(same.as_bytes(), Format::Csv).expect("a thousand columns of one name");
    assert!(decoded.columns.len() == 1_000 && decoded.columns.contains("nom (1000)"));
    let long = format!("{},ville\na,b\n", "x".repeat(100_000));
    let decoded = decode(long.as_bytes(), Format::Csv).expect("a long name");
    assert!(decoded.columns.iter().all(|name| name.len() <= 500));
    assert_eq!(decoded.records[0].fields.len(), 2);
}
