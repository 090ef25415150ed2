//! Venues as tables: the standard's CSV, a CSV for French spreadsheets, a workbook.

use super::columns::{COLUMNS, Cell};
use crate::csv::{Csv, Dialect};
use portee_directory::Listing;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// One row a venue, in this dialect of CSV.
pub(super) fn csv(listings: &[&Listing], dialect: Dialect) -> Csv {
    let mut csv = Csv::in_dialect(dialect);
    for column in &COLUMNS {
        csv.text(column.name);
    }
    csv.end_row();
    for listing in listings {
        for column in &COLUMNS {
            match (column.value)(&listing.venue) {
                Cell::Text(text) => csv.text(&text),
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

/// A workbook of one sheet, its first row fixed.
pub(super) fn workbook(listings: &[&Listing]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Lieux")?.set_freeze_panes(1, 0)?;
    let heading = Format::new().set_bold();
    for (index, column) in (0_u16..).zip(&COLUMNS) {
        sheet.set_column_width(index, WIDTH)?;
        sheet.write_string_with_format(0, index, column.name, &heading)?;
    }
    for (row, listing) in (1_u32..).zip(listings) {
        for (index, column) in (0_u16..).zip(&COLUMNS) {
            match (column.value)(&listing.venue) {
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
