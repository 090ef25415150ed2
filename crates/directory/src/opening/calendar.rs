//! The hours of one place, answering for an instant and remembering the answer until it changes.

use super::day::{Day, State};
use super::evaluated::Evaluated;
use super::habits::Habits;
use super::holidays::{Regime, public_holiday};
use super::instant::{clock_change, keep_until, next_instant};
use super::timetable::{Timetable, Timetables, place};
use super::when::{When, opens_within};
use super::{Opening, Period, UnknownReason};
use arc_swap::ArcSwapOption;
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, Timelike, Utc};
use chrono_tz::Tz;
use portee_domain::{DepartementCode, Hours};
use std::sync::Arc;

/// How far ahead the next change is looked for.
const HORIZON: Days = Days::new(42);

/// The opening hours of a place, ready to answer.
#[derive(Debug)]
pub struct Calendar {
    time_zone: Tz,
    regime: Regime,
    timetable: Result<Arc<Timetable>, UnknownReason>,
    remembered: ArcSwapOption<Evaluated>,
}

impl Calendar {
    /// The hours of a place at `lon, lat` (WGS84 degrees, for its sunsets), in its time zone and with its holidays. Takes
    /// some 50 µs.
    #[must_use]
    pub fn new(hours: &Hours, departement: &DepartementCode, time_zone: Tz, position: (f64, f64)) -> Self {
        Self::among(&Timetables::default(), hours, departement, time_zone, position)
    }

    /// The same, its timetable shared with places that keep the same hours.
    pub(crate) fn among(
        others: &Timetables,
        hours: &Hours,
        departement: &DepartementCode,
        time_zone: Tz,
        (lon, lat): (f64, f64),
    ) -> Self {
        let regime = Regime::of(departement);
        let place = place(time_zone, lon, lat);
        Self {
            time_zone,
            regime,
            timetable: match hours {
                Hours::Unstated => Err(UnknownReason::Unstated),
                Hours::Text(_) => Err(UnknownReason::Unparsed),
                Hours::Osm(expression) => others.read(expression, regime, &place).ok_or(UnknownReason::Unparsed),
            },
            remembered: ArcSwapOption::empty(),
        }
    }

    /// The time zone that its hours are meant in.
    #[must_use]
    pub fn time_zone(&self) -> Tz {
        self.time_zone
    }

    /// Whose public holidays it keeps.
    #[must_use]
    pub fn regime(&self) -> Regime {
        self.regime
    }

    /// Whether it is open at `now`, until when, or when it opens again.
    #[must_use]
    pub fn opening(&self, now: DateTime<Utc>) -> Opening {
        self.at(now, |it| it.opening.clone())
    }

    /// Whether it is surely open then, asked at `now`.
    pub(crate) fn is_open(&self, when: When, now: DateTime<Utc>) -> bool {
        match when {
            When::Now => self.at(now, |it| it.opening.is_open()),
            _ => self.open_day(when, now).is_some(),
        }
    }

    /// The first local day on which it is surely open then, asked at `now`.
    #[must_use]
    pub fn open_day(&self, when: When, now: DateTime<Utc>) -> Option<NaiveDate> {
        let timetable = self.timetable.as_ref().ok()?;
        let local = now.with_timezone(&self.time_zone).naive_local();
        match when {
            When::Now => self.at(now, |it| it.opening.is_open()).then(|| local.date()),
            When::At(local) => {
                let minute = minute_of(local);
                opens_within(&timetable.day(local.date()), &(minute..minute + 1)).then(|| local.date())
            }
            When::Coming { day, part } => {
                let whole = part.minutes();
                (0..=7).find_map(|ahead| {
                    let date = local.date().checked_add_days(Days::new(ahead))?;
                    let minutes = match ahead {
                        0 => whole.start.max(minute_of(local))..whole.end,
                        7 => whole.start..whole.end.min(minute_of(local)),
                        _ => whole.clone(),
                    };
                    let wanted = day.is_none_or(|day| day == date.weekday()) && !minutes.is_empty();
                    (wanted && opens_within(&timetable.day(date), &minutes)).then_some(date)
                })
            }
        }
    }

    /// Tells the answer for `now`: remembered, or worked out and remembered. It is lent and not given: counting those who hold it
    /// would make two who ask at once wait for each other.
    pub(crate) fn at<T>(&self, now: DateTime<Utc>, tell: impl FnOnce(&Evaluated) -> T) -> T {
        if let Some(evaluated) = &*self.remembered.load()
            && evaluated.holds_at(now)
        {
            return tell(evaluated);
        }
        let evaluated = Arc::new(self.evaluate(now));
        self.remembered.store(Some(Arc::clone(&evaluated)));
        tell(&evaluated)
    }

    /// When it is surely open, in ordinary weeks.
    pub(crate) fn habits(&self) -> Habits {
        self.timetable.as_deref().map(Habits::in_timetable).unwrap_or_default()
    }

    /// The periods of a local day that are not surely closed; `None` when the hours are not known or not understood.
    #[must_use]
    pub fn day(&self, date: NaiveDate) -> Option<Vec<Period>> {
        let day = self.timetable.as_ref().ok()?.day(date);
        let mut begin = 0;
        let mut periods = Vec::new();
        for span in day.spans() {
            let from = std::mem::replace(&mut begin, span.end);
            let doubt = match &span.state {
                State::Closed => continue,
                State::Open(_) => None,
                State::Unknown(reason) => Some(reason.clone()),
            };
            periods.push(Period {
                from,
                until: span.end,
                doubt,
            });
        }
        Some(periods)
    }

    fn evaluate(&self, now: DateTime<Utc>) -> Evaluated {
        let unknown = |reason: &UnknownReason| Opening::Unknown { reason: reason.clone() };
        let timetable = match &self.timetable {
            Ok(timetable) => timetable,
            Err(reason) => {
                return Evaluated::new(unknown(reason), DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC);
            }
        };
        let local = now.with_timezone(&self.time_zone).naive_local();
        let walk = Walk::from(timetable, local);
        let instant = |local| next_instant(self.time_zone, local, now);
        let opening = match &walk.state {
            State::Open(comment) => Opening::Open {
                until: self.coming(timetable, now, |state| !matches!(state, State::Open(_))),
                comment: comment.clone(),
            },
            State::Closed => Opening::Closed {
                reopens: self.coming(timetable, now, |state| matches!(state, State::Open(_))),
                holiday: public_holiday(local.date(), self.regime),
            },
            State::Unknown(reason) => unknown(reason),
        };
        // At midnight at the latest: whether it is a holiday, and how far we look ahead, change then.
        let change = walk.change.and_then(instant).map_or(now, |change| change.to_utc());
        Evaluated::new(opening, now, keep_until(self.time_zone, now, change))
    }

    /// The first instant after `now`, within the horizon, whose state is wanted. `now` itself has another state.
    ///
    /// Looked for by the clock on the wall, up to the next change of the clocks; from there again: what the spring skips does
    /// not come, what the autumn repeats comes again.
    fn coming(
        &self,
        timetable: &Timetable,
        now: DateTime<Utc>,
        wanted: impl Fn(&State) -> bool,
    ) -> Option<DateTime<Tz>> {
        let mut from = now;
        // The clocks change at most once within the horizon, and at most once again the day after that.
        for _ in 0..=2 {
            let local = from.with_timezone(&self.time_zone).naive_local();
            let walk = Walk::from(timetable, local);
            if from > now && wanted(&walk.state) {
                return Some(from.with_timezone(&self.time_zone));
            }
            let offset = local - from.naive_utc();
            let found = walk.first(&wanted).and_then(|local| local.checked_sub_signed(offset));
            let found = found.map(|instant| instant.and_utc());
            let until = found.or_else(|| from.checked_add_days(Days::new(1)))?;
            match clock_change(self.time_zone, from, until) {
                Some(change) => from = change,
                None => return Some(found?.with_timezone(&self.time_zone)),
            }
        }
        None
    }
}

/// The days from some local time on.
struct Walk<'a> {
    timetable: &'a Timetable,
    from: NaiveDateTime,
    today: Day,
    /// The state at the start.
    state: State,
    /// The end of the span that the start is in, midnight at the latest.
    change: Option<NaiveDateTime>,
}

impl<'a> Walk<'a> {
    fn from(timetable: &'a Timetable, from: NaiveDateTime) -> Self {
        let today = timetable.day(from.date());
        let span = today.at(minute_of(from));
        Self {
            state: span.map_or(State::Closed, |span| span.state.clone()),
            change: span.and_then(|span| local_time(from.date(), span.end)),
            timetable,
            from,
            today,
        }
    }

    /// The first local time after the start whose state is wanted, within the horizon.
    fn first(&self, wanted: impl Fn(&State) -> bool) -> Option<NaiveDateTime> {
        let start = self.from.date();
        let first_of = |date: NaiveDate, day: &Day, after: u16| {
            let mut begin = 0;
            for span in day.spans() {
                if span.end > after && wanted(&span.state) {
                    return local_time(date, begin);
                }
                begin = span.end;
            }
            None
        };
        first_of(start, &self.today, minute_of(self.from)).or_else(|| {
            let last = start.checked_add_days(HORIZON)?;
            let days = start.iter_days().skip(1).take_while(|date| *date <= last);
            days.map(|date| (date, self.timetable.day(date)))
                .find_map(|(date, day)| first_of(date, &day, 0))
        })
    }
}

fn minute_of(local: NaiveDateTime) -> u16 {
    u16::try_from(local.hour() * 60 + local.minute()).unwrap_or(0)
}

fn local_time(date: NaiveDate, minute: u16) -> Option<NaiveDateTime> {
    date.and_hms_opt(0, 0, 0)?
        .checked_add_signed(TimeDelta::minutes(minute.into()))
}
