//! The engine on real roads, real venues and real inhabitants.
//!
//! Reads the reference data in `$PORTEE_DATA` (default `../shared/data` beside the workspace). Without them these tests
//! say so and are skipped, except in continuous integration (`CI=true`), where they fail.
#![expect(clippy::print_stdout, reason = "the figures are what these tests are run for")]
#![expect(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "helpers of tests, on counts that fit"
)]

mod coverage;
mod data;
mod estimate;
mod inhabited;
mod pipeline;
mod population;
mod profiles;
mod region;
mod router;
mod siting;
mod timing;
