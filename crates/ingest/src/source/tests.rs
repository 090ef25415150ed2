use super::*;
use crate::decode::decode;
use crate::record::RawRecord;
use portee_domain::Field;
use serde_json::json;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const MINIMAL: &str = "name = \"A\"\nlicence = \"L\"\nproducer = \"P\"\npage = \"https://a.fr\"\npriority = 1\n\
    [file]\nformat = \"csv\"\ndata_paths = [\"a.csv\"]\n";

fn record(fields: serde_json::Value) -> RawRecord {
    let serde_json::Value::Object(fields) = fields else {
        panic!("a row is an object")
    };
    RawRecord::new(1, fields)
}

fn values(fields: serde_json::Value, field: Field) -> Vec<String> {
    Mapping::standard().values(&record(fields), field)
}

fn definitions() -> Vec<SourceDefinition> {
    SourceDefinition::load_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/sources")).unwrap()
}

#[test]
fn a_mistake_is_refused_with_its_file_its_line_and_the_reason() {
    assert!(SourceDefinition::parse("a.toml", MINIMAL).is_ok());
    for (more, line, word) in [
        ("[columns]\nnomm = \"x\"\n", 10, "nomm"),
        ("[columns]\nnom = 3\n", 10, "nom de colonne"),
        ("[columns]\n\nnom = { nmes = [\"x\"] }\n", 11, "nmes"),
        ("[columns]\nnom = []\n", 10, "aucune colonne"),
        ("[columns.nom.days]\nlundi = \"l\"\n", 9, "days"),
        ("[vocabulary.services]\n\"x\" = [\"Aide\"]\n", 10, "Aide"),
        ("[constants]\nfrais_a_charge = [\"Gratos\"]\n", 10, "Gratos"),
        ("[file]\n", 9, "duplicate key"),
        ("surprise = 1\n", 9, "surprise"),
    ] {
        let error = SourceDefinition::parse("a.toml", &format!("{MINIMAL}{more}"))
            .unwrap_err()
            .to_string();
        assert!(error.starts_with(&format!("a.toml, ligne {line} : ")), "{error}");
        assert!(error.contains(word), "{error}");
    }
    for (from, to, line) in [
        ("licence = \"L\"", "licence = \" \"", 2),
        ("data_paths = [\"a.csv\"]", "data_paths = [\"../a.csv\"]", 6),
        ("data_paths = [\"a.csv\"]", "url = \"http://a.fr\"", 6),
        ("data_paths = [\"a.csv\"]", "", 6),
        ("priority = 1", "priority = \"un\"", 5),
    ] {
        let error = SourceDefinition::parse("a.toml", &MINIMAL.replace(from, to))
            .unwrap_err()
            .to_string();
        assert!(error.starts_with(&format!("a.toml, ligne {line} : ")), "{error}");
    }
    assert!(SourceDefinition::parse("Pas Bon.toml", MINIMAL).is_err());
}

#[test]
fn the_sources_of_this_project_are_well_defined() {
    let ids: Vec<String> = definitions()
        .iter()
        .map(|definition| definition.id.to_string())
        .collect();
    for id in [
        "france-services",
        "conseiller-numerique",
        "data-inclusion",
        "cartographie-nationale",
        "standard",
    ] {
        assert!(ids.iter().any(|found| found == id), "{id}");
    }
    let priorities: BTreeSet<u16> = definitions().iter().map(|definition| definition.priority).collect();
    assert_eq!(
        priorities.len(),
        ids.len(),
        "two sources of one priority: which one leads would be left to chance"
    );
}

#[test]
fn lists_are_split_at_bars_and_semicolons_and_at_commas_only_between_known_words() {
    let services = "Prendre en main un ordinateur;Créer avec le numérique|Aide aux démarches administratives";
    assert_eq!(
        values(json!({ "services": services }), Field::Services),
        [
            "Maîtrise des outils numériques du quotidien",
            "Loisirs et créations numériques",
            "Aide aux démarches administratives",
        ]
    );
    let condition = "Gratuit sous condition : La gratuité est conditionnée à des critères (situation familiale, \
        convention avec un organisme social...)";
    assert_eq!(
        values(json!({ "conditions_acces": condition }), Field::FraisACharge),
        ["Gratuit sous condition"]
    );
    let labels = json!({"dispositif_programmes_nationaux": "France Services, Aidants connect"});
    assert_eq!(
        values(labels, Field::DispositifProgrammesNationaux),
        ["France Services", "Aidants connect"]
    );
    let free = json!({"labels_autres": "Information jeunesse, Case numérique"});
    assert_eq!(
        values(free, Field::AutresFormationsLabels),
        ["Information jeunesse, Case numérique"]
    );
}

#[test]
fn old_columns_are_read_and_mixed_ones_are_shared_out() {
    let row = json!({
        "courriel": "a@b.fr",
        "publics_accueillis": "Adultes;Jeunes (16-26 ans);Surdité;Public langues étrangères;Marins",
        "labels_nationaux": "CNFS;Fabriques de Territoire;Campus connecté",
        "labels_autres": "Certificateur Pix;Qualiopi;Mes papiers (metropole de Lyon)",
        "modalites_accompagnement": "A ma place : une personne habilitée fait les démarches à ma place",
    });
    let read = |field| values(row.clone(), field);
    assert_eq!(read(Field::Courriels), ["a@b.fr"]);
    assert_eq!(
        read(Field::PublicsSpecifiquementAdresses),
        ["Jeunes", "Marins"],
        "unknown words are not lost"
    );
    assert_eq!(
        read(Field::PriseEnChargeSpecifique),
        ["Surdité", "Langues étrangères (autres)"]
    );
    assert_eq!(
        read(Field::DispositifProgrammesNationaux),
        ["Conseillers numériques", "Campus connecté", "Certification PIX"]
    );
    assert_eq!(
        read(Field::FormationsLabels),
        ["Fabriques de Territoire", "Mes papiers (metropole de Lyon)"]
    );
    assert_eq!(read(Field::Services), ["Aide aux démarches administratives"]);
    assert!(read(Field::ModalitesAccompagnement).is_empty());
}

#[test]
fn a_reading_says_what_was_written_and_whether_it_was_translated() {
    let row = record(json!({"labels_nationaux": "CNFS|France Services"}));
    let readings = Mapping::standard().readings(&row, Field::DispositifProgrammesNationaux);
    assert_eq!(readings[0].raw, "CNFS");
    assert_eq!(readings[0].meanings, ["Conseillers numériques"]);
    assert!(readings[0].translated && !readings[1].translated);
}

#[test]
fn the_rows_of_the_national_interface_are_read() {
    let row = json!({
        "id": "a_1", "nom": "Médiathèque", "latitude": 44.7, "services": ["Aide aux démarches administratives"],
        "adresse": {"numero_voie": "12", "nom_voie": "rue X", "code_postal": "26150", "commune": "Die", "code_insee": "26113"},
        "site_web": "https://a.fr/x;y|https://b.fr",
    });
    let read = |field| values(row.clone(), field);
    assert_eq!(read(Field::Adresse), ["12 rue X"]);
    assert_eq!(read(Field::Commune), ["Die"]);
    assert_eq!(read(Field::CodePostal), ["26150"]);
    assert_eq!(read(Field::Latitude), ["44.7"]);
    assert_eq!(read(Field::SiteWeb), ["https://a.fr/x;y", "https://b.fr"]);
}

#[test]
fn constants_complete_lists_and_stand_in_for_missing_values() {
    let text = format!("{MINIMAL}[constants]\nitinerance = [\"Fixe\"]\nsource = [\"essai\"]\n");
    let mapping = SourceDefinition::parse("a.toml", &text).unwrap().mapping;
    let row = record(json!({"itinerance": "Itinérant", "source": "ici"}));
    assert_eq!(mapping.values(&row, Field::Itinerance), ["Itinérant", "Fixe"]);
    assert_eq!(mapping.values(&row, Field::Source), ["ici"]);
    assert_eq!(mapping.values(&record(json!({})), Field::Source), ["essai"]);
}

#[test]
fn columns_that_nothing_reads_are_told() {
    let mapping = Mapping::standard();
    let seen = ["nom", "courriel", "adresse.code_postal", "autre"]
        .map(str::to_owned)
        .into();
    assert_eq!(mapping.ignored_columns(&seen), ["autre"]);
}

/// The shared data, or none with a loud message; in continuous integration it must be there.
fn shared_data() -> Option<PathBuf> {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let dir = std::env::var_os("PORTEE_DATA").map_or(default, PathBuf::from);
    if dir.is_dir() {
        return Some(dir);
    }
    assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "PORTEE_DATA is needed");
    #[expect(clippy::print_stderr, reason = "a skipped test must be seen")]
    {
        eprintln!("SKIPPED: no reference data at {} (set PORTEE_DATA)", dir.display());
    }
    None
}

#[test]
fn no_word_and_no_column_of_the_real_files_is_lost() {
    let Some(dir) = shared_data() else { return };
    let mut rows = Vec::new();
    for definition in definitions() {
        let Some(path) = definition
            .file
            .data_paths
            .iter()
            .map(|wanted| dir.join(&wanted.path))
            .find(|path| path.is_file())
        else {
            continue;
        };
        let decoded = decode(&std::fs::read(&path).unwrap(), definition.file.format).unwrap();
        assert!(
            decoded.unreadable.is_empty(),
            "{}: {:?}",
            path.display(),
            decoded.unreadable
        );
        let ignored = definition.mapping.ignored_columns(&decoded.columns);
        assert!(ignored.is_empty(), "{}: {ignored:?}", definition.id);
        // The raw surveys of the hubs have words of their own: those that are lost are findings.
        if path.starts_with(dir.join("enquetes-hubs")) {
            continue;
        }
        for field in Field::ALL.iter().filter(|field| !words::labels(**field).is_empty()) {
            let labels = words::labels(*field);
            for record in &decoded.records {
                for value in definition.mapping.values(record, *field) {
                    assert!(labels.contains(&value.as_str()), "{} {field}: {value}", definition.id);
                }
            }
        }
        rows.push((definition.id.to_string(), decoded.rows()));
    }
    for expected in [
        ("france-services", 2_845),
        ("conseiller-numerique", 4_930),
        ("data-inclusion", 3_811),
    ] {
        assert!(
            rows.iter().any(|(id, count)| (id.as_str(), *count) == expected),
            "{expected:?} in {rows:?}"
        );
    }
}

#[test]
fn france_services_has_hours_services_and_a_fee() {
    let Some(dir) = shared_data() else { return };
    let definition = definitions()
        .into_iter()
        .find(|d| d.id.as_str() == "france-services")
        .unwrap();
    let bytes = std::fs::read(dir.join(&definition.file.data_paths[0].path)).unwrap();
    let decoded = decode(&bytes, Format::Csv).unwrap();
    let mapping = &definition.mapping;
    let open = decoded.records.iter().filter(|record| {
        let days = mapping.day_hours(record).unwrap();
        assert!(days[6].is_none(), "the file has no Sunday");
        days.iter().any(Option::is_some)
    });
    assert!(open.count() > 2_700);
    for record in &decoded.records {
        assert_eq!(mapping.values(record, Field::Services).len(), 3);
        assert_eq!(mapping.values(record, Field::Itinerance).len(), 1);
        assert!(mapping.values(record, Field::PriseRdv).is_empty(), "Oui is no address");
    }
}

#[test]
fn a_table_that_a_portee_published_says_all_of_its_columns_itself() {
    let published = MINIMAL.replace("priority = 1", "priority = 1\npublished = true");
    assert!(SourceDefinition::parse("a.toml", &published).unwrap().published);
    for more in [
        "[columns]\nnom = \"x\"\n",
        "[constants]\nitinerance = [\"Fixe\"]\n",
        "[coordinates]\nepsg = 2154\n",
    ] {
        let error = SourceDefinition::parse("a.toml", &format!("{published}{more}")).unwrap_err();
        assert!(error.to_string().contains("published"), "{error}");
    }
    for (was, is) in [("\"csv\"", "\"json\""), ("published", "group_by = [\"x\"]\npublished")] {
        let error = SourceDefinition::parse("a.toml", &published.replacen(was, is, 1)).unwrap_err();
        assert!(error.to_string().contains("published"), "{error}");
    }
}
