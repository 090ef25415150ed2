//! The population in a file: `PORTEEPOP` · format version (u32) · CRC-32 of what follows (u32) · content (postcard). Numbers
//! are little-endian. Opening verifies the checksum and every index.

use super::{Population, UNKNOWN};
use crate::{ReachError, plane};
use portee_geography::write_whole;
use std::{fs, io, path::Path};

const MAGIC: &[u8; 9] = b"PORTEEPOP";
/// Raise it whenever the content, its encoding or the rules that compile it change: a file of before is then made again.
const VERSION: u32 = 1;
const VERSION_AT: usize = MAGIC.len();
const CHECKSUM_AT: usize = VERSION_AT + 4;
const CONTENT_AT: usize = CHECKSUM_AT + 4;

impl Population {
    /// Writes the population to `path`, whole or not at all: a temporary file beside it, flushed to disk, then renamed.
    ///
    /// # Errors
    /// When the file cannot be written (directory missing, no right, disk full); `path` is then as it was.
    pub fn save(&self, path: &Path) -> Result<(), ReachError> {
        let content = postcard::to_allocvec(self).map_err(|error| ReachError::io(path)(io::Error::other(error)))?;
        let sum = crc32fast::hash(&content).to_le_bytes();
        let parts: [&[u8]; 4] = [MAGIC, &VERSION.to_le_bytes(), &sum, &content];
        write_whole(path, &parts).map_err(ReachError::io(path))
    }

    /// Opens a population that [`Population::save`] wrote.
    ///
    /// # Errors
    /// When the file cannot be read, is of another version, cut short or damaged.
    pub fn open(path: &Path) -> Result<Self, ReachError> {
        let bytes = fs::read(path).map_err(ReachError::io(path))?;
        let damaged = || ReachError::DamagedPopulation { path: path.to_owned() };
        if bytes.len() < CONTENT_AT || &bytes[..VERSION_AT] != MAGIC {
            return Err(damaged());
        }
        if bytes[VERSION_AT..CHECKSUM_AT] != VERSION.to_le_bytes() {
            return Err(ReachError::OtherPopulation { path: path.to_owned() });
        }
        let content = &bytes[CONTENT_AT..];
        if bytes[CHECKSUM_AT..CONTENT_AT] != crc32fast::hash(content).to_le_bytes() {
            return Err(damaged());
        }
        let population: Self = postcard::from_bytes(content).map_err(|_| damaged())?;
        if population.is_sound() {
            Ok(population)
        } else {
            Err(damaged())
        }
    }

    /// Whether every point is what the accessors promise.
    fn is_sound(&self) -> bool {
        let sound = self.points.iter().all(|point| {
            let (lon, lat) = plane::degrees(point.position);
            point.commune() < self.communes.len()
                && plane::stored(lon, lat).is_some()
                && point.inhabitants > 0
                && (point.seniors == UNKNOWN || point.seniors <= point.inhabitants)
        });
        sound && self.points.is_sorted() && self.communes.is_sorted()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn town() -> Population {
        let communes = ["26113", "2A004", "97411"].map(|code| code.parse().unwrap()).to_vec();
        let points = [
            (0, (5.37, 44.75), 1_200, Some(300)),
            (0, (5.40, 44.70), 1, Some(1)),
            (2, (55.45, -20.88), 150_000, None),
        ];
        Population::from_points(communes, &points)
    }

    /// What opening says of these bytes.
    fn open(bytes: &[u8]) -> Result<Population, String> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("population.bin");
        fs::write(&path, bytes).unwrap();
        Population::open(&path).map_err(|error| error.to_string())
    }

    fn saved(population: &Population) -> Vec<u8> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("population.bin");
        population.save(&path).unwrap();
        assert_eq!(
            fs::read_dir(dir.path()).unwrap().count(),
            1,
            "no temporary file is left"
        );
        fs::read(&path).unwrap()
    }

    #[test]
    fn what_is_saved_comes_back() {
        let town = town();
        assert_eq!(open(&saved(&town)).unwrap(), town);
        assert_eq!(town.report().inhabitants, 151_201);
        assert_eq!(town.of_commune(&town.communes()[0]).len(), 2);
        assert!(town.of_commune(&town.communes()[1]).is_empty());
    }

    #[test]
    fn a_file_cut_anywhere_or_with_any_bit_flipped_is_refused() {
        let bytes = saved(&town());
        for length in 0..bytes.len() {
            assert!(open(&bytes[..length]).unwrap_err().contains("abîmé"), "{length}");
        }
        for bit in 0..8 * bytes.len() {
            let mut damaged = bytes.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            let said = open(&damaged).unwrap_err();
            let version = (VERSION_AT..CHECKSUM_AT).contains(&(bit / 8));
            assert!(
                said.contains(if version { "autre version" } else { "abîmé" }),
                "{bit}: {said}"
            );
        }
    }

    #[test]
    fn a_sound_checksum_over_points_of_no_commune_is_refused() {
        let mut lost = town();
        lost.communes.pop();
        assert!(open(&saved(&lost)).unwrap_err().contains("abîmé"));
        let mut unordered = town();
        unordered.points.reverse();
        assert!(open(&saved(&unordered)).unwrap_err().contains("abîmé"));
    }

    #[test]
    fn a_folder_that_is_not_there_is_told_by_name() {
        let error = town()
            .save(Path::new("/nulle/part/population.bin"))
            .unwrap_err()
            .to_string();
        assert!(error.contains("/nulle/part/population.bin"), "{error}");
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(mut bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(open(&bytes).is_err());
            let mut heading = [MAGIC.as_slice(), &VERSION.to_le_bytes(), &crc32fast::hash(&bytes).to_le_bytes()].concat();
            heading.append(&mut bytes);
            let _ = open(&heading);
        }
    }
}
