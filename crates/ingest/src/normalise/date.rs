//! Dates of verification, as files write them.

use chrono::{Datelike, NaiveDate};

/// What a date cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateCell {
    /// A date one can believe.
    Known(NaiveDate),
    /// Nothing, or what a computer writes for nothing (1970-01-01, 1969-12-31).
    Absent,
    /// A date after `today`.
    Future(NaiveDate),
    /// No date, or one before 1990.
    Unreadable,
}

/// Reads `2022-05-09`, `2022-05-09T10:00:00Z`, `2022-05-09 10:00`, `2022/05/09`, `09/05/2022`, `9-5-2022`, `09.05.2022`.
#[must_use]
pub fn date(text: &str, today: NaiveDate) -> DateCell {
    let text = text.trim();
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    if day.is_empty() {
        return DateCell::Absent;
    }
    let formats = ["%Y-%m-%d", "%d/%m/%Y", "%Y/%m/%d", "%d-%m-%Y", "%d.%m.%Y"];
    let parsed = formats.iter().find_map(|format| {
        let date = NaiveDate::parse_from_str(day, format).ok()?;
        (1900..=2200).contains(&date.year()).then_some(date)
    });
    match parsed {
        None => DateCell::Unreadable,
        Some(date) if is_epoch(date) => DateCell::Absent,
        Some(date) if date > today => DateCell::Future(date),
        Some(date) if date.year() < 1990 => DateCell::Unreadable,
        Some(date) => DateCell::Known(date),
    }
}

/// The Unix epoch, or the evening before it when a western time zone was applied.
fn is_epoch(date: NaiveDate) -> bool {
    (date.year() == 1970 && date.ordinal() == 1) || (date.year() == 1969 && date.month() == 12 && date.day() == 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn on(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn french_and_iso_dates_are_the_same_day() {
        let today = on(2024, 1, 1);
        for text in [
            "2022-05-09",
            "2022-05-09T10:00:00Z",
            "09/05/2022",
            "9/5/2022",
            "2022/05/09",
            "09-05-2022",
        ] {
            assert_eq!(date(text, today), DateCell::Known(on(2022, 5, 9)), "{text}");
        }
    }

    #[test]
    fn the_epoch_is_no_date_and_the_future_is_not_believed() {
        let today = on(2024, 1, 1);
        for text in ["1970-01-01", "1969-12-31T23:00:00", "", "01/01/1970"] {
            assert_eq!(date(text, today), DateCell::Absent, "{text}");
        }
        assert_eq!(date("2024-01-02", today), DateCell::Future(on(2024, 1, 2)));
        for text in ["hier", "31/02/2022", "0022-05-09", "1950-01-01", "2022"] {
            assert_eq!(date(text, today), DateCell::Unreadable, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in any::<String>()) {
            let _ = date(&text, on(2024, 1, 1));
        }
    }
}
