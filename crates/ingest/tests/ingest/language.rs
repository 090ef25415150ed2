//! The mapping language: each word of it on a row written here, and the worked example of its documentation.

use crate::common::geography;
use crate::small_files::edition_of;
use crate::workbooks::xlsx;
use portee_domain::{Field, FindingKind, Hours, Severity};
use portee_ingest::acquire::Acquired;
use portee_ingest::record::RawRecord;
use portee_ingest::source::{Format, Mapping, SourceDefinition};
use serde_json::json;

const HEAD: &str =
    "name = \"A\"\nlicence = \"L\"\nproducer = \"P\"\npage = \"https://a.fr\"\npriority = 1\nstandard = false\n";
const FILE: &str = "[file]\nformat = \"csv\"\ndata_paths = [\"a.csv\"]\n";

fn definition(top: &str, rest: &str) -> SourceDefinition {
    SourceDefinition::parse("essai.toml", &format!("{HEAD}{top}\n{FILE}{rest}")).expect("a right definition")
}

fn row(fields: serde_json::Value) -> RawRecord {
    let serde_json::Value::Object(fields) = fields else {
        panic!("a row is an object")
    };
    RawRecord::new(1, fields)
}

/// The mapping of a definition for a file that has the columns of `record`.
fn bound(definition: &SourceDefinition, record: &RawRecord) -> Mapping {
    definition.mapping.bound(&record.fields.keys().cloned().collect()).0
}

/// What `[columns]` lines read in a field of a row.
fn read(columns: &str, field: Field, fields: serde_json::Value) -> Vec<String> {
    let definition = definition("empty = [\"-\"]", &format!("[columns]\n{columns}"));
    let record = row(fields);
    bound(&definition, &record).values(&record, field)
}

#[test]
fn columns_are_found_joined_cut_and_captured() {
    for (columns, field, fields, expected) in [
        (
            "nom = \"INTITULE DU LIEU\"",
            Field::Nom,
            json!({"Intitulé du  lieu": "A"}),
            vec!["A"],
        ),
        (
            "nom = [\"a\", \"b\"]",
            Field::Nom,
            json!({"a": "-", "b": "B"}),
            vec!["B"],
        ),
        ("nom = \"Coord. X\"", Field::Nom, json!({"Coord. X": 3}), vec!["3"]),
        (
            "courriels = [\"a\", \"b\"]",
            Field::Courriels,
            json!({"a": "x@a.fr", "b": "y@a.fr"}),
            vec!["x@a.fr", "y@a.fr"],
        ),
        (
            "adresse = { join = [\"n\", \"v\"] }",
            Field::Adresse,
            json!({"n": "3", "v": "rue X"}),
            vec!["3 rue X"],
        ),
        (
            "adresse = { join = [\"n\", \"v\"], with = \", \" }",
            Field::Adresse,
            json!({"n": "-", "v": "rue X"}),
            vec!["rue X"],
        ),
        (
            "adresse = { join = [{ from = \"n\", empty = \"0\" }, \"v\"] }",
            Field::Adresse,
            json!({"n": "0", "v": "rue X"}),
            vec!["rue X"],
        ),
        (
            "code_postal = { from = \"a\", capture = '\\b(\\d{5})\\b' }",
            Field::CodePostal,
            json!({"a": "1 rue X 26150 Die"}),
            vec!["26150"],
        ),
        (
            "nom = { from = \"a\", capture = '(\\w+), (\\w+)', as = \"$2 $1\" }",
            Field::Nom,
            json!({"a": "Die, Mairie"}),
            vec!["Mairie Die"],
        ),
        (
            "nom = { from = \"a\", capture = 'zzz' }",
            Field::Nom,
            json!({"a": "Die"}),
            vec![],
        ),
        (
            "nom = { from = \"a\", replace = [['^\\d+ ', \"\"], [\"X\", \"Y\"]] }",
            Field::Nom,
            json!({"a": "12 X"}),
            vec!["Y"],
        ),
    ] {
        assert_eq!(read(columns, field, fields), expected, "{columns}");
    }
}

#[test]
fn words_flags_and_patterns_become_words_of_the_standard() {
    let access = "Accès internet et matériel informatique";
    let help = "Aide aux démarches administratives";
    for (columns, field, fields, expected) in [
        (
            "services = { from = \"s\", split = [\" / \", \",\"], map = { WIFI = \"Accès internet et matériel informatique\", CAF = \"Aide aux démarches administratives\", Autre = [] } }",
            Field::Services,
            json!({"s": "wifi / caf,AUTRE"}),
            vec![access, help],
        ),
        (
            "services = { from = \"s\", match = { 'wi-?fi' = \"Accès internet et matériel informatique\", 'CAF|impôts' = \"Aide aux démarches administratives\" } }",
            Field::Services,
            json!({"s": "du WiFi ; une aide pour la caf | et le reste"}),
            vec![help, access],
        ),
        (
            "services = { value = \"Accès internet et matériel informatique\", when = \"w\" }",
            Field::Services,
            json!({"w": "X"}),
            vec![access],
        ),
        (
            "services = { value = \"Accès internet et matériel informatique\", when = \"w\" }",
            Field::Services,
            json!({"w": "Non"}),
            vec![],
        ),
        (
            "services = { value = \"Accès internet et matériel informatique\", when = \"w\" }",
            Field::Services,
            json!({"w": true}),
            vec![access],
        ),
        (
            "services = { value = \"Accès internet et matériel informatique\", when = { column = \"w\", is = [\"ouvert\"] } }",
            Field::Services,
            json!({"w": "Ouvert"}),
            vec![access],
        ),
        (
            "services = { value = \"Accès internet et matériel informatique\", when = [\"w\", { column = \"v\", not = \"non\" }] }",
            Field::Services,
            json!({"w": "1", "v": "Non"}),
            vec![],
        ),
        (
            "services = { value = \"Accès internet et matériel informatique\", when = { column = \"w\", matches = '^\\{.*EPN' } }",
            Field::Services,
            json!({"w": "{Mairie,EPN}"}),
            vec![access],
        ),
        (
            "typologie = { from = \"t\", known_only = true }",
            Field::Typologie,
            json!({"t": "BIB;Divers"}),
            vec!["BIB"],
        ),
        (
            "services = \"s.nom\"",
            Field::Services,
            json!({"s": [{"nom": help}, {"nom": access}]}),
            vec![help, access],
        ),
        (
            "latitude = \"p.1\"",
            Field::Latitude,
            json!({"p": [5.1, 44.7]}),
            vec!["44.7"],
        ),
    ] {
        assert_eq!(read(columns, field, fields), expected, "{columns}");
    }
}

#[test]
fn half_days_are_put_together_and_days_may_be_expressions() {
    let days = "[columns.horaires.days]\nlundi = [\"lundi matin\", \"lundi aprem\"]\nmardi = { join = [\"d\", \"f\"], with = \"-\" }\n";
    let definition = definition("empty = [\"-\"]", days);
    let record = row(json!({"Lundi matin": "9h-12h", "lundi aprem": "14h-17h", "d": "9h", "f": "12h"}));
    let hours = bound(&definition, &record).day_hours(&record).expect("weekdays");
    assert_eq!(hours[0].as_deref(), Some("9h-12h / 14h-17h"));
    assert_eq!(hours[1].as_deref(), Some("9h-12h"));
    assert_eq!(hours[2], None);
    let record = row(json!({"lundi matin": "9h-12h", "lundi aprem": "-"}));
    assert_eq!(
        bound(&definition, &record).day_hours(&record).expect("weekdays")[0].as_deref(),
        Some("9h-12h")
    );
}

#[test]
fn a_wrong_mapping_is_refused_with_its_line_and_the_reason() {
    for (rest, word) in [
        (
            "[columns]\nnom = { from = \"a\", capture = '(' }",
            "expression régulière",
        ),
        ("[columns]\nnom = { from = \"a\", value = \"b\" }", "exactement une"),
        ("[columns]\nnom = { capture = 'a' }", "exactement une"),
        ("[columns]\nnom = { from = \"a\", as = \"$1\" }", "capture"),
        ("[columns]\nnom = { from = \"a\", with = \"-\" }", "join"),
        ("[columns]\nnom = { from = \"a\", splt = \"-\" }", "splt"),
        ("[columns]\nservices = { value = \"Wifi\", when = \"a\" }", "Wifi"),
        ("[columns]\nservices = { from = \"a\", map = { x = \"Wifi\" } }", "Wifi"),
        (
            "[columns]\nservices = { from = \"a\", match = { x = \"Wifi\" } }",
            "Wifi",
        ),
        (
            "[columns]\nnom = { from = \"a\", when = { column = \"b\", is = \"x\", not = \"y\" } }",
            "is",
        ),
        ("[columns]\nnom = \" \"", "aucune colonne"),
    ] {
        let text = format!("{HEAD}{FILE}{rest}\n");
        let error = SourceDefinition::parse("essai.toml", &text)
            .expect_err(rest)
            .to_string();
        assert!(error.starts_with("essai.toml, ligne 11 : "), "{rest}: {error}");
        assert!(error.contains(word), "{rest}: {error}");
    }
    for (rest, line, word) in [
        ("[coordinates]\nepsg = 9999", 10, "9999"),
        ("[[refuse]]\nwhen = []\nreason = \"r\"", 12, "condition"),
    ] {
        let error = SourceDefinition::parse("essai.toml", &format!("{HEAD}{FILE}{rest}\n"))
            .expect_err(rest)
            .to_string();
        assert!(
            error.starts_with(&format!("essai.toml, ligne {line} : ")) && error.contains(word),
            "{error}"
        );
    }
    let unlicensed = format!("{}{FILE}", HEAD.replace("licence = \"L\"\n", ""));
    assert!(SourceDefinition::parse("essai.toml", &unlicensed).is_err());
    let withheld = unlicensed.replace("priority", "withheld = \"aucune licence\"\npriority");
    assert_eq!(
        SourceDefinition::parse("essai.toml", &withheld)
            .expect("withheld")
            .withheld
            .as_deref(),
        Some("aucune licence")
    );
}

#[test]
fn columns_that_a_mapping_awaits_in_vain_and_those_it_does_not_read_are_told() {
    let definition = definition(
        "ignored = [\"bloc_*\"]",
        "[columns]\nnom = \"Nom\"\nadresse = \"Adrese\"\n",
    );
    let seen = ["NOM", "Adresse", "bloc_1", "bloc_2"].map(str::to_owned).into();
    let (mapping, absent) = definition.mapping.bound(&seen);
    assert_eq!(absent.into_iter().collect::<Vec<_>>(), ["Adrese"]);
    assert_eq!(mapping.ignored_columns(&seen), ["Adresse"]);
}

/// The edition of a source written here: TOML after the head, and a CSV.
fn acquired(top: &str, rest: &str, csv: &str) -> Acquired {
    Acquired::new(
        definition(top, rest),
        Format::Csv,
        csv.as_bytes().to_vec(),
        "essai".to_owned(),
        None,
    )
}

#[test]
fn one_row_per_service_is_one_venue_whose_rows_are_all_accounted_for() {
    let Some(geography) = geography() else { return };
    let columns =
        "[columns]\nid = \"id\"\nnom = \"nom\"\ncode_postal = \"cp\"\ncommune = \"ville\"\nservices = \"service\"\n";
    let csv = "id,nom,cp,ville,service\n\
               1,Mairie,26150,Die,Aide aux démarches administratives\n\
               2,Bureau,,,Aide aux démarches administratives\n\
               1,Mairie,26150,Die,Accès internet et matériel informatique\n\
               2,Bureau,,,Accès internet et matériel informatique\n";
    let edition = edition_of(vec![acquired("group_by = [\"id\"]", columns, csv)], geography);
    let report = &edition.sources[0];
    assert_eq!(
        (report.read, report.published, report.merged, report.rejected),
        (4, 1, 1, 2)
    );
    assert_eq!(edition.venues[0].description.services.len(), 2);
    let fates: Vec<_> = edition.findings.iter().filter_map(|f| Some((f.row?, f.kind))).collect();
    assert!(fates.contains(&(3, FindingKind::RowGrouped)), "{fates:?}");
    assert!(fates.contains(&(2, FindingKind::CommuneUnknown)) && fates.contains(&(4, FindingKind::CommuneUnknown)));
}

#[test]
fn coordinates_in_metres_and_in_one_cell_are_where_they_should_be() {
    let Some(geography) = geography() else { return };
    let columns = "[columns]\nnom = \"nom\"\ncode_postal = \"cp\"\nlongitude = \"x\"\nlatitude = \"y\"\n";
    // The town hall of Die, in Lambert-93, in CC45 and as people write a point.
    let csv = "nom,cp,x,y,epsg\nA,26150,\"887 800,0\",\"6 408 350,0\",EPSG:2154\n";
    let toml = format!("{columns}[coordinates]\nepsg_from = \"epsg\"\n");
    let edition = edition_of(vec![acquired("", &toml, csv)], geography);
    let position = edition.venues[0].location.position;
    assert!(
        (position.lon() - 5.37).abs() < 0.01 && (position.lat() - 44.75).abs() < 0.01,
        "{position:?}"
    );
    let csv = "nom,cp,point\nA,26150,\"44,7531 5,3700\"\n";
    let toml = "[columns]\nnom = \"nom\"\ncode_postal = \"cp\"\n[coordinates]\nboth = \"point\"\n";
    let edition = edition_of(vec![acquired("", toml, csv)], geography);
    let position = edition.venues[0].location.position;
    assert_eq!((position.lon(), position.lat()), (5.37, 44.7531));
}

#[test]
fn the_worked_example_of_the_documentation_gives_what_it_says() {
    let Some(geography) = geography() else { return };
    let guide = include_str!("../../../../data/sources/README.md");
    let start = guide.find("# mon-departement.toml").expect("the example");
    let toml = &guide[start..start + guide[start..].find("```").expect("its end")];
    let definition = SourceDefinition::parse("mon-departement.toml", toml).expect("the example is right");
    let table: Vec<Vec<&str>> = guide
        .lines()
        .skip_while(|line| !line.starts_with("| N° "))
        .take_while(|line| line.starts_with('|'))
        .filter(|line| !line.starts_with("| ---"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    assert_eq!(table.len(), 3, "a heading and two rows");
    let rows = [vec![vec!["Lieux de médiation"], vec!["mai 2024"]], table].concat();
    let acquired = Acquired::new(definition, Format::Xlsx, xlsx("Lieux", &rows), "essai".to_owned(), None);
    let edition = edition_of(vec![acquired], geography);
    let report = &edition.sources[0];
    assert_eq!((report.read, report.published, report.rejected), (2, 1, 1));
    let venue = &edition.venues[0];
    assert_eq!(venue.description.services.len(), 2);
    assert_eq!(venue.description.audiences.len(), 1);
    assert_eq!(venue.description.hours, Hours::Osm("Mo 09:00-12:00".to_owned()));
    assert_eq!(venue.location.address, "2 rue Haute");
    assert_eq!(venue.location.commune, "Cholet");
    let (lon, lat) = (venue.location.position.lon(), venue.location.position.lat());
    assert!((lon - -0.88).abs() < 0.05 && (lat - 47.06).abs() < 0.05, "{lon} {lat}");
    // A note tells that words were translated; nothing was lost but the row that is refused.
    let lost = edition
        .findings
        .iter()
        .filter(|finding| finding.severity() != Severity::Note);
    let kinds: Vec<FindingKind> = lost.map(|finding| finding.kind).collect();
    assert_eq!(kinds, [FindingKind::RowRefused], "{:?}", edition.findings);
}

#[test]
fn the_hours_of_grouped_rows_and_of_json_lists_are_all_read_each_with_its_own_day() {
    let Some(geography) = geography() else { return };
    let hours = |toml: String, bytes: &str, format| {
        let definition = SourceDefinition::parse("essai.toml", &toml).expect("a definition");
        let file = Acquired::new(definition, format, bytes.into(), "essai".to_owned(), None);
        let edition = edition_of(vec![file], geography);
        assert_eq!(edition.venues.len(), 1);
        edition.venues[0].description.hours.clone()
    };
    let sessions = "lieu,ville,cp,jour,heures\n\
                    MJC,Die,26150,lundi,9h-12h\nMJC,Die,26150,jeudi,14h-16h\nMJC,Die,26150,vendredi,9h-12h\n";
    let columns = "[columns]\nnom = \"lieu\"\ncommune = \"ville\"\ncode_postal = \"cp\"\n";
    let grouped =
        format!("{HEAD}group_by = [\"lieu\"]\n{FILE}{columns}horaires = {{ join = [\"jour\", \"heures\"] }}\n");
    let expected = Hours::Osm("Mo,Fr 09:00-12:00; Th 14:00-16:00".to_owned());
    assert_eq!(hours(grouped, sessions, Format::Csv), expected);
    let list = json!([{"lieu": "MJC", "ville": "Die", "cp": "26150", "h": [
        {"jour": "lundi", "de": "9:00", "a": "12:00"}, {"jour": "jeudi", "de": "14:00", "a": "16:00"},
        {"jour": "vendredi", "de": "9:00", "a": "12:00"},
    ]}]);
    let nested = format!(
        "{HEAD}{}{columns}horaires = {{ join = [\"h.jour\", {{ join = [\"h.de\", \"h.a\"], with = \"-\" }}] }}\n",
        FILE.replace("csv", "json")
    );
    assert_eq!(hours(nested, &list.to_string(), Format::Json), expected);
}

#[test]
fn lists_that_do_not_match_are_not_joined_by_guessing() {
    let columns = "horaires = { join = [\"h.jour\", \"h.de\"] }";
    let fields = json!({"h": [{"jour": "lundi", "de": "9h"}, {"jour": "mardi"}]});
    assert_eq!(read(columns, Field::Horaires, fields), ["lundi 9h"]);
}
