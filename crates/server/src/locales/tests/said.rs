//! What is said in each language.

use crate::locales::{ALL, FR, of_path};
use chrono::{NaiveDate, TimeZone};
use chrono_tz::Europe::Paris;

fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

#[test]
fn a_path_says_its_language_and_only_a_whole_segment_does() {
    for (path, code, rest) in [
        ("/", "fr", "/"),
        ("/recherche", "fr", "/recherche"),
        ("/en/", "en", "/"),
        ("/en/recherche", "en", "/recherche"),
        ("/en", "en", ""),
        ("/entree", "fr", "/entree"),
        ("/xx/recherche", "fr", "/xx/recherche"),
    ] {
        let (texts, common) = of_path(path);
        assert_eq!((texts.locale.code, common), (code, rest), "{path}");
    }
}

#[test]
fn english_says_its_own_plurals_numbers_and_times() {
    let en = ALL.iter().find(|texts| texts.locale.code == "en").unwrap();
    assert_eq!(plain(&en.home.venues(0)), "0 places in this directory.");
    assert_eq!(plain(&en.home.venues(1)), "1 place in this directory.");
    assert_eq!(plain(&en.home.venues(19_412)), "19,412 places in this directory.");
    assert_eq!(plain(&FR.home.venues(0)), "0 lieu dans cet annuaire.");
    assert_eq!(plain(&en.distance(3_170.0)), "3.2 km");
    let day = |day| NaiveDate::from_ymd_opt(2026, 4, day).unwrap();
    let nine = Paris.with_ymd_and_hms(2026, 4, 28, 9, 0, 0).unwrap();
    assert_eq!(plain(&en.moment(&nine, day(28))), "at 9:00");
    assert_eq!(plain(&en.moment(&nine, day(25))), "Tuesday at 9:00");
    assert_eq!(plain(&en.moment(&nine, day(1))), "on 28 April at 9:00");
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
        assert_eq!(plain(&FR.distance(metres)), text, "{metres}");
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
        assert_eq!(plain(&FR.minutes_in_full(seconds)), text);
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
        assert_eq!(plain(&FR.moment(&instant, today)), text);
    }
}
