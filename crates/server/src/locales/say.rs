//! Numbers, dates, times and distances in a language. Spaces that must not break are no-break spaces.

use super::{Locale, Texts};
use chrono::{DateTime, Datelike, NaiveDate, Timelike};
use chrono_tz::Tz;
use portee_domain::Method;

impl Locale {
    /// A whole number with its thousands apart: `9 412`, `9,412`.
    pub(crate) fn number(&self, value: usize) -> String {
        let digits = value.to_string();
        let mut text = String::with_capacity(digits.len() * 2);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push_str(self.thousands);
            }
            text.push(digit);
        }
        text
    }

    /// A number with so many decimals: `12,5`, `12.5`.
    pub(crate) fn decimal(&self, value: f64, decimals: usize) -> String {
        format!("{value:.decimals$}").replace('.', self.decimal)
    }
}

impl Texts {
    /// `3 novembre 2026`.
    pub(crate) fn date(&self, date: NaiveDate) -> String {
        self.dates.date(self.day_and_month(date), date.year())
    }

    /// `1er mai`, `3 novembre`.
    pub(crate) fn day_and_month(&self, date: NaiveDate) -> String {
        let month = self.dates.months[date.month0() as usize];
        match date.day() {
            1 => self.dates.first_of_month(month),
            day => self.dates.day_and_month(day, month),
        }
    }

    /// `lundi`.
    pub(crate) fn weekday(&self, date: NaiveDate) -> &'static str {
        self.dates.days[date.weekday().num_days_from_monday() as usize]
    }

    /// `17 h 00`, from the minutes since midnight.
    pub(crate) fn time(&self, minutes: u32) -> String {
        self.dates.time(minutes / 60, format_args!("{:02}", minutes % 60))
    }

    /// When something happens, seen from `today`: `à 14 h 00`, `demain à 9 h 00`, `mardi à 9 h 00`, `le 3 janvier à 9 h 00`.
    pub(crate) fn moment(&self, instant: &DateTime<Tz>, today: NaiveDate) -> String {
        let day = instant.date_naive();
        let at = self.dates.at(self.time(instant.hour() * 60 + instant.minute()));
        match (day - today).num_days() {
            0 => at,
            1 => self.dates.tomorrow(at),
            2..=6 => self.dates.this_week(self.weekday(day), at),
            _ => self.dates.later(self.day_and_month(day), at),
        }
    }

    /// A distance that claims no more than it knows: to 50 m below one kilometre, to 100 m below ten, to 1 km beyond.
    pub(crate) fn distance(&self, metres: f64) -> String {
        let metres = metres.max(0.0);
        if metres < 975.0 {
            return self.measures.metres(((metres / 50.0).round() * 50.0).max(50.0));
        }
        let kilometres = if metres < 9_950.0 {
            let kilometres = format!("{:.1}", metres / 1_000.0);
            kilometres.trim_end_matches(".0").replace('.', self.locale.decimal)
        } else {
            let thousands = (metres / 1_000.0).round();
            self.locale.number(thousands.to_string().parse().unwrap_or(usize::MAX))
        };
        self.measures.kilometres(kilometres)
    }

    /// `12 min`: begun minutes count, so that 30 min never hides more.
    pub(crate) fn minutes(&self, seconds: u32) -> String {
        self.measures.minutes(self.locale.number(begun(seconds)))
    }

    /// The same in a sentence: `12 minutes`.
    pub(crate) fn minutes_in_full(&self, seconds: u32) -> String {
        self.measures.minutes_in_full(begun(seconds))
    }

    /// A time with its low, central and high seconds: `12 min`, or `environ 12 min (9 à 17)`.
    pub(crate) fn travel_time(&self, [low, central, high]: [u32; 3], method: Method) -> String {
        if method == Method::Routes {
            return self.minutes(central);
        }
        self.measures.estimate(self.minutes(central), begun(low), begun(high))
    }
}

fn begun(seconds: u32) -> usize {
    seconds.div_ceil(60).max(1) as usize
}

/// The text with a capital first letter.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
