//! Venues as tables: the standard's CSV, a CSV for French spreadsheets, a workbook.

use super::columns::{COLUMNS, Column, Read};
use crate::csv::{Csv, Dialect};
use chrono::{DateTime, Utc};
use portee_domain::{Venue, exchange};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use std::borrow::Cow;

/// A cell of a table for people and programs alike.
enum Cell<'a> {
    Text(Cow<'a, str>),
    Degrees(f64),
    /// E.164, and as people read it.
    Phone(&'a str, String),
}

fn cell<'a>(column: &Column, venue: &'a Venue) -> Cell<'a> {
    let found: Option<Cow<'a, str>> = match column.read {
        Read::Text(read) => read(venue).map(Cow::Borrowed),
        Read::List(read) => Some(exchange::join(read(venue).into_iter()).into()),
        Read::Day(read) => read(venue).map(|day| day.to_string().into()),
        Read::Degrees(read) => return Cell::Degrees(read(venue)),
        Read::Phone(read) => match read(venue) {
            Some(phone) => return Cell::Phone(phone.as_str(), phone.national()),
            None => None,
        },
    };
    Cell::Text(found.unwrap_or_else(|| (column.stand_in)(venue).into()))
}

/// The text, shorter by what the apostrophe of a formula adds beyond `longest` characters.
fn fitting(text: &str, longest: usize) -> &str {
    let over = exchange::armed(text).chars().count().saturating_sub(longest);
    match over {
        0 => text,
        _ => text
            .char_indices()
            .rev()
            .nth(over - 1)
            .map_or("", |(end, _)| &text[..end]),
    }
}

/// One row a venue, in this dialect of CSV.
pub(super) fn csv(venues: &[&Venue], dialect: Dialect) -> Csv {
    let mut csv = Csv::in_dialect(dialect);
    for column in &COLUMNS {
        csv.text(column.name);
    }
    csv.end_row();
    for venue in venues {
        for column in &COLUMNS {
            match cell(column, venue) {
                Cell::Text(text) => csv.text(fitting(&text, column.longest)),
                Cell::Phone(_, national) if dialect == Dialect::Spreadsheet => csv.text(&national),
                Cell::Phone(e164, _) => csv.text(e164),
                Cell::Degrees(degrees) => csv.decimal(degrees),
            }
        }
        csv.end_row();
    }
    csv
}

/// The widths of columns, in letters: few need more, and none hides its neighbours.
const WIDTH: f64 = 22.0;
/// The longest text that a cell of a workbook holds.
const LONGEST_CELL: usize = 32_767;

/// A workbook of one sheet, its first row fixed. `made` is what it says of its own date: that of the edition.
pub(super) fn workbook(venues: &[&Venue], made: DateTime<Utc>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_timestamp(made.timestamp())?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let sheet = workbook.add_worksheet();
    sheet.set_name("Lieux")?.set_freeze_panes(1, 0)?;
    let heading = Format::new().set_bold();
    for (index, column) in (0_u16..).zip(&COLUMNS) {
        sheet.set_column_width(index, WIDTH)?;
        sheet.write_string_with_format(0, index, column.name, &heading)?;
    }
    for (row, venue) in (1_u32..).zip(venues) {
        for (index, column) in (0_u16..).zip(&COLUMNS) {
            match cell(column, venue) {
                Cell::Text(text) if text.is_empty() => {}
                Cell::Text(text) => {
                    sheet.write_string(row, index, text.chars().take(LONGEST_CELL).collect::<String>())?;
                }
                Cell::Phone(_, national) => {
                    sheet.write_string(row, index, national)?;
                }
                Cell::Degrees(degrees) => {
                    sheet.write_number(row, index, degrees)?;
                }
            }
        }
    }
    workbook.save_to_buffer()
}
