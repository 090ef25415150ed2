//! A venue to take along: its hours in one's calendar (iCalendar, RFC 5545), its telephone in one's contacts (vCard 3.0).
//!
//! | file | what |
//! | --- | --- |
//! | `lines.rs` | content lines: both formats escape and fold alike |
//! | `calendar.rs` | the hours of this year and the next as weekly events |
//! | `zone.rs` | the venue's time zone, with its changes of the clocks |
//! | `contact.rs` | the contact |

mod calendar;
mod contact;
mod lines;
#[cfg(test)]
mod tests;
mod zone;

use super::Visit;
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use portee_directory::{EditionStamp, Listing};

/// What a venue is taken along as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Calendar,
    Contact,
}

impl Form {
    const ALL: [Self; 2] = [Self::Calendar, Self::Contact];

    /// The end of its address.
    pub(super) fn suffix(self) -> &'static str {
        match self {
            Self::Calendar => ".ics",
            Self::Contact => ".vcf",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Calendar => "text/calendar; charset=utf-8",
            Self::Contact => "text/vcard; charset=utf-8",
        }
    }
}

/// The last part of an address without its suffix, and the form that the suffix asks for.
pub(super) fn asked(last: &str) -> (&str, Option<Form>) {
    let form = |form: Form| Some((last.strip_suffix(form.suffix())?, Some(form)));
    Form::ALL.into_iter().find_map(form).unwrap_or((last, None))
}

/// The file; none when there is nothing to put in it: hours that are not known make no calendar.
pub(super) fn file(
    form: Form,
    listing: &Listing,
    visit: &Visit,
    stamp: &EditionStamp,
    now: DateTime<Utc>,
) -> Option<Response> {
    let id = listing.venue.id.as_str();
    let page = format!("{}{}", visit.root, visit.link(&format!("/lieux/{id}")));
    let text = match form {
        Form::Calendar => calendar::calendar(listing, &page, stamp, now, visit.texts)?,
        Form::Contact => contact::contact(listing, &page, stamp),
    };
    let name = format!("attachment; filename=\"lieu-{id}{}\"", form.suffix());
    let headers = [
        (header::CONTENT_TYPE, form.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CONTENT_LANGUAGE, visit.texts.locale.code.to_owned()),
        (header::CACHE_CONTROL, "public, max-age=3600".to_owned()),
    ];
    Some((StatusCode::OK, headers, text).into_response())
}
