//! HTTP: pages, JSON, tiles. Knows neither SQL nor source files.
