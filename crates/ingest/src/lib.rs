//! Source files in, an edition out: acquire, decode, normalise, locate, merge.
//!
//! ```text
//! Acquired ──► RawRecord ──► Draft ──► Located ──► Venue ──► Edition
//!        decode       normalise   locate      merge     accounts, gates
//! ```
//!
//! A stage takes the type of the one before, so none can be skipped. Bad data never stops the work: it becomes a
//! [`portee_domain::Finding`]. Nothing here reads the clock or prints.

pub mod accounts;
pub mod acquire;
pub mod decisions;
pub mod decode;
pub mod draft;
pub mod error;
pub mod gates;
pub mod geocode;
pub mod hours;
pub mod locate;
pub mod merge;
pub mod normalise;
pub mod notes;
pub mod pipeline;
pub mod record;
pub mod source;

pub use decisions::Decisions;
pub use draft::{Claim, Draft, Located};
pub use error::IngestError;
pub use gates::{PreviousEdition, Refusal};
pub use merge::PreviousIds;
pub use pipeline::{Circumstances, ReadRows, ingest, read_rows};
pub use record::RawRecord;
