//! Where people live: inhabited points, with ages where they are known.
//!
//! [`Population::compile`] puts them together: communes say how many, census cells, where there are some, say where;
//! [`Population::save`] and [`Population::open`] keep them in one file. Positions are `lon, lat` in WGS84 degrees.

mod ages;
mod apportion;
mod cells;
mod communes;
mod compile;
mod far;
mod file;
mod projection;
mod table;

pub use cells::{Cell, cells_1km, households_200m};
pub use compile::{PopulationFiles, PopulationGaps};
pub use far::{FAR_NATIONALLY, FarShares, SENIORS_TO_OTHERS};

use crate::plane;
use portee_domain::{CommuneCode, PopulationReport};
use serde::{Deserialize, Serialize};

/// Seniors of a point whose ages are not known.
const UNKNOWN: u32 = u32::MAX;

/// A point to be made: rank of its commune, `(lon, lat)` in WGS84 degrees, inhabitants, those of 65 and over where known.
type Row = (usize, (f64, f64), u32, Option<u32>);

/// Some people at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Inhabited {
    /// Index into [`Population::communes`].
    commune: u32,
    /// `lon, lat` in 1e-7 degree.
    position: [i32; 2],
    inhabitants: u32,
    seniors: u32,
}

impl Inhabited {
    /// `(lon, lat)` in WGS84 degrees.
    #[must_use]
    pub fn lon_lat(&self) -> (f64, f64) {
        plane::degrees(self.position)
    }

    /// Inhabitants: one at least.
    #[must_use]
    pub fn inhabitants(&self) -> u32 {
        self.inhabitants
    }

    /// Those of 65 and over; none where ages are not known.
    #[must_use]
    pub fn seniors(&self) -> Option<u32> {
        (self.seniors != UNKNOWN).then_some(self.seniors)
    }

    /// The commune they live in: an index into [`Population::communes`].
    #[must_use]
    pub fn commune(&self) -> usize {
        self.commune as usize
    }
}

/// The inhabited points of France: about 400,000, 20 bytes each. Immutable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Population {
    /// What it was made from, as the caller names it.
    inputs: String,
    /// One line a source.
    sources: Vec<String>,
    /// Sorted.
    communes: Vec<CommuneCode>,
    /// Sorted by commune, then from west to east.
    points: Vec<Inhabited>,
    far: FarShares,
}

impl Population {
    fn new(inputs: String, sources: Vec<String>, communes: Vec<CommuneCode>, mut points: Vec<Inhabited>) -> Self {
        points.sort_unstable();
        let known = points
            .iter()
            .filter_map(|point| Some((point.inhabitants, point.seniors()?)));
        let (all, seniors) = known.fold((0, 0), |(all, old), (inhabitants, seniors)| {
            (all + u64::from(inhabitants), old + u64::from(seniors))
        });
        Self {
            inputs,
            sources,
            communes,
            points,
            far: FarShares::solve(all, seniors),
        }
    }

    /// A population made by hand, for tests and for whoever has points from elsewhere: each with the rank of its commune in
    /// `communes` (sorted by this function's caller), `lon, lat` in WGS84 degrees, inhabitants and seniors. Points off the
    /// globe, without inhabitants or of no commune are left out.
    #[must_use]
    pub fn from_points(communes: Vec<CommuneCode>, points: &[Row]) -> Self {
        let points = points
            .iter()
            .filter_map(|&(commune, (lon, lat), inhabitants, seniors)| {
                (commune < communes.len() && inhabitants > 0).then_some(Inhabited {
                    // There are some 35,000 communes.
                    commune: commune as u32,
                    position: plane::stored(lon, lat)?,
                    inhabitants,
                    seniors: seniors.unwrap_or(UNKNOWN),
                })
            });
        let points = points.collect();
        Self::new(String::new(), Vec::new(), communes, points)
    }

    /// What it was made from, as the caller of [`Population::compile`] named it: when that changes, it is to be made again.
    #[must_use]
    pub fn inputs(&self) -> &str {
        &self.inputs
    }

    /// The inhabited points, sorted by commune, then from west to east and from south to north.
    #[must_use]
    pub fn points(&self) -> &[Inhabited] {
        &self.points
    }

    /// The communes that [`Inhabited::commune`] counts in, sorted by code: all current communes, the one of an
    /// arrondissement in its place. One without inhabited points has no known inhabitants.
    #[must_use]
    pub fn communes(&self) -> &[CommuneCode] {
        &self.communes
    }

    /// The points of one commune: none when nobody is known to live there.
    #[must_use]
    pub fn of_commune(&self, code: &CommuneCode) -> &[Inhabited] {
        let Ok(index) = self.communes.binary_search(code) else {
            return &[];
        };
        let start = self.points.partition_point(|point| point.commune() < index);
        let end = self.points.partition_point(|point| point.commune() <= index);
        &self.points[start..end]
    }

    /// How many people are taken to be far from digital services.
    #[must_use]
    pub fn far(&self) -> FarShares {
        self.far
    }

    /// What an edition says of it.
    #[must_use]
    pub fn report(&self) -> PopulationReport {
        PopulationReport {
            sources: self.sources.clone(),
            // Fewer points than inhabitants, and those are 68 millions.
            points: self.points.len() as u32,
            inhabitants: self.points.iter().map(|point| u64::from(point.inhabitants)).sum(),
            far_share_under_65: self.far.under_65,
            far_share_seniors: self.far.seniors,
        }
    }
}
