//! The four registry packages, each read into plain rows.

pub(crate) mod decoupage;
pub(crate) mod lonlat;
pub(crate) mod shapes;
pub(crate) mod town_hall;
pub(crate) mod wkb;
pub(crate) mod world;
