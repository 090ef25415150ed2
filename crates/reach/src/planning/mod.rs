//! What planners judge by: the hubs and their areas (`data/hubs.toml`), and the criteria by which a département is
//! underserved (`data/criteria.toml`).

mod criteria;
mod definition;
mod hubs;

pub use criteria::{Criteria, Criterion, Measure};
pub use definition::Definition;
pub use hubs::Hubs;
pub(crate) use hubs::covers;
