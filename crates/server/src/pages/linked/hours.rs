//! Opening hours in the words of schema.org.
//!
//! What comes back every week is `openingHoursSpecification`, with its season when it has one; single days that differ are
//! `specialOpeningHoursSpecification`. A day of which we are not sure is such a day without times, with the reason.

use super::{Map, Value, put};
use chrono::{DateTime, Days, NaiveDate, Utc, Weekday};
use portee_directory::{Calendar, Period, Recurring, UnknownReason};
use serde_json::json;
use std::collections::BTreeSet;

/// How far ahead is told: two seasons.
const WEEKS: u16 = 26;

/// Adds the hours of the weeks to come, when they are known.
pub(super) fn add(into: &mut Map<String, Value>, calendar: &Calendar, now: DateTime<Utc>) {
    let today = now.with_timezone(&calendar.time_zone()).date_naive();
    let Some(slots) = calendar.recurring(today, WEEKS) else {
        return;
    };
    let usual: Vec<Value> = slots
        .iter()
        .filter(|slot| slot.doubt.is_none())
        .map(|slot| specification(slot, today))
        .collect();
    let differing: BTreeSet<NaiveDate> = slots
        .iter()
        .flat_map(|slot| {
            let unsure = slot.doubt.is_some();
            let dates: Vec<NaiveDate> = if unsure {
                slot.dates().collect()
            } else {
                slot.except.clone()
            };
            dates
        })
        .filter(|date| *date >= today)
        .collect();
    let special: Vec<Value> = differing
        .into_iter()
        .flat_map(|date| of_day(date, &calendar.day(date).unwrap_or_default()))
        .collect();
    put(into, "openingHoursSpecification", (!usual.is_empty()).then_some(usual));
    put(
        into,
        "specialOpeningHoursSpecification",
        (!special.is_empty()).then_some(special),
    );
}

fn specification(slot: &Recurring, today: NaiveDate) -> Value {
    let days: Vec<&str> = slot.days.iter().map(|day| day_name(*day)).collect();
    let mut said = json!({
        "@type": "OpeningHoursSpecification", "dayOfWeek": days,
        "opens": time(slot.from), "closes": time(slot.until),
    });
    // What begins or ends within the weeks that we look at is a season.
    let end = today.checked_add_days(Days::new(u64::from(WEEKS) * 7 - 14));
    if slot.first > today.checked_add_days(Days::new(7)).unwrap_or(today) {
        said["validFrom"] = slot.first.to_string().into();
    }
    if end.is_some_and(|end| slot.last < end) {
        said["validThrough"] = slot.last.to_string().into();
    }
    said
}

/// What happens on one day that is not like the others.
fn of_day(date: NaiveDate, periods: &[Period]) -> Vec<Value> {
    let special = |more: Value| {
        let mut said = json!({
            "@type": "OpeningHoursSpecification",
            "validFrom": date.to_string(), "validThrough": date.to_string(),
        });
        for (name, value) in more.as_object().into_iter().flatten() {
            said[name] = value.clone();
        }
        said
    };
    let closed = json!({ "opens": "00:00", "closes": "00:00" });
    let sure = periods.iter().filter(|period| period.doubt.is_none());
    let mut all: Vec<Value> = sure
        .map(|period| special(json!({ "opens": time(period.from), "closes": time(period.until) })))
        .collect();
    let doubt = periods.iter().find_map(|period| period.doubt.as_ref());
    match doubt {
        Some(doubt) if all.is_empty() => all.push(special(json!({ "description": UnknownReason::label(doubt) }))),
        None if all.is_empty() => all.push(special(closed)),
        _ => {}
    }
    all
}

/// The end of the day is 23:59: readers of schema.org take 00:00 for its beginning.
fn time(minutes: u16) -> String {
    if minutes >= 1_440 {
        "23:59".to_owned()
    } else {
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

fn day_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Paris;
    use portee_domain::Hours;

    fn said(hours: &str) -> Map<String, Value> {
        let departement = "26".parse().unwrap();
        let calendar = Calendar::new(&Hours::Osm(hours.into()), &departement, Paris, (5.37, 44.75));
        let mut said = Map::new();
        add(&mut said, &calendar, "2026-04-24T10:00:00Z".parse().unwrap());
        said
    }

    #[test]
    fn an_ordinary_week_is_said_once_and_holidays_are_days_of_their_own() {
        let said = said("Mo-Fr 09:00-12:30,14:00-17:00; PH off");
        let usual = said["openingHoursSpecification"].as_array().unwrap();
        assert_eq!(usual.len(), 2, "{said:#?}");
        assert_eq!(usual[0]["dayOfWeek"].as_array().unwrap().len(), 5);
        assert_eq!(
            (&usual[0]["opens"], &usual[0]["closes"]),
            (&"09:00".into(), &"12:30".into())
        );
        assert!(usual[0].get("validFrom").is_none() && usual[0].get("validThrough").is_none());
        let special = said["specialOpeningHoursSpecification"].as_array().unwrap();
        let labour = special.iter().find(|day| day["validFrom"] == "2026-05-01").unwrap();
        assert_eq!(
            (&labour["opens"], &labour["closes"]),
            (&"00:00".into(), &"00:00".into())
        );
    }

    #[test]
    fn a_holiday_that_the_hours_do_not_mention_is_neither_open_nor_closed() {
        let said = said("Mo-Fr 09:00-12:30");
        let special = said["specialOpeningHoursSpecification"].as_array().unwrap();
        let labour = special.iter().find(|day| day["validFrom"] == "2026-05-01").unwrap();
        assert!(labour.get("opens").is_none(), "{labour}");
        assert!(labour["description"].as_str().unwrap().contains("fête du Travail"));
    }

    #[test]
    fn seasons_say_when_they_begin_and_end() {
        let said = said("Mo-Fr 09:00-12:00; Aug off; PH off");
        let usual = said["openingHoursSpecification"].as_array().unwrap();
        assert_eq!(usual[0]["validThrough"], "2026-07-31");
        assert_eq!(usual[1]["validFrom"], "2026-09-01");
        assert!(usual[1].get("validThrough").is_none(), "{usual:#?}");
    }
}
