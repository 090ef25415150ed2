//! Editions kept: GeoPackage files or PostGIS. The only crate that knows SQL.
