//! `portee orient`: a table of people, with the nearest suitable places beside each line. Nothing leaves the machine.

use crate::{
    clock,
    commands::{self, geography, roads},
    console::{self, Progress, count},
    failure::{Failure, Outcome},
    settings::Settings,
};
use clap::Args;
use portee_directory::{EditionStamp, Snapshot};
use portee_server::bulk::{Desk, Question};
use std::{
    fs::{self, File},
    io::{BufReader, BufWriter},
    path::PathBuf,
    sync::Arc,
};

/// What `portee orient` is asked.
#[derive(Debug, Clone, Args)]
pub(crate) struct OrientSettings {
    /// The table: CSV with `adresse`, `code_postal`, `commune`, `code_insee`, or `latitude` and `longitude`.
    #[arg(long = "in", value_name = "FILE")]
    input: PathBuf,

    /// Where to write it with the places beside each line; an existing file is replaced.
    #[arg(long = "out", value_name = "FILE")]
    output: PathBuf,

    /// Only places that answer this need: demarche, apprendre, ordinateur, travail…
    #[arg(long = "besoin", value_name = "NEED")]
    need: Option<String>,

    /// Only places that pass this filter of the API, e.g. `frais_a_charge=Gratuit`; may be repeated.
    #[arg(long = "filtre", value_name = "NAME=VALUE")]
    filters: Vec<String>,

    /// How many places a line gets at most, from 1 to 5 (3 when not given).
    #[arg(long = "limite", value_name = "N")]
    limit: Option<u32>,
}

/// Orients the table with the published edition.
pub(crate) async fn run(settings: &Settings, asked: &OrientSettings) -> Outcome {
    let sentence = |path: &PathBuf, what: &str, error| {
        Failure::new(format!(
            "Le fichier {} ne peut pas être {what} : {error}.",
            path.display()
        ))
    };
    // First of all: a wrong path is said before any work.
    let input = File::open(&asked.input).map_err(|error| sentence(&asked.input, "lu", error))?;
    let store = commands::store(settings).await?;
    let number = store.current().await?.ok_or_else(|| {
        Failure::new("Aucune édition n'est publiée : lancez « portee ingest », puis « portee publish ».")
    })?;
    let progress = Progress::default();
    let geography = Arc::new(geography::open_or_compile(settings, &progress)?);
    let network = Arc::new(roads::network(settings, Arc::clone(&geography)));
    progress.end();
    let (summary, edition) = store.load(number).await?;
    let stamp = EditionStamp {
        number: summary.number,
        created_at: summary.created_at,
        checksum: summary.checksum,
    };
    let snapshot = Arc::new(Snapshot::build(edition, stamp, geography));
    let question = Question::read(Some(&asked.raw()), &snapshot).map_err(|bad| {
        let allowed = match &bad.allowed[..] {
            [] => String::new(),
            some => format!(" Valeurs admises : {}.", some.join(" ; ")),
        };
        Failure::new(format!("{}{allowed}", bad.detail))
    })?;
    // Written beside its place and moved there whole: a stop half-way leaves no half table.
    let part = asked.output.with_added_extension("partiel");
    let output = File::create(&part).map_err(|error| sentence(&part, "écrit", error))?;
    let desk = Desk::new(snapshot, network);
    let tally = desk.orient(&question, clock::now(), BufReader::new(input), BufWriter::new(output));
    let tally = match tally {
        Ok(tally) => tally,
        Err(error) => {
            // What was written is of no use to anyone.
            let _ = fs::remove_file(&part);
            return Err(error.into());
        }
    };
    fs::rename(&part, &asked.output).map_err(|error| sentence(&asked.output, "écrit", error))?;
    console::say(format!(
        "{} lignes, dont {} avec une erreur (colonne orientation_erreur). Résultat : {}",
        count(tally.lines),
        count(tally.refused),
        asked.output.display()
    ));
    Ok(())
}

impl OrientSettings {
    /// The same as the parameters of the API.
    fn raw(&self) -> String {
        let escape = |text: &str| -> String {
            text.bytes()
                .map(|byte| match byte {
                    b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'_' | b'=' => char::from(byte).to_string(),
                    other => format!("%{other:02X}"),
                })
                .collect()
        };
        let limit = self.limit.map(|limit| format!("limite={limit}"));
        let need = self.need.as_ref().map(|need| format!("besoin={need}"));
        let all = limit.iter().chain(&need).chain(&self.filters);
        all.map(|pair| escape(pair)).collect::<Vec<_>>().join("&")
    }
}
