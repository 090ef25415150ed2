//! Where the bytes of a graph are: in memory that we own, or in a mapped file.

use memmap2::Mmap;
use std::fs::File;

/// The bytes of a graph, aligned to 8 at least.
#[derive(Debug)]
pub(super) enum Storage {
    Owned(Vec<u64>),
    Mapped(Mmap),
}

impl Storage {
    #[expect(
        unsafe_code,
        reason = "mapping a file is unsafe in Rust: another process may change it under our eyes"
    )]
    pub(super) fn map(file: &File) -> std::io::Result<Self> {
        // SAFETY: the bytes are only ever read as plain integers, every value of which is valid, and were checked on
        // opening. A graph file is written beside its place and renamed into it, never changed in place; a process that
        // truncated it all the same would end this one with SIGBUS, as for any mapped file.
        let map = unsafe { Mmap::map(file)? };
        Ok(Self::Mapped(map))
    }

    pub(super) fn bytes(&self) -> &[u8] {
        match self {
            Self::Owned(words) => bytemuck::cast_slice(words),
            Self::Mapped(map) => map,
        }
    }
}
