//! From files to an edition: on small files written here, and on the real ones when they are there.

mod common;
mod gates;
mod hours;
mod labelled;
mod real_data;
mod small_files;
