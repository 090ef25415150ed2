//! Source files in, an edition out: acquire, decode, normalise, locate, merge.
