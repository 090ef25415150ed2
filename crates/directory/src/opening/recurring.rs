//! Hours as they come back week after week: what a calendar or a search engine is told of a venue.
//!
//! They are read from the same days that say whether a venue is open, so both always agree: seasons, holidays and exceptions
//! are found again from those days, not from the words of the hours.

use super::{Calendar, UnknownReason};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use std::collections::{BTreeMap, BTreeSet};

/// Weeks without a slot that still belong to the same run of weeks: a bridge of holidays, not the end of a season.
const LONGEST_PAUSE: u16 = 3;

/// A slot of the day that comes back on some days of the week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recurring {
    /// Minutes since midnight by the clock on the wall there.
    pub from: u16,
    /// The same, 1440 for the end of the day.
    pub until: u16,
    /// Why it is not sure; none when it is.
    pub doubt: Option<UnknownReason>,
    /// The days of the week, Monday first; never empty.
    pub days: Vec<Weekday>,
    /// The first time.
    pub first: NaiveDate,
    /// The last time.
    pub last: NaiveDate,
    /// Days between the two on which it does not take place, in order.
    pub except: Vec<NaiveDate>,
}

impl Recurring {
    /// Every day on which it takes place, in order.
    pub fn dates(&self) -> impl Iterator<Item = NaiveDate> + '_ {
        let within = self.first.iter_days().take_while(|date| *date <= self.last);
        within.filter(|date| self.days.contains(&date.weekday()) && !self.except.contains(date))
    }
}

/// A slot of the day, by the weeks in which it takes place.
#[derive(Default)]
struct Slot {
    doubt: Option<UnknownReason>,
    /// Monday to Sunday.
    weeks: [Vec<u16>; 7],
}

/// Weeks in which a slot takes place on one day of the week, without a long pause; never empty.
struct Run {
    weekday: usize,
    weeks: Vec<u16>,
}

impl Run {
    fn first(&self) -> u16 {
        self.weeks.first().copied().unwrap_or_default()
    }

    fn last(&self) -> u16 {
        self.weeks.last().copied().unwrap_or_default()
    }

    /// Whether two runs begin and end together, but for some holidays.
    fn goes_with(&self, other: &Self) -> bool {
        self.first().abs_diff(other.first()) <= LONGEST_PAUSE && self.last().abs_diff(other.last()) <= LONGEST_PAUSE
    }
}

impl Calendar {
    /// The slots of so many weeks, from the Monday on or before `from`; `None` when the hours are not known or not understood.
    ///
    /// Together they hold exactly the periods of [`Calendar::day`] for those days. By their time of day, then by their start.
    #[must_use]
    pub fn recurring(&self, from: NaiveDate, weeks: u16) -> Option<Vec<Recurring>> {
        let since_monday = u64::from(from.weekday().num_days_from_monday());
        let monday = from.checked_sub_days(Days::new(since_monday))?;
        let mut slots: BTreeMap<(u16, u16, String), Slot> = BTreeMap::new();
        for week in 0..weeks {
            for (weekday, ahead) in (u64::from(week) * 7..).take(7).enumerate() {
                for period in self.day(monday.checked_add_days(Days::new(ahead))?)? {
                    let why = period.doubt.as_ref().map(UnknownReason::label).unwrap_or_default();
                    let slot = slots.entry((period.from, period.until, why)).or_default();
                    slot.doubt = period.doubt;
                    slot.weeks[weekday].push(week);
                }
            }
        }
        let mut all = Vec::new();
        for ((from, until, _), slot) in slots {
            for together in grouped(runs(&slot.weeks)) {
                all.extend(recurring(monday, from, until, slot.doubt.clone(), &together));
            }
        }
        Some(all)
    }
}

/// The weeks of each day cut where a long pause is.
fn runs(weeks: &[Vec<u16>; 7]) -> Vec<Run> {
    let mut runs = Vec::new();
    for (weekday, weeks) in weeks.iter().enumerate() {
        for weeks in weeks.chunk_by(|before, after| after - before <= LONGEST_PAUSE) {
            runs.push(Run {
                weekday,
                weeks: weeks.to_vec(),
            });
        }
    }
    runs.sort_by_key(Run::first);
    runs
}

/// Runs of different days that begin and end together.
fn grouped(runs: Vec<Run>) -> Vec<Vec<Run>> {
    let mut groups: Vec<Vec<Run>> = Vec::new();
    for run in runs {
        let fits = |group: &&mut Vec<Run>| {
            group
                .iter()
                .all(|other| other.weekday != run.weekday && other.goes_with(&run))
        };
        match groups.iter_mut().find(fits) {
            Some(group) => group.push(run),
            None => groups.push(vec![run]),
        }
    }
    groups
}

fn recurring(
    monday: NaiveDate,
    from: u16,
    until: u16,
    doubt: Option<UnknownReason>,
    runs: &[Run],
) -> Option<Recurring> {
    let date = |week: u16, weekday: usize| {
        let ahead = u64::from(week) * 7 + u64::try_from(weekday).unwrap_or_default();
        monday.checked_add_days(Days::new(ahead))
    };
    let dates: BTreeSet<NaiveDate> = runs
        .iter()
        .flat_map(|run| run.weeks.iter().filter_map(|week| date(*week, run.weekday)))
        .collect();
    let mut days: Vec<Weekday> = runs
        .iter()
        .filter_map(|run| Weekday::try_from(u8::try_from(run.weekday).ok()?).ok())
        .collect();
    days.sort_by_key(Weekday::num_days_from_monday);
    let (first, last) = (*dates.first()?, *dates.last()?);
    let within = first.iter_days().take_while(|date| *date <= last);
    Some(Recurring {
        from,
        until,
        doubt,
        except: within
            .filter(|date| days.contains(&date.weekday()) && !dates.contains(date))
            .collect(),
        days,
        first,
        last,
    })
}

#[cfg(test)]
mod tests {
    use super::super::Period;
    use super::*;
    use chrono_tz::Europe::Paris;
    use portee_domain::Hours;

    const WEEKS: u16 = 105;

    fn calendar(hours: &str) -> Calendar {
        let departement = "26".parse().unwrap();
        Calendar::new(&Hours::Osm(hours.into()), &departement, Paris, (5.37, 44.75))
    }

    fn start() -> NaiveDate {
        "2026-01-01".parse().unwrap()
    }

    fn said(hours: &str) -> Vec<Recurring> {
        calendar(hours).recurring(start(), WEEKS).unwrap()
    }

    /// The periods that the slots say of each day.
    fn expanded(all: &[Recurring]) -> BTreeMap<NaiveDate, Vec<Period>> {
        let mut days: BTreeMap<NaiveDate, Vec<Period>> = BTreeMap::new();
        for slot in all {
            for date in slot.dates() {
                days.entry(date).or_default().push(Period {
                    from: slot.from,
                    until: slot.until,
                    doubt: slot.doubt.clone(),
                });
            }
        }
        for periods in days.values_mut() {
            periods.sort_by_key(|period| period.from);
        }
        days
    }

    #[test]
    fn the_slots_hold_exactly_the_periods_of_every_day() {
        for hours in [
            "Mo-Fr 09:00-12:30,14:00-17:00; PH off",
            "Mo-Fr 09:00-12:00",
            "24/7",
            "Mo-Sa 10:00-12:00; Aug off; PH off",
            "Apr-Sep Mo-Fr 08:00-12:00; Oct-Mar Mo-Fr 09:00-12:00",
            "Sa[1] 10:00-12:00; Tu[-1] 14:00-16:00",
            "week 01-53/2 We 09:00-12:00; PH off",
            "Fr 20:00-02:00",
            "Mo-Fr 09:00-12:00; SH off",
            "Mo-Fr 09:00-12:00; Sa 10:00-12:00 unknown",
            "2026 Dec 21-2027 Jan 03 off; Mo-Fr 09:00-12:00",
            "PH 10:00-12:00; Mo 09:00-11:00",
        ] {
            let calendar = calendar(hours);
            let found = expanded(&said(hours));
            let monday: NaiveDate = "2025-12-29".parse().unwrap();
            for date in monday.iter_days().take(usize::from(WEEKS) * 7) {
                let known = found.get(&date).cloned().unwrap_or_default();
                assert_eq!(known, calendar.day(date).unwrap(), "{hours}: {date}");
            }
        }
    }

    #[test]
    fn a_week_like_any_other_is_one_slot_with_its_holidays_left_out() {
        let all = said("Mo-Fr 09:00-12:00; PH off");
        assert_eq!(all.len(), 1, "{all:#?}");
        assert_eq!(all[0].days.len(), 5);
        let christmas: NaiveDate = "2026-12-25".parse().unwrap();
        assert!(all[0].except.contains(&christmas));
    }

    #[test]
    fn seasons_are_slots_of_their_own() {
        let all = said("Mo-Fr 09:00-12:00; Aug off; PH off");
        let starts: Vec<String> = all.iter().map(|slot| slot.first.to_string()).collect();
        assert_eq!(starts, ["2025-12-29", "2026-09-01", "2027-09-01"], "{all:#?}");
        assert_eq!(all[0].last, "2026-07-31".parse().unwrap());
    }

    #[test]
    fn hours_that_are_no_hours_come_back_never() {
        let departement = "26".parse().unwrap();
        for hours in [Hours::Unstated, Hours::Text("sur rendez-vous".into())] {
            let calendar = Calendar::new(&hours, &departement, Paris, (5.37, 44.75));
            assert_eq!(calendar.recurring(start(), 4), None);
        }
        assert_eq!(calendar("off").recurring(start(), 4), Some(Vec::new()));
    }
}
