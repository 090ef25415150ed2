//! From files to an edition: on small files written here, and on the real ones when they are there.

mod common;
mod every_file;
mod formats;
mod gates;
mod geocode;
mod hours;
mod identity;
mod labelled;
mod language;
mod named_pairs;
mod real_data;
mod small_files;
mod workbooks;
