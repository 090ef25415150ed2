//! Whether a venue is open: three states, and a reason when it cannot be said.
//!
//! The hours are read in the venue's own time zone. Three rules go beyond the OSM specification, all on the side of
//! not sending someone to a closed door:
//!
//! - **Public holidays.** When the hours say what happens on them (`PH off`, `PH 10:00-12:00`), that is the answer.
//!   When they do not, OSM means "as on any other day", but most producers simply did not think of it: the time that
//!   would be open is then unknown, with the holiday's name. Hours that are always open (`24/7`) are believed.
//! - **School holidays.** We have no calendar of them. Hours that mention them (`SH`) are read both ways: where the
//!   two readings agree that is the answer, elsewhere it is unknown.
//! - **Unknown is not open**: the filter "open now" keeps only what is surely open.

mod calendar;
mod day;
mod evaluated;
mod habits;
pub(crate) mod holidays;
mod instant;
mod recurring;
mod timetable;
mod when;

#[cfg(test)]
mod instants;
#[cfg(test)]
mod tests;

pub use calendar::Calendar;
pub use evaluated::Evaluated;
pub use habits::Habits;
pub use recurring::Recurring;
pub(crate) use timetable::Timetables;
pub use when::{Part, When};

use chrono::DateTime;
use chrono_tz::Tz;
use holidays::Holiday;
use std::sync::Arc;

/// Whether a venue is open at some instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opening {
    /// It is open.
    Open {
        /// Until when; none when it does not close within six weeks.
        until: Option<DateTime<Tz>>,
        /// What the hours say about this opening ("sur rendez-vous").
        comment: Option<Arc<str>>,
    },
    /// It is closed.
    Closed {
        /// When it surely opens again; none when not within six weeks.
        reopens: Option<DateTime<Tz>>,
        /// The public holiday that today is.
        holiday: Option<Holiday>,
    },
    /// It cannot be said.
    Unknown {
        /// Why.
        reason: UnknownReason,
    },
}

impl Opening {
    /// Whether it is surely open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Open { .. })
    }

    /// The public word: `ouvert`, `ferme` or `inconnu`.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match self {
            Self::Open { .. } => "ouvert",
            Self::Closed { .. } => "ferme",
            Self::Unknown { .. } => "inconnu",
        }
    }
}

/// A part of a day during which a venue is open, or perhaps so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// Minutes since midnight by the clock on the wall there.
    pub from: u16,
    /// The same, 1440 for the end of the day.
    pub until: u16,
    /// Why it is not sure; none when it is.
    pub doubt: Option<UnknownReason>,
}

/// Why it cannot be said whether a venue is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnknownReason {
    /// The sources give no hours.
    Unstated,
    /// The hours are a text that we do not read without guessing.
    Unparsed,
    /// It depends on whether these are school holidays.
    SchoolHolidays,
    /// It is this public holiday, and the hours do not say what happens then.
    PublicHoliday(Holiday),
    /// The hours themselves say that it is not sure, in these words (none when they give none).
    Stated(Option<Arc<str>>),
}

impl UnknownReason {
    /// The public words, stable between versions.
    pub const CODES: [&'static str; 5] = [
        "horaires-absents",
        "horaires-non-compris",
        "vacances-scolaires",
        "jour-ferie",
        "selon-le-lieu",
    ];

    /// Its public word.
    #[must_use]
    pub fn code(&self) -> &'static str {
        let [unstated, unparsed, school_holidays, public_holiday, stated] = Self::CODES;
        match self {
            Self::Unstated => unstated,
            Self::Unparsed => unparsed,
            Self::SchoolHolidays => school_holidays,
            Self::PublicHoliday(_) => public_holiday,
            Self::Stated(_) => stated,
        }
    }

    /// One short French sentence for a visitor.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::Unstated => "Horaires non communiqués : appelez avant de venir.".into(),
            Self::Unparsed => "Horaires en texte libre : lisez-les sur la fiche.".into(),
            Self::SchoolHolidays => "Cela dépend des vacances scolaires : appelez avant de venir.".into(),
            Self::PublicHoliday(day) => format!("Jour férié ({}) : appelez avant de venir.", day.name()),
            Self::Stated(Some(words)) => format!("À confirmer auprès du lieu : {words}"),
            Self::Stated(None) => "À confirmer auprès du lieu.".into(),
        }
    }
}
