//! From tokens to clauses: some days, and what holds on them.

use super::token::{Part, Token};

/// What stands between two times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    /// `-`, `à`, `/` or nothing: may be from one to the other.
    Span,
    /// `et`, `,`, `;`: never from one to the other.
    Apart,
}

/// Days, and what holds on them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word that was said or was not")]
pub(super) struct Clause {
    /// The days; empty when the clause names none.
    pub(super) days: Vec<usize>,
    /// Which of the month, when not each: 1 to 5, −1 for the last.
    pub(super) ordinals: Vec<i8>,
    /// Minutes since midnight, from and to, in order.
    pub(super) spans: Vec<(u16, u16)>,
    /// The parts of the day that it names.
    pub(super) parts: Vec<Part>,
    /// It says that the place is closed then.
    pub(super) closed: bool,
    /// Its hours stand in for those said before ("sauf le mercredi de 9h à 12h").
    pub(super) instead: bool,
    /// Only by appointment.
    pub(super) appointment: bool,
    /// Even (0) or odd (1) weeks only.
    pub(super) parity: Option<u8>,
    /// From one month to another, both included.
    pub(super) months: Option<(u8, u8)>,
    /// In words: it is not said when exactly.
    pub(super) doubt: Option<&'static str>,
    /// "et" joins it to the clause before.
    pub(super) joined: bool,
}

/// The clauses of a text, and what holds for all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Clauses {
    pub(super) list: Vec<Clause>,
    pub(super) not_on_public_holidays: bool,
    pub(super) not_in_school_holidays: bool,
}

/// A clause being read.
#[derive(Debug, Default)]
struct Reading {
    clause: Clause,
    times: Vec<(Option<Link>, u16)>,
    /// What stands since the last time.
    link: Option<Link>,
    /// What joins the next day to the last one.
    range: Option<Token>,
    /// Days joined by dashes: three or more are a list, two a range only from Monday to the end of a week.
    dashes: usize,
    except: bool,
    excepted: Vec<usize>,
    months: Vec<u8>,
    /// Something other than hours was said of the days: the next days are another clause's.
    said: bool,
}

/// Reads the tokens. None when something is not understood, or could mean two things.
pub(super) fn clauses(tokens: &[Token]) -> Option<Clauses> {
    let mut found = Clauses::default();
    let times_first = times_come_first(tokens);
    let mut reading = Reading::default();
    let mut pending_join = false;
    for (index, token) in tokens.iter().enumerate() {
        match token {
            Token::NotOnPublicHolidays => found.not_on_public_holidays = true,
            Token::PublicHolidays if reading.clause.closed => found.not_on_public_holidays = true,
            Token::NotInSchoolHolidays => {
                if found.not_in_school_holidays {
                    return None;
                }
                found.not_in_school_holidays = true;
            }
            token => {
                let number_is_time = matches!(token, Token::Number(_)) && near_a_time(tokens, index);
                if reading.is_over_before(token, number_is_time, times_first) {
                    found.list.push(std::mem::take(&mut reading).finish()?);
                    reading.clause.joined = pending_join;
                }
                reading.take(token, number_is_time)?;
            }
        }
        pending_join = *token == Token::And;
    }
    if !reading.is_empty() {
        found.list.push(reading.finish()?);
    }
    // Said at the start it holds for all; said of one of several it is not clear for which.
    let at_start = matches!(tokens.first(), Some(Token::NotInSchoolHolidays));
    let clear = !found.not_in_school_holidays || at_start || found.list.len() <= 1;
    let hours = || found.list.iter().filter(|clause| !clause.closed);
    let dated = hours().filter(|clause| clause.months.is_some()).count();
    let months_clear = dated == 0 || dated == hours().count();
    (clear && months_clear).then_some(found)
}

/// Whether hours stand before their days ("9h-12h du lundi au vendredi").
fn times_come_first(tokens: &[Token]) -> bool {
    let first = tokens.iter().find_map(|token| match token {
        Token::Time(_) | Token::Number(_) => Some(true),
        Token::Day(_) | Token::Days(_) => Some(false),
        _ => None,
    });
    let days = tokens
        .iter()
        .any(|token| matches!(token, Token::Day(_) | Token::Days(_)));
    first == Some(true) && days
}

/// Whether a bare number is an hour: a time or another number stands beyond what joins a span.
fn near_a_time(tokens: &[Token], index: usize) -> bool {
    let joins = |token: Option<&Token>| matches!(token, Some(Token::To | Token::Dash | Token::Slash));
    let hour = |token: Option<&Token>| matches!(token, Some(Token::Time(_) | Token::Number(_)));
    let before = index.checked_sub(1).and_then(|i| tokens.get(i));
    let beyond = index.checked_sub(2).and_then(|i| tokens.get(i));
    let after = tokens.get(index + 1);
    (joins(after) && hour(tokens.get(index + 2)))
        || (joins(before) && hour(beyond))
        || matches!(after, Some(Token::Time(_)))
}

impl Reading {
    fn is_empty(&self) -> bool {
        self.clause == Clause::default() && self.times.is_empty()
    }

    /// Whether the clause is complete and this token begins another.
    fn is_over_before(&self, token: &Token, number_is_time: bool, times_first: bool) -> bool {
        let has_days = !self.clause.days.is_empty();
        let has_times = !self.times.is_empty();
        let is_time = matches!(token, Token::Time(_)) || number_is_time;
        match token {
            Token::Day(_) | Token::Days(_) | Token::Ordinal(_) if times_first => self.said,
            Token::Day(_) | Token::Days(_) | Token::Ordinal(_) => has_times || self.said,
            Token::Closed | Token::Except if !self.except => has_days && has_times,
            _ if is_time && times_first => has_days && has_times,
            _ => false,
        }
    }

    fn take(&mut self, token: &Token, number_is_time: bool) -> Option<()> {
        if matches!(token, Token::Closed | Token::Appointment | Token::Doubt(_)) {
            self.said = !self.clause.days.is_empty();
        }
        match *token {
            Token::Day(day) => self.day(day)?,
            Token::Days(days) => {
                let days: Vec<usize> = (0..7).filter(|day| days[*day]).collect();
                if self.except {
                    self.excepted.extend(days);
                } else {
                    self.clause.days.extend(days);
                }
                self.range = None;
            }
            Token::Ordinal(nth) => self.clause.ordinals.push(nth),
            Token::Parity(parity) => self.clause.parity = Some(parity),
            Token::Month(month) => self.months.push(month),
            Token::Time(minutes) => self.time(minutes)?,
            Token::Number(hour) if number_is_time && (5..=24).contains(&hour) => self.time(hour * 60)?,
            Token::PartOfDay(part) => self.clause.parts.push(part),
            Token::To | Token::Dash | Token::Slash => self.join(token, Link::Span),
            Token::And | Token::Comma | Token::Break => self.join(token, Link::Apart),
            Token::Colon => self.range = Some(Token::Colon),
            Token::Closed => self.clause.closed = true,
            Token::Except => {
                if self.clause.days.is_empty() && self.times.is_empty() {
                    // After a complete clause: "9h-12h sauf le mercredi" closes on those days, unless it gives their hours.
                    self.clause.instead = true;
                } else {
                    self.except = true;
                }
            }
            Token::Appointment => self.clause.appointment = true,
            Token::Doubt(words) => self.clause.doubt = Some(words),
            _ => return None,
        }
        Some(())
    }

    fn day(&mut self, day: usize) -> Option<()> {
        if self.except {
            self.excepted.push(day);
            return Some(());
        }
        let last = self.clause.days.last().copied();
        match (self.range.take(), last) {
            (Some(Token::To), Some(from)) => {
                if from >= day {
                    return None;
                }
                self.clause.days.extend(from + 1..=day);
            }
            (Some(Token::Dash), Some(_)) => {
                self.dashes += 1;
                self.clause.days.push(day);
            }
            _ => self.clause.days.push(day),
        }
        Some(())
    }

    fn time(&mut self, minutes: u16) -> Option<()> {
        if minutes > 24 * 60 || (self.except && self.excepted.is_empty()) {
            return None;
        }
        self.except = false;
        let link = if self.times.is_empty() {
            None
        } else {
            Some(self.link.unwrap_or(Link::Span))
        };
        self.times.push((link, minutes));
        self.link = None;
        Some(())
    }

    fn join(&mut self, token: &Token, link: Link) {
        // "samedi : -" and a dash before the end of a line stand for closed.
        let dash_alone = match (&self.range, token) {
            (Some(Token::Colon), Token::Dash) | (Some(Token::Dash), Token::Break) => self.times.is_empty(),
            _ => false,
        };
        if dash_alone && !self.clause.days.is_empty() {
            self.clause.closed = true;
            self.said = true;
        }
        if !self.times.is_empty() {
            // The stronger of several marks decides: "9h - et 12h" joins nothing.
            self.link = Some(if self.link == Some(Link::Apart) {
                Link::Apart
            } else {
                link
            });
        }
        self.range = Some(token.clone());
    }

    /// The clause, when everything in it agrees.
    fn finish(mut self) -> Option<Clause> {
        self.dashed_days()?;
        self.clause.spans = self.spans()?;
        self.clause.months = match self.months[..] {
            [] => None,
            [month] => Some((month, month)),
            [from, to] => Some((from, to)),
            _ => return None,
        };
        let clause = &mut self.clause;
        clause.closed |= clause.instead && clause.spans.is_empty();
        // "fermé le mercredi 14h-18h" says two things of one day; "fermé / 14h-18h" in a day's column does not.
        if clause.closed && !clause.days.is_empty() && !clause.spans.is_empty() && clause.parts.is_empty() {
            return None;
        }
        clause.days.retain(|day| !self.excepted.contains(day));
        clause.days.sort_unstable();
        clause.days.dedup();
        if (self.except || !self.excepted.is_empty()) && (clause.days.is_empty() || self.excepted.is_empty()) {
            return None;
        }
        clause.ordinals.sort_unstable();
        clause.ordinals.dedup();
        if !clause.days.is_empty() && self.times.is_empty() && clause.says_nothing() {
            clause.doubt = Some(match clause.parts[..] {
                [Part::Morning] => "le matin",
                [Part::Afternoon] => "l'après-midi",
                _ => "heures à demander",
            });
        }
        let said = !self.times.is_empty() || clause.closed || clause.appointment || clause.doubt.is_some();
        (said && clause.parts_agree() && (clause.ordinals.is_empty() || clause.days.len() == 1))
            .then(|| self.clause.clone())
    }

    /// Two days and a dash are a range when they are a whole week ("lundi-vendredi"), and else may be a list; more days
    /// and dashes are a list.
    fn dashed_days(&mut self) -> Option<()> {
        let days = &mut self.clause.days;
        if self.dashes == 1 && days.len() == 2 {
            match days[..] {
                [0, to @ 4..=6] => *days = (0..=to).collect(),
                [from, to] if to == from + 1 => {}
                _ => return None,
            }
        }
        Some(())
    }

    fn spans(&self) -> Option<Vec<(u16, u16)>> {
        let mut spans: Vec<(u16, u16)> = Vec::new();
        for pair in self.times.chunks(2) {
            let [(_, from), (Some(Link::Span), to)] = pair else {
                return None;
            };
            // What a form writes for a field left empty.
            if (*from, *to) == (0, 0) {
                continue;
            }
            if from >= to {
                return None;
            }
            spans.push((*from, *to));
        }
        spans.sort_unstable();
        Some(united(&spans))
    }
}

/// Sorted spans; those that touch or overlap are one: each of them is said to be an opening.
pub(super) fn united(spans: &[(u16, u16)]) -> Vec<(u16, u16)> {
    let mut united: Vec<(u16, u16)> = Vec::new();
    for (from, to) in spans {
        match united.last_mut() {
            Some(last) if last.1 >= *from => last.1 = last.1.max(*to),
            _ => united.push((*from, *to)),
        }
    }
    united
}

impl Clause {
    /// Whether it names days and nothing that holds on them.
    fn says_nothing(&self) -> bool {
        self.spans.is_empty() && !self.closed && !self.appointment && self.doubt.is_none()
    }

    /// A part of the day that is named must be the one that the spans are in, or, closed, the one that they leave free.
    fn parts_agree(&self) -> bool {
        let both = self.parts.contains(&Part::Morning) && self.parts.contains(&Part::Afternoon);
        if self.parts.is_empty() {
            return true;
        }
        if self.spans.is_empty() {
            return !both;
        }
        let inside = |part: &Part, span: &(u16, u16)| match part {
            Part::Morning => span.1 <= 13 * 60 + 30,
            Part::Afternoon => span.0 >= 11 * 60 + 30,
        };
        match (self.closed, both) {
            (true, true) => false,
            (true, false) => self
                .parts
                .iter()
                .all(|part| self.spans.iter().all(|span| !inside(part, span) && apart(*part, *span))),
            (false, true) => self.days.len() <= 1,
            (false, false) => self
                .parts
                .iter()
                .all(|part| self.spans.iter().all(|span| inside(part, span))),
        }
    }
}

/// Whether a span is wholly outside a part of the day.
fn apart(part: Part, span: (u16, u16)) -> bool {
    match part {
        Part::Morning => span.0 >= 11 * 60 + 30,
        Part::Afternoon => span.1 <= 13 * 60 + 30,
    }
}
