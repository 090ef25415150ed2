//! ODS spreadsheets. A sheet may say that a cell or a line is repeated a million times: repetitions of empty
//! ones cost nothing, and the others are counted.

use super::table::{MOST_BYTES, MOST_COLUMNS, Room, check_size, fill_down, number, too_many};
use super::xlsx::missing;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::{Cursor, Read};

/// What is being read.
struct Sheet {
    rows: Vec<Vec<String>>,
    /// Empty lines since the last that was not.
    gap: usize,
    cells: Vec<String>,
    room: Room,
    /// Cells of the open line that are merged with those below: their column and how many lines they take.
    tall: Vec<(usize, usize)>,
    /// Those of the sheet: line, column and lines taken.
    merged: Vec<(usize, usize, usize)>,
}

/// The lines of a sheet (the first, when none is named), from the top, as texts.
pub(super) fn rows(bytes: &[u8], sheet: Option<&str>) -> Result<Vec<Vec<String>>, String> {
    check_size(bytes)?;
    let content = content(bytes)?;
    let broken = || "le classeur ODS est abîmé ; enregistrez-le à nouveau, ou en CSV".to_owned();
    let mut reader = Reader::from_str(&content);
    let mut names: Vec<String> = Vec::new();
    let mut open: Option<Sheet> = None;
    let (mut line_times, mut cell_times, mut span) = (1, 1, 1);
    let (mut value, mut text, mut in_text, mut paragraphs) = (None, String::new(), 0_u32, 0_u32);
    loop {
        let event = reader.read_event().map_err(|_| broken())?;
        let (tag, starts, empty) = match &event {
            Event::Start(tag) => (Some(tag), true, false),
            Event::Empty(tag) => (Some(tag), true, true),
            _ => (None, false, false),
        };
        if let Some(tag) = tag.filter(|_| starts) {
            match (tag.name().as_ref(), open.is_some()) {
                (b"table:table", false) => {
                    let name = attribute(tag, "table:name").unwrap_or_default();
                    if !empty && sheet.is_none_or(|wanted| wanted == name) {
                        open = Some(Sheet::new());
                    }
                    names.push(name);
                }
                (b"table:table-row", true) => line_times = times(tag, "table:number-rows-repeated"),
                (b"table:table-cell" | b"table:covered-table-cell", true) => {
                    cell_times = times(tag, "table:number-columns-repeated");
                    span = times(tag, "table:number-rows-spanned");
                    (value, text, paragraphs) = (typed(tag), String::new(), 0);
                }
                (b"text:p", true) => {
                    if paragraphs > 0 {
                        text.push('\n');
                    }
                    paragraphs += 1;
                    in_text += u32::from(!empty);
                }
                (b"text:s" | b"text:tab" | b"text:line-break", true) if in_text > 0 => text.push(' '),
                _ => {}
            }
        }
        let ended = match &event {
            Event::End(tag) => Some(tag.name().as_ref().to_vec()),
            Event::Empty(tag) => Some(tag.name().as_ref().to_vec()),
            Event::Text(part) if in_text > 0 => {
                text.push_str(&part.decode().map_err(|_| broken())?);
                None
            }
            Event::GeneralRef(reference) if in_text > 0 => {
                let name = reference.decode().map_err(|_| broken())?;
                let resolved = match reference.resolve_char_ref() {
                    Ok(Some(c)) => c.to_string(),
                    _ => quick_xml::escape::resolve_predefined_entity(&name)
                        .unwrap_or_default()
                        .to_owned(),
                };
                text.push_str(&resolved);
                None
            }
            Event::Eof => break,
            _ => None,
        };
        let Some(open_sheet) = open.as_mut() else { continue };
        match ended.as_deref() {
            Some(b"text:p") if matches!(event, Event::End(_)) => in_text = in_text.saturating_sub(1),
            Some(b"table:table-cell" | b"table:covered-table-cell") => {
                let written = value.take().unwrap_or_else(|| std::mem::take(&mut text));
                if span > 1 {
                    open_sheet.tall.push((open_sheet.cells.len(), span));
                }
                open_sheet.cell(written.trim(), cell_times)?;
            }
            Some(b"table:table-row") => open_sheet.line(line_times)?,
            Some(b"table:table") => return open_sheet.filled(),
            _ => {}
        }
    }
    Err(missing(sheet, &names))
}

impl Sheet {
    fn new() -> Self {
        Self {
            rows: Vec::new(),
            gap: 0,
            cells: Vec::new(),
            room: Room::new(),
            tall: Vec::new(),
            merged: Vec::new(),
        }
    }

    fn cell(&mut self, text: &str, times: usize) -> Result<(), String> {
        let most = MOST_COLUMNS as usize;
        if text.is_empty() {
            // Empty cells to the right end of the sheet are of no use; a gap between two others is.
            let gap = times.min(most.saturating_sub(self.cells.len()));
            self.cells.resize(self.cells.len() + gap, String::new());
            return Ok(());
        }
        if times > most.saturating_sub(self.cells.len()) {
            return Err(too_many());
        }
        self.room.take(0, text.len(), times)?;
        self.cells.resize(self.cells.len() + times, text.to_owned());
        Ok(())
    }

    /// The lines, once all are read: what is merged with cells below is said in each.
    fn filled(&mut self) -> Result<Vec<Vec<String>>, String> {
        let mut rows = std::mem::take(&mut self.rows);
        let mut room = Room::new();
        for (line, column, lines) in &self.merged {
            fill_down(&mut rows, *line, *column, line.saturating_add(lines - 1), &mut room)?;
        }
        Ok(rows)
    }

    fn line(&mut self, times: usize) -> Result<(), String> {
        let mut cells = std::mem::take(&mut self.cells);
        let tall = std::mem::take(&mut self.tall);
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        if cells.is_empty() {
            self.gap = self.gap.saturating_add(times);
            return Ok(());
        }
        let lines = self.gap.saturating_add(times);
        let text = cells.iter().map(String::len).sum();
        self.room.take(
            cells.len().saturating_mul(times).saturating_add(lines),
            text,
            times.saturating_sub(1),
        )?;
        self.rows
            .resize_with(self.rows.len() + std::mem::take(&mut self.gap), Vec::new);
        let line = self.rows.len();
        let merged = tall.into_iter().map(|(column, lines)| (line, column, lines));
        self.merged.extend(merged);
        self.rows.resize(line + times, cells);
        Ok(())
    }
}

fn content(bytes: &[u8]) -> Result<String, String> {
    let broken = || "ce n'est pas un classeur ODS ; enregistrez-le à nouveau, ou en CSV".to_owned();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let part = archive.by_name("content.xml").map_err(|_| broken())?;
    let mut content = String::new();
    part.take(MOST_BYTES)
        .read_to_string(&mut content)
        .map_err(|_| broken())?;
    Ok(content)
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).ok()??;
    let written = String::from_utf8_lossy(&found.value).into_owned();
    quick_xml::escape::unescape(&written)
        .ok()
        .map(std::borrow::Cow::into_owned)
}

fn times(tag: &BytesStart<'_>, name: &str) -> usize {
    attribute(tag, name).and_then(|text| text.parse().ok()).unwrap_or(1)
}

/// The value of a typed cell; none: its text is what counts.
fn typed(tag: &BytesStart<'_>) -> Option<String> {
    match attribute(tag, "office:value-type")?.as_str() {
        "float" | "percentage" | "currency" => Some(number(attribute(tag, "office:value")?.parse().ok()?)),
        "date" => attribute(tag, "office:date-value"),
        "boolean" => attribute(tag, "office:boolean-value"),
        _ => None,
    }
}
