//! What fuzzing begins with: sound examples that we made up, and pieces cut from the source files when they are here.

use crate::{census, compiled, packages, pbf, roads, workbooks, world};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The longest piece cut from a file, in bytes.
const LONGEST: usize = 4_096;
/// The most cells cut from all files.
const MOST_CELLS: usize = 3_000;

const HOURS: &str = "Mo-Fr 09:00-12:00,14:00-17:00; PH off\nLundi au vendredi de 9h à 12h et 14h-17h30\n24/7\n\
    Mo[1] 09:00-12:00; Tu 14:00-17:00 \"sur rendez-vous\"\nDu mardi au samedi : 10h/12h - 14h/18h\nMo-Th 10h00-12h30\n\
    Jan 01-Mar 31 Mo 09:00-12:00\nweek 2-53/2 We 10:00-12:00\nSH off\nsunrise-sunset\nfermé le lundi";
const VALUES: &str = "04 75 22 06 06\n+33 (0)6 12 34 56 78\naccueil@exemple.fr\nwww.exemple.fr/a?b=c\n4 bis, av. de la Gare BP 12\n\
    12/03/2024\nmars 2024\n=1+1\nCentre d'action sociale\nMÃ©diathÃ¨que\n<p>Bonjour&nbsp;!</p>\n434 933 123 00029\n\
    MAISON DE LA CITOYENNETÉ\nMme Petit 06 12 34 56 78\n2A004\nessai:12\n-1,5|+2";
const TABLE: &str = "id,pivot,nom,commune,code_postal,code_insee,adresse,latitude,longitude,telephone,courriels,horaires,services,\
    date_maj\n1,43493312300029,Maison du numérique,Die,26150,26113,1 rue d'Essai,44.75,5.37,04 75 22 06 06,contact@exemple.fr,\
    Mo-Fr 09:00-12:00,Aide aux démarches administratives|Maîtrise des outils numériques du quotidien,2024-03-05\n\
    2,,Bus numérique,Lyon,69001,,place X,,,,,,,\n";
const ROW: &str = r#"[{"id":"1","nom":"Maison du numérique","commune":"Die","code_postal":"26150","adresse":"1 rue d'Essai",
"latitude":44.75,"longitude":5.37,"services":"Accès internet et matériel informatique","horaires":"Mo-Fr 09:00-12:00"}]"#;
const DEFINITION: &str = r#"name = "Essai"
licence = "Licence Ouverte 2.0"
producer = "Personne"
page = "https://exemple.fr"
priority = 9
group_by = ["id"]
[file]
format = "csv"
data_paths = ["essai.csv"]
[columns]
nom = "titre"
[vocabulary.services]
"accompagnement" = ["Aide aux démarches administratives"]
---
id,titre,services
1,Maison,accompagnement
"#;

/// Sound examples for this target.
#[must_use]
pub fn invented(target: &str) -> Vec<Vec<u8>> {
    match target {
        "census" => census_tables(),
        "compiled" => compiled_files(),
        "connections" => connections(),
        "csv" => vec![
            prefixed(1, b"nom,ville\nMaison,Die\n\"a;\"\"b\",Lyon\n"),
            prefixed(2, b"\nnom;ville\nA;B;C\n"),
        ],
        "definitions" => vec![DEFINITION.as_bytes().to_vec()],
        "hours" => lines(HOURS),
        "json" => vec![
            prefixed(0, ROW.as_bytes()),
            prefixed(1, br#"{"reponse":{"lieux":[{"a":{"b":[1,null]}}]}}"#),
        ],
        "packages" => package_entries(),
        "places" => world::TOWNS.iter().map(|(_, _, _, point)| degrees(*point)).collect(),
        "roads" => vec![
            prefixed(0, &pbf::square()),
            prefixed(2, &pbf::streets()),
            prefixed(3, &pbf::streets()),
        ],
        "workbooks" => workbook_files(),
        "requests" => requests(),
        "rows" => vec![
            prefixed(5, ROW.as_bytes()),
            prefixed(4, TABLE.as_bytes()),
            prefixed(6, TABLE.as_bytes()),
        ],
        "values" => lines(VALUES),
        "editions" => (0..=255)
            .map(|column| vec![1, column, 1, column, 200, 0, 0, 0, 0, 0, 0, 0])
            .collect(),
        _ => Vec::new(),
    }
}

/// Pieces of the source files below `data` and of our own definitions, for this target.
#[must_use]
pub fn cut(target: &str, data: &Path) -> Vec<Vec<u8>> {
    let with = |ending: &'static str| {
        files(data)
            .into_iter()
            .filter(move |path| path.extension().is_some_and(|e| e == ending))
    };
    match target {
        "csv" => with("csv").map(|path| prefixed(1, &beginning(&path))).collect(),
        "json" => with("json").map(|path| prefixed(0, &beginning(&path))).collect(),
        "rows" => with("csv")
            .map(|path| prefixed(4, &beginning(&path)))
            .chain(rows_of_json(with("json")))
            .collect(),
        "hours" | "values" | "places" => cells(with("csv")),
        "roads" => with("pbf")
            .map(|path| prefixed(0, &first_bytes(&path, 40_000)))
            .collect(),
        "definitions" => {
            let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
            let toml = files(&own)
                .into_iter()
                .filter(|path| path.extension().is_some_and(|e| e == "toml"));
            toml.filter_map(|path| fs::read(path).ok()).collect()
        }
        _ => Vec::new(),
    }
}

fn prefixed(choice: u8, bytes: &[u8]) -> Vec<u8> {
    [&[choice], bytes].concat()
}

fn lines(text: &str) -> Vec<Vec<u8>> {
    text.lines().map(|line| line.as_bytes().to_vec()).collect()
}

/// A request for every kind of address, and what is sent to those that take something.
fn requests() -> Vec<Vec<u8>> {
    let [venue, former, gone] = [1, 100, 101].map(|row| world::id(row).to_string());
    let targets = include_str!("requests.txt").lines();
    let targets = targets.map(|line| {
        line.replace("VENUE", &venue)
            .replace("FORMER", &former)
            .replace("GONE", &gone)
    });
    let asked = targets.map(|target| {
        format!("GET {target} HTTP/1.1\nhost: exemple.fr\naccept-encoding: gzip\nif-none-match: W/\"1-0a1b\"\nrange: bytes=0-9\n\n")
    });
    let form = "content-type: application/x-www-form-urlencoded";
    let sent = [
        format!("POST /recherche HTTP/1.1\n{form}\n\nlat=44.75&lon=5.37&besoin=demarches"),
        format!("POST /en/recherche HTTP/1.1\n{form}\n\nlat=44.75&lon=5.37"),
        format!(
            "POST /lieux/{venue}/signaler HTTP/1.1\n{form}\nsec-fetch-site: same-origin\n\nnature=horaires&texte=Ferm%C3%A9"
        ),
        "POST /api/v1/orientations HTTP/1.1\ncontent-type: text/csv\n\nid;code_postal;commune\r\n1;26150;Die\r\n"
            .to_owned(),
        "POST /api/v1/orientations HTTP/1.1\ncontent-type: application/json\naccept: text/csv\n\n\
         {\"lignes\":[{\"id\":\"1\",\"latitude\":44.75,\"longitude\":5.37},{\"code_insee\":\"26113\"}]}"
            .to_owned(),
        "OPTIONS /api/v1/lieux HTTP/1.1\norigin: https://exemple.fr\naccess-control-request-method: GET\n\n".to_owned(),
        "HEAD / HTTP/1.1\n\n".to_owned(),
        "TRACE / HTTP/1.1\n\n".to_owned(),
    ];
    asked.chain(sent).map(String::into_bytes).collect()
}

/// What well-meaning and other clients send.
fn connections() -> Vec<Vec<u8>> {
    let sent: [&[u8]; 12] = [
        b"GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n",
        b"GET /sante/vivant HTTP/1.0\r\n\r\n",
        b"GET /\r\n",
        b"GET /sante/vivant HTTP/1.1\r\nhost: a\r\nx-forwarded-for: 203.0.113.7, 198.51.100.1\r\n\r\nGET /sante/pret HTTP/1.1\r\nhost: a\r\n\r\n",
        b"POST /recherche HTTP/1.1\r\nhost: a\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 18\r\n\r\nlat=44.75&lon=5.37",
        b"POST /recherche HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n5;a=b\r\nlat=4\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /a HTTP/1.1\r\nhost: a\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\ncontent-length: 5\r\n\r\nabcde",
        b"GET http://exemple.fr/sante/vivant HTTP/1.1\r\nhost: a\r\n\r\n",
        b"CONNECT exemple.fr:443 HTTP/1.1\r\nhost: exemple.fr:443\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nhost: a\r\nx: a\r\n b\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ];
    sent.map(<[u8]>::to_vec).to_vec()
}

fn degrees((lon, lat): (f64, f64)) -> Vec<u8> {
    [lon.to_le_bytes(), lat.to_le_bytes()].concat()
}

fn census_tables() -> Vec<Vec<u8>> {
    let cells = census::table(
        &[
            ("X", &[3_962_500, 3_963_500]),
            ("Y", &[2_400_500, 2_400_500]),
            ("T", &[26, 5]),
            ("Y_GE65", &[4, 0]),
        ],
        ("insee", &["26113", "26321"]),
    );
    let ages = census::table(
        &[("pop", &[4_000, 12]), ("pop_65p", &[900, 3])],
        ("com", &["26113", "26321"]),
    );
    let households = b"longitude,latitude,menages\n55.45,-20.88,5.07\n55.46,-20.87,0\n";
    vec![
        prefixed(0, &cells),
        prefixed(1, households),
        prefixed(2, &census::wheel(&ages)),
        prefixed(3, &ages),
    ]
}

fn compiled_files() -> Vec<Vec<u8>> {
    let (geography, graph) = (compiled::sound_geography(), roads::sound_graph());
    let population = compiled::sound_population();
    vec![
        prefixed(0, &geography),
        prefixed(1, &geography[45..]),
        prefixed(2, &graph),
        prefixed(3, &graph),
        prefixed(4, &population),
        prefixed(5, &population[17..]),
    ]
}

fn package_entries() -> Vec<Vec<u8>> {
    let entries = packages::SOUND.iter().enumerate();
    let content = entries.map(|(at, bytes)| prefixed(u8::try_from(at).unwrap() * 2 + 1, bytes));
    let archives = [
        prefixed(0, &packages::tgz(&[("package/data/communes.json", packages::SOUND[0])])),
        prefixed(8, &packages::wheel(packages::SOUND[4])),
        prefixed(10, &packages::tgz(&[("package/communes.json", packages::SOUND[5])])),
    ];
    content.chain(archives).collect()
}

fn workbook_files() -> Vec<Vec<u8>> {
    let sheet = br#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">
<c r="A1" t="inlineStr"><is><t>nom</t></is></c><c r="B1" t="inlineStr"><is><t>ville</t></is></c></row><row r="2">
<c r="A2" t="inlineStr"><is><t>A</t></is></c><c r="B2"><v>12.5</v></c></row></sheetData></worksheet>"#;
    let content = br#"<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="a"><table:table-row><table:table-cell><text:p>nom</text:p>
</table:table-cell><table:table-cell><text:p>ville</text:p></table:table-cell></table:table-row><table:table-row
table:number-rows-repeated="2"><table:table-cell office:value-type="float" office:value="3"/><table:table-cell
table:number-columns-repeated="2"><text:p>B<text:s text:c="3"/></text:p></table:table-cell></table:table-row></table:table>
</office:spreadsheet></office:body></office:document-content>"#;
    vec![
        prefixed(0, &workbooks::xlsx(sheet)),
        prefixed(2, sheet),
        prefixed(1, &workbooks::ods(content)),
        prefixed(3, content),
    ]
}

/// Every file below a folder, in the order of their names.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn first_bytes(path: &Path, count: usize) -> Vec<u8> {
    let mut bytes = fs::read(path).unwrap_or_default();
    bytes.truncate(count);
    bytes
}

/// The first lines of a file.
fn beginning(path: &Path) -> Vec<u8> {
    let mut bytes = first_bytes(path, LONGEST);
    if let Some(end) = bytes.iter().rposition(|byte| *byte == b'\n') {
        bytes.truncate(end + 1);
    }
    bytes
}

/// The first rows of documents, as documents.
fn rows_of_json(paths: impl Iterator<Item = PathBuf>) -> impl Iterator<Item = Vec<u8>> {
    paths.filter_map(|path| {
        let document: serde_json::Value = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
        let rows = document.as_array()?.get(..3)?;
        Some(prefixed(5, serde_json::to_string(rows).ok()?.as_bytes()))
    })
}

/// Different cells of tables: hours, telephones, addresses, names.
fn cells(paths: impl Iterator<Item = PathBuf>) -> Vec<Vec<u8>> {
    let mut found = BTreeSet::new();
    for path in paths {
        let Ok(decoded) =
            portee_ingest::decode::decode(&first_bytes(&path, 60_000), portee_ingest::source::Format::Csv)
        else {
            continue;
        };
        let values = decoded.records.iter().flat_map(|record| record.fields.values());
        let texts = values
            .filter_map(|value| value.as_str())
            .filter(|text| text.len() < 200);
        found.extend(texts.map(|text| text.as_bytes().to_vec()));
    }
    let step = found.len().div_ceil(MOST_CELLS).max(1);
    found.into_iter().step_by(step).collect()
}
