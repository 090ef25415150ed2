//! Excel workbooks, read cell by cell: what a sheet says of its own size is not believed.

use super::table::{MOST_COLUMNS, Room, check_size, fill_down, number, too_many};
use calamine::{Data, DataRef, Reader, Xlsx};
use std::io::Cursor;
use std::panic::catch_unwind;

const BROKEN: &str = "le classeur Excel est abîmé ; enregistrez-le à nouveau, ou en CSV";

/// The lines of a sheet (the first, when none is named), from the top, as texts.
pub(super) fn rows(bytes: &[u8], sheet: Option<&str>) -> Result<Vec<Vec<String>>, String> {
    check_size(bytes)?;
    // The library panics over some damaged workbooks (a place such as A99999999999999999999), and that is no more than a reason.
    catch_unwind(|| read(bytes, sheet)).unwrap_or_else(|_| Err(BROKEN.to_owned()))
}

fn read(bytes: &[u8], sheet: Option<&str>) -> Result<Vec<Vec<String>>, String> {
    let broken = |_| BROKEN.to_owned();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let names = book.sheet_names();
    let name = match sheet {
        Some(wanted) => names.iter().find(|name| name.as_str() == wanted),
        None => names.first(),
    };
    let name = name.cloned().ok_or_else(|| missing(sheet, &names))?;
    let mut cells = book.worksheet_cells_reader(&name).map_err(broken)?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut room = Room::new();
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let (row, column) = cell.get_position();
        let text = text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        let (row, column) = (row as usize, column as usize);
        if column >= MOST_COLUMNS as usize {
            return Err(too_many());
        }
        let lines = (row + 1).saturating_sub(rows.len());
        room.take(lines, text.len(), 1)?;
        rows.resize_with(rows.len() + lines, Vec::new);
        let cells = &mut rows[row];
        // A cell far to the right takes the room of those before it, though nothing is written there.
        let wider = (column + 1).saturating_sub(cells.len());
        room.take(wider, 0, 0)?;
        cells.resize(cells.len() + wider, String::new());
        cells[column] = text;
    }
    drop(cells);
    // Merged cells are a nicety: a book whose regions cannot be read is still a table.
    let mut room = Room::new();
    if book.load_merged_regions().is_ok() {
        for (_, _, region) in book.merged_regions_by_sheet(&name) {
            let (top, left) = region.start;
            fill_down(&mut rows, top as usize, left as usize, region.end.0 as usize, &mut room)?;
        }
    }
    Ok(rows)
}

/// The message when a workbook has not the sheet that is wanted.
pub(super) fn missing(sheet: Option<&str>, names: &[String]) -> String {
    match sheet {
        Some(sheet) => format!("il n'a pas de feuille « {sheet} » ; il a : {}", names.join(", ")),
        None => "il n'a aucune feuille".to_owned(),
    }
}

/// Days since 1899-12-30 that Excel can show: up to the year 9999.
const EXCEL_DAYS: std::ops::Range<f64> = 0.0..2_958_466.0;

/// A typed cell as text: dates as `2024-08-01`, numbers without needless decimals, `true` and `false`.
fn text(value: &DataRef<'_>) -> String {
    match Data::from(value.clone()) {
        Data::Float(float) => number(float),
        Data::DateTime(moment) if EXCEL_DAYS.contains(&moment.as_f64()) => {
            let (year, month, day, hours, minutes, seconds, _) = moment.to_ymd_hms_milli();
            if (hours, minutes, seconds) == (0, 0, 0) {
                format!("{year:04}-{month:02}-{day:02}")
            } else if moment.as_f64() < 1.0 {
                // A time of day without a day: opening hours.
                format!("{hours:02}:{minutes:02}")
            } else {
                format!("{year:04}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{seconds:02}")
            }
        }
        Data::Error(_) => String::new(),
        other => other.to_string(),
    }
}
