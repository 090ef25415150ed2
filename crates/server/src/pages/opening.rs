//! Whether a place is open, in words that a visitor can act on: open until, opens at, or call first.

use super::labels;
use crate::locales::{Texts, capital};
use chrono::{DateTime, Utc};
use portee_directory::{Calendar, Opening, UnknownReason};

/// The state in words.
pub(super) struct OpeningWords {
    /// The CSS class of the state: colour comes on top of the words, never instead.
    pub(super) class: &'static str,
    /// The state.
    pub(super) text: String,
    /// Why, or what else should be known: a sentence.
    pub(super) more: Option<String>,
}

impl OpeningWords {
    /// What is known at `now`, in the place's own time. `can_call` when its telephone number is known.
    pub(super) fn of(calendar: &Calendar, now: DateTime<Utc>, can_call: bool, t: &Texts) -> Self {
        let today = now.with_timezone(&calendar.time_zone()).date_naive();
        let o = &t.opening;
        let doubt = |call: &'static str, check: &'static str, more| Self {
            class: "state-unknown",
            text: if can_call { call } else { check }.to_owned(),
            more,
        };
        match calendar.opening(now) {
            Opening::Open { until, comment } => Self {
                class: "state-open",
                text: until.map_or_else(|| o.open.to_owned(), |until| o.open_until(t.moment(&until, today))),
                more: comment.map(|comment| capital(&comment)),
            },
            Opening::Closed { reopens, holiday } => {
                let more = holiday.map(|day| o.holiday_today(labels::holiday(day, t)));
                match reopens {
                    Some(reopens) => Self {
                        class: "state-closed",
                        text: o.opens(t.moment(&reopens, today)),
                        more,
                    },
                    None => doubt(o.closed_call, o.closed_check, more),
                }
            }
            Opening::Unknown { reason } => doubt(o.unknown_call, o.unknown_check, why(&reason, t)),
        }
    }
}

/// Why it is not sure, in a sentence without advice; none when there is nothing to add.
pub(super) fn why(reason: &UnknownReason, t: &Texts) -> Option<String> {
    let o = &t.opening;
    Some(match reason {
        UnknownReason::Unstated => return None,
        UnknownReason::Unparsed => o.unparsed.to_owned(),
        UnknownReason::SchoolHolidays => o.school_holidays.to_owned(),
        UnknownReason::PublicHoliday(day) => o.holiday_today(labels::holiday(*day, t)),
        UnknownReason::Stated(Some(said)) => o.stated(said),
        UnknownReason::Stated(None) => o.stated_nothing.to_owned(),
    })
}
