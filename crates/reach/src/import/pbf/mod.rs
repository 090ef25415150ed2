//! Reading an OpenStreetMap extract (PBF) block by block: what is in memory is one batch of blocks, never the file.
//!
//! Source: OpenStreetMap wiki, "PBF Format" (`fileformat.proto`): a length, a blob header, a blob, again and again; the
//! first blob is the file's heading, the others hold data, usually deflated.

mod block;
mod wire;

pub(crate) use block::{Block, Tags};

use crate::ReachError;
use flate2::read::ZlibDecoder;
use std::{
    fs::File,
    io::{self, BufReader, Read},
    path::{Path, PathBuf},
    thread,
};
use wire::{Fields, Malformed, Value};

/// Limits of the format itself.
const LARGEST_HEADER: u32 = 64 * 1024;
const LARGEST_BLOB: u64 = 32 * 1024 * 1024;
/// Blobs decoded at once, by as many threads as there are cores.
const BATCH: usize = 32;

/// An extract being read.
pub(crate) struct Extract {
    path: PathBuf,
    file: BufReader<File>,
    length: u64,
    read: u64,
    /// When the data were taken from OpenStreetMap, in seconds since 1970, when the file says.
    pub(crate) timestamp: Option<i64>,
}

impl Extract {
    /// Opens the file and reads its heading.
    pub(crate) fn open(path: &Path) -> Result<Self, ReachError> {
        let file = File::open(path).map_err(ReachError::io(path))?;
        let length = file.metadata().map_err(ReachError::io(path))?.len();
        let mut extract = Self {
            path: path.to_owned(),
            file: BufReader::with_capacity(1 << 20, file),
            length,
            read: 0,
            timestamp: None,
        };
        let not_pbf = |reason: &str| ReachError::NotPbf {
            path: path.to_owned(),
            reason: reason.to_owned(),
        };
        if length == 0 {
            return Err(not_pbf("il est vide"));
        }
        match extract.next_blob() {
            Ok(Some((kind, blob))) if kind == b"OSMHeader" => {
                let heading = inflate(&blob).map_err(|_| not_pbf("son en-tête ne se lit pas"))?;
                extract.read_heading(&heading)?;
                Ok(extract)
            }
            Err(error @ ReachError::Io { .. }) => Err(error),
            _ => Err(not_pbf("il ne commence pas par un en-tête OSMHeader")),
        }
    }

    fn read_heading(&mut self, heading: &[u8]) -> Result<(), ReachError> {
        let mut fields = Fields(heading);
        while let Some(field) = fields
            .next()
            .map_err(|Malformed| self.damaged("son en-tête ne se lit pas"))?
        {
            match field {
                (4, Value::Bytes(feature)) if !matches!(feature, b"OsmSchema-V0.6" | b"DenseNodes") => {
                    return Err(ReachError::Unsupported {
                        path: self.path.clone(),
                        feature: printable(feature),
                    });
                }
                (32, Value::Varint(seconds)) => self.timestamp = Some(seconds.cast_signed()),
                _ => {}
            }
        }
        Ok(())
    }

    /// Decodes every data block with `decode`, several at once, and hands the results to `take` in the file's order.
    /// `progress(bytes read, bytes in all)` is called after each batch.
    pub(crate) fn for_each_block<T: Send>(
        mut self,
        decode: impl Fn(&Block<'_>) -> Result<T, Damage> + Sync,
        mut take: impl FnMut(T),
        progress: &dyn Fn(u64, u64),
    ) -> Result<(), ReachError> {
        let workers = thread::available_parallelism().map_or(1, usize::from).min(BATCH);
        loop {
            let mut batch = Vec::with_capacity(BATCH);
            while batch.len() < BATCH {
                match self.next_blob()? {
                    Some((kind, blob)) if kind == b"OSMData" => batch.push(blob),
                    Some(_) => {} // The format asks readers to skip kinds that they do not know.
                    None => break,
                }
            }
            if batch.is_empty() {
                return Ok(());
            }
            let decode_one = |blob: &Vec<u8>| {
                let bytes = inflate(blob)?;
                decode(&Block::new(&bytes).map_err(|Malformed| Damage)?)
            };
            let share = batch.len().div_ceil(workers);
            let decoded: Vec<Result<T, Damage>> = thread::scope(|scope| {
                let tasks: Vec<_> = batch
                    .chunks(share)
                    .map(|blobs| scope.spawn(move || blobs.iter().map(decode_one).collect::<Vec<_>>()))
                    .collect();
                // Decoding does not panic; if it ever did, the panic goes on in this thread.
                tasks
                    .into_iter()
                    .flat_map(|task| task.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                    .collect()
            });
            for result in decoded {
                take(result.map_err(|Damage| self.damaged("un bloc de données ne se lit pas"))?);
            }
            progress(self.read, self.length);
        }
    }

    /// The next blob's kind and bytes; none at the end of the file.
    fn next_blob(&mut self) -> Result<Option<Blob>, ReachError> {
        let mut length = [0_u8; 4];
        if self.read == self.length {
            return Ok(None);
        }
        self.fill(&mut length)?;
        let length = u32::from_be_bytes(length);
        if length > LARGEST_HEADER {
            return Err(self.damaged("la longueur d'un bloc est impossible"));
        }
        let mut header = vec![0; length as usize];
        self.fill(&mut header)?;
        let (mut kind, mut size) = (Vec::new(), 0);
        let mut fields = Fields(&header);
        while let Some(field) = fields
            .next()
            .map_err(|Malformed| self.damaged("l'en-tête d'un bloc ne se lit pas"))?
        {
            match field {
                (1, Value::Bytes(bytes)) => kind = bytes.to_vec(),
                (3, Value::Varint(value)) => size = value,
                _ => {}
            }
        }
        if size > LARGEST_BLOB {
            return Err(self.damaged("la longueur d'un bloc est impossible"));
        }
        if size > self.length.saturating_sub(self.read) {
            return Err(self.damaged("il s'arrête avant la fin"));
        }
        let mut blob = vec![0; usize::try_from(size).unwrap_or(0)];
        self.fill(&mut blob)?;
        Ok(Some((kind, blob)))
    }

    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), ReachError> {
        self.file.read_exact(bytes).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => self.damaged("il s'arrête avant la fin"),
            _ => ReachError::io(&self.path)(error),
        })?;
        self.read += bytes.len() as u64;
        Ok(())
    }

    fn damaged(&self, reason: &str) -> ReachError {
        ReachError::DamagedPbf {
            path: self.path.clone(),
            reason: reason.to_owned(),
        }
    }
}

/// What bytes of the file say, short and on one line.
fn printable(bytes: &[u8]) -> String {
    let text = portee_domain::printable(&String::from_utf8_lossy(bytes));
    text.chars().take(60).collect()
}

/// A blob's kind (`OSMHeader`, `OSMData`) and its bytes.
type Blob = (Vec<u8>, Vec<u8>);

/// A block that cannot be decoded.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Damage;

impl From<Malformed> for Damage {
    fn from(_: Malformed) -> Self {
        Self
    }
}

/// The content of a blob: raw, or deflated (the two that extracts use).
fn inflate(blob: &[u8]) -> Result<Vec<u8>, Damage> {
    let (mut raw, mut deflated, mut size) = (None, None, 0_u64);
    let mut fields = Fields(blob);
    while let Some(field) = fields.next()? {
        match field {
            (1, Value::Bytes(bytes)) => raw = Some(bytes),
            (2, Value::Varint(value)) => size = value,
            (3, Value::Bytes(bytes)) => deflated = Some(bytes),
            _ => {}
        }
    }
    if let Some(raw) = raw {
        return Ok(raw.to_vec());
    }
    let deflated = deflated.ok_or(Damage)?;
    if size > LARGEST_BLOB {
        return Err(Damage);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    // One byte more than announced is read, so that a blob that lies about its size is found out.
    let read = ZlibDecoder::new(deflated)
        .take(size + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| Damage)?;
    (read as u64 == size).then_some(bytes).ok_or(Damage)
}
