//! The hours of the seven days to come, one line a day.

use super::{opening::doubt, words};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use portee_directory::{Listing, Opening, Regime, UnknownReason, public_holiday};
use portee_domain::Hours;

/// One day.
pub(super) struct DayLine {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) today: bool,
}

/// How the hours of a venue are shown.
pub(super) enum HoursView {
    /// Seven days from today on, holidays seen to.
    Week(Vec<DayLine>),
    /// Words of the source that nobody should guess about.
    Text(String),
    /// Nothing is known.
    Unstated,
}

impl HoursView {
    /// The hours of `listing` from the day of `now` on.
    pub(super) fn of(listing: &Listing, now: DateTime<Utc>) -> Self {
        let expression = match &listing.venue.description.hours {
            Hours::Unstated => return Self::Unstated,
            Hours::Text(text) => return Self::Text(text.clone()),
            Hours::Osm(expression) => expression,
        };
        if let Opening::Unknown {
            reason: UnknownReason::Unparsed,
        } = listing.opening(now)
        {
            return Self::Text(expression.clone());
        }
        let today = now.with_timezone(&listing.time_zone()).date_naive();
        let dates = (0..7).filter_map(|ahead| today.checked_add_days(Days::new(ahead)));
        Self::Week(
            dates
                .map(|date| line(listing, expression, date, date == today))
                .collect(),
        )
    }
}

fn line(listing: &Listing, expression: &str, date: NaiveDate, today: bool) -> DayLine {
    let holiday = public_holiday(date, Regime::of(&listing.venue.location.departement));
    let unsure = holiday.is_some() || expression.contains("SH") || expression.contains("unknown");
    let day = follow(listing, date, unsure);
    let closed = holiday.map_or_else(|| "Fermé".to_owned(), |name| format!("Fermé ({name})"));
    DayLine {
        name: words::capital(&format!("{} {}", words::weekday(date), words::day_and_month(date))),
        text: match (day.doubt, day.spans.is_empty()) {
            (Some(reason), _) => doubt(&reason),
            (None, true) => closed,
            (None, false) => day.spans.join(" et "),
        },
        today,
    }
}

#[derive(Default)]
struct Followed {
    /// `9 h 00 – 12 h 00`.
    spans: Vec<String>,
    /// The first reason not to be sure.
    doubt: Option<UnknownReason>,
}

/// Goes from one change to the next through a day. `unsure`: some hours may be neither open nor closed, and "when does
/// it surely open again?" would leap over them, so look at every half hour too.
fn follow(listing: &Listing, date: NaiveDate, unsure: bool) -> Followed {
    let zone = listing.time_zone();
    let mut followed = Followed::default();
    let (Some(mut at), Some(end)) = (
        midnight(zone, date),
        date.succ_opt().and_then(|next| midnight(zone, next)),
    ) else {
        return followed;
    };
    let half_hour = TimeDelta::minutes(30);
    while at < end {
        let next = match listing.opening(at.to_utc()) {
            Opening::Open { until, .. } => {
                let until = until.map_or(end, |until| until.min(end));
                followed.spans.push(span(&at, &until, end));
                until
            }
            Opening::Closed { reopens, .. } => {
                let reopens = reopens.map_or(end, |reopens| reopens.min(end));
                if unsure { reopens.min(at + half_hour) } else { reopens }
            }
            Opening::Unknown { reason } => {
                followed.doubt.get_or_insert(reason);
                at + half_hour
            }
        };
        // An answer always leads on; were it not so, the day would never end.
        at = next.max(at + TimeDelta::minutes(1));
    }
    followed
}

fn span(from: &DateTime<Tz>, until: &DateTime<Tz>, end: DateTime<Tz>) -> String {
    let last = if *until == end {
        "minuit".to_owned()
    } else {
        words::time(until)
    };
    format!("{}\u{a0}– {last}", words::time(from))
}

/// The first instant of a day in a time zone: clocks may skip midnight itself.
fn midnight(zone: Tz, date: NaiveDate) -> Option<DateTime<Tz>> {
    let local = date.and_hms_opt(0, 0, 0)?;
    zone.from_local_datetime(&local).earliest().or_else(|| {
        let later = local.checked_add_signed(TimeDelta::hours(1))?;
        zone.from_local_datetime(&later).earliest()
    })
}
