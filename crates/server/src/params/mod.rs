//! Query parameters: one table says which exist, reads them strictly, and documents them.
//!
//! Nothing is dropped in silence: an unknown name, a repeated single value, a value outside its vocabulary are each
//! refused with a [`BadParameter`] that names the parameter and what it admits.

mod bad;
pub mod filters;
mod query;
mod shape;
pub mod spec;

pub use bad::BadParameter;
pub(crate) use bad::shorten;
pub use query::Query;
pub(crate) use query::{decode, number};
pub use shape::{Parameter, Shape};
