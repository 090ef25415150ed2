//! One day of a timetable: spans of minutes, each with its state, from midnight to midnight without holes.

use super::UnknownReason;
use opening_hours::RuleKind;
use opening_hours::schedule::Schedule;
use opening_hours_syntax::ExtendedTime;
use std::sync::Arc;

/// Minutes in a day, by the clock on the wall.
pub(crate) const DAY: u16 = 24 * 60;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum State {
    Open(Option<Arc<str>>),
    Closed,
    Unknown(UnknownReason),
}

/// A state until the minute `end` (exclusive).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) end: u16,
    pub(crate) state: State,
}

/// The spans of a day, in order; the last one ends at [`DAY`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Day(Vec<Span>);

impl Day {
    pub(crate) fn whole(state: State) -> Self {
        Self(vec![Span { end: DAY, state }])
    }

    /// A day of the `opening-hours` crate.
    pub(crate) fn from_schedule(schedule: Schedule) -> Self {
        let mut day = Self(Vec::new());
        for range in schedule {
            let comment = (!range.comment.is_empty()).then_some(range.comment);
            day.push(
                minutes(range.range.end),
                match range.kind {
                    RuleKind::Open => State::Open(comment),
                    RuleKind::Closed => State::Closed,
                    RuleKind::Unknown => State::Unknown(UnknownReason::Stated(comment)),
                },
            );
        }
        day.push(DAY, State::Closed);
        day.0.shrink_to_fit();
        day
    }

    /// Adds a span up to `end`, joined with the one before when it has the same state.
    fn push(&mut self, end: u16, state: State) {
        let end = end.min(DAY);
        let start = self.0.last().map_or(0, |span| span.end);
        match self.0.last_mut() {
            _ if end <= start => {}
            Some(last) if last.state == state => last.end = end,
            _ => self.0.push(Span { end, state }),
        }
    }

    pub(crate) fn spans(&self) -> &[Span] {
        &self.0
    }

    /// The span that the minute is in.
    pub(crate) fn at(&self, minute: u16) -> Option<&Span> {
        self.0.iter().find(|span| minute < span.end)
    }

    /// The same day, where what would be open is only perhaps so.
    pub(crate) fn doubt(&self, reason: &UnknownReason) -> Self {
        let mut day = Self(Vec::new());
        for span in &self.0 {
            let state = match &span.state {
                State::Open(_) => State::Unknown(reason.clone()),
                other => other.clone(),
            };
            day.push(span.end, state);
        }
        day
    }

    /// Two readings of a day: what they agree on, and `reason` for the rest.
    pub(crate) fn agree(&self, other: &Self, reason: &UnknownReason) -> Self {
        let mut day = Self(Vec::new());
        let (mut ours, mut theirs) = (self.0.iter().peekable(), other.0.iter().peekable());
        while let (Some(a), Some(b)) = (ours.peek(), theirs.peek()) {
            let end = a.end.min(b.end);
            let state = if a.state == b.state {
                a.state.clone()
            } else {
                State::Unknown(reason.clone())
            };
            day.push(end, state);
            ours.next_if(|span| span.end == end);
            theirs.next_if(|span| span.end == end);
        }
        day
    }
}

fn minutes(time: ExtendedTime) -> u16 {
    u16::from(time.hour()) * 60 + u16::from(time.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(spans: &[(u16, State)]) -> Day {
        let mut day = Day(Vec::new());
        for (end, state) in spans {
            day.push(*end, state.clone());
        }
        day
    }

    #[test]
    fn two_readings_leave_doubt_only_where_they_differ() {
        let usual = day(&[(540, State::Closed), (1020, State::Open(None)), (DAY, State::Closed)]);
        let holidays = day(&[(540, State::Closed), (720, State::Open(None)), (DAY, State::Closed)]);
        let reason = UnknownReason::SchoolHolidays;
        let expected = day(&[
            (540, State::Closed),
            (720, State::Open(None)),
            (1020, State::Unknown(reason.clone())),
            (DAY, State::Closed),
        ]);
        assert_eq!(usual.agree(&holidays, &reason), expected);
    }

    #[test]
    fn a_day_ends_at_midnight_whatever_is_pushed() {
        let day = day(&[(2000, State::Closed), (100, State::Open(None))]);
        assert_eq!(day, Day::whole(State::Closed));
        assert!(day.at(DAY).is_none());
    }
}
