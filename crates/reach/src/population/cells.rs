//! Census cells: where in each commune people live.

use super::{
    projection::lon_lat,
    table::{count, each_row_of_file, text, unreadable},
};
use crate::ReachError;
use std::path::Path;

/// The people of a cell, at its centre.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// `(lon, lat)` in WGS84 degrees.
    pub lon_lat: (f64, f64),
    /// Inhabitants; households for La Réunion.
    pub people: f64,
    /// Inhabitants of 65 and over, where the file tells them.
    pub seniors: Option<f64>,
    /// The INSEE code of its commune, where the file tells it.
    pub commune: Option<String>,
}

/// The cells of 1 km of the census of 2021 (Eurostat): Parquet with `X`, `Y` (centre of the cell, metres in EPSG:3035), `T`
/// and `Y_GE65` (inhabitants), `insee`.
///
/// # Errors
/// When the file cannot be read to its end, or a column or a value is missing.
pub fn cells_1km(path: &Path) -> Result<Vec<Cell>, ReachError> {
    let mut cells = Vec::new();
    each_row_of_file(path, ["X", "Y", "T", "Y_GE65", "insee"], &mut |[
        x,
        y,
        all,
        old,
        insee,
    ]| {
        cells.push(Cell {
            lon_lat: lon_lat(count(x)?.into(), count(y)?.into()),
            people: count(all)?.into(),
            seniors: Some(count(old)?.into()),
            commune: text(insee).map(str::to_owned),
        });
        Some(())
    })?;
    Ok(cells)
}

/// Households by cell of 200 m in La Réunion (INSEE, 2010): CSV with `longitude`, `latitude` (WGS84 degrees) and `menages`.
///
/// # Errors
/// When the file cannot be read to its end, or a column or a value is missing.
pub fn households_200m(path: &Path) -> Result<Vec<Cell>, ReachError> {
    let bytes = std::fs::read(path).map_err(ReachError::io(path))?;
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let headers = reader.headers().map_err(|error| unreadable(path, error))?.clone();
    let column = |name: &str| {
        let found = headers.iter().position(|header| header == name);
        found.ok_or_else(|| unreadable(path, format!("la colonne « {name} » manque")))
    };
    let columns = [column("longitude")?, column("latitude")?, column("menages")?];
    let mut cells = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| unreadable(path, error))?;
        let number = |column: usize| {
            record
                .get(column)?
                .trim()
                .parse::<f64>()
                .ok()
                .filter(|value| value.is_finite())
        };
        let [Some(lon), Some(lat), Some(people)] = columns.map(number) else {
            let line = record.position().map_or(0, csv::Position::line);
            return Err(unreadable(
                path,
                format!("la ligne {line} n'a pas les valeurs attendues"),
            ));
        };
        cells.push(Cell {
            lon_lat: (lon, lat),
            people: people.max(0.0),
            seniors: None,
            commune: None,
        });
    }
    Ok(cells)
}
