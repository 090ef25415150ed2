//! The population in a file: `PORTEEPOP` · format version (u32) · CRC-32 of what follows (u32) · content (postcard). Numbers
//! are little-endian. Opening verifies the checksum and every index.

use super::{Population, UNKNOWN};
use crate::{ReachError, plane};
use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

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
        let mut temporary = path.as_os_str().to_owned();
        temporary.push(format!(".{}.tmp", std::process::id()));
        let write = || -> io::Result<()> {
            let mut file = File::create(&temporary)?;
            file.write_all(MAGIC)?;
            file.write_all(&VERSION.to_le_bytes())?;
            file.write_all(&crc32fast::hash(&content).to_le_bytes())?;
            file.write_all(&content)?;
            file.sync_all()?;
            fs::rename(&temporary, path)
        };
        write().map_err(|error| {
            // Best effort: the error to report is the first one.
            let _ = fs::remove_file(&temporary);
            ReachError::io(path)(error)
        })
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
