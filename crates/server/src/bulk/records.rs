//! A table as people have them: `;`, `,` or tabs, UTF-8 or Windows-1252, quotes as RFC 4180 says. Read record by record, in
//! bounded memory: one bad quote costs one record, not the rest of the file.

use super::{Column, Line};
use crate::params::BadParameter;
use encoding_rs::WINDOWS_1252;
use std::{
    collections::VecDeque,
    io::{self, BufRead, Read},
};

/// The longest record, in bytes.
const LONGEST: usize = 65_536;
/// The most lines that one record may take: beyond, its quote was never closed.
const MOST_JOINED: usize = 50;
/// The name of the column that a line is called by.
const ID: &str = "id";

/// The heading of a table, and what its columns are.
#[derive(Debug)]
pub(crate) struct Heading {
    pub(crate) separator: char,
    pub(crate) names: Vec<String>,
    columns: Vec<Option<Column>>,
    id: Option<usize>,
}

/// Why there is no table to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoTable {
    /// Nothing at all.
    Empty,
    /// A workbook, an archive, UTF-16.
    NotText,
    /// No column says where the lines are.
    NoPlace,
}

impl NoTable {
    /// In French, one or two sentences.
    pub(crate) fn said(self) -> &'static str {
        match self {
            Self::Empty => "Le tableau est vide : il faut une ligne de titres.",
            Self::NotText => "Ce n'est pas un fichier CSV : enregistrez le tableau en CSV (UTF-8).",
            Self::NoPlace => {
                "Aucune colonne ne dit où : il faut adresse, code_postal, commune, code_insee, ou latitude et longitude."
            }
        }
    }
}

/// A record cut into cells.
pub(crate) struct Record {
    /// From 1, the heading not counted.
    pub(crate) number: u32,
    /// As many as the heading has.
    pub(crate) cells: Vec<String>,
    /// What the cells say, or what is wrong with the record.
    pub(crate) line: Result<Line, BadParameter>,
    pub(crate) id: Option<String>,
}

/// The records of a table.
pub(crate) struct Records<R> {
    input: R,
    /// Lines read too far ahead, to be read again.
    ahead: VecDeque<String>,
    pub(crate) heading: Heading,
    number: u32,
}

impl<R: BufRead> Records<R> {
    /// Reads the heading. The inner error says why it is no table.
    ///
    /// # Errors
    /// What reading fails with.
    pub(crate) fn open(input: R) -> io::Result<Result<Self, NoTable>> {
        let mut records = Self {
            input,
            ahead: VecDeque::new(),
            heading: Heading {
                separator: ',',
                names: Vec::new(),
                columns: Vec::new(),
                id: None,
            },
            number: 0,
        };
        let Some(first) = records.next_text()? else {
            return Ok(Err(NoTable::Empty));
        };
        let first = first.trim_start_matches('\u{feff}');
        if first.starts_with("PK\u{3}\u{4}") || first.contains('\0') || first.starts_with("\u{d0}\u{cf}") {
            return Ok(Err(NoTable::NotText));
        }
        let heading = Heading::read(first);
        let says_where = heading.columns.iter().any(Option::is_some);
        records.heading = heading;
        Ok(if says_where { Ok(records) } else { Err(NoTable::NoPlace) })
    }

    /// The next record; empty lines are none.
    ///
    /// # Errors
    /// What reading fails with.
    pub(crate) fn next(&mut self) -> io::Result<Option<Record>> {
        let Some(text) = self.next_text()? else { return Ok(None) };
        self.number = self.number.saturating_add(1);
        let (cells, wrong) = match cut(&text, self.heading.separator) {
            _ if text.len() > LONGEST => (vec![text], Some("La ligne est trop longue.".to_owned())),
            None => (
                vec![text],
                Some("Un guillemet de la ligne n'est jamais fermé.".to_owned()),
            ),
            Some(cells) => {
                let (found, wanted) = (cells.len(), self.heading.names.len());
                let too_many = cells.iter().skip(wanted).any(|cell| !cell.trim().is_empty());
                let said = format!("La ligne a {found} cellules, le titre en a {wanted}.");
                (cells, too_many.then_some(said))
            }
        };
        Ok(Some(self.heading.record(self.number, cells, wrong)))
    }

    /// The text of the next record, several lines when quotes say so.
    fn next_text(&mut self) -> io::Result<Option<String>> {
        let first = loop {
            match self.line()? {
                None => return Ok(None),
                Some(line) if line.trim().is_empty() => {}
                Some(line) => break line,
            }
        };
        let mut text = first.clone();
        let mut more = Vec::new();
        while more.len() < MOST_JOINED && text.len() <= LONGEST && cut(&text, self.heading.separator).is_none() {
            let Some(line) = self.line()? else { break };
            text.push('\n');
            text.push_str(&line);
            more.push(line);
        }
        if more.is_empty() || cut(&text, self.heading.separator).is_some() {
            return Ok(Some(text));
        }
        // The quote is never closed: what follows is read on its own.
        for line in more.into_iter().rev() {
            self.ahead.push_front(line);
        }
        Ok(Some(first))
    }

    /// The next line without its end; a byte beyond the longest is enough to know that it is too long.
    fn line(&mut self) -> io::Result<Option<String>> {
        if let Some(line) = self.ahead.pop_front() {
            return Ok(Some(line));
        }
        let mut bytes = Vec::new();
        // In range: a constant.
        let most = LONGEST as u64 + 1;
        if (&mut self.input).take(most).read_until(b'\n', &mut bytes)? == 0 {
            return Ok(None);
        }
        if bytes.len() > LONGEST && bytes.last() != Some(&b'\n') {
            skip_line(&mut self.input)?;
        }
        while matches!(bytes.last(), Some(b'\n' | b'\r')) {
            bytes.pop();
        }
        Ok(Some(match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(other) => WINDOWS_1252
                .decode_without_bom_handling(other.as_bytes())
                .0
                .into_owned(),
        }))
    }
}

fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let (done, used) = match end {
            _ if buffer.is_empty() => return Ok(()),
            Some(end) => (true, end + 1),
            None => (false, buffer.len()),
        };
        input.consume(used);
        if done {
            return Ok(());
        }
    }
}

impl Heading {
    fn read(text: &str) -> Self {
        let count = |separator: char| cut(text, separator).map_or(0, |cells| cells.len());
        // The last of equals wins: a comma when nothing separates anything.
        let separator = ['\t', ';', ','].into_iter().max_by_key(|separator| count(*separator));
        let separator = separator.unwrap_or(',');
        let names = cut(text, separator).unwrap_or_else(|| vec![text.to_owned()]);
        let mut columns: Vec<Option<Column>> = names.iter().map(|name| Column::headed(name)).collect();
        // Of two columns for the same thing the first counts.
        for rank in 1..columns.len() {
            if columns[..rank].contains(&columns[rank]) {
                columns[rank] = None;
            }
        }
        Self {
            id: names.iter().position(|name| name.trim().eq_ignore_ascii_case(ID)),
            separator,
            names,
            columns,
        }
    }

    fn record(&self, number: u32, mut cells: Vec<String>, wrong: Option<String>) -> Record {
        cells.resize(self.names.len(), String::new());
        let line = if let Some(detail) = wrong {
            Err(BadParameter::new("ligne", detail))
        } else {
            let mut line = Line::default();
            for (column, cell) in self.columns.iter().zip(&cells) {
                if let Some(column) = column {
                    line.set(*column, cell);
                }
            }
            Ok(line)
        };
        let id = self.id.and_then(|rank| cells.get(rank)).filter(|id| !id.is_empty());
        Record {
            number,
            id: id.cloned(),
            line,
            cells,
        }
    }
}

/// The cells of one record; none when a quote is not closed.
fn cut(text: &str, separator: char) -> Option<Vec<String>> {
    let mut cells = Vec::new();
    let mut rest = text;
    loop {
        let mut cell = String::new();
        if let Some(mut quoted) = rest.strip_prefix('"') {
            loop {
                let quote = quoted.find('"')?;
                cell.push_str(&quoted[..quote]);
                quoted = &quoted[quote + 1..];
                match quoted.strip_prefix('"') {
                    Some(after) => {
                        cell.push('"');
                        quoted = after;
                    }
                    None => break,
                }
            }
            rest = quoted;
        }
        // What follows a closing quote by mistake belongs to the cell.
        let end = rest.find(separator).unwrap_or(rest.len());
        cell.push_str(&rest[..end]);
        cells.push(cell);
        match rest[end..].strip_prefix(separator) {
            Some(after) => rest = after,
            None => return Some(cells),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> Result<Vec<Record>, NoTable> {
        let mut records = Records::open(bytes).unwrap()?;
        let mut all = Vec::new();
        while let Some(record) = records.next().unwrap() {
            all.push(record);
        }
        Ok(all)
    }

    #[test]
    fn commas_semicolons_tabs_marks_and_old_encodings_are_read() {
        for table in [
            "id,Code postal,Ville\r\n7,26150,Die\r\n".as_bytes(),
            "\u{feff}id;Code postal;Ville\n7;26150;Die".as_bytes(),
            "id\tCode postal\tVille\n\n7\t26150\tDie\n\n".as_bytes(),
        ] {
            let records = read(table).unwrap();
            let line = records[0].line.as_ref().unwrap();
            assert_eq!((records.len(), records[0].id.as_deref()), (1, Some("7")));
            assert_eq!(
                (line.get(Column::Postcode), line.get(Column::Commune)),
                ("26150", "Die")
            );
        }
        let old = read(b"commune\nSaint-\xc9tienne\n").unwrap();
        assert_eq!(old[0].line.as_ref().unwrap().get(Column::Commune), "Saint-Étienne");
    }

    #[test]
    fn a_quote_that_is_never_closed_costs_one_line() {
        let records = read("commune,note\nDie,\"a\nb \"\"c\"\"\"\nLyon,\"perdu\nParis,\n".as_bytes()).unwrap();
        assert_eq!(records[0].cells, ["Die", "a\nb \"c\""]);
        let wrong: Vec<bool> = records.iter().map(|record| record.line.is_err()).collect();
        assert_eq!(wrong, [false, true, false]);
        assert_eq!(records[2].cells, ["Paris", ""]);
    }

    #[test]
    fn cells_missing_at_the_end_are_empty_and_cells_too_many_are_an_error() {
        let records = read(b"commune,note\nDie\nLyon,a,,\nParis,a,b\n").unwrap();
        let wrong: Vec<bool> = records.iter().map(|record| record.line.is_err()).collect();
        assert_eq!(wrong, [false, false, true]);
        assert!(records.iter().all(|record| record.cells.len() == 2));
    }

    #[test]
    fn a_line_without_end_is_refused_and_the_next_is_read() {
        let table = format!("commune\n{}\nDie\n", "x".repeat(LONGEST * 3));
        let records = read(table.as_bytes()).unwrap();
        assert!(records.len() == 2 && records[0].line.is_err() && records[1].line.is_ok());
    }

    #[test]
    fn what_is_no_table_is_said() {
        assert_eq!(read(b"").err(), Some(NoTable::Empty));
        assert_eq!(read(b"PK\x03\x04....").err(), Some(NoTable::NotText));
        assert_eq!(read(b"\xff\xfec\0o\0").err(), Some(NoTable::NotText));
        assert_eq!(read(b"nom,prenom\na,b\n").err(), Some(NoTable::NoPlace));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in "[a,;\"\n\r]{0,60}") {
            let _ = read(&bytes);
            let mut table = b"commune,note\n".to_vec();
            table.extend(text.bytes());
            table.extend(bytes);
            let _ = read(&table);
        }
    }
}
