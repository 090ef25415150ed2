//! Opening hours: what people write, and the OSM expressions that come of it.

use crate::{text, world};
use chrono::{DateTime, Datelike, TimeDelta, Utc};
use portee_directory::{Calendar, Opening, Recurring, When};
use portee_domain::{DepartementCode, Hours};
use portee_ingest::{hours::hours as read, notes::Notes};

/// Hours as written, in one text or, line by line, in seven columns. What is published is an expression that reads as itself
/// and can be evaluated at any time, or the words.
pub fn hours(data: &[u8]) {
    let text = text(data);
    let (one, _) = noted(None, Some(&text));
    match &one {
        Hours::Osm(expression) => {
            assert_eq!(noted(None, Some(expression)), (one.clone(), 0), "{text:?}");
            evaluate(&one);
        }
        Hours::Text(words) => assert!(words.chars().count() <= 1_000),
        Hours::Unstated => {}
    }
    let mut days: [Option<String>; 7] = [const { None }; 7];
    for (day, line) in days.iter_mut().zip(text.split('\n')) {
        *day = Some(line.to_owned()).filter(|line| !line.is_empty());
    }
    let (by_day, _) = noted(Some(&days), None);
    evaluate(&by_day);
}

fn noted(days: Option<&[Option<String>; 7]>, written: Option<&str>) -> (Hours, usize) {
    let source = "essai".parse().unwrap();
    let mut notes = Notes::new(&source, 1);
    let hours = read(days, written, &mut notes);
    (hours, notes.into_findings().len())
}

/// Asks at times when much changes: the end of a year, of February, of summer time.
fn evaluate(hours: &Hours) {
    let die: DepartementCode = "26".parse().unwrap();
    let time_zone = world::geography().time_zone(&die);
    let calendar = Calendar::new(hours, &die, time_zone, (5.37, 44.75));
    for now in [
        "2026-11-23T10:00:00Z",
        "2026-12-31T23:30:00Z",
        "2028-02-29T12:00:00Z",
        "2026-10-25T00:30:00Z",
    ] {
        let now: DateTime<Utc> = now.parse().unwrap();
        match calendar.opening(now) {
            Opening::Open { until, .. } => assert!(until.is_none_or(|until| until > now), "{hours:?} {now}"),
            Opening::Closed { reopens, .. } => {
                if let Some(reopens) = reopens {
                    let then = reopens.with_timezone(&Utc);
                    assert!(then > now && then <= now + TimeDelta::weeks(7), "{hours:?} {now}");
                    assert!(calendar.opening(then).is_open(), "{hours:?} {now} {then}");
                }
            }
            Opening::Unknown { .. } => {}
        }
        let local = now.with_timezone(&time_zone).date_naive();
        for word in ["maintenant", "soir", "samedi-matin"] {
            let day = calendar.open_day(When::read(word).unwrap(), now);
            assert!(
                day.is_none_or(|day| (0..=7).contains(&(day - local).num_days())),
                "{hours:?}"
            );
        }
        for period in calendar.day(local).into_iter().flatten() {
            assert!(
                period.from < period.until && period.until <= 1_440,
                "{hours:?} {period:?}"
            );
        }
    }
    let from = world::now().date_naive();
    if let Some(slots) = calendar.recurring(from, 4) {
        let first = from.num_days_from_ce() - 7;
        for date in slots.iter().flat_map(Recurring::dates) {
            assert!((first..first + 36).contains(&date.num_days_from_ce()), "{hours:?}");
        }
    }
}
