//! The answer to a list, written as it is taken: what waits for a slow reader is the list, not its answer.

use super::{Form, List};
use crate::{
    app::Served,
    bulk::{Answers, written},
    csv::{self, Csv},
};
use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::Response,
};
use std::{
    io,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::OwnedSemaphorePermit;

/// How much is written at a time, in bytes.
const PART: usize = 64 * 1024;
/// How long a client may take to read its answer: it holds a place that others wait for.
const LONGEST_READ: Duration = Duration::from_mins(1);

/// An answer on its way.
struct Sending {
    served: Arc<Served>,
    list: List,
    answers: Answers,
    next: usize,
    ended: bool,
    until: Instant,
    _place: OwnedSemaphorePermit,
}

/// Answers part by part; the place is given back when the last is taken.
pub(super) fn answer(served: Arc<Served>, list: List, answers: Answers, place: OwnedSemaphorePermit) -> Response {
    let wanted = list.wanted;
    let sending = Sending {
        served,
        list,
        answers,
        next: 0,
        ended: false,
        until: Instant::now() + LONGEST_READ,
        _place: place,
    };
    let parts = futures_util::stream::unfold(sending, |mut sending| async move {
        let part = sending.part()?;
        Some((part, sending))
    });
    let mut response = Response::new(Body::from_stream(parts));
    let headers = response.headers_mut();
    let kind = match wanted {
        Form::Json => "application/json",
        Form::Csv => "text/csv; charset=utf-8; header=present",
    };
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if wanted == Form::Csv {
        let (name, value) = csv::attachment("orientations.csv");
        headers.insert(name, value);
    }
    response
}

impl Sending {
    /// The next part; none after the last.
    fn part(&mut self) -> Option<io::Result<String>> {
        if self.ended {
            return None;
        }
        if Instant::now() > self.until {
            self.ended = true;
            return Some(Err(io::ErrorKind::TimedOut.into()));
        }
        Some(Ok(match self.list.wanted {
            Form::Json => self.json(),
            Form::Csv => self.csv(),
        }))
    }

    fn json(&mut self) -> String {
        let Self {
            served, list, answers, ..
        } = &*self;
        let rows = &list.batch.rows;
        let mut text = String::with_capacity(PART + 4_096);
        if self.next == 0 {
            text = format!("{{{},\"numberReturned\":{},\"lignes\":[", served.edition, rows.len());
        }
        let mut next = self.next;
        while let Some(row) = rows.get(next).filter(|_| text.len() < PART) {
            if next > 0 {
                text.push(',');
            }
            written::json(&mut text, row, list.batch.start_of(row, answers), &served.snapshot);
            next += 1;
        }
        if next == rows.len() {
            text.push_str("]}");
            self.ended = true;
        }
        self.next = next;
        text
    }

    fn csv(&mut self) -> String {
        let Self {
            served, list, answers, ..
        } = &*self;
        let rows = &list.batch.rows;
        let mut csv = Csv::separated_by(list.heading.as_ref().map_or(',', |heading| heading.separator));
        if self.next == 0 {
            written::heading(&mut csv, list.heading.as_ref(), list.places);
        } else {
            csv = csv.without_mark();
        }
        let mut next = self.next;
        while let Some(row) = rows.get(next).filter(|_| csv.len() < PART) {
            let start = list.batch.start_of(row, answers);
            written::row(&mut csv, row, start, &served.snapshot, list.places);
            next += 1;
        }
        self.ended = next == rows.len();
        self.next = next;
        csv.take()
    }
}
