//! French words for numbers, dates and times, for the pages that are in French only: those of the French texts.

use crate::locales::FR;
pub(super) use crate::locales::capital;
use chrono::NaiveDate;
use portee_domain::{Method, Nearest};

/// A whole number with its thousands apart: `9 412`.
pub(super) fn number(value: usize) -> String {
    FR.locale.number(value)
}

/// `1 lieu`, `2 lieux`: the number and its noun.
pub(super) fn count(value: usize, one: &str, several: &str) -> String {
    format!("{}\u{a0}{}", number(value), if value < 2 { one } else { several })
}

/// `3 novembre 2026`.
pub(super) fn date(date: NaiveDate) -> String {
    FR.date(date)
}

/// A number with so many decimals, a comma before them: `12,5`.
pub(super) fn decimal(value: f64, decimals: usize) -> String {
    FR.locale.decimal(value, decimals)
}

/// The length of a file: `5,4 Mo`, `812 ko`.
pub(super) fn size(bytes: u64) -> String {
    // Exact up to 2^53, far above any file of ours.
    #[expect(clippy::cast_precision_loss, reason = "one decimal is shown")]
    let bytes = bytes as f64;
    if bytes >= 1e6 {
        format!("{}\u{a0}Mo", decimal(bytes / 1e6, 1))
    } else {
        format!("{}\u{a0}ko", decimal((bytes / 1e3).ceil(), 0))
    }
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
    FR.minutes(seconds)
}

/// How long it takes to the nearest venue: `12 min`, or `environ 12 min (9 à 17)`.
pub(super) fn journey(nearest: &Nearest) -> String {
    travel_time(nearest.seconds, nearest.method)
}

/// A time with its low, central and high seconds: `12 min`, or `environ 12 min (9 à 17)`.
pub(super) fn travel_time(seconds: [u32; 3], method: Method) -> String {
    FR.travel_time(seconds, method)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        text.replace(['\u{a0}', '\u{202f}'], " ")
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
    fn the_length_of_a_file_is_said_in_its_own_unit() {
        for (bytes, text) in [(1, "1 ko"), (812_400, "813 ko"), (5_434_661, "5,4 Mo")] {
            assert_eq!(plain(&size(bytes)), text);
        }
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
