//! An edition in memory, ready to answer: spatial index, filters, facets, opening hours, GeoJSON written when it
//! is first asked for, and vector tiles.
//!
//! A [`Snapshot`] is built once from an `Edition` and never changes (its caches aside): readers hold one for the whole
//! of a request, and a new one replaces it whole. Points are `lon, lat` in WGS84 degrees, distances great-circle
//! metres. The clock is always an argument. Nothing here fails: an `Edition` is right by construction, and what cannot
//! be answered is said in words (`Opening::Unknown` with its reason).

mod accounts;
mod bbox;
mod facets;
mod feature;
mod filter;
mod fitting;
mod index;
mod listing;
mod marks;
mod opening;
mod properties;
mod selection;
mod snapshot;
mod targets;
mod tiles;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod real;

pub use accounts::SourceProfile;
pub use bbox::Bbox;
pub use facets::{Facet, Facets};
pub use feature::{Feature, ToRead};
pub use filter::Filter;
pub use index::Nearby;
pub use listing::Listing;
pub use opening::holidays::{Holiday, Regime, easter, public_holiday};
pub use opening::{Calendar, Evaluated, Habits, Opening, Part, Period, Recurring, UnknownReason, When};
pub use selection::Selection;
pub use snapshot::{EditionStamp, Lookup, Snapshot};
pub use tiles::{Field, FieldKind, InnerLayer, Layer, MAX_ZOOM};
