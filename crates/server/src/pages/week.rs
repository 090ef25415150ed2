//! The hours of the seven days to come, one line a day.

use super::{labels, opening::why};
use crate::locales::{Texts, capital};
use chrono::{DateTime, Days, NaiveDate, Utc};
use portee_directory::{Calendar, Period, UnknownReason, public_holiday};
use portee_domain::Hours;

/// One day.
pub(super) struct DayLine {
    /// « Mardi 14 juillet, fête nationale ».
    pub(super) name: String,
    pub(super) text: String,
    pub(super) today: bool,
}

/// How the hours of a place are shown.
pub(super) enum HoursView {
    /// Seven days from today on, holidays seen to.
    Week(Vec<DayLine>),
    /// Words of the source that nobody should guess about.
    Text(String),
    /// Nothing is known.
    Unstated,
}

impl HoursView {
    /// Whether nothing is known.
    pub(super) fn is_unstated(&self) -> bool {
        matches!(self, Self::Unstated)
    }

    /// Whether days and times are known.
    pub(super) fn is_known(&self) -> bool {
        matches!(self, Self::Week(_))
    }

    /// The hours of a place from the day of `now` on; `calendar` was made of `hours`.
    pub(super) fn of(hours: &Hours, calendar: &Calendar, now: DateTime<Utc>, t: &Texts) -> Self {
        let written = match hours {
            Hours::Unstated => return Self::Unstated,
            Hours::Text(text) | Hours::Osm(text) => text,
        };
        let today = now.with_timezone(&calendar.time_zone()).date_naive();
        let dates = (0..7).filter_map(|ahead| today.checked_add_days(Days::new(ahead)));
        let lines = dates.map(|date| {
            Some(DayLine {
                name: day_name(date, calendar, t),
                text: day(&calendar.day(date)?, t),
                today: date == today,
            })
        });
        // A day without an answer means that the hours are not understood: they are shown as they are written.
        lines
            .collect::<Option<Vec<DayLine>>>()
            .map_or_else(|| Self::Text(written.clone()), Self::Week)
    }
}

/// A day and its hours, in a line: « Samedi 28 novembre : 9 h 00 à 12 h 00 »; none when the hours are not understood.
pub(super) fn line_of(date: NaiveDate, calendar: &Calendar, t: &Texts) -> Option<String> {
    let hours = day(&calendar.day(date)?, t);
    Some(t.week.line(day_name(date, calendar, t), hours))
}

fn day_name(date: NaiveDate, calendar: &Calendar, t: &Texts) -> String {
    let name = capital(&t.week.day(t.weekday(date), t.day_and_month(date)));
    match public_holiday(date, calendar.regime()) {
        Some(holiday) => t.week.holiday(name, labels::holiday(holiday, t)),
        None => name,
    }
}

/// What happens on a day: `9 h 00 à 12 h 00 et 14 h 00 à 17 h 00`, `Fermé`, or what to do when it is not sure.
fn day(periods: &[Period], t: &Texts) -> String {
    let w = &t.week;
    let spans = merged(periods);
    let spans: Vec<String> = spans.iter().map(|(from, until)| span(*from, *until, t)).collect();
    let spans = spans.join(w.and);
    match periods.iter().find_map(|period| period.doubt.as_ref()) {
        // The day's name says which holiday; hours that nobody thought of would only mislead.
        Some(UnknownReason::PublicHoliday(_)) => w.call_first.to_owned(),
        Some(reason) => {
            let reason = why(reason, t).unwrap_or_default();
            format!("{spans}. {reason} {}", w.call_first)
        }
        None if spans.is_empty() => w.closed.to_owned(),
        None => spans,
    }
}

/// The periods in minutes, those that touch joined: what differs is only a comment.
fn merged(periods: &[Period]) -> Vec<(u16, u16)> {
    let mut spans: Vec<(u16, u16)> = Vec::new();
    for period in periods {
        match spans.last_mut() {
            Some(last) if last.1 == period.from => last.1 = period.until,
            _ => spans.push((period.from, period.until)),
        }
    }
    spans
}

fn span(from: u16, until: u16, t: &Texts) -> String {
    match (from, until) {
        (0, 1_440) => t.week.all_day.to_owned(),
        (_, 1_440) => t.week.span(t.time(from.into()), t.week.midnight),
        _ => t.week.span(t.time(from.into()), t.time(until.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locales::FR;
    use portee_directory::Holiday;

    fn period(from: u16, until: u16, doubt: Option<UnknownReason>) -> Period {
        Period { from, until, doubt }
    }

    #[test]
    fn a_day_is_said_in_words() {
        let open = |from, until| period(from, until, None);
        let said = |periods: &[Period]| day(periods, &FR).replace('\u{a0}', " ");
        assert_eq!(
            said(&[open(540, 720), open(840, 1_020)]),
            "9 h 00 à 12 h 00 et 14 h 00 à 17 h 00"
        );
        assert_eq!(said(&[open(540, 720), open(720, 1_440)]), "9 h 00 à minuit");
        assert_eq!(said(&[open(0, 1_440)]), "Toute la journée");
        assert_eq!(said(&[]), "Fermé");
        let holiday = period(540, 720, Some(UnknownReason::PublicHoliday(Holiday::Christmas)));
        assert_eq!(said(&[holiday]), "Appelez avant d’y aller.");
        let school = period(540, 720, Some(UnknownReason::SchoolHolidays));
        assert_eq!(
            said(&[school]),
            "9 h 00 à 12 h 00. Les horaires changent pendant les vacances scolaires. Appelez avant d’y aller."
        );
    }

    #[test]
    fn a_public_holiday_is_named_with_its_day() {
        let hours = Hours::Osm("Mo-Fr 09:00-12:00".into());
        let calendar = Calendar::new(&hours, &"26".parse().unwrap(), chrono_tz::Europe::Paris, (5.37, 44.75));
        let said = |month, day| {
            let date = NaiveDate::from_ymd_opt(2026, month, day).unwrap();
            line_of(date, &calendar, &FR).unwrap().replace('\u{a0}', " ")
        };
        assert_eq!(
            said(7, 14),
            "Mardi 14 juillet, fête nationale : Appelez avant d’y aller."
        );
        assert_eq!(said(7, 15), "Mercredi 15 juillet : 9 h 00 à 12 h 00");
        assert_eq!(
            said(5, 1),
            "Vendredi 1er mai, fête du Travail : Appelez avant d’y aller."
        );
    }
}
