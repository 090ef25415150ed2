//! A time zone for a calendar: the offset at the beginning, then each change of the clocks, one by one. No rule is guessed, so
//! what Parliament decides next year is in the next file.

use super::lines::Lines;
use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone};
use chrono_tz::{OffsetComponents, Tz};

/// A state of the clocks.
#[derive(Clone, Copy, PartialEq, Eq)]
struct State {
    /// Seconds east of Greenwich.
    offset: i32,
    summer: bool,
}

fn state(zone: Tz, utc: NaiveDateTime) -> State {
    let offset = zone.offset_from_utc_datetime(&utc);
    State {
        offset: offset.fix().local_minus_utc(),
        summer: offset.dst_offset() != Duration::zero(),
    }
}

/// Writes the `VTIMEZONE` of a zone for the days from `first` to `last`.
pub(super) fn write(lines: &mut Lines, zone: Tz, first: NaiveDate, last: NaiveDate) {
    lines.line("BEGIN:VTIMEZONE");
    lines.line(&format!("TZID:{}", zone.name()));
    let mut at = first.and_time(NaiveTime::MIN);
    let mut before = state(zone, at);
    observance(lines, before, before, "19700101T000000");
    let end = last.and_time(NaiveTime::MIN) + Duration::days(2);
    while at < end {
        let next = at + Duration::days(1);
        let after = state(zone, next);
        if after != before {
            let change = change(zone, before, at, next);
            let local = change + Duration::seconds(before.offset.into());
            observance(lines, before, after, &local.format("%Y%m%dT%H%M%S").to_string());
            before = after;
        }
        at = next;
    }
    lines.line("END:VTIMEZONE");
}

/// The minute at which the clocks leave `before`, between two instants in UTC.
fn change(zone: Tz, before: State, from: NaiveDateTime, until: NaiveDateTime) -> NaiveDateTime {
    let (mut known, mut changed) = (0, (until - from).num_minutes());
    while changed - known > 1 {
        let middle = i64::midpoint(known, changed);
        if state(zone, from + Duration::minutes(middle)) == before {
            known = middle;
        } else {
            changed = middle;
        }
    }
    from + Duration::minutes(changed)
}

fn observance(lines: &mut Lines, before: State, after: State, start: &str) {
    let kind = if after.summer { "DAYLIGHT" } else { "STANDARD" };
    lines.line(&format!("BEGIN:{kind}"));
    lines.line(&format!("DTSTART:{start}"));
    lines.line(&format!("TZOFFSETFROM:{}", offset(before.offset)));
    lines.line(&format!("TZOFFSETTO:{}", offset(after.offset)));
    lines.line(&format!("END:{kind}"));
}

fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.unsigned_abs() / 60;
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(zone: Tz) -> String {
        let mut lines = Lines::default();
        let day = |text: &str| text.parse().unwrap();
        write(&mut lines, zone, day("2026-01-01"), day("2026-12-31"));
        lines.into_text()
    }

    #[test]
    fn paris_changes_its_clocks_twice_a_year_at_the_right_minute() {
        let paris = written(Tz::Europe__Paris);
        for said in [
            "BEGIN:DAYLIGHT\r\nDTSTART:20260329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n",
            "BEGIN:STANDARD\r\nDTSTART:20261025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n",
        ] {
            assert!(paris.contains(said), "{paris}");
        }
        assert_eq!(paris.matches("DTSTART").count(), 3);
    }

    #[test]
    fn where_the_clocks_never_change_there_is_one_offset() {
        let marquises = written(Tz::Pacific__Marquesas);
        assert!(marquises.contains("TZOFFSETTO:-0930"), "{marquises}");
        assert_eq!(marquises.matches("DTSTART").count(), 1);
        assert_eq!(written(Tz::America__Miquelon).matches("DTSTART").count(), 3);
    }
}
