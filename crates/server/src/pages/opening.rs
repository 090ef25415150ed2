//! Whether a venue is open, in words that a visitor can act on.

use crate::locales::{Texts, capital};
use chrono::{DateTime, Utc};
use portee_directory::{Listing, Opening, UnknownReason};

/// The state in words.
pub(super) struct OpeningWords {
    /// The CSS class of the state: colour comes on top of the words, never instead.
    pub(super) class: &'static str,
    /// The state.
    pub(super) text: String,
    /// What else should be known, or done.
    pub(super) more: Option<String>,
}

impl OpeningWords {
    /// What is known at `now`, in the venue's own time.
    pub(super) fn of(listing: &Listing, now: DateTime<Utc>, t: &Texts) -> Self {
        let today = now.with_timezone(&listing.time_zone()).date_naive();
        let can_call = listing.venue.description.contact.phone.is_some();
        match listing.opening(now) {
            Opening::Open { until, comment } => Self {
                class: "state-open",
                text: until.map_or_else(
                    || "Ouvert".to_owned(),
                    |until| format!("Ouvert, ferme {}", t.moment(&until, today)),
                ),
                more: comment.map(|comment| capital(&comment)),
            },
            Opening::Closed { reopens, holiday } => {
                let why = holiday.map_or_else(String::new, |name| format!(" (jour férié : {name})"));
                Self {
                    class: "state-closed",
                    text: match reopens {
                        Some(reopens) => format!("Fermé{why}, ouvre {}", t.moment(&reopens, today)),
                        None => format!("Fermé{why}"),
                    },
                    more: None,
                }
            }
            Opening::Unknown { reason } => Self {
                class: "state-unknown",
                text: unknown(&reason),
                more: can_call.then(|| "Appelez avant d’y aller.".to_owned()),
            },
        }
    }
}

/// The reason in a few words, without advice.
fn unknown(reason: &UnknownReason) -> String {
    match reason {
        UnknownReason::Unstated => "Horaires inconnus".to_owned(),
        UnknownReason::Unparsed => "Horaires à lire sur la fiche".to_owned(),
        UnknownReason::SchoolHolidays => "Cela dépend des vacances scolaires".to_owned(),
        UnknownReason::PublicHoliday(name) => format!("Jour férié ({name}) : ouverture incertaine"),
        UnknownReason::Stated(Some(said)) => format!("À confirmer : {said}"),
        UnknownReason::Stated(None) => "À confirmer auprès du lieu".to_owned(),
    }
}

/// Why a day is not sure, as a line of the week's table.
pub(super) fn doubt(reason: &UnknownReason) -> String {
    format!("{}. Appelez avant d’y aller.", unknown(reason))
}
