//! What we publish, read by other people's programs: the official schema, GDAL, geopandas, RDF, `LibreOffice`, another Portée.

use crate::stage::{Stage, all_sources};
use portee_tests::binary::{Answer, Server, get_with, portee, reference_data, run_ok, working_directory, workspace};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The answer to a request that must succeed.
fn taken(stage: &Stage, path: &str) -> Answer {
    awaited(&stage.server, path)
}

/// The same of any server. On a busy machine the files of an edition are not made within the time of one answer: who gets a 503 asks
/// again.
fn awaited(server: &Server, path: &str) -> Answer {
    let mut answers = (0..10).map(|_| server.get(path));
    let answer = answers.find(|answer| answer.status != 503).expect("an answer");
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer
}

/// A file of this name with the answer to a request.
fn kept(stage: &Stage, path: &str, folder: &Path, name: &str) -> PathBuf {
    let file = folder.join(name);
    fs::write(&file, taken(stage, path).body).expect("a file");
    file
}

/// Runs a script of `tests/readers` with the packages that `tests/readers/install` installs.
fn reader(script: &str, arguments: &[&Path]) -> String {
    let var = std::env::var_os("PORTEE_VAR")
        .filter(|path| !path.is_empty())
        .map_or_else(|| workspace().join("var"), PathBuf::from);
    let packages = var.join("readers");
    assert!(packages.is_dir(), "run tests/readers/install first (make test does)");
    let script = workspace().join("tests/readers").join(script);
    let mut command = Command::new("python3");
    command.arg(script).args(arguments).env("PYTHONPATH", packages);
    run_ok(&mut command).trim().to_owned()
}

fn venues(stage: &Stage, filters: &str) -> u64 {
    let page = taken(stage, &format!("/api/v1/lieux?limite=1{filters}")).json();
    page["numberMatched"].as_u64().expect("a count")
}

/// The members of each venue, by its id.
fn by_id(collection: &Answer) -> BTreeMap<String, Value> {
    let collection = collection.json();
    let features = collection["features"].as_array().expect("features").iter();
    let venue = |feature: &Value| {
        (
            feature["id"].as_str().expect("an id").to_owned(),
            feature["properties"].clone(),
        )
    };
    features.map(venue).collect()
}

#[test]
fn the_standards_csv_is_valid_against_the_official_schema() {
    let Some(stage) = all_sources() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let file = kept(stage, "/api/v1/lieux.csv", folder.path(), "lieux.csv");
    let data = reference_data().expect("the data that the server has");
    let schema = data.join("vocabulaires/standard-mednum_schema_1.0.2.json");
    assert_eq!(
        reader("table_schema.py", &[&file, &schema]),
        venues(stage, "").to_string()
    );
}

/// A Portée that knows nothing but the file of another.
fn neighbour(csv: &Path) -> (tempfile::TempDir, Server) {
    const DESCRIPTION: &str = "name = \"Une autre Portée\"\nlicence = \"Licence Ouverte 2.0\"\nproducer = \"Essai\"\n\
        page = \"https://exemple.fr\"\npriority = 15\npublished = true\n[file]\ndata_paths = [\"lieux.csv\"]\nformat = \"csv\"\n";
    let var = working_directory();
    let sources = var.path().join("sources");
    fs::create_dir_all(&sources).expect("a folder");
    fs::write(sources.join("voisine.toml"), DESCRIPTION).expect("a file");
    // The only other source in reach, a registry package, is left out.
    let package = fs::read_to_string(workspace().join("data/sources/cartographie-nationale.toml")).expect("a file");
    let withheld = format!("withheld = \"Essai\"\n{package}");
    fs::write(sources.join("cartographie-nationale.toml"), withheld).expect("a file");
    let run = |arguments: &[&str]| {
        let mut command = portee(var.path());
        command.args(arguments).env("PORTEE_SOURCES", &sources);
        command.env("PORTEE_DATA", csv.parent().expect("a folder"));
        command
    };
    for step in ["ingest", "publish"] {
        let _ = run_ok(&mut run(&[step]));
    }
    let server = Server::start(run(&["serve"]));
    (var, server)
}

#[test]
fn another_portee_takes_in_our_file_and_publishes_the_same_to_the_byte() {
    let Some(stage) = all_sources() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let file = kept(stage, "/api/v1/lieux.csv", folder.path(), "lieux.csv");
    let (_var, server) = neighbour(&file);
    let ours = fs::read(&file).expect("our file");
    assert!(server.get("/api/v1/lieux.csv").body == ours, "the two files differ");
    // Nothing is better placed there than here: a table does not say how well a place is known.
    let order = ["exacte", "rue", "commune"];
    let rank = |venue: &Value| order.iter().position(|word| venue["precision"] == *word);
    let theirs = by_id(&server.get("/api/v1/lieux.geojson"));
    for (id, venue) in by_id(&taken(stage, "/api/v1/lieux.geojson")) {
        assert!(rank(&theirs[&id]) >= rank(&venue), "{id}: {} {venue}", theirs[&id]);
    }
}

fn ogrinfo(file: &Path, arguments: &[&str]) -> String {
    run_ok(
        Command::new("ogrinfo")
            .args(["-ro", "-so", "-al"])
            .args(arguments)
            .arg(file),
    )
}

#[test]
fn gdal_counts_in_each_file_as_many_venues_as_the_api_with_and_without_filters() {
    let Some(stage) = all_sources() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    for filters in [
        "",
        "&departement=26",
        "&dispositif_programmes_nationaux=France%20Services&bbox=0,43,3,45",
    ] {
        let count = venues(stage, filters);
        for ending in ["gpkg", "geojson"] {
            let path = format!("/api/v1/lieux.{ending}?{}", filters.trim_start_matches('&'));
            let file = kept(stage, &path, folder.path(), &format!("lieux.{ending}"));
            let said = ogrinfo(&file, &[]);
            assert!(
                said.contains(&format!("Feature Count: {count}")),
                "{path}, {count}: {said}"
            );
            assert!(said.contains("Geometry: Point"), "{said}");
        }
    }
    // Every cell of the GeoPackage, by way of ogr2ogr.
    let package = kept(stage, "/api/v1/lieux.gpkg", folder.path(), "tout.gpkg");
    let table = folder.path().join("tout.csv");
    let _ = run_ok(Command::new("ogr2ogr").args(["-f", "CSV"]).arg(&table).arg(&package));
    let said = by_id(&taken(stage, "/api/v1/lieux.geojson"));
    let compared = compare(&fs::read(table).expect("a table"), b',', &said, |_, text| {
        text.to_owned()
    });
    assert_eq!(compared, said.len());
}

#[test]
fn geopandas_reads_in_the_geoparquet_what_the_geojson_says() {
    let Some(stage) = all_sources() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let parquet = kept(stage, "/api/v1/lieux.parquet", folder.path(), "lieux.parquet");
    let geojson = kept(stage, "/api/v1/lieux.geojson", folder.path(), "lieux.geojson");
    assert_eq!(
        reader("geoparquet.py", &[&parquet, &geojson]),
        venues(stage, "").to_string()
    );
}

#[test]
fn the_catalogue_is_dcat_ap_and_each_of_its_files_is_what_it_says() {
    let Some(stage) = all_sources() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let answer = taken(stage, "/donnees/catalogue.jsonld");
    assert_eq!(answer.content_type, "application/ld+json");
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    let file = folder.path().join("catalogue.jsonld");
    fs::write(&file, &answer.body).expect("a file");
    let said = reader("catalogue.py", &[&file, &workspace().join("tests/readers/dcat-ap.ttl")]);
    let number = taken(stage, "/api/v1/lieux?limite=1").json()["edition"]["numero"].clone();
    let sums = taken(stage, &format!("/donnees/editions/{number}/SHA256SUMS")).text();
    let page = taken(stage, "/donnees").text();
    assert_eq!(said.lines().count(), 6, "{said}");
    for line in said.lines() {
        let [url, bytes, sum] = line.split(' ').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let file = get_with(url, &[("accept-encoding", "gzip")]);
        assert_eq!(file.body.len().to_string(), bytes, "{url}");
        let name = url.rsplit('/').next().expect("a name");
        fs::write(folder.path().join(name), &file.body).expect("a file");
        assert!(sums.contains(&format!("{sum}  {name}\n")), "{sums}");
        assert!(
            page.contains(sum) && page.contains(&format!("/donnees/editions/{number}/{name}")),
            "{name}"
        );
    }
    fs::write(folder.path().join("SHA256SUMS"), sums).expect("a file");
    let _ = run_ok(
        Command::new("sha256sum")
            .args(["--check", "--strict", "SHA256SUMS"])
            .current_dir(folder.path()),
    );
}

#[test]
fn two_replicas_serve_the_same_files_of_an_edition_and_a_part_of_one_is_enough() {
    let Some(stage) = all_sources() else { return };
    let var = working_directory();
    let editions = var.path().join("editions");
    fs::create_dir(&editions).expect("a folder");
    for entry in fs::read_dir(stage.var.path().join("editions")).expect("editions") {
        let from = entry.expect("an entry").path();
        fs::copy(&from, editions.join(from.file_name().expect("a name"))).expect("a copy");
    }
    let mut command = portee(var.path());
    command.arg("serve");
    let replica = Server::start(command);
    let number = taken(stage, "/api/v1/lieux?limite=1").json()["edition"]["numero"].clone();
    let sums = format!("/donnees/editions/{number}/SHA256SUMS");
    assert_eq!(awaited(&replica, &sums).text(), taken(stage, &sums).text());

    let path = format!("/donnees/editions/{number}/lieux.csv");
    let whole = taken(stage, &path);
    let tag = whole.header("etag").expect("a tag");
    assert!(
        whole
            .header("cache-control")
            .is_some_and(|rule| rule.contains("immutable"))
    );
    assert!(
        whole
            .header("repr-digest")
            .is_some_and(|sum| sum.starts_with("sha-256=:"))
    );
    assert!(
        whole.body == taken(stage, "/api/v1/lieux.csv").body,
        "the national file is another"
    );
    let url = format!("{}{path}", replica.url);
    let part = get_with(&url, &[("range", "bytes=100-199"), ("if-range", tag)]);
    assert_eq!((part.status, &part.body[..]), (206, &whole.body[100..200]));
    assert_eq!(part.header("repr-digest"), whole.header("repr-digest"));
    assert_eq!(get_with(&url, &[("if-none-match", tag)]).status, 304);
    assert_eq!(get_with(&url, &[("range", "bytes=999999999-")]).status, 416);
    for missing in [
        "/donnees/editions/999/lieux.csv",
        "/donnees/editions/1/../lieux.csv",
        "/donnees/editions/1/x",
    ] {
        assert_eq!(replica.get(missing).status, 404, "{missing}");
    }
}

/// Compares every cell of a table with what the API says of its venue, and gives the number of rows. `written` says how the table
/// writes a text of the API. Left out: what the standard fills in for nothing, and what people read otherwise than programs.
fn compare(
    table: &[u8],
    separator: u8,
    said: &BTreeMap<String, Value>,
    written: impl Fn(&str, &str) -> String,
) -> usize {
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(table);
    let heading: Vec<String> = reader.headers().expect("a heading").iter().map(str::to_owned).collect();
    let id = heading.iter().position(|name| name == "id").expect("ids");
    let mut rows = 0;
    for row in reader.records() {
        let row = row.expect("a row");
        let venue = &said[&row[id]];
        rows += 1;
        for (name, cell) in heading.iter().zip(&row) {
            // GDAL writes dates its own way in a CSV.
            let shown = if name == "date_maj" {
                cell.replace('/', "-")
            } else {
                cell.to_owned()
            };
            let expected = match (&venue[name.as_str()], name.as_str()) {
                (_, "telephone" | "source" | "formations_labels" | "fid")
                | (Value::Null, "pivot" | "date_maj" | "adresse") => continue,
                (Value::Null, _) => String::new(),
                (Value::String(text), _) => written(name, text),
                (Value::Array(items), _) => {
                    let items: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
                    written(name, &items.join("|"))
                }
                (number, _) => {
                    let found: f64 = cell.replace(',', ".").parse().expect("a number");
                    let expected = number.as_f64().expect("a number");
                    // Spreadsheets keep fifteen digits.
                    assert!((found - expected).abs() < 1e-12, "{name}: {cell}, {venue}");
                    continue;
                }
            };
            assert_eq!(
                shown.replace("\r\n", "\n"),
                expected.replace("\r\n", "\n"),
                "{name}, {venue}"
            );
        }
    }
    rows
}

/// Has `LibreOffice` open a table, as `filter` says when that does not go without saying, and write it as CSV.
fn by_libreoffice(file: &Path, filter: Option<&str>) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = Command::new("soffice");
    command
        .arg(format!(
            "-env:UserInstallation=file://{}/profile",
            folder.path().display()
        ))
        .arg("--headless")
        .args(filter.map(|filter| format!("--infilter={filter}")))
        .args([
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false",
        ])
        .arg("--outdir")
        .arg(folder.path())
        .arg(file)
        .env("HOME", folder.path());
    let _ = run_ok(&mut command);
    let name = file.file_stem().expect("a name");
    fs::read(folder.path().join(name).with_extension("csv")).expect("LibreOffice, of Debian's libreoffice-calc-nogui")
}

#[test]
fn libreoffice_shows_the_workbook_as_the_api_says_it_cell_by_cell() {
    let Some(stage) = all_sources() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let file = kept(stage, "/api/v1/lieux.xlsx", folder.path(), "classeur.xlsx");
    let said = by_id(&taken(stage, "/api/v1/lieux.geojson"));
    let compared = compare(&by_libreoffice(&file, None), b',', &said, |_, text| text.to_owned());
    assert_eq!(compared, said.len());
}

#[test]
fn libreoffice_shows_the_french_csv_as_the_api_says_it_cell_by_cell() {
    let Some(stage) = all_sources() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let file = kept(stage, "/api/v1/lieux-tableur.csv", folder.path(), "tableur.csv");
    assert!(
        fs::read(&file)
            .expect("a file")
            .starts_with("\u{feff}id;pivot;".as_bytes())
    );
    // Semicolons, UTF-8, and every column as text: a postcode keeps its zero.
    let texts: Vec<String> = (1..=32).map(|column| format!("{column}/2")).collect();
    let filter = format!("Text - txt - csv (StarCalc):59,34,76,1,{}", texts.join("/"));
    let said = by_id(&taken(stage, "/api/v1/lieux.geojson"));
    // A text that begins like a formula has an apostrophe before it.
    let armed = |name: &str, text: &str| {
        let formula = text.trim_start_matches('\'').starts_with(['=', '+', '-', '@']);
        let written = if formula { format!("'{text}") } else { text.to_owned() };
        // The standard allows no more, the apostrophe included.
        let longest = if name == "presentation_resume" { 280 } else { usize::MAX };
        written.chars().take(longest).collect()
    };
    let compared = compare(&by_libreoffice(&file, Some(&filter)), b',', &said, armed);
    assert_eq!(compared, said.len());
}
