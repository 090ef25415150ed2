//! French words for numbers, dates, times and distances. Spaces that must not break are no-break spaces.

use chrono::{DateTime, Datelike, NaiveDate, Timelike};
use chrono_tz::Tz;
use portee_domain::{Method, Nearest};

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const DAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

/// A whole number with its thousands apart: `9 412`.
pub(super) fn number(value: usize) -> String {
    let digits = value.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 * 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

/// `1 lieu`, `2 lieux`: the number and its noun.
pub(super) fn count(value: usize, one: &str, several: &str) -> String {
    format!("{}\u{a0}{}", number(value), if value < 2 { one } else { several })
}

/// `3 novembre 2026`.
pub(super) fn date(date: NaiveDate) -> String {
    format!("{}\u{a0}{}", day_and_month(date), date.year())
}

/// `1er mai`, `3 novembre`.
pub(super) fn day_and_month(date: NaiveDate) -> String {
    let first = if date.day() == 1 { "er" } else { "" };
    format!("{}{first}\u{a0}{}", date.day(), MONTHS[date.month0() as usize])
}

/// `lundi`.
pub(super) fn weekday(date: NaiveDate) -> &'static str {
    DAYS[date.weekday().num_days_from_monday() as usize]
}

/// `17 h 00`, from the minutes since midnight.
pub(super) fn time(minutes: u32) -> String {
    format!("{}\u{a0}h\u{a0}{:02}", minutes / 60, minutes % 60)
}

/// When something happens, seen from `today`: `à 14 h 00`, `demain à 9 h 00`, `mardi à 9 h 00`, `le 3 janvier à 9 h 00`.
pub(super) fn moment(instant: &DateTime<Tz>, today: NaiveDate) -> String {
    let day = instant.date_naive();
    let at = format!("à\u{a0}{}", time(instant.hour() * 60 + instant.minute()));
    match (day - today).num_days() {
        0 => at,
        1 => format!("demain {at}"),
        2..=6 => format!("{} {at}", weekday(day)),
        _ => format!("le {} {at}", day_and_month(day)),
    }
}

/// A distance that claims no more than it knows: to 50 m below one kilometre, to 100 m below ten, to 1 km beyond.
pub(super) fn distance(metres: f64) -> String {
    let metres = metres.max(0.0);
    if metres < 975.0 {
        format!("{:.0}\u{a0}m", ((metres / 50.0).round() * 50.0).max(50.0))
    } else if metres < 9_950.0 {
        let kilometres = format!("{:.1}", metres / 1_000.0);
        format!("{}\u{a0}km", kilometres.trim_end_matches(".0").replace('.', ","))
    } else {
        let thousands = (metres / 1_000.0).round();
        format!(
            "{}\u{a0}km",
            number(thousands.to_string().parse().unwrap_or(usize::MAX))
        )
    }
}

/// A number with so many decimals, a comma before them: `12,5`.
pub(super) fn decimal(value: f64, decimals: usize) -> String {
    format!("{value:.decimals$}").replace('.', ",")
}

/// A share, 0 to 1, in hundredths: never 0 nor 100 when it is not quite so; a dash when it is not known.
pub(super) fn share(share: Option<f64>) -> String {
    let percent = |text: &str| format!("{text}\u{202f}%");
    match share {
        None => "–".to_owned(),
        Some(share) if share <= 0.0 => percent("0"),
        Some(share) if share < 0.001 => percent("moins de 0,1"),
        Some(share) if share < 0.0995 => percent(&decimal(share * 100.0, 1)),
        Some(share) if share < 0.995 => percent(&decimal(share * 100.0, 0)),
        Some(share) if share < 1.0 => percent("plus de 99"),
        Some(_) => percent("100"),
    }
}

/// `12 min`: begun minutes count, so that 30 min never hides more.
pub(super) fn minutes(seconds: u32) -> String {
    format!("{}\u{a0}min", number(seconds.div_ceil(60).max(1) as usize))
}

/// The same in a sentence: `12 minutes`.
pub(super) fn minutes_in_full(seconds: u32) -> String {
    let minutes = seconds.div_ceil(60).max(1);
    count(minutes as usize, "minute", "minutes")
}

/// How long it takes to the nearest venue: `12 min`, or `environ 12 min (9 à 17)`.
pub(super) fn journey(nearest: &Nearest) -> String {
    travel_time(nearest.seconds, nearest.method)
}

/// A time with its low, central and high seconds: `12 min`, or `environ 12 min (9 à 17)`.
pub(super) fn travel_time([low, central, high]: [u32; 3], method: Method) -> String {
    if method == Method::Routes {
        return minutes(central);
    }
    let whole = |seconds: u32| seconds.div_ceil(60).max(1);
    format!("environ {} ({} à {})", minutes(central), whole(low), whole(high))
}

/// The text with a capital first letter.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;
    use chrono_tz::Europe::Paris;

    fn plain(text: &str) -> String {
        text.replace(['\u{a0}', '\u{202f}'], " ")
    }

    #[test]
    fn a_distance_claims_no_more_than_it_knows() {
        for (metres, text) in [
            (0.0, "50 m"),
            (324.0, "300 m"),
            (974.0, "950 m"),
            (976.0, "1 km"),
            (3_170.0, "3,2 km"),
            (9_949.0, "9,9 km"),
            (9_951.0, "10 km"),
            (12_400.0, "12 km"),
            (9_162_000.0, "9 162 km"),
        ] {
            assert_eq!(plain(&distance(metres)), text, "{metres}");
        }
    }

    #[test]
    fn a_time_of_travel_is_rounded_up_and_never_zero() {
        for (seconds, text) in [
            (0, "1 minute"),
            (60, "1 minute"),
            (61, "2 minutes"),
            (1_801, "31 minutes"),
        ] {
            assert_eq!(plain(&minutes_in_full(seconds)), text);
        }
    }

    #[test]
    fn a_moment_is_said_as_people_say_it() {
        let today = NaiveDate::from_ymd_opt(2026, 4, 27).unwrap();
        let at = |day: u32, month: u32| Paris.with_ymd_and_hms(2026, month, day, 9, 5, 0).unwrap();
        for (instant, text) in [
            (at(27, 4), "à 9 h 05"),
            (at(28, 4), "demain à 9 h 05"),
            (at(30, 4), "jeudi à 9 h 05"),
            (at(4, 5), "le 4 mai à 9 h 05"),
            (at(1, 6), "le 1er juin à 9 h 05"),
        ] {
            assert_eq!(plain(&moment(&instant, today)), text);
        }
    }

    #[test]
    fn a_share_is_never_said_to_be_nothing_or_all_when_it_is_not() {
        for (value, text) in [
            (None, "–"),
            (Some(0.0), "0 %"),
            (Some(0.000_001), "moins de 0,1 %"),
            (Some(0.012_3), "1,2 %"),
            (Some(0.099), "9,9 %"),
            (Some(0.25), "25 %"),
            (Some(0.999_9), "plus de 99 %"),
            (Some(1.0), "100 %"),
        ] {
            assert_eq!(plain(&share(value)), text, "{value:?}");
        }
    }

    #[test]
    fn a_minute_begun_counts_and_an_estimate_says_so() {
        for (seconds, text) in [(0, "1 min"), (1_800, "30 min"), (1_801, "31 min")] {
            assert_eq!(plain(&minutes(seconds)), text);
        }
        let mut nearest = Nearest {
            venue: "abcdefghijkl".parse().unwrap(),
            seconds: [500, 700, 1_000],
            method: Method::Estimation,
        };
        assert_eq!(plain(&journey(&nearest)), "environ 12 min (9 à 17)");
        nearest.method = Method::Routes;
        assert_eq!(plain(&journey(&nearest)), "12 min");
    }

    #[test]
    fn numbers_are_grouped_by_three() {
        assert_eq!(plain(&number(7)), "7");
        assert_eq!(plain(&number(9_412)), "9 412");
        assert_eq!(plain(&number(1_234_567)), "1 234 567");
        assert_eq!(plain(&count(1, "lieu", "lieux")), "1 lieu");
        assert_eq!(plain(&count(0, "lieu", "lieux")), "0 lieu");
    }
}
