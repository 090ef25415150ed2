use crate::{fixture, server::Server};
use bytes::Bytes;
use calamine::{Data, Reader, Xlsx};
use parquet::{
    file::reader::{FileReader, SerializedFileReader},
    record::Field,
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    io::Cursor,
};

/// The rows of a CSV, its heading first.
fn rows(bytes: &[u8], separator: u8) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .from_reader(bytes);
    let record = |record: csv::StringRecord| record.iter().map(str::to_owned).collect();
    reader.records().map(|row| record(row.unwrap())).collect()
}

/// The values of one column.
fn column<'a>(rows: &'a [Vec<String>], name: &str) -> Vec<&'a str> {
    let index = rows[0].iter().position(|heading| heading == name).unwrap();
    rows[1..].iter().map(|row| row[index].as_str()).collect()
}

fn ids(collection: &Value) -> BTreeSet<String> {
    let features = collection["features"].as_array().unwrap();
    let id = |feature: &Value| feature["id"].as_str().unwrap().to_owned();
    features.iter().map(id).collect()
}

#[test]
fn the_standards_csv_holds_every_venue_that_fits_with_all_of_its_text() {
    let server = Server::start();
    let reply = server.get("/api/v1/lieux.csv");
    assert_eq!(reply.status, 200);
    assert!(reply.header("content-type").unwrap().starts_with("text/csv"));
    assert_eq!(
        reply.header("content-disposition"),
        Some("attachment; filename=\"lieux-1.csv\"")
    );
    assert!(!reply.body.starts_with("\u{feff}".as_bytes()));
    let table = rows(&reply.body, b',');
    assert_eq!(table.len(), 1 + fixture::IN_ALL as usize);
    assert_eq!(table[0].len(), 32);
    let all = ids(&server.get("/api/v1/lieux.geojson").json());
    assert_eq!(
        column(&table, "id")
            .into_iter()
            .map(str::to_owned)
            .collect::<BTreeSet<_>>(),
        all
    );
    let first = column(&table, "id")
        .iter()
        .position(|id| *id == fixture::id(1).as_str())
        .unwrap();
    for (name, value) in [
        ("nom", "Espace « numérique » n° 1\n\\ \u{1} <b>"),
        (
            "services",
            "Aide aux démarches administratives|Utilisation sécurisée du numérique",
        ),
        ("horaires", "Mo-Fr 09:00-12:00"),
        ("frais_a_charge", "Gratuit"),
        ("longitude", "5.371"),
        ("pivot", "00000000000000"),
        ("date_maj", "1970-01-01"),
    ] {
        assert_eq!(column(&table, name)[first], value, "{name}");
    }
}

#[test]
fn filters_and_rectangle_hold_for_files_as_for_the_list_and_a_wrong_one_is_refused() {
    let server = Server::start();
    for query in ["frais_a_charge=Gratuit", "departement=974", "bbox=4.7,45.7,4.9,45.8"] {
        let listed = ids(&server.get(&format!("/api/v1/lieux?limite=100&{query}")).json());
        assert_eq!(listed.len(), 1, "{query}");
        assert_eq!(
            ids(&server.get(&format!("/api/v1/lieux.geojson?{query}")).json()),
            listed
        );
        let table = rows(&server.get(&format!("/api/v1/lieux.csv?{query}")).body, b',');
        assert_eq!(column(&table, "id"), listed.iter().collect::<Vec<_>>(), "{query}");
    }
    for ending in [".csv", ".geojson", ".xlsx", "-tableur.csv", ".gpkg", ".parquet"] {
        for query in ["frais_a_charge=Gratis", "limite=5", "inconnu=1"] {
            let reply = server.get(&format!("/api/v1/lieux{ending}?{query}"));
            assert_eq!(reply.status, 400, "{ending} {query}");
            assert_eq!(reply.problem()["status"], 400);
        }
    }
}

#[test]
fn a_french_spreadsheet_reads_its_file_with_accents_newlines_and_decimal_commas() {
    let server = Server::start();
    let reply = server.get("/api/v1/lieux-tableur.csv?frais_a_charge=Gratuit");
    let body = reply.body.strip_prefix("\u{feff}".as_bytes()).unwrap();
    assert!(body.ends_with(b"\r\n"));
    let table = rows(body, b';');
    assert_eq!(column(&table, "nom"), ["Espace « numérique » n° 1\n\\ \u{1} <b>"]);
    assert_eq!(column(&table, "longitude"), ["5,371"]);
}

#[test]
fn a_parquet_file_is_read_back_with_lists_as_lists_and_nothing_for_nothing() {
    let server = Server::start();
    let reply = server.get("/api/v1/lieux.parquet?frais_a_charge=Gratuit");
    assert_eq!(reply.header("content-type"), Some("application/vnd.apache.parquet"));
    let reader = SerializedFileReader::new(Bytes::from(reply.body)).unwrap();
    let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 1);
    let row: BTreeMap<&str, &Field> = rows[0]
        .get_column_iter()
        .map(|(name, cell)| (name.as_str(), cell))
        .collect();
    let text = |text: &str| Field::Str(text.to_owned());
    let items = |cell: &Field| match cell {
        Field::ListInternal(list) => list.elements().to_vec(),
        other => panic!("{other} is no list"),
    };
    assert_eq!(*row["nom"], text("Espace « numérique » n° 1\n\\ \u{1} <b>"));
    let services = [
        "Aide aux démarches administratives",
        "Utilisation sécurisée du numérique",
    ];
    assert_eq!(items(row["services"]), services.map(text));
    assert_eq!(items(row["courriels"]), []);
    assert_eq!((row["pivot"], row["date_maj"]), (&Field::Null, &Field::Null));
    assert_eq!(*row["precision"], text("exacte"));
    let metadata = reader.metadata().file_metadata().key_value_metadata().unwrap();
    let geo: Value = serde_json::from_str(metadata[0].value.as_ref().unwrap()).unwrap();
    let west = geo["columns"]["geometry"]["bbox"][0].as_f64().unwrap();
    assert_eq!(*row["longitude"], Field::Double(west));

    // No venue at all is a file all the same.
    let none = server.get("/api/v1/lieux.parquet?departement=26&bbox=55,-21,56,-20");
    let reader = SerializedFileReader::new(Bytes::from(none.body)).unwrap();
    assert_eq!(reader.metadata().file_metadata().num_rows(), 0);
}

#[test]
fn a_workbook_is_read_back_by_another_library_cell_by_cell() {
    let server = Server::start();
    let reply = server.get("/api/v1/lieux.xlsx");
    assert_eq!(reply.status, 200);
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(reply.body)).unwrap();
    let sheet = book.worksheet_range("Lieux").unwrap();
    let table = rows(&server.get("/api/v1/lieux.csv").body, b',');
    assert_eq!(sheet.height(), table.len());
    for (cells, texts) in sheet.rows().zip(&table) {
        for (cell, text) in cells.iter().zip(texts) {
            match cell {
                Data::Float(number) => assert_eq!(number.to_string(), *text),
                other => assert_eq!(other.to_string(), *text),
            }
        }
    }
}

#[test]
fn no_export_holds_anything_that_a_spreadsheet_would_compute() {
    const NASTY: [&str; 9] = [
        "=cmd|' /C calc'!A0",
        "+1+cmd",
        "-1+cmd",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1",
        "'=1",
    ];
    let server = Server::start();
    server.app.swap(fixture::changed(2, |edition| {
        for (venue, text) in edition.venues.iter_mut().zip(NASTY) {
            venue.description.name = text.to_owned();
            venue.description.summary = Some(text.to_owned());
            venue.description.other_labels = vec![text.to_owned()];
            venue.location.address = text.to_owned();
            venue.location.address_complement = Some(text.to_owned());
        }
    }));
    let computes = |cell: &str| {
        let is_number = cell
            .trim_start_matches(['-', '+'])
            .bytes()
            .all(|b| b.is_ascii_digit() || b".,".contains(&b));
        cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝']) && !is_number
    };
    for (target, separator) in [("/api/v1/lieux.csv", b','), ("/api/v1/lieux-tableur.csv", b';')] {
        let reply = server.get(target);
        assert_eq!(reply.status, 200, "{target}");
        let table = rows(&reply.body, separator);
        let wrong: Vec<&String> = table.iter().flatten().filter(|cell| computes(cell)).collect();
        assert!(wrong.is_empty(), "{target}: {wrong:?}");
        let names = column(&table, "nom");
        assert!(
            NASTY.iter().all(|text| names.contains(&format!("'{text}").as_str())),
            "{names:?}"
        );
    }
    let mut book: Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(server.get("/api/v1/lieux.xlsx").body)).unwrap();
    assert!(book.worksheet_formula("Lieux").unwrap().is_empty());
    let sheet = book.worksheet_range("Lieux").unwrap();
    for text in NASTY.iter().filter(|text| !text.starts_with(['\r', '\n', '\t'])) {
        let found = sheet
            .used_cells()
            .any(|(_, _, cell)| matches!(cell, Data::String(held) if held == text));
        assert!(found, "{text:?} is no text of the workbook");
    }
}
