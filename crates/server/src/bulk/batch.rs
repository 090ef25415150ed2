//! Lines read, each with where it starts or why that is not known; the same start is kept once.

use super::{Answers, Column, Line, engine::Found, origin::Origin, records::Record};
use crate::{csv::Csv, params::BadParameter};
use portee_geography::Geography;
use serde_json::Value;
use std::collections::HashMap;

/// A line, ready to be answered.
#[derive(Debug)]
pub(crate) struct Row {
    /// Its number, from 1.
    pub(crate) number: u32,
    /// What the sender calls it: a text or a number, as it was given.
    pub(crate) id: Option<Value>,
    /// The cells that it came with, as they are written before the answer; none when it came in JSON.
    pub(crate) kept: Option<String>,
    /// The rank of its start in [`Batch::origins`], or what is wrong with it.
    pub(crate) start: Result<usize, BadParameter>,
}

/// Lines and their starts.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    pub(crate) rows: Vec<Row>,
    pub(crate) origins: Vec<Origin>,
    ranks: HashMap<Origin, usize>,
    /// What was written before and where it led: lists name the same communes again and again.
    known: HashMap<[String; 4], Result<usize, BadParameter>>,
}

impl Batch {
    /// Adds a line.
    pub(crate) fn add(
        &mut self,
        number: u32,
        id: Option<Value>,
        kept: Option<String>,
        line: Result<Line, BadParameter>,
        geography: &Geography,
    ) {
        let start = line.and_then(|line| self.start(&line, geography));
        self.rows.push(Row {
            number,
            id,
            kept,
            start,
        });
    }

    /// Adds a record of a table.
    pub(crate) fn add_record(&mut self, record: Record, separator: char, geography: &Geography) {
        let mut kept = Csv::separated_by(separator).without_mark();
        record.cells.iter().for_each(|cell| kept.verbatim(cell));
        self.add(
            record.number,
            record.id.map(Value::String),
            Some(kept.take()),
            record.line,
            geography,
        );
    }

    /// Where a line starts and what was found from there; none for a line that is wrong.
    pub(crate) fn start_of<'a>(&self, row: &Row, answers: &'a Answers) -> Option<(Origin, &'a [Found])> {
        let rank = *row.start.as_ref().ok()?;
        Some((*self.origins.get(rank)?, answers.get(rank)?))
    }

    fn start(&mut self, line: &Line, geography: &Geography) -> Result<usize, BadParameter> {
        let has_position = !line.get(Column::Latitude).is_empty() || !line.get(Column::Longitude).is_empty();
        if has_position {
            return Origin::of(line, geography).map(|origin| self.rank(origin));
        }
        let columns = [Column::Address, Column::Postcode, Column::Commune, Column::Code];
        let written = columns.map(|column| line.get(column).to_owned());
        if let Some(known) = self.known.get(&written) {
            return known.clone();
        }
        let start = Origin::of(line, geography).map(|origin| self.rank(origin));
        self.known.insert(written, start.clone());
        start
    }

    fn rank(&mut self, origin: Origin) -> usize {
        let Self { origins, ranks, .. } = self;
        *ranks.entry(origin).or_insert_with(|| {
            origins.push(origin);
            origins.len() - 1
        })
    }
}
