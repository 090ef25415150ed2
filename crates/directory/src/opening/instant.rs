//! From the clock on the wall to the instant, clock changes included.

use chrono::{DateTime, DurationRound, MappedLocalTime, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// The first instant after `now` at which the clocks of `zone` show `local`.
///
/// In spring the clocks skip an hour: a time within it is reached when they jump. In autumn an hour comes twice: the
/// first that is still to come counts. `None` only beyond the calendar's end.
pub(crate) fn next_instant(zone: Tz, local: NaiveDateTime, now: DateTime<Utc>) -> Option<DateTime<Tz>> {
    let mut local = local;
    // No clock in France was ever put forward by more than an hour.
    for _ in 0..=120 {
        match zone.from_local_datetime(&local) {
            MappedLocalTime::Single(instant) => return Some(instant),
            MappedLocalTime::Ambiguous(first, second) => return Some(if first > now { first } else { second }),
            MappedLocalTime::None => local = local.checked_add_signed(TimeDelta::minutes(1))?,
        }
    }
    None
}

/// The instant after `from`, `until` at the latest, at which the clocks of `zone` are put forward or back; none when they are
/// not. They are not twice within six weeks.
pub(crate) fn clock_change(zone: Tz, from: DateTime<Utc>, until: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let offset = |instant: DateTime<Utc>| instant.with_timezone(&zone).naive_local() - instant.naive_utc();
    let (before, mut same, mut changed) = (offset(from), from, until);
    if until <= from || offset(until) == before {
        return None;
    }
    while changed - same > TimeDelta::seconds(1) {
        let middle = same + (changed - same) / 2;
        if offset(middle) == before {
            same = middle;
        } else {
            changed = middle;
        }
    }
    // Clocks change on a whole second; the middle of two instants need not be on one.
    changed.duration_trunc(TimeDelta::seconds(1)).ok()
}

/// Until when an answer given at `now` may be kept, if nothing changes by the wall clock before `change`.
///
/// When the clocks change in between, only to the next full hour: then they may show the same time again.
pub(crate) fn keep_until(zone: Tz, now: DateTime<Utc>, change: DateTime<Utc>) -> DateTime<Utc> {
    let offset = |instant: DateTime<Utc>| instant.with_timezone(&zone).naive_local() - instant.naive_utc();
    if offset(now) == offset(change) {
        return change;
    }
    let hour = now.duration_trunc(TimeDelta::hours(1)).unwrap_or(now);
    change.min(hour.checked_add_signed(TimeDelta::hours(1)).unwrap_or(change))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Paris;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn next(local: &str, now: &str) -> String {
        let instant = next_instant(Paris, local.parse().unwrap(), at(now)).unwrap();
        instant.to_utc().to_rfc3339()
    }

    #[test]
    fn a_time_that_the_spring_skips_is_reached_when_the_clocks_jump() {
        assert_eq!(
            next("2026-03-29T02:30:00", "2026-03-29T00:00:00Z"),
            "2026-03-29T01:00:00+00:00"
        );
    }

    #[test]
    fn a_time_that_comes_twice_in_autumn_is_the_next_one() {
        assert_eq!(
            next("2026-10-25T02:30:00", "2026-10-25T00:00:00Z"),
            "2026-10-25T00:30:00+00:00"
        );
        assert_eq!(
            next("2026-10-25T02:30:00", "2026-10-25T00:45:00Z"),
            "2026-10-25T01:30:00+00:00"
        );
    }

    #[test]
    fn a_change_of_the_clocks_is_found_to_the_second() {
        let change = |from, until| clock_change(Paris, at(from), at(until));
        let spring = Some(at("2026-03-29T01:00:00Z"));
        assert_eq!(change("2026-03-28T12:34:56Z", "2026-03-30T07:08:09Z"), spring);
        assert_eq!(change("2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z"), spring);
        assert_eq!(change("2026-03-29T01:00:00Z", "2026-04-29T01:00:00Z"), None);
    }

    #[test]
    fn nothing_is_kept_across_a_clock_change() {
        let kept = keep_until(Paris, at("2026-10-25T00:40:00Z"), at("2026-10-25T08:00:00Z"));
        assert_eq!(kept, at("2026-10-25T01:00:00Z"));
        let kept = keep_until(Paris, at("2026-10-24T00:40:00Z"), at("2026-10-24T08:00:00Z"));
        assert_eq!(kept, at("2026-10-24T08:00:00Z"));
    }
}
