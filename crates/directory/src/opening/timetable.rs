//! An `opening_hours` expression made ready: what happens on a given day.

use super::UnknownReason;
use super::day::{Day, State};
use super::holidays::{Regime, public_holiday};
use chrono::{Datelike, Days, NaiveDate};
use chrono_tz::Tz;
use compact_calendar::CompactCalendar;
use opening_hours::localization::{Coordinates, TzLocation};
use opening_hours::{Context, ContextHolidays, OpeningHours};
use opening_hours_syntax::rules::OpeningHoursExpression;
use opening_hours_syntax::rules::day::{HolidayKind, WeekDayRange};
use opening_hours_syntax::rules::time::Time;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// The years for which the parser's crate is told the holidays. Outside them no day is a holiday for `PH` rules.
const YEARS: std::ops::Range<i32> = 2000..2101;

/// Longer expressions are not read: none in the real data comes near, and reading is recursive.
const LONGEST: usize = 4_000;

/// The public holidays of each territory, as the parser's crate wants them.
static PUBLIC: LazyLock<HashMap<Regime, Arc<CompactCalendar>>> = LazyLock::new(|| {
    let calendar = |regime| Arc::new(days().filter(|day| public_holiday(*day, regime).is_some()).collect());
    Regime::ALL.map(|regime| (regime, calendar(regime))).into()
});

/// Every day, for the reading "these are school holidays".
static ALWAYS: LazyLock<Arc<CompactCalendar>> = LazyLock::new(|| Arc::new(days().collect()));

fn days() -> impl Iterator<Item = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(YEARS.start, 1, 1).unwrap_or_default();
    first.iter_days().take_while(|day| day.year() < YEARS.end)
}

#[derive(Debug)]
pub(crate) struct Timetable {
    regime: Regime,
    /// Whether the expression says what happens on public holidays, or needs not to (`24/7`).
    knows_holidays: bool,
    /// Monday to Sunday, when every week is alike but for holidays.
    week: Option<Box<[Day; 7]>>,
    /// None when the week says it all: rules take kilobytes.
    rules: Option<Box<Rules>>,
    /// Whether it is the same wherever the place is: no sunset.
    is_the_same_everywhere: bool,
}

/// What the expression says, day by day.
#[derive(Debug)]
struct Rules {
    /// Outside school holidays.
    usual: OpeningHours<TzLocation<Tz>>,
    /// During school holidays, when the expression mentions them.
    school: Option<OpeningHours<TzLocation<Tz>>>,
}

impl Rules {
    fn day(&self, date: NaiveDate) -> Day {
        let usual = day_of(&self.usual, date);
        match &self.school {
            Some(school) => usual.agree(&day_of(school, date), &UnknownReason::SchoolHolidays),
            None => usual,
        }
    }

    /// An ordinary week: one around which no day is a holiday anywhere in France.
    fn usual_week(&self) -> Option<Box<[Day; 7]>> {
        let monday = NaiveDate::from_ymd_opt(2026, 3, 9)?;
        let day = |offset| Some(day_of(&self.usual, monday.checked_add_days(Days::new(offset))?));
        Some(Box::new([
            day(0)?,
            day(1)?,
            day(2)?,
            day(3)?,
            day(4)?,
            day(5)?,
            day(6)?,
        ]))
    }
}

impl Timetable {
    /// Reads an expression; `None` when it cannot be read.
    pub(crate) fn read(expression: &str, regime: Regime, place: &TzLocation<Tz>) -> Option<Self> {
        if expression.len() > LONGEST {
            return None;
        }
        // The crate asserts its own invariants: should one fail on some odd expression, that is "not understood".
        let parsed = catch_unwind(|| expression.parse::<OpeningHours>()).ok()?.ok()?;
        let syntax = parsed.get_expression();
        let mentions = |kind| holidays_of(&syntax).any(|(mentioned, _)| mentioned == kind);
        let context = |school: Arc<CompactCalendar>| {
            let public = PUBLIC.get(&regime).cloned().unwrap_or_default();
            Context::default()
                .with_holidays(ContextHolidays::new(public, school))
                .with_locale(place.clone())
        };
        let rules = Rules {
            school: mentions(HolidayKind::School).then(|| parsed.clone().with_context(context(Arc::clone(&ALWAYS)))),
            usual: parsed.with_context(context(Arc::default())),
        };
        let is_weekly = rules.school.is_none() && is_weekly(&syntax);
        let week = is_weekly.then(|| rules.usual_week()).flatten();
        let is_all_said = week.is_some() && !mentions(HolidayKind::Public);
        Some(Self {
            regime,
            knows_holidays: mentions(HolidayKind::Public) || syntax.is_constant(),
            week,
            rules: (!is_all_said).then(|| Box::new(rules)),
            is_the_same_everywhere: has_fixed_times(&syntax),
        })
    }

    /// What happens on a day.
    pub(crate) fn day(&self, date: NaiveDate) -> Day {
        let holiday = public_holiday(date, self.regime);
        match (holiday, &self.week) {
            (Some(name), _) if !self.knows_holidays => self.ordinary(date).doubt(&UnknownReason::PublicHoliday(name)),
            _ => self.ordinary(date),
        }
    }

    /// What the expression says of a day.
    fn ordinary(&self, date: NaiveDate) -> Day {
        let of_week = |week: &[Day; 7]| week[date.weekday().num_days_from_monday() as usize].clone();
        match (&self.week, &self.rules) {
            (Some(week), Some(rules)) if self.rules_on_holidays_touch(date) => rules.day(date),
            (Some(week), _) => of_week(week),
            (None, Some(rules)) => rules.day(date),
            // Neither cannot be: rules are left out where the week says it all.
            (None, None) => Day::whole(State::Unknown(UnknownReason::Unparsed)),
        }
    }

    /// Whether a rule about public holidays could matter: that day or the evening before, whose hours run on.
    fn rules_on_holidays_touch(&self, date: NaiveDate) -> bool {
        let is_holiday = |date| public_holiday(date, self.regime).is_some();
        self.knows_holidays && (is_holiday(date) || date.pred_opt().is_some_and(is_holiday))
    }
}

/// The timetables of an edition: places that keep the same hours share one.
#[derive(Debug, Default)]
pub(crate) struct Timetables {
    known: Mutex<HashMap<(Regime, Tz), ByExpression>>,
}

type ByExpression = HashMap<Box<str>, Arc<Timetable>>;

impl Timetables {
    /// Reads an expression, unless another place has it; `None` when it cannot be read.
    pub(crate) fn read(&self, expression: &str, regime: Regime, place: &TzLocation<Tz>) -> Option<Arc<Timetable>> {
        let zone = (regime, *place.get_timezone());
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(timetable) = known().get(&zone).and_then(|of_zone| of_zone.get(expression)) {
            return Some(Arc::clone(timetable));
        }
        // Not while others wait: two who read the same at once do it twice.
        let timetable = Arc::new(Timetable::read(expression, regime, place)?);
        if timetable.is_the_same_everywhere {
            let shared = Arc::clone(&timetable);
            known().entry(zone).or_default().insert(expression.into(), shared);
        }
        Some(timetable)
    }
}

fn day_of(hours: &OpeningHours<TzLocation<Tz>>, date: NaiveDate) -> Day {
    catch_unwind(AssertUnwindSafe(|| Day::from_schedule(hours.schedule_at(date))))
        .unwrap_or_else(|_| Day::whole(State::Unknown(UnknownReason::Unparsed)))
}

/// The holidays that an expression mentions, and by how many days each is shifted.
fn holidays_of(syntax: &OpeningHoursExpression) -> impl Iterator<Item = (HolidayKind, i16)> {
    let weekdays = syntax.rules.iter().flat_map(|rule| &rule.day_selector.weekday);
    weekdays.filter_map(|range| match range {
        WeekDayRange::Holiday { kind, offset } => Some((*kind, *offset)),
        WeekDayRange::Fixed { .. } => None,
    })
}

/// Whether only the day of the week and public holidays matter: no dates, no weeks, no "first Monday", no sunset.
fn is_weekly(syntax: &OpeningHoursExpression) -> bool {
    let plain = |range: &WeekDayRange| match range {
        WeekDayRange::Holiday { offset, .. } => *offset == 0,
        WeekDayRange::Fixed {
            offset,
            nth_from_start,
            nth_from_end,
            ..
        } => {
            *offset == 0
                && [nth_from_start, nth_from_end]
                    .iter()
                    .all(|nth| nth.iter().all(|&all| all))
        }
    };
    syntax.rules.iter().all(|rule| {
        let days = &rule.day_selector;
        days.year.is_empty() && days.monthday.is_empty() && days.week.is_empty() && days.weekday.iter().all(plain)
    }) && has_fixed_times(syntax)
}

/// Whether no time depends on the sun.
fn has_fixed_times(syntax: &OpeningHoursExpression) -> bool {
    let is_fixed = |time: &Time| matches!(time, Time::Fixed(_));
    let mut spans = syntax.rules.iter().flat_map(|rule| &rule.time_selector.spans);
    spans.all(|span| is_fixed(&span.range.start) && is_fixed(&span.range.end))
}

/// Where a venue is, for its sunsets.
pub(crate) fn place(time_zone: Tz, lon: f64, lat: f64) -> TzLocation<Tz> {
    let place = TzLocation::new(time_zone);
    match Coordinates::new(lat, lon) {
        Some(coordinates) => place.with_coords(coordinates),
        None => place,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Paris;

    const DIE: (f64, f64) = (5.37, 44.75);
    const BREST: (f64, f64) = (-4.49, 48.39);

    #[test]
    fn places_with_the_same_hours_share_a_timetable_unless_the_sun_or_the_holidays_differ() {
        let known = Timetables::default();
        let read = |hours: &str, regime, (lon, lat)| known.read(hours, regime, &place(Paris, lon, lat)).unwrap();
        let die = read("Mo-Fr 09:00-17:00", Regime::National, DIE);
        assert!(Arc::ptr_eq(&die, &read("Mo-Fr 09:00-17:00", Regime::National, BREST)));
        assert!(!Arc::ptr_eq(&die, &read("Mo-Fr 09:00-18:00", Regime::National, BREST)));
        assert!(!Arc::ptr_eq(
            &die,
            &read("Mo-Fr 09:00-17:00", Regime::AlsaceMoselle, DIE)
        ));
        let june = NaiveDate::from_ymd_opt(2026, 6, 23).unwrap();
        let until_sunset = |place| read("09:00-sunset", Regime::National, place).day(june);
        assert_ne!(until_sunset(DIE), until_sunset(BREST));
        assert!(
            known
                .read("n'importe quoi", Regime::National, &place(Paris, 5.37, 44.75))
                .is_none()
        );
    }

    #[test]
    fn rules_are_kept_only_where_a_week_does_not_say_it_all() {
        let keeps_rules = |hours: &str| {
            let timetable = Timetable::read(hours, Regime::National, &place(Paris, 5.37, 44.75)).unwrap();
            timetable.rules.is_some()
        };
        for hours in [
            "Mo-Fr 09:00-17:00",
            "24/7",
            "Mo 09:00-12:00; Sa 10:00-12:00 \"sur rendez-vous\"",
        ] {
            assert!(!keeps_rules(hours), "{hours}");
        }
        for hours in [
            "Mo-Fr 09:00-17:00; PH off",
            "Mo[1] 09:00-12:00",
            "Mo-Fr 09:00-sunset",
            "Mo 09:00-12:00; SH off",
        ] {
            assert!(keeps_rules(hours), "{hours}");
        }
    }
}
