//! From clauses to one `opening_hours` expression.

use super::clause::{Clause, Clauses};
use super::token::Part;
use std::fmt::Write;

const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
/// What an expression says of openings by appointment.
const APPOINTMENT: &str = "sur rendez-vous";
/// The longest text that an expression carries, in characters.
const COMMENT_LENGTH: usize = 80;
/// Where the morning ends and the afternoon begins at the latest, in minutes: 13:30.
const MIDDAY_END: u16 = 13 * 60 + 30;
/// The same at the earliest: 11:30.
const MIDDAY_START: u16 = 11 * 60 + 30;

type Span = (u16, u16);

/// A week of opening spans, and the rules that do not hold each week or that are not sure.
#[derive(Debug, Clone, Default)]
pub(super) struct Week {
    days: [Vec<Span>; 7],
    special: Vec<Special>,
    /// From one month to another, both included.
    closed_months: Vec<(u8, u8)>,
    off_on_public_holidays: bool,
    off_in_school_holidays: bool,
    /// What the source says of all its openings, in its own words.
    note: Option<String>,
}

#[derive(Debug, Clone)]
struct Special {
    /// Months and weeks, with a space after them; empty for all.
    when: String,
    days: Vec<usize>,
    ordinals: Vec<i8>,
    spans: Vec<Span>,
    /// `open "…"`, `unknown "…"` or nothing.
    state: String,
}

impl Week {
    /// Adds what the clauses say. `column`: the day of the column that they stand in, for a day that they do not name.
    /// None when they contradict what is known, or leave open what they mean: nothing is added then.
    pub(super) fn add(&mut self, clauses: &Clauses, column: Option<usize>) -> Option<()> {
        let alone = clauses.list.len() == 1;
        let mut next = self.clone();
        for clause in &clauses.list {
            let mut clause = clause.clone();
            match column {
                Some(day) if clause.days.is_empty() || clause.days == [day] => clause.days = vec![day],
                Some(_) => return None,
                None if clause.days.is_empty() && !alone && clause.closed && clause.months.is_some() => {}
                None if clause.days.is_empty() && !(alone && clause.spans.is_empty() && !clause.closed) => return None,
                None => {}
            }
            next.add_clause(&clause)?;
        }
        next.off_on_public_holidays |= clauses.not_on_public_holidays;
        next.off_in_school_holidays |= clauses.not_in_school_holidays;
        *self = next;
        Some(())
    }

    /// Adds the source's words about all of its openings ("fermeture 15 jours en août").
    pub(super) fn annotate(&mut self, words: &str) {
        self.note = Some(comment(words));
    }

    /// Says that it is not known when the place is open on this day: the source's words are kept.
    pub(super) fn add_unknown(&mut self, days: Vec<usize>, words: &str) {
        self.special.push(Special {
            when: String::new(),
            days,
            ordinals: Vec::new(),
            spans: Vec::new(),
            state: unknown(words),
        });
    }

    fn add_clause(&mut self, clause: &Clause) -> Option<()> {
        let always = clause.ordinals.is_empty() && clause.parity.is_none() && clause.months.is_none();
        if clause.spans.is_empty() && clause.closed {
            return match (always, clause.days.is_empty(), clause.months) {
                (true, _, _) => self.close(clause),
                (false, true, Some(_)) => {
                    self.closed_months.extend(clause.months);
                    Some(())
                }
                _ => None,
            };
        }
        if clause.appointment && clause.spans.is_empty() && always && clause.doubt.is_none() {
            return self.by_appointment(clause);
        }
        if always && !clause.appointment && clause.doubt.is_none() {
            return clause.days.iter().try_for_each(|day| self.open(*day, clause));
        }
        let free = |day: &usize| clause.spans.iter().all(|span| is_free(&self.days[*day], *span));
        let other = self.special.iter().flat_map(|special| &special.days);
        if !clause.days.iter().all(free) || other.into_iter().any(|day| clause.days.contains(day)) {
            return None;
        }
        if clause.spans.is_empty() && clause.days.iter().any(|day| !self.days[*day].is_empty()) {
            return None;
        }
        self.special.push(Special::of(clause));
        Some(())
    }

    /// Adds spans to a day. Two clauses about one day agree when one holds the other (the later is the more particular), when
    /// the second says that it stands in for the first, or when it adds to it with "et".
    fn open(&mut self, day: usize, clause: &Clause) -> Option<()> {
        let known = &mut self.days[day];
        let holds =
            |outer: &[Span], inner: &[Span]| inner.iter().all(|a| outer.iter().any(|b| b.0 <= a.0 && a.1 <= b.1));
        if known.is_empty() || clause.instead || holds(&clause.spans, known) || holds(known, &clause.spans) {
            known.clone_from(&clause.spans);
        } else if clause.joined && clause.spans.iter().all(|span| is_free(known, *span)) {
            known.extend(&clause.spans);
            known.sort_unstable();
        } else {
            return None;
        }
        let taken = self.special.iter().any(|special| special.days.contains(&day));
        (!taken).then_some(())
    }

    /// Closes the days of a clause, or the part of them that it names.
    fn close(&mut self, clause: &Clause) -> Option<()> {
        for day in &clause.days {
            let spans = &mut self.days[*day];
            match clause.parts[..] {
                [] => spans.clear(),
                [Part::Morning] if spans.iter().all(|span| span.1 <= MIDDAY_END || span.0 >= MIDDAY_START) => {
                    spans.retain(|span| span.0 >= MIDDAY_START);
                }
                [Part::Afternoon] if spans.iter().all(|span| span.1 <= MIDDAY_END || span.0 >= MIDDAY_START) => {
                    spans.retain(|span| span.1 <= MIDDAY_END);
                }
                _ => return None,
            }
        }
        Some(())
    }

    /// Says that days are by appointment only: the spans known of them become so.
    fn by_appointment(&mut self, clause: &Clause) -> Option<()> {
        let [known, rest @ ..] = &clause.days[..] else {
            self.special.push(Special::of(clause));
            return self.days.iter().all(Vec::is_empty).then_some(());
        };
        let spans = self.days[*known].clone();
        let alike = rest.iter().all(|day| self.days[*day] == spans);
        let taken = self
            .special
            .iter()
            .flat_map(|special| &special.days)
            .any(|day| clause.days.contains(day));
        if !alike || taken || !clause.parts.is_empty() {
            return None;
        }
        let mut clause = clause.clone();
        clause.spans = spans;
        for day in &clause.days {
            self.days[*day].clear();
        }
        self.special.push(Special::of(&clause));
        Some(())
    }

    /// The expression; none when nothing is said of any opening.
    ///
    /// Days with the same hours share a rule, runs of them joined: `Mo-We,Fr 09:00-12:00; Sa 10:00-12:00`.
    pub(super) fn expression(&self) -> Option<String> {
        let mut rules: Vec<(&[Span], Vec<usize>)> = Vec::new();
        for (day, spans) in self.days.iter().enumerate().filter(|(_, spans)| !spans.is_empty()) {
            match rules.iter_mut().find(|(known, _)| *known == &spans[..]) {
                Some((_, days)) => days.push(day),
                None => rules.push((spans, vec![day])),
            }
        }
        let mut text = String::new();
        let note = self
            .note
            .as_ref()
            .map_or_else(String::new, |words| format!(" open \"{words}\""));
        for (spans, days) in &rules {
            push(&mut text, "; ", &format!("{} {}{note}", runs(days), clock(spans)));
        }
        for special in &self.special {
            // A rule after ";" would replace the day's other hours; one after "," adds to them.
            let adds = special.days.iter().any(|day| !self.days[*day].is_empty());
            let note = if special.state.is_empty() { note.as_str() } else { "" };
            push(
                &mut text,
                if adds { ", " } else { "; " },
                &format!("{}{note}", special.text()),
            );
        }
        if text.is_empty() {
            return None;
        }
        for months in &self.closed_months {
            push(&mut text, "; ", &format!("{} off", months_text(*months)));
        }
        for (off, rule) in [
            (self.off_on_public_holidays, "PH off"),
            (self.off_in_school_holidays, "SH off"),
        ] {
            if off {
                push(&mut text, "; ", rule);
            }
        }
        Some(text)
    }

    /// Whether some opening is known, sure or by appointment.
    pub(super) fn opens(&self) -> bool {
        self.days.iter().any(|spans| !spans.is_empty()) || self.special.iter().any(|special| !special.spans.is_empty())
    }
}

impl Special {
    fn of(clause: &Clause) -> Self {
        let mut when = String::new();
        if let Some((from, to)) = clause.months {
            when = months_text((from, to));
            when.push(' ');
        }
        match clause.parity {
            Some(0) => when.push_str("week 02-52/2 "),
            Some(_) => when.push_str("week 01-53/2 "),
            None => {}
        }
        let words: Vec<&str> = clause
            .appointment
            .then_some(APPOINTMENT)
            .into_iter()
            .chain(clause.doubt)
            .collect();
        let sure = clause.doubt.is_none() && !clause.spans.is_empty();
        let state = match (words.is_empty(), sure) {
            (true, _) => String::new(),
            (false, true) => format!("open \"{}\"", words.join(", ")),
            (false, false) => unknown(&words.join(", ")),
        };
        Self {
            when,
            days: clause.days.clone(),
            ordinals: clause.ordinals.clone(),
            spans: clause.spans.clone(),
            state,
        }
    }

    fn text(&self) -> String {
        let mut days = runs(&self.days);
        if !self.ordinals.is_empty() {
            let ordinals: Vec<String> = self.ordinals.iter().map(ToString::to_string).collect();
            // Writing to a String cannot fail.
            let _ = write!(days, "[{}]", ordinals.join(","));
        }
        let parts = [self.when.trim(), &days, &clock(&self.spans), &self.state];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }
}

/// `unknown "…"` with the source's words, in the form that a comment can have.
fn unknown(words: &str) -> String {
    format!("unknown \"{}\"", comment(words))
}

/// Words in the form that a comment can have.
fn comment(words: &str) -> String {
    let plain = words.replace('"', "'");
    let short: String = plain.chars().take(COMMENT_LENGTH).collect();
    short.trim().to_owned()
}

/// `Aug`, `Sep-Jun`.
fn months_text((from, to): (u8, u8)) -> String {
    let name = |month: u8| MONTHS[usize::from(month.clamp(1, 12)) - 1];
    if from == to {
        name(from).to_owned()
    } else {
        format!("{}-{}", name(from), name(to))
    }
}

fn is_free(known: &[Span], span: Span) -> bool {
    known.iter().all(|other| span.1 <= other.0 || other.1 <= span.0)
}

fn push(text: &mut String, separator: &str, rule: &str) {
    if !text.is_empty() {
        text.push_str(separator);
    }
    text.push_str(rule);
}

/// `09:00-12:00,14:00-17:00`.
fn clock(spans: &[Span]) -> String {
    let time = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let spans: Vec<String> = spans
        .iter()
        .map(|(from, to)| format!("{}-{}", time(*from), time(*to)))
        .collect();
    spans.join(",")
}

/// Sorted days as runs: `Mo-We,Fr`. Two neighbours are a list, `Mo,Tu`; the whole week needs no name.
fn runs(days: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some(last) if last.1 + 1 == *day => last.1 = *day,
            _ => runs.push((*day, *day)),
        }
    }
    let texts: Vec<String> = runs
        .iter()
        .map(|(first, last)| match last - first {
            0 => DAYS[*first].to_owned(),
            1 => format!("{},{}", DAYS[*first], DAYS[*last]),
            _ => format!("{}-{}", DAYS[*first], DAYS[*last]),
        })
        .collect();
    texts.join(",")
}
