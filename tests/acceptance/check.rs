//! `portee check`: what would become of a file, said to the producer, and nothing changed.

use portee_tests::binary::{portee, run, working_directory};
use std::{fs, path::Path};

const HEAD: &str = "name = \"Essai\"\nlicence = \"Licence Ouverte 2.0\"\nproducer = \"P\"\n\
                    page = \"https://exemple.fr\"\npriority = 90\nstandard = false\n[file]\n\
                    data_paths = [\"essai.csv\"]\nformat = \"csv\"\n[columns]\n";
const ROWS: &str = "Nom;Ville;CP;Lat;Lon;Tél;Couleur\n\
                    Médiathèque;Die;26150;44,7531;5,37;04 75 22 06 06;bleu\n\
                    ;Crest;26400;44,7293;5,0222;;rouge\n\
                    Mairie;Nulle-Part;99999;;;;vert\n";

/// What the command says of a description and the rows above, and whether it succeeds. The working directory must stay as
/// it was.
fn check(columns: &str, more: &[&str]) -> (bool, String) {
    let var = working_directory();
    let before = listing(var.path());
    let folder = tempfile::tempdir().expect("a folder");
    let (toml, csv) = (folder.path().join("essai.toml"), folder.path().join("essai.csv"));
    fs::write(&toml, format!("{HEAD}{columns}")).expect("a file");
    fs::write(&csv, ROWS).expect("a file");
    let output = run(portee(var.path()).arg("check").args([&toml, &csv]).args(more));
    assert_eq!(listing(var.path()), before, "nothing is published, kept or removed");
    let said = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    assert!(!said.concat().contains("panicked"), "{}", said.concat());
    (output.status.success(), said.concat())
}

fn listing(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).expect("the working directory");
    let mut names: Vec<String> = entries
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .collect();
    names.sort();
    names
}

#[test]
fn a_good_mapping_shows_the_fate_of_the_rows_and_the_columns_that_it_leaves() {
    let columns = "nom = \"Nom\"\ncommune = \"Ville\"\ncode_postal = \"CP\"\nlatitude = \"Lat\"\nlongitude = \"Lon\"\n\
                   telephone = \"tel\"\ncourriels = \"Mél\"\n";
    let (good, said) = check(columns, &["--tout"]);
    assert!(good, "{said}");
    for words in [
        "3 lues = 1 publiées + 0 réunies à une autre + 2 rejetées",
        "nom-absent",
        "commune-inconnue",
        "Couleur",                               // a column that nothing reads
        "Mél",                                   // a column that is not there
        "Ligne 1, telle qu'elle serait publiée", // and what it became:
        "+33475220606",
    ] {
        assert!(said.contains(words), "{words} is not in:\n{said}");
    }
}

#[test]
fn a_mapping_with_an_error_is_refused_with_its_line_and_the_reason() {
    for (columns, line, reason) in [
        ("nom = \"Nom\"\nvile = \"Ville\"\n", 12, "vile"),
        ("nom = { from = \"Nom\", capture = '(' }\n", 11, "("),
        (
            "nom = \"Nom\"\nservices = { value = \"Aide à tout\" }\n",
            12,
            "Aide à tout",
        ),
        ("nom = \"Nom\n", 11, ""),
    ] {
        let (good, said) = check(columns, &[]);
        assert!(!good, "{said}");
        assert!(said.contains("essai.toml") && said.contains(reason), "{said}");
        assert!(said.contains(&format!("ligne {line}")), "line {line}:\n{said}");
    }
}
