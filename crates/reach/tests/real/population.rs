//! Inhabited points, as their files give them: the 1 km cells of metropolitan France, the 200 m cells of La Réunion.

use crate::data::file;
use portee_domain::CommuneCode;
use portee_reach::{cells_1km, households_200m};

/// Some people at a place.
pub(crate) struct Cell {
    pub(crate) lon: f64,
    pub(crate) lat: f64,
    pub(crate) people: f64,
    pub(crate) departement: String,
}

/// The 1 km cells of some départements.
pub(crate) fn cells_of(departements: &[&str]) -> Option<Vec<Cell>> {
    let cells = cells_1km(&file("population/eurostat_2021_grille_1km.parquet")?).unwrap();
    let in_departements = cells.into_iter().filter_map(|cell| {
        let commune: CommuneCode = cell.commune?.parse().unwrap();
        let departement = commune.departement().as_str().to_owned();
        departements.contains(&departement.as_str()).then_some(Cell {
            lon: cell.lon_lat.0,
            lat: cell.lon_lat.1,
            people: cell.people,
            departement,
        })
    });
    let cells: Vec<Cell> = in_departements.collect();
    assert!(!cells.is_empty());
    Some(cells)
}

/// Households of La Réunion.
pub(crate) fn households_of_reunion() -> Option<Vec<Cell>> {
    let cells = households_200m(&file("population/insee_2010_grille_200m_reunion.csv")?).unwrap();
    let cells = cells.into_iter().map(|cell| Cell {
        lon: cell.lon_lat.0,
        lat: cell.lon_lat.1,
        people: cell.people,
        departement: "974".to_owned(),
    });
    Some(cells.collect())
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
