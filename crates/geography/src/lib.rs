//! Communes, départements, régions, boundaries, time zones, place-name search, and "which commune is this point in?".
//!
//! [`Geography::compile`] reads four registry packages as archives (nothing is unpacked or run) and checks them against
//! each other; [`Geography::save`] and [`Geography::open`] keep the result in one file that opens in a fraction of a
//! second. A `Geography` never changes: share it between threads.
//!
//! Coordinates are `lon, lat` in WGS84 degrees, quantised to 10⁻⁶ degree (11 cm at most); distances are metres on the
//! sphere of [`portee_domain::great_circle_m`].

mod archive;
mod compile;
mod dissolve;
mod error;
mod file;
mod find;
mod geography;
mod grid;
mod locate;
mod model;
mod names;
mod outline;
mod parts;
mod search;
mod sources;
mod sphere;
mod territory;
mod time_zone;
mod whole;

pub use compile::{CompileReport, RegistryFiles};
pub use error::GeographyError;
pub use geography::Geography;
pub use locate::{Containment, NEAR_M};
pub use model::{Commune, Departement, Epci, Former, Region, TownHall};
pub use outline::Outline;
pub use parts::Parts;
pub use search::PlaceMatch;
pub use whole::write_whole;
