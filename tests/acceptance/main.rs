//! Acceptance: the built binary, used as its operator and its visitors use it.

mod bad_input;
mod browser;
mod check;
mod diff;
mod edges;
mod first_light;
mod nearest;
mod ogc;
mod real_data;
mod reports;
mod stage;
