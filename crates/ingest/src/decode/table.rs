//! What a table is, whatever wrote it: a heading, and rows of cells under it.

use super::Decoded;
use crate::record::RawRecord;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The most cells of a table that are kept, those left empty between two others included. France has 20,000 venues; this is a
/// hundred columns for each.
pub(super) const MOST_CELLS: usize = 2_000_000;
/// The most columns of a table.
pub(super) const MOST_COLUMNS: u32 = 1_024;
/// The longest name of a column, in characters.
const LONGEST_NAME: usize = 500;
/// The most bytes that the parts of a workbook may hold once unpacked, and the most text that is kept of a table.
pub(super) const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// The names of the columns. A repeated name gets a number, an empty one its place, so that no cell is lost.
pub(super) fn heading(cells: &[String]) -> Result<Vec<String>, String> {
    let is_data = |cell: &&String| cell.trim().is_empty() || cell.trim().replace(',', ".").parse::<f64>().is_ok();
    if cells.iter().filter(is_data).count() * 2 > cells.len() {
        return Err("sa première ligne n'est pas une ligne de titre".to_owned());
    }
    if cells.len() > MOST_COLUMNS as usize {
        return Err(too_many());
    }
    let mut names: Vec<String> = Vec::with_capacity(cells.len());
    let mut taken = BTreeSet::new();
    // The number that each name had last: a thousand columns of one name are not compared each with all.
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    for (index, cell) in cells.iter().enumerate() {
        let words = cell.split_whitespace().collect::<Vec<_>>().join(" ");
        let wanted: String = if words.is_empty() {
            format!("colonne {}", index + 1)
        } else {
            words.chars().take(LONGEST_NAME).collect()
        };
        let number = numbers.entry(wanted.clone()).or_insert(1);
        let mut name = wanted.clone();
        while !taken.insert(name.clone()) {
            *number += 1;
            name = format!("{wanted} ({number})");
        }
        names.push(name);
    }
    Ok(names)
}

/// The room that a table may still take in memory: a small file can repeat one long text a million times.
pub(super) struct Room {
    cells: usize,
    bytes: usize,
}

impl Room {
    /// That of a whole table.
    pub(super) fn new() -> Self {
        Self {
            cells: MOST_CELLS,
            bytes: usize::try_from(MOST_BYTES).unwrap_or(usize::MAX),
        }
    }

    /// Takes room for so many cells, and for a text kept so many times.
    pub(super) fn take(&mut self, cells: usize, text: usize, times: usize) -> Result<(), String> {
        let bytes = text.checked_mul(times).and_then(|bytes| self.bytes.checked_sub(bytes));
        match self.cells.checked_sub(cells).zip(bytes) {
            Some((cells, bytes)) => {
                *self = Self { cells, bytes };
                Ok(())
            }
            None => Err(too_many()),
        }
    }
}

/// What is said of a table that would take too much room.
pub(super) fn too_many() -> String {
    "le tableau a trop de cellules ou trop de texte ; enregistrez-le seul, sans colonnes inutiles, en CSV".to_owned()
}

/// A row under its heading, which every row repeats; empty cells are left out.
pub(super) fn record(row: u32, heading: &[String], cells: Vec<String>, room: &mut Room) -> Result<RawRecord, String> {
    let mut fields = Map::new();
    for (name, cell) in heading.iter().zip(cells) {
        if !cell.trim().is_empty() {
            room.take(1, name.len(), 1)?;
            fields.insert(name.clone(), Value::String(cell));
        }
    }
    Ok(RawRecord::new(row, fields))
}

/// The table of a sheet whose heading is its line `line`, from 1. Empty lines are no rows; cells beyond the heading are
/// columns named by their place.
pub(super) fn read(mut rows: Vec<Vec<String>>, line: u32) -> Result<Decoded, String> {
    let at = usize::try_from(line).unwrap_or(1).saturating_sub(1);
    if at >= rows.len() {
        return Err("il n'a pas de ligne de titre".to_owned());
    }
    let mut rows = rows.split_off(at).into_iter();
    let mut titles = rows.next().unwrap_or_default();
    while titles.last().is_some_and(|title| title.trim().is_empty()) {
        titles.pop();
    }
    heading(&titles)?;
    let rows: Vec<Vec<String>> = rows
        .filter(|cells| cells.iter().any(|cell| !cell.trim().is_empty()))
        .collect();
    let used = |cells: &Vec<String>| {
        cells
            .iter()
            .rposition(|cell| !cell.trim().is_empty())
            .map_or(0, |last| last + 1)
    };
    let width = rows.iter().map(used).max().unwrap_or(0).max(titles.len());
    // Named in full only now: a sheet of one title and many nameless columns is still a table.
    let mut names = heading(&titles)?;
    names.extend((names.len()..width).map(|index| format!("colonne {}", index + 1)));
    let mut room = Room::new();
    Ok(Decoded {
        columns: names.iter().cloned().collect(),
        records: (1_u32..)
            .zip(rows)
            .map(|(row, cells)| record(row, &names, cells, &mut room))
            .collect::<Result<_, _>>()?,
        unreadable: Vec::new(),
    })
}

/// Writes a cell that is merged with those below it, down to line `last` (from 0), into each of them: every row says it. Lines
/// that are empty otherwise stay so, and cells merged to the right stay one: they are titles.
pub(super) fn fill_down(
    rows: &mut [Vec<String>],
    top: usize,
    column: usize,
    last: usize,
    room: &mut Room,
) -> Result<(), String> {
    let Some(text) = rows.get(top).and_then(|cells| cells.get(column)).cloned() else {
        return Ok(());
    };
    for cells in rows.iter_mut().take(last.saturating_add(1)).skip(top + 1) {
        let wider = (column + 1).saturating_sub(cells.len());
        if cells.is_empty() {
            room.take(1, 0, 0)?;
            continue;
        }
        room.take(1 + wider, text.len(), 1)?;
        if wider > 0 {
            cells.resize(column + 1, String::new());
        }
        if cells[column].is_empty() {
            cells[column].clone_from(&text);
        }
    }
    Ok(())
}

/// A number of a sheet as text: `12`, not `12.0`.
pub(super) fn number(value: f64) -> String {
    value.to_string()
}

/// Refuses an archive whose parts are too big once unpacked, whatever it says of their size.
pub(super) fn check_size(bytes: &[u8]) -> Result<(), String> {
    let broken = |_| "ce n'est pas un classeur (archive abîmée) ; enregistrez-le à nouveau".to_owned();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).map_err(broken)?;
    let mut total = 0;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(broken)?;
        let mut limited = std::io::Read::take(part, MOST_BYTES - total + 1);
        total += std::io::copy(&mut limited, &mut std::io::sink()).map_err(|error| broken(error.into()))?;
        if total > MOST_BYTES {
            return Err("ce classeur est trop gros une fois décompressé ; enregistrez-le en CSV".to_owned());
        }
    }
    Ok(())
}
