//! The compiled geography in a file: a heading, a checksum, then the content (postcard).
//!
//! `PORTEEGEO` · format version (u32, little-endian) · SHA-256 of what follows · content.

use crate::{Geography, GeographyError, geography::Content, write_whole};
use sha2::{Digest, Sha256};
use std::{fs, io, path::Path};

const MAGIC: &[u8; 9] = b"PORTEEGEO";
/// Raise it whenever `Content`, its encoding or the rules that compile it change: a file of before is then made again.
const VERSION: u32 = 2;
const VERSION_AT: usize = MAGIC.len();
const CHECKSUM_AT: usize = VERSION_AT + 4;
const CONTENT_AT: usize = CHECKSUM_AT + 32;

impl Geography {
    /// Writes the geography to `path`, whole or not at all: a temporary file beside it, flushed to disk, then renamed.
    ///
    /// # Errors
    /// When the file cannot be written (directory missing, no right, disk full); `path` is then as it was.
    pub fn save(&self, path: &Path) -> Result<(), GeographyError> {
        let failed = |source: io::Error| GeographyError::Io {
            path: path.to_owned(),
            source,
        };
        let content = postcard::to_allocvec(&self.content).map_err(|error| failed(io::Error::other(error)))?;
        let sum = Sha256::digest(&content);
        write_whole(path, &[MAGIC, &VERSION.to_le_bytes(), sum.as_slice(), &content]).map_err(failed)
    }

    /// Opens a geography that [`Geography::save`] wrote.
    ///
    /// # Errors
    /// When the file cannot be read, is of another version, cut short or damaged.
    pub fn open(path: &Path) -> Result<Self, GeographyError> {
        let bytes = fs::read(path).map_err(|source| GeographyError::Io {
            path: path.to_owned(),
            source,
        })?;
        let damaged = || GeographyError::Damaged { path: path.to_owned() };
        if bytes.len() < CONTENT_AT || &bytes[..VERSION_AT] != MAGIC {
            return Err(damaged());
        }
        if bytes[VERSION_AT..CHECKSUM_AT] != VERSION.to_le_bytes() {
            return Err(GeographyError::OtherVersion { path: path.to_owned() });
        }
        let content = &bytes[CONTENT_AT..];
        if bytes[CHECKSUM_AT..CONTENT_AT] != *Sha256::digest(content).as_slice() {
            return Err(damaged());
        }
        let content: Content = postcard::from_bytes(content).map_err(|_| damaged())?;
        Ok(Self::new(content))
    }
}
