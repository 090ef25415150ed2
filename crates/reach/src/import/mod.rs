//! Extract in, road graph out: two passes over the file, then ways are cut where they meet and chains contracted.

mod contract;
mod density;
mod pbf;
mod pieces;
mod points;
mod profile;
mod ways;

pub use density::CommuneDensity;
pub(crate) use density::densities;
pub use pieces::Density;
pub use profile::{CarSpeeds, Mode, Profile, WALKING_KMH};

use crate::{
    ReachError, RoadGraph,
    graph::{About, is_drivable},
};
use chrono::DateTime;
use pbf::Extract;
use pieces::Pieces;
use points::Points;
use std::path::Path;
use ways::Ways;

/// What an import read and made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportReport {
    /// Ways that the profile may take.
    pub ways: u64,
    /// Points that these ways use.
    pub points: u64,
    /// Points that the ways name and the extract does not have: roads are cut there.
    pub missing_points: u64,
    /// Stretches between two meeting points of ways, before contraction.
    pub pieces: u64,
}

/// Makes a road graph for `profile` from the OpenStreetMap extract at `path` (`.osm.pbf`).
///
/// The file is read twice and never held in memory. `density` gives the inhabitants per km² at a `lon, lat` in WGS84
/// degrees (it chooses METRIC's speeds; `|_, _| None` when unknown). `progress(step in French, done, total)` is called
/// often. Turn restrictions (relations) and conditions by hour are not read.
///
/// # Errors
/// When the file cannot be read, is not an extract, is damaged or cut short, or has no road for this profile.
pub fn import_roads(
    path: &Path,
    profile: &Profile,
    density: Density<'_>,
    progress: &dyn Fn(&str, u64, u64),
) -> Result<(RoadGraph, ImportReport), ReachError> {
    let file_name = path.file_name().unwrap_or_default().to_string_lossy();
    import_roads_as(&file_name, path, profile, density, progress)
}

/// The same as [`import_roads`], for roads to be called `name` rather than by the file's name.
///
/// # Errors
/// Those of [`import_roads`].
pub fn import_roads_as(
    name: &str,
    path: &Path,
    profile: &Profile,
    density: Density<'_>,
    progress: &dyn Fn(&str, u64, u64),
) -> Result<(RoadGraph, ImportReport), ReachError> {
    let extract = Extract::open(path)?;
    let about = About {
        profile: profile.name.clone(),
        mode: profile.mode,
        source: name.to_owned(),
        date: extract
            .timestamp
            .and_then(|seconds| Some(DateTime::from_timestamp(seconds, 0)?.date_naive().to_string())),
    };
    let ways = Ways::read(extract, profile, &|done, total| {
        progress("lecture des routes", done, total);
    })?;
    let mut points = Points::needed(&ways.points, &ways.ends);
    let second = Extract::open(path)?;
    points.read(second, profile.mode, &|done, total| {
        progress("lecture des points", done, total);
    })?;
    progress("assemblage du réseau", 0, 2);
    let way_count = ways.list.len() as u64;
    let pieces = Pieces::cut(&ways, &points, profile, density)?;
    let report = ImportReport {
        ways: way_count,
        points: points.len() as u64,
        missing_points: pieces.missing,
        pieces: pieces.list.len() as u64,
    };
    drop(points);
    progress("assemblage du réseau", 1, 2);
    let builder = contract::contract(&pieces, profile)?;
    drop(pieces);
    let graph = builder.finish(about)?;
    if !is_drivable(&graph) {
        return Err(ReachError::NoRoads {
            path: path.to_owned(),
            profile: profile.name.clone(),
        });
    }
    progress("assemblage du réseau", 2, 2);
    Ok((graph, report))
}
