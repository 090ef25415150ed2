//! An edition ready to answer: spatial index, filters, opening hours, vector tiles.
