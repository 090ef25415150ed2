//! Tables: RFC 4180 with `,`, `;` or tab.
//!
//! A reader of our own, because the usual ones forgive a quote that is never closed and swallow the rest of the file
//! into one cell: rows would vanish.

use super::{Decoded, table};

/// Rows looked at to find the separator.
const SNIFFED_ROWS: usize = 20;

/// A row as cut, or where it begins when a quote of it is never closed.
enum Row<'a> {
    Cells(Vec<String>),
    Unclosed(&'a str),
}

/// Reads a table whose heading is its line `heading`, from 1.
pub(super) fn read(text: &str, heading: u32) -> Result<Decoded, String> {
    let above = usize::try_from(heading).unwrap_or(1).saturating_sub(1);
    // Above the heading there are titles and notes, not cells: they are left line by line.
    let text = text.splitn(above + 1, '\n').nth(above).unwrap_or_default();
    let separator = sniff(text);
    let mut rows = Rows { rest: text, separator };
    let heading = match rows.next() {
        Some(Row::Cells(cells)) => table::heading(&cells)?,
        Some(Row::Unclosed(_)) => return Err("un guillemet de la ligne de titre n'est jamais fermé".to_owned()),
        None => return Err("il n'a pas de ligne de titre".to_owned()),
    };
    let mut decoded = Decoded {
        columns: heading.iter().cloned().collect(),
        ..Decoded::default()
    };
    let mut room = table::Room::new();
    for (row, cells) in (1_u32..).zip(rows) {
        match cells {
            Row::Cells(cells) if cells.len() == heading.len() => {
                decoded.records.push(table::record(row, &heading, cells, &mut room)?);
            }
            Row::Cells(cells) => {
                let (found, wanted) = (cells.len(), heading.len());
                let reason = format!("{found} cellules au lieu des {wanted} du titre");
                decoded.unreadable.push((row, reason));
            }
            Row::Unclosed(line) => {
                let start: String = line.chars().take(60).collect();
                let reason = format!("un guillemet ouvert n'est jamais fermé : « {start}… »");
                decoded.unreadable.push((row, reason));
            }
        }
    }
    Ok(decoded)
}

/// The separator that cuts the most rows like the heading, into the most cells.
fn sniff(text: &str) -> char {
    let score = |separator: char| {
        let rows = Rows { rest: text, separator };
        let mut widths = rows.take(SNIFFED_ROWS).map(|row| match row {
            Row::Cells(cells) => cells.len(),
            Row::Unclosed(_) => 0,
        });
        let heading = widths.next().unwrap_or(0);
        let alike = widths.filter(|width| *width == heading).count();
        if heading > 1 { (alike + 1) * heading } else { 0 }
    };
    // The last of equals wins: a comma when nothing separates anything.
    ['\t', ';', ',']
        .into_iter()
        .max_by_key(|separator| score(*separator))
        .unwrap_or(',')
}

/// Cuts a text into rows. Empty lines are no rows.
struct Rows<'a> {
    rest: &'a str,
    separator: char,
}

impl<'a> Iterator for Rows<'a> {
    type Item = Row<'a>;

    fn next(&mut self) -> Option<Row<'a>> {
        self.rest = self.rest.trim_start_matches(['\r', '\n']);
        if self.rest.is_empty() {
            return None;
        }
        let mut cells = Vec::new();
        let mut at = self.rest;
        loop {
            let Some((cell, end)) = cell(at, self.separator) else {
                // Taken up again at the next line, so that one bad quote costs one row. It does not happen over and
                // over: after a quote that is never closed every other is doubled, and those close each other.
                let line = self.rest.lines().next().unwrap_or_default();
                self.rest = self.rest.split_once('\n').map_or("", |(_, rest)| rest);
                return Some(Row::Unclosed(line));
            };
            cells.push(cell);
            let Some(next) = end.strip_prefix(self.separator) else {
                self.rest = end;
                return Some(Row::Cells(cells));
            };
            at = next;
        }
    }
}

/// One cell, and the text from its end on (a separator, the end of the line, or nothing). None when its quote is never
/// closed.
fn cell(text: &str, separator: char) -> Option<(String, &str)> {
    let is_end = |c: char| c == separator || c == '\n' || c == '\r';
    let Some(mut rest) = text.strip_prefix('"') else {
        let end = text.find(is_end).unwrap_or(text.len());
        return Some((text[..end].to_owned(), &text[end..]));
    };
    let mut value = String::new();
    loop {
        let quote = rest.find('"')?;
        value.push_str(&rest[..quote]);
        rest = &rest[quote + 1..];
        match rest.strip_prefix('"') {
            Some(after) => {
                value.push('"');
                rest = after;
            }
            None => break,
        }
    }
    // What follows the closing quote by mistake belongs to the cell: `"a" b,` is `a b`.
    let end = rest.find(is_end).unwrap_or(rest.len());
    value.push_str(&rest[..end]);
    Some((value, &rest[end..]))
}
