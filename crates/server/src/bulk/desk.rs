//! Tables of any length, answered in rounds: for `portee orient`, without a server.

use super::{Batch, Engine, MOST_LINES, Question, records::Records, written};
use crate::{csv::Csv, travel::Travel};
use chrono::{DateTime, Utc};
use portee_directory::Snapshot;
use portee_reach::Network;
use std::{
    io::{self, BufRead, Write},
    sync::Arc,
};

/// What stops a table. A line that is wrong does not: it gets its error.
#[derive(Debug, thiserror::Error)]
pub enum OrientError {
    /// There is no table to read.
    #[error("{0}")]
    NoTable(&'static str),
    /// It cannot be read or written.
    #[error("La lecture ou l'écriture du tableau a échoué : {0}.")]
    Io(#[from] io::Error),
    /// A search failed, by our own fault.
    #[error("Le calcul a échoué : signalez-le, avec le fichier si vous le pouvez.")]
    Failed,
}

/// How many lines there were.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Lines, the heading not counted.
    pub lines: usize,
    /// Lines that could not be answered.
    pub refused: usize,
}

/// An edition and the times to its venues, ready for tables.
pub struct Desk {
    snapshot: Arc<Snapshot>,
    travel: Travel,
}

impl Desk {
    /// Puts the venues of `snapshot` on the roads of `network`: some tenths of a second.
    #[must_use]
    pub fn new(snapshot: Arc<Snapshot>, network: Arc<Network>) -> Self {
        Self {
            travel: Travel::new(network, &snapshot),
            snapshot,
        }
    }

    /// Reads a table and writes it with the answers beside each line: the same columns, separator and order, in UTF-8.
    ///
    /// # Errors
    /// When there is no table, or when reading or writing fails.
    pub fn orient(
        &self,
        question: &Question,
        now: DateTime<Utc>,
        input: impl BufRead,
        mut output: impl Write,
    ) -> Result<Tally, OrientError> {
        let mut records = Records::open(input)?.map_err(|none| OrientError::NoTable(none.said()))?;
        let separator = records.heading.separator;
        let mut csv = Csv::separated_by(separator);
        written::heading(&mut csv, Some(&records.heading), question.limit);
        output.write_all(csv.take().as_bytes())?;
        let engine = Engine {
            snapshot: &self.snapshot,
            travel: &self.travel,
            question,
            now,
        };
        let mut tally = Tally::default();
        loop {
            let mut batch = Batch::default();
            while batch.rows.len() < MOST_LINES
                && let Some(record) = records.next()?
            {
                batch.add_record(record, separator, self.snapshot.geography());
            }
            if batch.rows.is_empty() {
                output.flush()?;
                return Ok(tally);
            }
            let answers = engine.answers(&batch.origins, None).ok_or(OrientError::Failed)?;
            for row in &batch.rows {
                tally.lines += 1;
                tally.refused += usize::from(row.start.is_err());
                let start = batch.start_of(row, &answers);
                written::row(&mut csv, row, start, &self.snapshot, question.limit);
                output.write_all(csv.take().as_bytes())?;
            }
        }
    }
}
