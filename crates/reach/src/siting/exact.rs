//! On demand: the best choice, with the solver `HiGHS`.
//!
//! `HiGHS` is a program of its own, run for one problem and stopped when its time is over: nothing of it is built or loaded
//! here. It is believed for its sites and its bound; what the sites serve is counted here.

use super::{Covering, Selection, model, quick};
use crate::ReachError;
use std::{
    ffi::OsStr,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

/// How long beyond its limit the solver may take to write its answer.
const GRACE: Duration = Duration::from_secs(5);
/// How often it is looked at.
const LOOK: Duration = Duration::from_millis(5);

/// The solver's program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solver {
    program: PathBuf,
}

impl Solver {
    /// The program `given` by the operator, or the one in the package installed in the folder `installed`, or the first
    /// `highs` of the folders of `path` (as in the environment variable `PATH`); none when there is no such file.
    #[must_use]
    pub fn find(given: Option<&Path>, installed: &Path, path: Option<&OsStr>) -> Option<Self> {
        let mut programs = match given {
            Some(given) => vec![given.to_owned()],
            None => vec![installed.join("highsbox/highs_dist/bin/highs")],
        };
        if given.is_none() {
            let folders = path.into_iter().flat_map(std::env::split_paths);
            programs.extend(
                folders
                    .filter(|folder| folder.is_absolute())
                    .map(|folder| folder.join("highs")),
            );
        }
        let program = programs.into_iter().find(|program| program.is_file())?;
        Some(Self { program })
    }

    /// The best `n` sites, or after `limit` the best found, with the bound that is proven by then. What [`quick`] proves best
    /// is given at once.
    ///
    /// # Errors
    /// [`ReachError::Solver`] when the program cannot be run, or comes to no end.
    pub fn exact(&self, covering: &Covering, n: usize, limit: Duration) -> Result<Selection, ReachError> {
        let start = quick(covering, n);
        if start.is_proven_best() {
            return Ok(start);
        }
        let answer = self.answer(covering, n, limit)?;
        // In range: never above what the quick choice has proven. The solver's own tolerance is far below one person.
        let bound = answer.bound.map_or(start.bound, |bound| {
            (bound + 1e-3).clamp(0.0, start.bound as f64) as u64
        });
        let sites = answer
            .sites
            .into_iter()
            .filter(|&site| site < covering.site_count())
            .take(n)
            .collect();
        let found = Selection::of(covering, sites);
        let best = if found.gained() >= start.gained() { found } else { start };
        // A choice less than one person from the bound is the best.
        let gained = best.gained();
        Ok(Selection {
            bound: if answer.stopped { bound.max(gained) } else { gained },
            stopped: answer.stopped,
            ..best
        })
    }

    fn answer(&self, covering: &Covering, n: usize, limit: Duration) -> Result<model::Answer, ReachError> {
        let refused = |reason: &str| ReachError::Solver {
            reason: reason.to_owned(),
        };
        let told = |source: io::Error| refused(&source.to_string());
        let folder = tempfile::tempdir().map_err(told)?;
        let file = |name: &str| folder.path().join(name);
        let problem = model::problem(covering, n).map_err(|_| refused("le problème est trop grand"))?;
        fs::write(file("problem.lp"), problem).map_err(told)?;
        let options = format!(
            "mip_rel_gap = 0\nmip_abs_gap = 0.99\nparallel = off\ntime_limit = {}\nsolution_file = solution.txt\n",
            limit.as_secs_f64()
        );
        fs::write(file("options.txt"), options).map_err(told)?;
        let report = File::create(file("report.txt")).map_err(told)?;
        let mut command = Command::new(&self.program);
        command
            .args(["--options_file", "options.txt", "problem.lp"])
            .current_dir(folder.path());
        // The packaged program does not say where its library is.
        let library = self
            .program
            .parent()
            .map(|folder| folder.join("../lib"))
            .filter(|folder| folder.is_dir());
        command.envs(library.map(|folder| ("LD_LIBRARY_PATH", folder)));
        command.stdin(Stdio::null()).stdout(report).stderr(Stdio::null());
        let ended = wait(command.spawn().map_err(told)?, limit.saturating_add(GRACE)).map_err(told)?;
        if ended.is_none() {
            return Err(refused("il ne s'arrête pas à temps"));
        }
        let read = |name: &str| fs::read(file(name)).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let (solution, report) = (read("solution.txt"), read("report.txt").map_err(told)?);
        solution
            .ok()
            .and_then(|solution| model::answer(&solution, &report))
            .ok_or_else(|| refused("il ne répond pas"))
    }
}

/// Waits for a program to end; when it takes longer than `most`, ends it and gives none.
fn wait(mut child: Child, most: Duration) -> io::Result<Option<ExitStatus>> {
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if started.elapsed() >= most {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(LOOK);
    }
}
