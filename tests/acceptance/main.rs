//! Acceptance: the built binary, used as its operator and its visitors use it.

mod backup;
mod bad_input;
mod browser;
mod canary;
mod check;
mod contract;
mod diff;
mod edges;
mod exchange;
mod first_light;
mod following;
mod gates;
mod invented;
mod limits;
mod nearest;
mod ogc;
mod orientations;
mod package;
mod promises;
mod real_data;
mod replicas;
mod reports;
mod service;
mod stage;
