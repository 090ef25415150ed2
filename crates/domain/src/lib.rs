//! The words of Portée, and nothing else: what a venue is, where it is, who said so, and what an edition holds.
//!
//! Parsing is validation: a value of one of these types is right by construction. There is no I/O here and no clock.
//! Geographic values are `lon, lat` in WGS84 degrees; distances are metres. The glossary, with the French terms of the
//! national standard, is in this crate's `README.md`.

pub mod contact;
pub mod coverage;
pub mod decision;
pub mod diff;
pub mod edition;
pub mod exchange;
pub mod field;
pub mod finding;
pub mod freshness;
pub mod hours;
pub mod hub;
pub mod identity;
pub mod location;
pub mod position;
pub mod quality;
pub mod siret;
pub mod venue;
pub mod vocabulary;

mod invalid;

pub use contact::{Contact, Email, Phone, WebUrl};
pub use coverage::{
    BANDS_S, Bands, Coverage, CoverageByTarget, Flag, Level, Method, Nearest, PopulationReport, RoadReport, Spread,
    Target, TargetCoverage, TerritoryCoverage,
};
pub use decision::{Decision, Evidence, EvidenceKind, Verdict};
pub use diff::{Diff, diff};
pub use edition::{Edition, EditionNumber, Missing, Round, SourceReport, Succession};
pub use field::Field;
pub use finding::{Finding, FindingKind, Severity};
pub use freshness::Freshness;
pub use hours::Hours;
pub use hub::{Hub, HubClaim, HubSurvey};
pub use identity::{RowRef, SourceId, VenueId};
pub use invalid::{Invalid, printable};
pub use location::{CommuneCode, DepartementCode, Location, Postcode};
pub use position::{Position, Precision, great_circle_m};
pub use quality::{Criterion, Quality, QualityLine};
pub use siret::Siret;
pub use venue::{Description, Member, Venue};
