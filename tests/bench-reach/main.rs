//! `make bench-reach`: the travel-time engine's figures and those of its peers, in one run on the same machine. Ours and theirs
//! take turns, and must find the same times; medians and spreads are printed, and every figure that falls short is said.

mod grid;
mod peers;

use grid::Grid;
use portee_reach::{Direction, Profile, RoadGraph, Snap, import_roads};
use portee_tests::binary::reference_data;
use std::{
    env,
    error::Error,
    fs,
    path::Path,
    process::{Command, ExitCode},
    time::Instant,
};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Seconds of some rounds.
pub(crate) struct Rounds(Vec<f64>);

impl Rounds {
    fn of(count: usize, mut round: impl FnMut() -> Outcome<()>) -> Outcome<Self> {
        let rounds = (0..count).map(|_| -> Outcome<f64> {
            let started = Instant::now();
            round()?;
            Ok(started.elapsed().as_secs_f64())
        });
        rounds.collect::<Outcome<_>>().map(Self)
    }

    pub(crate) fn median(&self) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        sorted[sorted.len() / 2]
    }
}

/// What is printed, and whether everything holds.
#[derive(Default)]
pub(crate) struct Report {
    short: usize,
}

impl Report {
    #[expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
    pub(crate) fn line(what: &str, figure: &str) {
        println!("{what:<58} {figure}");
    }

    /// A time, beside the most that it may be.
    fn time(&mut self, what: &str, rounds: &Rounds, most_s: f64) {
        let least = rounds.0.iter().copied().fold(f64::INFINITY, f64::min);
        let longest = rounds.0.iter().copied().fold(0.0, f64::max);
        let [median, least, longest] = [rounds.median(), least, longest].map(|seconds| seconds * 1e3);
        let verdict = self.verdict(rounds.median() <= most_s);
        let most = most_s * 1e3;
        Self::line(
            what,
            &format!("{median:.1} ms ({least:.1} to {longest:.1}), at most {most:.0} ms: {verdict}"),
        );
    }

    pub(crate) fn verdict(&mut self, holds: bool) -> &'static str {
        self.short += usize::from(!holds);
        if holds { "holds" } else { "FALLS SHORT" }
    }
}

fn main() -> ExitCode {
    let mut report = Report::default();
    let outcome = match env::args_os().nth(1) {
        Some(file) => search_file(Path::new(&file)),
        None => all(&mut report),
    };
    match outcome {
        Ok(()) if report.short == 0 => ExitCode::SUCCESS,
        Ok(()) => ExitCode::FAILURE,
        Err(error) => {
            Report::line("stopped", &error.to_string());
            ExitCode::FAILURE
        }
    }
}

fn all(report: &mut Report) -> Outcome<()> {
    match reference_data() {
        Some(data) => region(report, &data)?,
        None => Report::line("a region", "SKIPPED: no reference data"),
    }
    country(report)?;
    peers::scipy(report)?;
    peers::pandana(report)
}

/// The import of a region, and all its nodes from its France Services.
fn region(report: &mut Report, data: &Path) -> Outcome<()> {
    let roads = data.join("routes/midi-pyrenees.osm.pbf");
    let read = || import_roads(&roads, &Profile::car(), &|_, _| None, &|_, _, _| {});
    let rounds = Rounds::of(3, || {
        drop(read()?);
        Ok(())
    })?;
    report.time("import of Midi-Pyrénées", &rounds, 5.0);
    let (graph, _) = read()?;
    let text = fs::read_to_string(data.join("france-services/liste-fs-20240801.csv"))?;
    let places = peers::positions(&text)?;
    let places: Vec<Option<Snap>> = places.into_iter().map(|(lon, lat)| graph.snap(lon, lat)).collect();
    let rounds = Rounds::of(21, || {
        drop(graph.nearest_places(&places, Direction::ToPlaces, None));
        Ok(())
    })?;
    let what = format!(
        "its {} nodes from {} sources",
        graph.node_count(),
        places.iter().flatten().count()
    );
    report.time(&what, &rounds, 0.020);
    Ok(())
}

/// A country: made here, searched by a process of its own, so that its memory is that of a search.
fn country(report: &mut Report) -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("grille.routes");
    let graph = Grid::new(2_240).graph()?;
    graph.save(&file)?;
    let nodes = graph.node_count();
    drop(graph);
    let output = Command::new(env::current_exe()?).arg(&file).output()?;
    let text = String::from_utf8(output.stdout)?;
    let figures: Vec<f64> = text.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    let [rounds @ .., mib] = &figures[..] else {
        return Err(text.into());
    };
    report.time(
        &format!("{nodes} nodes from 6200 sources, one core"),
        &Rounds(rounds.to_vec()),
        1.5,
    );
    let verdict = report.verdict(*mib < 1_024.0);
    Report::line(
        "… and the memory of that process",
        &format!("{mib:.0} MiB, at most 1024: {verdict}"),
    );
    Ok(())
}

/// In that process: seconds of each round, then the most memory it had, in MiB.
#[expect(clippy::print_stdout, reason = "its parent reads the figures")]
fn search_file(file: &Path) -> Outcome<()> {
    let graph = RoadGraph::open(file)?;
    let step = graph.segment_count() / 6_200;
    let segments = (0_u32..).step_by(step).take(6_200);
    let places: Vec<Option<Snap>> = segments
        .map(|segment| {
            let &(lon, lat) = graph.segment_shape(segment).first()?;
            graph.snap(lon, lat)
        })
        .collect();
    let rounds = Rounds::of(5, || {
        drop(graph.nearest_places(&places, Direction::ToPlaces, None));
        Ok(())
    })?;
    for seconds in rounds.0 {
        println!("{seconds}");
    }
    let status = fs::read_to_string("/proc/self/status")?;
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
    println!("{}", peak.ok_or("no VmHWM")?.trim().parse::<f64>()? / 1024.0);
    Ok(())
}
