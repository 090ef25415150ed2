//! Inhabited points: the 1 km cells of metropolitan France, the 200 m cells of La Réunion.

use crate::{data::file, projection::lon_lat};
use parquet::{
    file::reader::{FileReader, SerializedFileReader},
    record::Field,
};
use std::fs::File;

/// Some people at a place.
pub(crate) struct Cell {
    pub(crate) lon: f64,
    pub(crate) lat: f64,
    pub(crate) people: f64,
    pub(crate) departement: String,
}

/// The 1 km cells of some départements.
pub(crate) fn cells_of(departements: &[&str]) -> Option<Vec<Cell>> {
    let path = file("population/eurostat_2021_grille_1km.parquet")?;
    let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    let mut cells = Vec::new();
    for row in reader.get_row_iter(None).unwrap() {
        let (mut x, mut y, mut people, mut departement) = (0.0, 0.0, 0.0, String::new());
        for (name, field) in row.unwrap().get_column_iter() {
            match name.as_str() {
                "X" => x = number(field),
                "Y" => y = number(field),
                "T" => people = number(field),
                "dep" => {
                    if let Field::Str(code) = field {
                        departement.clone_from(code);
                    }
                }
                _ => {}
            }
        }
        if people > 0.0 && departements.contains(&departement.as_str()) {
            let (lon, lat) = lon_lat(x, y);
            cells.push(Cell {
                lon,
                lat,
                people,
                departement,
            });
        }
    }
    assert!(!cells.is_empty());
    Some(cells)
}

fn number(field: &Field) -> f64 {
    match field {
        Field::Int(value) => f64::from(*value),
        Field::Long(value) => value.to_string().parse().unwrap(),
        Field::Float(value) => f64::from(*value),
        Field::Double(value) => *value,
        _ => 0.0,
    }
}

/// Households of La Réunion.
pub(crate) fn households_of_reunion() -> Option<Vec<Cell>> {
    let path = file("population/insee_2010_grille_200m_reunion.csv")?;
    let mut reader = csv::Reader::from_path(path).unwrap();
    let rows = reader.deserialize::<(f64, f64, f64, f64)>().map(Result::unwrap);
    Some(
        rows.map(|(lon, lat, people, _)| Cell {
            lon,
            lat,
            people,
            departement: "974".to_owned(),
        })
        .collect(),
    )
}

/// Positions of the France Services of 2024.
pub(crate) fn france_services() -> Option<Vec<(f64, f64)>> {
    let path = file("france-services/liste-fs-20240801.csv")?;
    let mut reader = csv::Reader::from_path(path).unwrap();
    let headers = reader.headers().unwrap().clone();
    let column = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let (lon, lat) = (column("longitude"), column("latitude"));
    let rows = reader.records().map(Result::unwrap);
    Some(
        rows.filter_map(|row| Some((row[lon].parse().ok()?, row[lat].parse().ok()?)))
            .collect(),
    )
}
