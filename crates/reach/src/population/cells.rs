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

#[cfg(test)]
mod tests {
    use super::super::table::tests::{Column, parquet};
    use super::*;
    use std::fs;

    /// What a reader says of a file with these bytes.
    fn read<T>(reader: fn(&Path) -> Result<T, ReachError>, bytes: &[u8]) -> Result<T, String> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("essai");
        fs::write(&path, bytes).unwrap();
        reader(&path).map_err(|error| error.to_string())
    }

    fn census(all: &'static [i64]) -> Vec<(&'static str, Column<'static>)> {
        vec![
            ("Y", Column::Counts(&[2_999_719, 3_000_500])),
            ("EMP", Column::Counts(&[7, 7])),
            ("X", Column::Counts(&[3_962_799, 3_962_500])),
            ("T", Column::Counts(all)),
            ("Y_GE65", Column::Counts(&[4, 0])),
            ("insee", Column::Texts(&["59193", "59316"])),
        ]
    }

    #[test]
    fn cells_are_read_by_the_names_of_their_columns_in_any_order() {
        let cells = read(cells_1km, &parquet(&census(&[26, 5]))).unwrap();
        assert_eq!(cells.len(), 2);
        let (lon, lat) = cells[0].lon_lat;
        assert!((lon - 5.0).abs() < 1e-4 && (lat - 50.0).abs() < 1e-4, "{lon} {lat}");
        assert_eq!((cells[0].people, cells[0].seniors), (26.0, Some(4.0)));
        assert_eq!(cells[1].commune.as_deref(), Some("59316"));
    }

    #[test]
    fn what_is_no_census_is_one_clear_sentence() {
        let whole = parquet(&census(&[26, 5]));
        let mut without = census(&[26, 5]);
        without.remove(4);
        for (bytes, word) in [
            (b"ceci n'est pas un tableau".to_vec(), "ne peut pas être lu"),
            (Vec::new(), "ne peut pas être lu"),
            (whole[..whole.len() / 2].to_vec(), "ne peut pas être lu"),
            (parquet(&without), "« Y_GE65 » manque"),
            (parquet(&census(&[26, -5])), "ligne 2"),
        ] {
            let said = read(cells_1km, &bytes).unwrap_err();
            assert!(said.contains(word), "{said}");
        }
    }

    #[test]
    fn a_table_damaged_anywhere_is_read_or_refused_whatever_the_library_makes_of_it() {
        let whole = parquet(&census(&[26, 5]));
        let mut refused = 0;
        for at in 0..whole.len() {
            for damage in [0x01, 0x80, 0xff] {
                let mut bytes = whole.clone();
                bytes[at] ^= damage;
                refused += usize::from(read(cells_1km, &bytes).is_err());
            }
        }
        assert!(refused > whole.len() / 2, "{refused} of {}", 3 * whole.len());
    }

    #[test]
    fn households_are_read_with_their_points() {
        let csv = b"longitude,latitude,menages,menages_pauvres\n55.6,-21.3,5.07,2\n55.7,-21.4,0,0\n";
        let cells = read(households_200m, csv).unwrap();
        assert_eq!(cells[0].lon_lat, (55.6, -21.3));
        assert_eq!((cells[0].people, cells[0].seniors, cells.len()), (5.07, None, 2));
        for (csv, word) in [
            ("longitude,latitude\n1,2\n", "« menages » manque"),
            ("longitude,latitude,menages\n1,2,3\n1,2,beaucoup\n", "ligne 3"),
            ("longitude,latitude,menages\n1,2\n", "ne peut pas être lu"),
        ] {
            let said = read(households_200m, csv.as_bytes()).unwrap_err();
            assert!(said.contains(word), "{said}");
        }
    }
}
