//! CSV as RFC 4180 says: CRLF, quotes doubled, and what stands between cells by dialect.
//!
//! A text that a spreadsheet would take for a formula (`=`, `+`, `-`, `@` first) gets an apostrophe before it; a number in E.164
//! (`+33475220606`) is none.

use axum::{
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use portee_domain::exchange;
use std::borrow::Cow;

/// For whom a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// Programs: commas, no byte-order mark.
    Exchange,
    /// People with any spreadsheet: commas, and a byte-order mark so that it reads the accents.
    Readable,
    /// French spreadsheets: semicolons, decimal commas, a byte-order mark.
    Spreadsheet,
}

/// Rows being written.
pub(crate) struct Csv {
    text: String,
    dialect: Dialect,
    separator: char,
    starts_row: bool,
}

impl Csv {
    /// No row yet, for people.
    pub(crate) fn new() -> Self {
        Self::in_dialect(Dialect::Readable)
    }

    /// No row yet, in this dialect.
    pub(crate) fn in_dialect(dialect: Dialect) -> Self {
        let mark = if dialect == Dialect::Exchange { "" } else { "\u{feff}" };
        Self {
            text: mark.into(),
            dialect,
            separator: if dialect == Dialect::Spreadsheet { ';' } else { ',' },
            starts_row: true,
        }
    }

    /// No row yet, for people, with the separator of a table that came to us.
    pub(crate) fn separated_by(separator: char) -> Self {
        Self {
            separator,
            ..Self::new()
        }
    }

    /// The same without the byte-order mark: a part of a table.
    pub(crate) fn without_mark(mut self) -> Self {
        self.text.clear();
        self
    }

    /// Takes what is written so far, to send it on.
    pub(crate) fn take(&mut self) -> String {
        std::mem::take(&mut self.text)
    }

    /// How much is written and not taken, in bytes.
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    /// Adds a text to the row.
    pub(crate) fn text(&mut self, value: &str) {
        let armed = exchange::armed(value);
        self.cell(&armed, matches!(armed, Cow::Owned(_)));
    }

    /// Adds a text that someone gives us and gets back: it stays as it is.
    pub(crate) fn verbatim(&mut self, value: &str) {
        self.cell(value, false);
    }

    fn cell(&mut self, value: &str, in_quotes: bool) {
        let quoted = in_quotes || value.contains([self.separator, '"', '\n', '\r']);
        self.separate();
        if quoted {
            self.text.push('"');
        }
        self.text.push_str(&value.replace('"', "\"\""));
        if quoted {
            self.text.push('"');
        }
    }

    /// Adds a number of ours, already written; nothing for what is not known.
    pub(crate) fn number(&mut self, written: &str) {
        self.separate();
        self.text.push_str(written);
    }

    /// Adds a decimal number of ours.
    pub(crate) fn decimal(&mut self, value: f64) {
        let written = value.to_string();
        if self.dialect == Dialect::Spreadsheet {
            self.number(&written.replace('.', ","));
        } else {
            self.number(&written);
        }
    }

    /// Ends the row.
    pub(crate) fn end_row(&mut self) {
        self.text.push_str("\r\n");
        self.starts_row = true;
    }

    /// The whole, as a file of this name.
    pub(crate) fn download(self, name: &str) -> Response {
        let kind = HeaderValue::from_static("text/csv; charset=utf-8; header=present");
        ([(header::CONTENT_TYPE, kind), attachment(name)], self.text).into_response()
    }

    fn separate(&mut self) {
        if !self.starts_row {
            self.text.push(self.separator);
        }
        self.starts_row = false;
    }
}

/// The header that makes a browser keep the answer as a file of this name.
pub(crate) fn attachment(name: &str) -> (HeaderName, HeaderValue) {
    let plain: String = name
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_'))
        .collect();
    let value = HeaderValue::try_from(format!("attachment; filename=\"{plain}\""));
    let value = value.unwrap_or_else(|_| HeaderValue::from_static("attachment"));
    (header::CONTENT_DISPOSITION, value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(cells: &[&str]) -> String {
        let mut csv = Csv::new();
        for cell in cells {
            csv.text(cell);
        }
        csv.end_row();
        csv.text.trim_start_matches('\u{feff}').to_owned()
    }

    #[test]
    fn cells_are_quoted_when_they_must_be_and_formulas_are_disarmed() {
        assert_eq!(row(&["a", "b \"c\"", "d,e\nf"]), "a,\"b \"\"c\"\"\",\"d,e\nf\"\r\n");
        assert_eq!(row(&["=1+1", "-2", "@x", "1-2"]), "\"'=1+1\",\"'-2\",\"'@x\",1-2\r\n");
        assert_eq!(row(&["+33475220606", "+1+cmd"]), "+33475220606,\"'+1+cmd\"\r\n");
    }

    #[test]
    fn a_french_spreadsheet_gets_semicolons_and_decimal_commas_and_programs_no_mark() {
        let write = |dialect| {
            let mut csv = Csv::in_dialect(dialect);
            csv.text("a;b");
            csv.text("c,d");
            csv.decimal(-0.5);
            csv.end_row();
            csv.text
        };
        assert_eq!(write(Dialect::Spreadsheet), "\u{feff}\"a;b\";c,d;-0,5\r\n");
        assert_eq!(write(Dialect::Exchange), "a;b,\"c,d\",-0.5\r\n");
    }

    /// Reads one row as RFC 4180 says.
    fn read(row: &str) -> Vec<String> {
        let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
        let mut letters = row.trim_end_matches("\r\n").chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(std::mem::take(&mut cell)),
                other => cell.push(other),
            }
        }
        cells.push(cell);
        cells
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back_disarmed(cells in proptest::collection::vec("[a-z\",;\n é]{0,8}z", 1..5)) {
            let texts: Vec<&str> = cells.iter().map(String::as_str).collect();
            let disarmed: Vec<_> = texts.iter().map(|text| exchange::armed(text)).collect();
            prop_assert_eq!(read(&row(&texts)), disarmed);
        }
    }
}
