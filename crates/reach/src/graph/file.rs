//! The graph file: a heading, then the sections, each at a multiple of 64 bytes with a checksum of its own.
//!
//! `PORTEERD` · version (u32) · 0 (u32) · for each of the 13 sections: place (u64), length (u64), CRC-32 with the zeros up to the
//! next one (u32), 0 (u32) · zeros · CRC-32 of all that precedes (u32) · sections. Everything is little-endian; the sections
//! are used where they are.
//!
//! Opening reads every byte once: CRC-32 finds any single damaged bit and runs at several GB/s, so that a region opens
//! in milliseconds, a country in about a tenth of a second, and no damaged file is ever searched.

use super::{
    About, RoadGraph, check,
    sections::{SECTION_COUNT, Section, Sections},
    storage::Storage,
};
use crate::ReachError;
use portee_geography::write_whole;
use serde::{Deserialize, Serialize};
use std::{fs::File, path::Path, thread};

const MAGIC: &[u8; 8] = b"PORTEERD";
/// Raise it whenever a section or its meaning changes.
const VERSION: u32 = 1;
const TABLE_AT: usize = 16;
const ENTRY: usize = 24;
const ALIGNMENT: usize = 64;
const HEADING: usize = (TABLE_AT + SECTION_COUNT * ENTRY + 4).next_multiple_of(ALIGNMENT);
const CHECKSUM_AT: usize = HEADING - 4;

/// The first section.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Heading {
    pub(super) about: About,
    pub(super) snappable: usize,
}

/// Why bytes are not a graph.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    OtherVersion,
    Damaged(&'static str),
}

/// Lays the sections out as one file's bytes.
pub(super) fn assemble(sections: &[&[u8]; SECTION_COUNT]) -> Vec<u64> {
    let mut end = HEADING;
    let places = sections.map(|section| {
        let place = end;
        end = (end + section.len()).next_multiple_of(ALIGNMENT);
        place
    });
    let mut words = vec![0_u64; end / 8];
    let bytes: &mut [u8] = bytemuck::cast_slice_mut(&mut words);
    bytes[..8].copy_from_slice(MAGIC);
    bytes[8..12].copy_from_slice(&VERSION.to_le_bytes());
    for (i, (section, place)) in sections.iter().zip(places).enumerate() {
        let entry = &mut bytes[TABLE_AT + i * ENTRY..][..ENTRY];
        entry[..8].copy_from_slice(&(place as u64).to_le_bytes());
        entry[8..16].copy_from_slice(&(section.len() as u64).to_le_bytes());
        bytes[place..place + section.len()].copy_from_slice(section);
        let checksum = crc32fast::hash(&bytes[place..(place + section.len()).next_multiple_of(ALIGNMENT)]);
        bytes[TABLE_AT + i * ENTRY + 16..][..4].copy_from_slice(&checksum.to_le_bytes());
    }
    let checksum = crc32fast::hash(&bytes[..CHECKSUM_AT]);
    bytes[CHECKSUM_AT..CHECKSUM_AT + 4].copy_from_slice(&checksum.to_le_bytes());
    words
}

/// Reads the heading and checks every section's place and checksum.
fn read_table(bytes: &[u8]) -> Result<Sections, Refusal> {
    if bytes.len() < HEADING || &bytes[..8] != MAGIC {
        return Err(Refusal::Damaged("ce n'est pas un fichier de routes"));
    }
    if cfg!(target_endian = "big") || bytes[8..12] != VERSION.to_le_bytes() {
        return Err(Refusal::OtherVersion);
    }
    let damaged = Refusal::Damaged("son en-tête est abîmé");
    if bytes[CHECKSUM_AT..CHECKSUM_AT + 4] != crc32fast::hash(&bytes[..CHECKSUM_AT]).to_le_bytes() {
        return Err(damaged);
    }
    let number = |at: usize| {
        let mut eight = [0; 8];
        eight.copy_from_slice(&bytes[at..at + 8]);
        usize::try_from(u64::from_le_bytes(eight)).ok()
    };
    let mut places = [const { 0..0 }; SECTION_COUNT];
    // One after the other, without a gap, to the end of the file: no byte is left unchecked.
    let cut = || Refusal::Damaged("sa longueur n'est pas la bonne");
    let mut next = HEADING;
    for (i, range) in places.iter_mut().enumerate() {
        let at = TABLE_AT + i * ENTRY;
        let (place, length) = number(at).zip(number(at + 8)).ok_or_else(cut)?;
        let end = place
            .checked_add(length)
            .filter(|&end| place == next && end <= bytes.len())
            .ok_or_else(cut)?;
        next = end.next_multiple_of(ALIGNMENT);
        *range = place..end;
    }
    if next != bytes.len() {
        return Err(cut());
    }
    let sound = |i: usize| {
        let at = TABLE_AT + i * ENTRY + 16;
        let padded = places[i].start..places[i].end.next_multiple_of(ALIGNMENT);
        bytes[at..at + 4] == crc32fast::hash(&bytes[padded]).to_le_bytes()
    };
    // Half of the bytes on each of two threads: the arcs that arrive are as long as those that leave.
    let all_sound = thread::scope(|scope| {
        let half = scope.spawn(|| (0..SECTION_COUNT / 2).all(sound));
        let other = (SECTION_COUNT / 2..SECTION_COUNT).all(sound);
        half.join().is_ok_and(|half| half && other)
    });
    if all_sound {
        Ok(Sections(places))
    } else {
        Err(Refusal::Damaged("une somme de contrôle est fausse"))
    }
}

impl RoadGraph {
    pub(super) fn from_storage(storage: Storage) -> Result<Self, Refusal> {
        let bytes = storage.bytes();
        let sections = read_table(bytes)?;
        let heading: Heading = serde_json::from_slice(&bytes[sections.0[Section::About as usize].clone()])
            .map_err(|_| Refusal::Damaged("son en-tête est abîmé"))?;
        let longest_arc_ms = check::structure(bytes, &sections, heading.snappable)
            .ok_or(Refusal::Damaged("ses parties ne s'accordent pas"))?;
        Ok(Self {
            storage,
            sections,
            about: heading.about,
            snappable: heading.snappable,
            longest_arc_ms,
        })
    }

    /// Opens a graph that [`RoadGraph::save`] wrote, by mapping the file: its pages are shared and read when needed.
    /// Every checksum and every index is verified first.
    ///
    /// # Errors
    /// When the file cannot be read, is of another version, is cut short or damaged.
    pub fn open(path: &Path) -> Result<Self, ReachError> {
        let file = File::open(path).map_err(ReachError::io(path))?;
        let length = file.metadata().map_err(ReachError::io(path))?.len();
        let damaged = |reason: &str| ReachError::DamagedGraph {
            path: path.to_owned(),
            reason: reason.to_owned(),
        };
        if length < HEADING as u64 {
            return Err(damaged("ce n'est pas un fichier de routes"));
        }
        let storage = Storage::map(&file).map_err(ReachError::io(path))?;
        Self::from_storage(storage).map_err(|refusal| match refusal {
            Refusal::OtherVersion => ReachError::OtherVersion { path: path.to_owned() },
            Refusal::Damaged(reason) => damaged(reason),
        })
    }

    /// Writes the graph to `path`, whole or not at all: a temporary file beside it, flushed to disk, then renamed. A
    /// process that has the old file open goes on with it.
    ///
    /// # Errors
    /// When the file cannot be written (directory missing, no right, disk full); `path` is then as it was.
    pub fn save(&self, path: &Path) -> Result<(), ReachError> {
        write_whole(path, &[self.storage.bytes()]).map_err(ReachError::io(path))
    }
}
