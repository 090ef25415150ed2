//! The gates before a publish, as an operator meets them: refused, forced with a reason, taken back.

use portee_tests::binary::{portee, run, run_ok, working_directory};
use std::{fs, path::Path, process::Command};

const DESCRIPTION: &str = "name = \"Essai\"\nlicence = \"Licence Ouverte 2.0\"\nproducer = \"P\"\n\
                           page = \"https://exemple.fr\"\npriority = 90\ndistinct = true\n[file]\n\
                           data_paths = [\"essai.csv\"]\nformat = \"csv\"\n";

/// An edition of as many places in Die.
fn ingest(var: &Path, folder: &Path, places: u32) {
    let (data, sources) = (folder.join("data"), folder.join("sources"));
    fs::create_dir_all(&data).expect("a folder");
    fs::create_dir_all(&sources).expect("a folder");
    fs::write(sources.join("essai.toml"), DESCRIPTION).expect("a file");
    let rows = (1..=places).map(|n| {
        let lat = 44.75 + f64::from(n) / 100_000.0;
        format!("{n},Relais {n},Die,26150,{n} rue Haute,{lat:.5},5.37013\n")
    });
    let head = "id,nom,commune,code_postal,adresse,latitude,longitude\n".to_owned();
    fs::write(data.join("essai.csv"), head + &rows.collect::<String>()).expect("a file");
    let mut command = portee(var);
    let _ = run_ok(
        command
            .arg("ingest")
            .env("PORTEE_DATA", data)
            .env("PORTEE_SOURCES", sources),
    );
}

/// What an operator's command says when it is refused.
fn refused(command: &mut Command) -> String {
    let output = run(command);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && !said.contains("panicked"), "{said}");
    said
}

fn editions(var: &Path) -> serde_json::Value {
    serde_json::from_str(&run_ok(portee(var).args(["editions", "--json"]))).expect("JSON")
}

#[test]
fn an_edition_that_loses_half_of_a_source_is_refused_until_somebody_says_why() {
    let (var, folder) = (working_directory(), tempfile::tempdir().expect("a folder"));
    let var = var.path();
    ingest(var, folder.path(), 200);
    let _ = run_ok(portee(var).args(["publish", "1"]));
    ingest(var, folder.path(), 90);

    let said = refused(portee(var).args(["publish", "2"]));
    for words in [
        "de 200 à 90 lignes",
        "plus de 10 % de perte",
        "--force",
        "ne change pas",
    ] {
        assert!(said.contains(words), "{words} is not in:\n{said}");
    }
    for reason in ["", "   ", "parce que", &"x".repeat(301)] {
        let said = refused(portee(var).args(["publish", "2", "--force", reason]));
        assert!(said.contains("dites pourquoi"), "{reason}: {said}");
    }
    assert_eq!(editions(var)[0]["state"]["etat"], "stored");

    let reason = "Le réseau a vraiment fermé 110 relais, confirmé par son responsable.";
    let _ = run_ok(portee(var).args(["publish", "2", "--force", reason]));
    let after = editions(var);
    assert_eq!((&after[0]["number"], &after[0]["forced"]), (&2.into(), &reason.into()));
    assert_eq!(after[0]["state"]["etat"], "published");
    assert!(run_ok(portee(var).arg("editions")).contains(reason));

    let _ = run_ok(portee(var).arg("rollback"));
    assert_eq!(editions(var)[1]["state"]["etat"], "published");
    assert!(editions(var)[1].get("forced").is_none());
}

#[test]
fn a_reason_given_when_nothing_speaks_against_the_edition_is_not_kept() {
    let (var, folder) = (working_directory(), tempfile::tempdir().expect("a folder"));
    ingest(var.path(), folder.path(), 30);
    let _ = run_ok(portee(var.path()).args(["publish", "--force", "au cas où, on ne sait jamais"]));
    let after = editions(var.path());
    assert_eq!(after[0]["state"]["etat"], "published");
    assert!(after[0].get("forced").is_none(), "{after}");
}
