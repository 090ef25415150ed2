//! Travel time: how long it takes to reach the nearest venue, by road where roads are known, by an honest estimate where
//! they are not.
//!
//! [`import_roads`] makes a [`RoadGraph`] from an OpenStreetMap extract; [`RoadGraph::save`] and [`RoadGraph::open`] keep it in
//! a file that is mapped, not read. [`RoadGraph::snap`] puts a point on a road. [`RoadGraph::nearest_places`] gives the
//! nearest place of every node in one pass, [`RoadGraph::ranked_places`] the k nearest, [`Searcher`] what is around one position.
//! Without roads, [`Estimate`] gives a low, a central and a high value, and [`Promise`] says what can be said.
//!
//! Positions are `lon, lat` in WGS84 degrees, stored to 1e-7 degree; times are milliseconds inside and seconds, rounded
//! up, outside; distances are metres.
#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts and times are far below 2^52, and each narrowing says in a comment why it fits"
)]

mod coverage;
mod error;
mod estimate;
mod graph;
mod import;
mod network;
mod plane;
mod planning;
mod population;
mod promise;
mod search;
pub mod siting;
mod snap;

pub use coverage::{CoverageInput, Targets, VenueFacts, coverage};
pub use error::ReachError;
pub use estimate::{Estimate, Setting};
pub use graph::{About, GraphBuilder, RoadGraph, Segment};
pub use import::{
    CarSpeeds, CommuneDensity, Density, ImportReport, Mode, Profile, WALKING_KMH, import_roads, import_roads_as,
};
pub use network::{Journey, NearestPlace, Network, Places, Stop};
pub use planning::{Criteria, Criterion, Definition, Hubs, Measure};
pub use population::{
    Cell, FAR_NATIONALLY, FarShares, Inhabited, Population, PopulationFiles, PopulationGaps, SENIORS_TO_OTHERS,
    cells_1km, households_200m,
};
pub use promise::{PROMISE_S, Promise};
pub use search::{Direction, NearestPlaces, RankedPlaces, Reach, Searcher, seconds};
pub use snap::{FARTHEST_ROAD_M, LONGEST_WALK_M, Snap};
