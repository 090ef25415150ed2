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

/// Reads `2022-05-09`, `2022-05-09T10:00:00Z`, `2022/05/09`, `09/05/2022`, `9-5-2022`, `09.05.2022`, `9 mai 2022`; a
/// spreadsheet's day number (`44690`); and, as the earliest day that they can mean, `Mai 2022`, `mai-22`, `05/2022`, `2022`.
#[must_use]
pub fn date(text: &str, today: NaiveDate) -> DateCell {
    let text = text.trim();
    if text.is_empty() {
        return DateCell::Absent;
    }
    match parsed(text).filter(|date| (1900..=2200).contains(&date.year())) {
        None => DateCell::Unreadable,
        Some(date) if is_epoch(date) => DateCell::Absent,
        Some(date) if date > today => DateCell::Future(date),
        Some(date) if date.year() < 1990 => DateCell::Unreadable,
        Some(date) => DateCell::Known(date),
    }
}

fn parsed(text: &str) -> Option<NaiveDate> {
    let day = text.split(['T', ' ']).next()?;
    let formats = ["%Y-%m-%d", "%d/%m/%Y", "%Y/%m/%d", "%d-%m-%Y", "%d.%m.%Y"];
    let written = formats
        .iter()
        .find_map(|format| NaiveDate::parse_from_str(day, format).ok());
    written.or_else(|| spreadsheet_day(text)).or_else(|| in_words(text))
}

/// Days since 1899-12-30, as spreadsheets count; only those of the years that files can be of.
fn spreadsheet_day(text: &str) -> Option<NaiveDate> {
    let days: f64 = text.parse().ok()?;
    if !(32_874.0..80_000.0).contains(&days) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 32,874 and 80,000"
    )]
    let whole = days as u64;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(chrono::Days::new(whole))
}

const MONTHS: [&str; 12] = [
    "jan", "fev", "mar", "avr", "mai", "juin", "juil", "aou", "sep", "oct", "nov", "dec",
];

/// Day, month and year in words or numbers; the first day of the month, or of the year, when less is said.
fn in_words(text: &str) -> Option<NaiveDate> {
    let key = super::text::key(text);
    let words: Vec<&str> = key.split(' ').collect();
    let year = |word: &str| match (word.len(), word.parse::<i32>().ok()?) {
        (4, year) => Some(year),
        (2, year) => Some(2000 + year),
        _ => None,
    };
    let month = |word: &str| {
        if let Ok(number) = word.parse::<u32>() {
            return (word.len() <= 2).then_some(number);
        }
        let found = MONTHS.iter().position(|month| word.starts_with(month))?;
        u32::try_from(found + 1).ok()
    };
    match words.as_slice() {
        [only] if only.len() == 4 => NaiveDate::from_ymd_opt(year(only)?, 1, 1),
        [m, y] => NaiveDate::from_ymd_opt(year(y)?, month(m)?, 1),
        [d, m, y] if m.starts_with(char::is_alphabetic) => {
            let day = d.trim_end_matches("er").parse().ok()?;
            NaiveDate::from_ymd_opt(year(y)?, month(m)?, day)
        }
        _ => None,
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
    fn a_month_a_year_and_a_day_number_are_the_earliest_day_they_can_mean() {
        let today = on(2024, 1, 1);
        for (text, expected) in [
            ("Decembre 2019", on(2019, 12, 1)),
            ("juil-22", on(2022, 7, 1)),
            ("Février 2021", on(2021, 2, 1)),
            ("05/2022", on(2022, 5, 1)),
            ("2018", on(2018, 1, 1)),
            ("9 mai 2022", on(2022, 5, 9)),
            ("1er août 2022", on(2022, 8, 1)),
            ("44690", on(2022, 5, 9)),
            ("44690.5", on(2022, 5, 9)),
        ] {
            assert_eq!(date(text, today), DateCell::Known(expected), "{text}");
        }
    }

    #[test]
    fn the_epoch_is_no_date_and_the_future_is_not_believed() {
        let today = on(2024, 1, 1);
        for text in ["1970-01-01", "1969-12-31T23:00:00", "", "01/01/1970"] {
            assert_eq!(date(text, today), DateCell::Absent, "{text}");
        }
        assert_eq!(date("2024-01-02", today), DateCell::Future(on(2024, 1, 2)));
        for text in [
            "hier",
            "31/02/2022",
            "0022-05-09",
            "1950-01-01",
            "20222",
            "13/2022",
            "mai",
            "99999",
        ] {
            assert_eq!(date(text, today), DateCell::Unreadable, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in any::<String>()) {
            let _ = date(&text, on(2024, 1, 1));
        }

        #[test]
        fn a_date_read_once_is_read_the_same_again(text in "[0-9]{1,4}[/. -]([0-9]{1,2}|mai|juil)[/. -][0-9]{2,4}") {
            if let DateCell::Known(known) = date(&text, on(2024, 1, 1)) {
                prop_assert_eq!(date(&known.to_string(), on(2024, 1, 1)), DateCell::Known(known));
            }
        }
    }
}
