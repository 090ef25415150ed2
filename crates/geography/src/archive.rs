//! Reading one entry of a package, as an archive: nothing is unpacked, nothing is run.

use crate::GeographyError;
use flate2::read::MultiGzDecoder;
use std::{
    collections::BTreeMap,
    fmt::Display,
    fs::File,
    io::{self, BufReader, Read},
    path::Path,
};

/// No entry that we read is larger than this once decompressed; more is a damaged or hostile archive.
const ENTRY_LIMIT: u64 = 128 << 20;
/// Nor is a whole archive larger than this, entries that we do not read included.
const ARCHIVE_LIMIT: u64 = 1 << 30;

/// The error for a package that cannot be used.
pub(crate) fn broken(path: &Path, reason: impl Display) -> GeographyError {
    GeographyError::Package {
        path: path.to_owned(),
        reason: portee_domain::printable(&reason.to_string()),
    }
}

/// Reads the named entries of a `.tgz`, in the order of `names`.
///
/// # Errors
/// When the archive cannot be read to its very end, or an entry is missing or too large.
pub(crate) fn tgz_entries<const N: usize>(path: &Path, names: [&str; N]) -> Result<[Vec<u8>; N], GeographyError> {
    let file = File::open(path).map_err(|error| broken(path, error))?;
    let mut archive = tar::Archive::new(MultiGzDecoder::new(BufReader::new(file)).take(ARCHIVE_LIMIT));
    let mut found = BTreeMap::new();
    for entry in archive.entries().map_err(|error| broken(path, error))? {
        let entry = entry.map_err(|error| broken(path, error))?;
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if names.contains(&name.as_str()) {
            found.insert(name, read_limited(entry).map_err(|error| broken(path, error))?);
        }
    }
    // What follows the last entry holds the checksum of the whole: read it, so that a cut or a flipped bit is noticed.
    io::copy(&mut archive.into_inner().take(ENTRY_LIMIT), &mut io::sink()).map_err(|error| broken(path, error))?;
    let mut contents = names.map(|name| found.remove(name).ok_or(name));
    if let Some(Err(name)) = contents.iter().find(|content| content.is_err()) {
        return Err(broken(path, format!("« {name} » n'y est pas")));
    }
    Ok(std::array::from_fn(|i| {
        std::mem::replace(&mut contents[i], Err("")).unwrap_or_default()
    }))
}

fn read_limited(entry: impl Read) -> io::Result<Vec<u8>> {
    let mut content = Vec::new();
    let length = entry.take(ENTRY_LIMIT + 1).read_to_end(&mut content)?;
    if u64::try_from(length).is_ok_and(|length| length <= ENTRY_LIMIT) {
        Ok(content)
    } else {
        Err(io::Error::other("une entrée dépasse 128 Mio"))
    }
}

/// Reads the named entry of a zip (a Python wheel is one), as it is stored there.
///
/// # Errors
/// When the archive cannot be read, or the entry is missing, too large or damaged.
pub(crate) fn zip_entry(path: &Path, name: &str) -> Result<Vec<u8>, GeographyError> {
    let file = File::open(path).map_err(|error| broken(path, error))?;
    let mut archive = zip::ZipArchive::new(BufReader::new(file)).map_err(|error| broken(path, error))?;
    let entry = archive.by_name(name).map_err(|error| broken(path, error))?;
    read_limited(entry).map_err(|error| broken(path, error))
}
