//! Opening hours as visitors meet them: holidays, time zones, clock changes, doubt.

use super::{Opening, Period, UnknownReason, holidays::Holiday};
use crate::fixture::{at, geography, noon, venue, venue_with_hours};
use crate::listing::Common;
use crate::{Filter, Listing, When, fixture};
use chrono::{DateTime, Duration, Utc};
use portee_domain::Hours;
use proptest::prelude::*;

const OFFICE: &str = "Mo-Fr 09:00-12:00,14:00-17:00";

fn listing(commune: &str, hours: &str) -> Listing {
    Listing::new(
        venue_with_hours(commune, hours),
        0,
        &[],
        &geography(),
        &Common::default(),
    )
}

fn state(commune: &str, hours: &str, now: &str) -> Opening {
    listing(commune, hours).opening(at(now))
}

fn until(opening: &Opening) -> String {
    match opening {
        Opening::Open { until: Some(until), .. } => until.to_rfc3339(),
        other => panic!("not open until some time: {other:?}"),
    }
}

fn reopens(opening: &Opening) -> String {
    match opening {
        Opening::Closed {
            reopens: Some(reopens), ..
        } => reopens.to_rfc3339(),
        other => panic!("not closed until some time: {other:?}"),
    }
}

fn holiday(day: Holiday) -> Opening {
    Opening::Unknown {
        reason: UnknownReason::PublicHoliday(day),
    }
}

#[test]
fn an_ordinary_day_opens_closes_and_opens_again() {
    assert_eq!(
        until(&state("26113", OFFICE, "2026-11-23T09:30:00Z")),
        "2026-11-23T12:00:00+01:00"
    );
    assert_eq!(
        reopens(&state("26113", OFFICE, "2026-11-23T11:00:00Z")),
        "2026-11-23T14:00:00+01:00"
    );
    assert_eq!(
        reopens(&state("26113", OFFICE, "2026-11-27T16:00:00Z")),
        "2026-11-30T09:00:00+01:00"
    );
}

#[test]
fn the_minute_of_closing_is_closed_and_the_minute_of_opening_open() {
    assert!(state("26113", OFFICE, "2026-11-23T08:00:00Z").is_open());
    assert!(state("26113", OFFICE, "2026-11-23T10:59:59Z").is_open());
    assert!(!state("26113", OFFICE, "2026-11-23T11:00:00Z").is_open());
    assert!(!state("26113", OFFICE, "2026-11-23T07:59:59Z").is_open());
}

#[test]
fn on_14_july_hours_that_say_nothing_of_holidays_are_unknown() {
    // A Tuesday.
    assert_eq!(
        state("26113", OFFICE, "2026-07-14T08:00:00Z"),
        holiday(Holiday::National)
    );
    // At night it is closed all the same, and surely open only the day after.
    assert_eq!(
        reopens(&state("26113", OFFICE, "2026-07-13T22:30:00Z")),
        "2026-07-15T09:00:00+02:00"
    );
}

#[test]
fn on_14_july_hours_that_speak_of_holidays_are_believed() {
    let closed = state("26113", "Mo-Fr 09:00-17:00; PH off", "2026-07-14T08:00:00Z");
    assert_eq!(reopens(&closed), "2026-07-15T09:00:00+02:00");
    let Opening::Closed { holiday, .. } = closed else {
        panic!()
    };
    assert_eq!(holiday, Some(Holiday::National));
    let open = state("26113", "Mo-Fr 09:00-17:00; PH 10:00-12:00", "2026-07-14T08:30:00Z");
    assert_eq!(until(&open), "2026-07-14T12:00:00+02:00");
    assert!(state("26113", "24/7", "2026-07-14T08:00:00Z").is_open());
}

#[test]
fn a_day_of_the_week_is_still_itself_the_day_after_a_holiday() {
    assert!(state("26113", "Mo-Fr 09:00-17:00; PH off", "2026-07-15T08:00:00Z").is_open());
    assert!(state("26113", "Mo-Fr 09:00-17:00; PH off", "2026-07-13T08:00:00Z").is_open());
}

#[test]
fn good_friday_is_a_holiday_in_strasbourg_and_not_in_lyon() {
    let now = "2026-04-03T08:00:00Z";
    assert_eq!(state("67482", OFFICE, now), holiday(Holiday::GoodFriday));
    assert!(state("69123", OFFICE, now).is_open());
    assert!(!state("67482", "Mo-Fr 09:00-17:00; PH off", now).is_open());
    assert!(state("69123", "Mo-Fr 09:00-17:00; PH off", now).is_open());
}

#[test]
fn the_abolition_of_slavery_is_celebrated_on_the_day_of_each_territory() {
    let abolition = holiday(Holiday::Abolition);
    // Fridays, 11:00 there.
    assert_eq!(state("97209", OFFICE, "2026-05-22T15:00:00Z"), abolition);
    assert!(state("97120", OFFICE, "2026-05-22T15:00:00Z").is_open());
    // A Wednesday.
    assert_eq!(state("97120", OFFICE, "2026-05-27T15:00:00Z"), abolition);
    // A Sunday.
    let reunion = "Mo-Su 09:00-12:00";
    assert_eq!(state("97411", reunion, "2026-12-20T06:00:00Z"), abolition);
    assert!(state("26113", reunion, "2026-12-20T09:00:00Z").is_open());
}

#[test]
fn hours_are_meant_in_the_venues_own_time_zone() {
    // 23:30 in Paris is 02:30 the next day in Saint-Denis in winter.
    let now = "2026-11-23T22:30:00Z";
    assert_eq!(reopens(&state("97411", OFFICE, now)), "2026-11-24T09:00:00+04:00");
    assert!(state("97411", "Tu 02:00-03:00", now).is_open());
    assert!(state("26113", "Mo 23:00-24:00", now).is_open());
    // 08:00 in Nouméa, on the other side of midnight in UTC.
    assert_eq!(
        reopens(&state("98818", OFFICE, "2026-11-22T21:00:00Z")),
        "2026-11-23T09:00:00+11:00"
    );
}

#[test]
fn clock_changes_move_the_instant_and_not_the_hour_on_the_wall() {
    // Saturday evening before each change, opening on Monday at nine.
    assert_eq!(
        reopens(&state("26113", OFFICE, "2026-03-28T20:00:00Z")),
        "2026-03-30T09:00:00+02:00"
    );
    assert_eq!(
        reopens(&state("26113", OFFICE, "2026-10-24T20:00:00Z")),
        "2026-10-26T09:00:00+01:00"
    );
    // Open through the night of the change: one real hour less, one more.
    let night = "Sa 20:00-05:00";
    let spring = state("26113", night, "2026-03-28T23:30:00Z");
    assert_eq!(until(&spring), "2026-03-29T05:00:00+02:00");
    let autumn = state("26113", night, "2026-10-24T23:30:00Z");
    assert_eq!(until(&autumn), "2026-10-25T05:00:00+01:00");
}

#[test]
fn an_hour_that_comes_twice_is_answered_twice_alike() {
    let listing = listing("26113", "Sa 20:00-26:30");
    for (now, open) in [
        ("2026-10-25T00:10:00Z", true),
        ("2026-10-25T00:40:00Z", false),
        ("2026-10-25T01:10:00Z", true),
        ("2026-10-25T01:40:00Z", false),
    ] {
        assert_eq!(listing.opening(at(now)).is_open(), open, "{now}");
    }
}

#[test]
fn school_holidays_leave_doubt_only_where_they_matter() {
    let hours = "Mo-Fr 09:00-17:00; SH 09:00-12:00";
    assert!(state("26113", hours, "2026-11-23T09:00:00Z").is_open());
    let doubt = Opening::Unknown {
        reason: UnknownReason::SchoolHolidays,
    };
    assert_eq!(state("26113", hours, "2026-11-23T14:00:00Z"), doubt);
    assert_eq!(state("26113", hours, "2026-11-23T18:00:00Z").label(), "ferme");
}

#[test]
fn without_hours_or_with_words_it_is_unknown_for_that_reason() {
    let mut silent = venue(1, "26113");
    let reason = |venue| match Listing::new(venue, 0, &[], &geography(), &Common::default()).opening(noon()) {
        Opening::Unknown { reason } => reason,
        other => panic!("{other:?}"),
    };
    assert_eq!(reason(silent.clone()), UnknownReason::Unstated);
    silent.description.hours = Hours::Text("le matin, sauf le mardi".into());
    assert_eq!(reason(silent.clone()), UnknownReason::Unparsed);
    silent.description.hours = Hours::Osm("that is no expression".into());
    assert_eq!(reason(silent.clone()), UnknownReason::Unparsed);
    silent.description.hours = Hours::Osm("Mo-Fr 09:00-12:00 \"peut-être\" unknown".into());
    assert!(matches!(
        reason(silent),
        UnknownReason::Unparsed | UnknownReason::Stated(_)
    ));
}

#[test]
fn the_comment_of_an_opening_is_told() {
    let opening = state(
        "26113",
        "Mo-Fr 09:00-17:00 open \"sur rendez-vous\"",
        "2026-11-23T09:00:00Z",
    );
    let Opening::Open { comment, .. } = opening else {
        panic!("{opening:?}")
    };
    assert_eq!(comment.as_deref(), Some("sur rendez-vous"));
}

#[test]
fn a_venue_that_never_opens_says_no_day() {
    let closed = Opening::Closed {
        reopens: None,
        holiday: None,
    };
    assert_eq!(state("26113", "off", "2026-11-23T09:00:00Z"), closed);
    assert_eq!(state("26113", "Jul 09:00-12:00", "2026-11-23T09:00:00Z"), closed);
    let open = Opening::Open {
        until: None,
        comment: None,
    };
    assert_eq!(state("26113", "24/7", "2026-11-23T09:00:00Z"), open);
}

#[test]
fn hours_by_season_and_by_the_nth_weekday_are_read() {
    assert!(state("26113", "Nov-Mar Mo 10:00-13:00", "2026-11-23T10:00:00Z").is_open());
    assert!(!state("26113", "Apr-Oct Mo 10:00-13:00", "2026-11-23T10:00:00Z").is_open());
    let fourth = state("26113", "Mo[4] 10:00-13:00", "2026-11-23T10:00:00Z");
    assert_eq!(until(&fourth), "2026-11-23T13:00:00+01:00");
    assert_eq!(
        reopens(&state("26113", "Mo[1] 10:00-13:00", "2026-11-23T10:00:00Z")),
        "2026-12-07T10:00:00+01:00"
    );
}

#[test]
fn the_json_says_the_same_in_french() {
    let json = |hours: &str, now: &str| listing("26113", hours).evaluated(at(now), |it| it.json.to_string());
    assert_eq!(
        json(OFFICE, "2026-11-23T09:30:00Z"),
        r#"{"etat":"ouvert","jusqu_a":"2026-11-23T12:00:00+01:00"}"#
    );
    assert_eq!(
        json("Mo-Fr 09:00-17:00; PH off", "2026-07-14T08:00:00Z"),
        r#"{"etat":"ferme","rouvre_le":"2026-07-15T09:00:00+02:00","jour_ferie":"fête nationale"}"#
    );
    assert!(json(OFFICE, "2026-07-14T08:00:00Z").starts_with(r#"{"etat":"inconnu","raison":"jour-ferie","#));
}

#[test]
fn what_is_remembered_is_what_would_be_worked_out_anew() {
    // Minute by minute through a week with a holiday, a clock change and a night, back and forth.
    for hours in [
        OFFICE,
        "Sa 20:00-26:30; PH off",
        "Mo-Fr 09:00-17:00; SH off",
        "Mo-Sa 10:00-12:00; PH 11:00-12:00",
    ] {
        let remembering = listing("67482", hours);
        let start = at("2026-03-27T00:00:00Z");
        for quarter in 0..8 * 24 * 4 {
            // Every 7th step goes an hour back.
            let back = if quarter % 7 == 0 { 60 } else { 0 };
            let now = start + Duration::minutes(15 * quarter - back);
            let anew = listing("67482", hours).opening(now);
            assert_eq!(remembering.opening(now), anew, "{hours} {now}");
        }
    }
}

#[test]
fn the_hours_of_a_day_tell_its_periods_and_their_doubt() {
    let day = |hours: &str, date: &str| listing("26113", hours).hours_on(date.parse().unwrap());
    let period = |from, until, doubt| Period { from, until, doubt };
    let (morning, afternoon) = ((540, 720), (840, 1020));
    let sure = |(from, until)| period(from, until, None);
    assert_eq!(day(OFFICE, "2026-11-23"), Some(vec![sure(morning), sure(afternoon)]));
    assert_eq!(day(OFFICE, "2026-11-22"), Some(Vec::new()));
    assert_eq!(day("Sa 20:00-26:30", "2026-11-22"), Some(vec![period(0, 150, None)]));
    let doubt = Some(UnknownReason::PublicHoliday(Holiday::National));
    let perhaps = |(from, until)| period(from, until, doubt.clone());
    assert_eq!(
        day(OFFICE, "2026-07-14"),
        Some(vec![perhaps(morning), perhaps(afternoon)])
    );
    assert_eq!(day("no expression", "2026-07-14"), None);
}

#[test]
fn unknown_is_not_open_for_the_filter() {
    let mut venues = Vec::new();
    for (number, hours) in [(1, OFFICE), (2, "Mo-Fr 09:00-17:00; PH off"), (3, "PH 09:00-17:00")] {
        let mut venue = venue_with_hours("26113", hours);
        venue.id = fixture::venue(number, "26113").id;
        venues.push(venue);
    }
    let snapshot = fixture::snapshot(venues);
    let open_now = Filter {
        open: Some(When::Now),
        ..Filter::default()
    };
    let matched = |now: &str| snapshot.select(&open_now, None, None, 10, at(now)).matched;
    assert_eq!(matched("2026-07-14T08:00:00Z"), 1);
    assert_eq!(matched("2026-07-13T08:00:00Z"), 2);
}

#[test]
fn a_day_to_come_counts_its_own_holidays_and_what_is_left_of_today() {
    let open = |commune: &str, hours: &str, when: &str, now: &str| {
        let when = When::read(when).unwrap();
        listing(commune, hours).calendar().is_open(when, at(now))
    };
    let saturdays = "Sa 09:00-12:00,14:00-17:00";
    // 2026-11-22 is a Sunday, 15:00 in Paris.
    let sunday = "2026-11-22T14:00:00Z";
    assert!(open("26113", saturdays, "samedi", sunday));
    assert!(open("26113", saturdays, "samedi-matin", sunday));
    assert!(!open("26113", saturdays, "samedi-soir", sunday));
    assert!(!open("26113", saturdays, "dimanche", sunday));
    assert!(!open("26113", "Mo-Fr 09:00-18:00", "soir", sunday));
    assert!(open("26113", "Th 17:00-19:00", "soir", sunday));
    // On a Saturday at 13:00 the morning is over: the next one counts.
    let saturday = "2026-11-28T12:00:00Z";
    assert!(open("26113", saturdays, "samedi-apres-midi", saturday));
    assert!(open("26113", "Sa 09:00-12:00", "samedi", saturday));
    assert!(!open("26113", "2026 Nov 28 09:00-12:00", "samedi", saturday));
    // Next Saturday is All Saints' Day of 2025 there: nobody can be sure.
    assert!(!open("26113", saturdays, "samedi", "2025-10-27T09:00:00Z"));
    assert!(open("26113", "Sa,PH 09:00-12:00", "samedi", "2025-10-27T09:00:00Z"));
    // Unknown is not open.
    for hours in ["n'importe quoi", "Sa 09:00-12:00 unknown"] {
        assert!(!open("26113", hours, "samedi", sunday), "{hours}");
    }
}

#[test]
fn a_given_time_is_that_of_the_clocks_there() {
    let open = |commune: &str, when: &str| {
        let when = When::read(when).unwrap();
        let now = at("2026-11-22T14:00:00Z");
        listing(commune, OFFICE).calendar().is_open(when, now)
    };
    for commune in ["26113", "97411"] {
        assert!(open(commune, "2026-11-24T09:00"), "{commune}");
        assert!(open(commune, "2026-11-24T11:59"), "{commune}");
        assert!(!open(commune, "2026-11-24T12:00"), "{commune}");
        assert!(!open(commune, "2026-07-14T10:00"), "{commune}: a public holiday");
    }
}

fn instant() -> impl Strategy<Value = DateTime<Utc>> {
    (0..4_102_444_800_i64).prop_map(|seconds| DateTime::from_timestamp(seconds, 0).unwrap())
}

proptest! {
    #[test]
    fn no_text_and_no_instant_makes_it_panic(hours in "[MoTuSahPH0-9:;,\\-+ \"offwekJanDec\\[\\]/|()]{0,40}", now in instant()) {
        let listing = listing("97411", &hours);
        let opening = listing.opening(now);
        prop_assert_eq!(opening, listing.opening(now));
    }

    #[test]
    fn the_end_of_a_state_is_after_now(now in instant(), from in 0..24_u32, length in 1..30_u32, days in 0..5_usize) {
        let days = ["Mo-Su", "Mo-Fr", "PH", "Sa,Su,PH", "Jan-Jun"][days];
        let hours = format!("{days} {from:02}:00-{:02}:00", from + length.min(48 - from));
        match listing("69123", &hours).opening(now) {
            Opening::Open { until: Some(change), .. } | Opening::Closed { reopens: Some(change), .. } => {
                prop_assert!(change > now, "{hours} {now} {change}");
            }
            _ => {}
        }
    }
}
