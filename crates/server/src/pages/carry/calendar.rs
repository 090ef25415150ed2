//! The hours of a venue as a calendar: this year and the next, in the venue's own time.
//!
//! What is sure is a confirmed event; what is not (a public holiday that the hours do not mention) a tentative one with the
//! reason. Events are those of [`Calendar::recurring`], so they take place exactly when the venue's page says so.

use super::{
    lines::{Lines, escaped},
    zone,
};
use crate::{
    locales::{Texts, capital},
    pages::{labels, opening::why},
};
use chrono::{DateTime, Datelike, Duration, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc, Weekday};
use chrono_tz::Tz;
use portee_directory::{EditionStamp, Listing, Recurring, UnknownReason};

/// Two years, whole weeks.
const WEEKS: u16 = 105;

/// The calendar; none when the hours are not known. `page` is the whole address of the venue's page.
pub(super) fn calendar(
    listing: &Listing,
    page: &str,
    stamp: &EditionStamp,
    now: DateTime<Utc>,
    t: &Texts,
) -> Option<String> {
    let (hours, zone) = (listing.calendar(), listing.time_zone());
    let year = now.with_timezone(&zone).year();
    // From the year's beginning, so that the events of a year keep their identifiers.
    let start = NaiveDate::from_ymd_opt(year, 1, 1)?;
    let slots = hours.recurring(start, WEEKS)?;
    let mut lines = Lines::default();
    lines.line("BEGIN:VCALENDAR");
    lines.line("VERSION:2.0");
    lines.line("PRODID:-//Portee//Horaires//FR");
    lines.line("CALSCALE:GREGORIAN");
    lines.line("METHOD:PUBLISH");
    lines.text("NAME", &listing.venue.description.name);
    lines.text("X-WR-CALNAME", &listing.venue.description.name);
    lines.line(&format!("X-WR-TIMEZONE:{}", zone.name()));
    lines.line("REFRESH-INTERVAL;VALUE=DURATION:P1D");
    lines.line(&format!("SOURCE;VALUE=URI:{page}.ics"));
    zone::write(&mut lines, zone, start, start + Duration::days(i64::from(WEEKS) * 7));
    let writer = Writer {
        listing,
        page,
        zone,
        stamp: stamp.created_at.format("%Y%m%dT%H%M%SZ").to_string(),
        start,
        t,
    };
    for slot in &slots {
        writer.event(&mut lines, slot);
    }
    lines.line("END:VCALENDAR");
    Some(lines.into_text())
}

struct Writer<'a> {
    listing: &'a Listing,
    page: &'a str,
    zone: Tz,
    stamp: String,
    start: NaiveDate,
    t: &'a Texts,
}

impl Writer<'_> {
    fn event(&self, lines: &mut Lines, slot: &Recurring) {
        let (what, place) = (&self.listing.venue.description, &self.listing.venue.location);
        lines.line("BEGIN:VEVENT");
        lines.line(&format!("UID:{}", self.uid(slot)));
        lines.line(&format!("DTSTAMP:{}", self.stamp));
        lines.line(&self.local("DTSTART", &[at(slot.first, slot.from)]));
        lines.line(&self.local("DTEND", &[at(slot.first, slot.until)]));
        if slot.last > slot.first {
            let days: Vec<&str> = slot.days.iter().map(|day| letters(*day)).collect();
            let until = self.instant(at(slot.last, slot.from)).format("%Y%m%dT%H%M%SZ");
            lines.line(&format!("RRULE:FREQ=WEEKLY;UNTIL={until};BYDAY={}", days.join(",")));
        }
        if !slot.except.is_empty() {
            let times: Vec<NaiveDateTime> = slot.except.iter().map(|date| at(*date, slot.from)).collect();
            lines.line(&self.local("EXDATE", &times));
        }
        let (said, status) = match &slot.doubt {
            None => (self.t.carry.open(&what.name), "CONFIRMED"),
            Some(_) => (self.t.carry.perhaps(&what.name), "TENTATIVE"),
        };
        lines.text("SUMMARY", &said);
        let why = slot.doubt.as_ref().map(|reason| doubt(reason, self.t));
        let phone = what.contact.phone.as_ref();
        let phone = phone.map(|phone| format!("{} {}", self.t.card.phone, phone.national()));
        let described: Vec<String> = why.into_iter().chain(phone).chain([self.page.to_owned()]).collect();
        lines.text("DESCRIPTION", &described.join("\n"));
        let address = [place.address.as_str(), place.postcode.as_str(), place.commune.as_str()];
        let address: Vec<&str> = address.into_iter().filter(|part| !part.is_empty()).collect();
        lines.line(&format!("LOCATION:{}", escaped(&address.join(" "))));
        if self.listing.is_located() {
            lines.line(&format!("GEO:{};{}", place.position.lat(), place.position.lon()));
        }
        lines.line(&format!("URL;VALUE=URI:{}", self.page));
        lines.line(&format!("STATUS:{status}"));
        lines.line("TRANSP:TRANSPARENT");
        lines.line("END:VEVENT");
    }

    /// The same from one edition to the next while the hours stay what they are.
    fn uid(&self, slot: &Recurring) -> String {
        let days: String = slot.days.iter().map(|day| letters(*day)).collect();
        let season = if slot.first > self.start + Duration::days(21) {
            slot.first.format("-%Y%m%d").to_string()
        } else {
            String::new()
        };
        let doubt = slot.doubt.as_ref().map_or("", |reason| reason.code());
        let id = &self.listing.venue.id;
        format!("{id}-{days}-{:04}-{:04}{season}{doubt}@portee", slot.from, slot.until)
    }

    /// A property of local times.
    fn local(&self, name: &str, times: &[NaiveDateTime]) -> String {
        let times: Vec<String> = times
            .iter()
            .map(|time| time.format("%Y%m%dT%H%M%S").to_string())
            .collect();
        format!("{name};TZID={}:{}", self.zone.name(), times.join(","))
    }

    /// The instant of a local time; the later side of a gap when the clocks skip it.
    fn instant(&self, local: NaiveDateTime) -> DateTime<Utc> {
        match self.zone.from_local_datetime(&local) {
            LocalResult::Single(instant) | LocalResult::Ambiguous(_, instant) => instant.to_utc(),
            LocalResult::None => self.instant(local + Duration::hours(1)),
        }
    }
}

fn at(date: NaiveDate, minutes: u16) -> NaiveDateTime {
    date.and_time(NaiveTime::MIN) + Duration::minutes(minutes.into())
}

/// Why it is not sure, and what to do, in sentences.
fn doubt(reason: &UnknownReason, t: &Texts) -> String {
    let why = match reason {
        UnknownReason::PublicHoliday(day) => Some(format!("{}.", capital(labels::holiday(*day, t)))),
        other => why(other, t),
    };
    let sentences = why.into_iter().chain([t.week.call_first.to_owned()]);
    sentences.collect::<Vec<_>>().join(" ")
}

fn letters(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "MO",
        Weekday::Tue => "TU",
        Weekday::Wed => "WE",
        Weekday::Thu => "TH",
        Weekday::Fri => "FR",
        Weekday::Sat => "SA",
        Weekday::Sun => "SU",
    }
}
