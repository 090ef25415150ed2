//! When a visitor can come, and whether a venue is surely open then.

use super::day::{DAY, Day, State};
use chrono::{Datelike, NaiveDateTime, Weekday};
use std::{fmt, ops::Range, sync::LazyLock};

/// A time to find open venues at, in the venue's own local time. Unknown is not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    /// At this instant.
    Now,
    /// At some time of the seven days to come, holidays seen to.
    Coming {
        /// On this day of the week; on any when none.
        day: Option<Weekday>,
        /// In this part of the day.
        part: Part,
    },
    /// At this local time, by the minute.
    At(NaiveDateTime),
}

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// From midnight to midnight.
    Whole,
    /// Before noon.
    Morning,
    /// From noon to 18:00.
    Afternoon,
    /// From 18:00 on.
    Evening,
}

/// The public word of each day, Monday first.
const DAYS: [(&str, Weekday); 7] = [
    ("lundi", Weekday::Mon),
    ("mardi", Weekday::Tue),
    ("mercredi", Weekday::Wed),
    ("jeudi", Weekday::Thu),
    ("vendredi", Weekday::Fri),
    ("samedi", Weekday::Sat),
    ("dimanche", Weekday::Sun),
];

/// The public word of each part of a day.
const PARTS: [(&str, Part); 3] = [
    ("matin", Part::Morning),
    ("apres-midi", Part::Afternoon),
    ("soir", Part::Evening),
];

const NOW: &str = "maintenant";
const LOCAL_TIME: &str = "%Y-%m-%dT%H:%M";

/// The years that holidays are known for.
const YEARS: Range<i32> = 2000..2100;

/// The words that need no date.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let days = DAYS.map(|(_, day)| Some(day));
    let coming = [None].into_iter().chain(days).flat_map(|day| {
        let whole = day.map(|_| Part::Whole);
        let parts = PARTS.map(|(_, part)| part);
        whole
            .into_iter()
            .chain(parts)
            .map(move |part| When::Coming { day, part })
    });
    [When::Now]
        .into_iter()
        .chain(coming)
        .map(|when| when.to_string())
        .collect()
});

impl When {
    /// The public words that need no date: `maintenant`, `samedi`, `samedi-matin`, `soir`…
    #[must_use]
    pub fn words() -> &'static [String] {
        &WORDS
    }

    /// Reads a public word, or a local time `2026-11-28T10:00`; none for anything else.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        if text == NOW {
            return Some(Self::Now);
        }
        if text.starts_with(|first: char| first.is_ascii_digit()) {
            let local = NaiveDateTime::parse_from_str(text, LOCAL_TIME).ok()?;
            let usual = text.len() == 16 && YEARS.contains(&local.year());
            return usual.then_some(Self::At(local));
        }
        let part = |word: &str| PARTS.iter().find(|(known, _)| *known == word).map(|(_, part)| *part);
        let day = |word: &str| DAYS.iter().find(|(known, _)| *known == word).map(|(_, day)| *day);
        let (day, part) = match text.split_once('-') {
            Some((first, rest)) if day(first).is_some() => (day(first), part(rest)?),
            _ if day(text).is_some() => (day(text), Part::Whole),
            _ => (None, part(text)?),
        };
        Some(Self::Coming { day, part })
    }
}

impl Part {
    /// Its minutes since midnight.
    pub(crate) fn minutes(self) -> Range<u16> {
        match self {
            Self::Whole => 0..DAY,
            Self::Morning => 0..12 * 60,
            Self::Afternoon => 12 * 60..18 * 60,
            Self::Evening => 18 * 60..DAY,
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Now => f.write_str(NOW),
            Self::At(local) => write!(f, "{}", local.format(LOCAL_TIME)),
            Self::Coming { day, part } => {
                let day = day.map(|day| DAYS[day.num_days_from_monday() as usize].0);
                let part = PARTS.iter().find(|(_, known)| known == part).map(|(word, _)| *word);
                let words: Vec<&str> = day.into_iter().chain(part).collect();
                f.write_str(&words.join("-"))
            }
        }
    }
}

/// Whether a day is surely open at some minute of the range.
pub(crate) fn opens_within(day: &Day, minutes: &Range<u16>) -> bool {
    let mut begin = 0;
    day.spans().iter().any(|span| {
        let from = std::mem::replace(&mut begin, span.end);
        matches!(span.state, State::Open(_)) && from.max(minutes.start) < span.end.min(minutes.end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_word_is_read_back_as_it_is_written() {
        let words = When::words();
        assert_eq!(words.len(), 1 + 3 + 7 * 4);
        for word in words.iter().map(String::as_str).chain(["2026-11-28T10:00"]) {
            assert_eq!(When::read(word).unwrap().to_string(), word);
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for wrong in [
            "",
            "samdi",
            "samedi-",
            "-matin",
            "samedi-nuit",
            "2026-11-28",
            "2026-02-30T10:00",
            "2026-11-28T24:00",
            "2026-11-28T10:00:00",
            "2026-1-28T10:00",
            "1999-12-31T10:00",
            "Samedi",
        ] {
            assert_eq!(When::read(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}", near in "[a-z0-9:T-]{0,20}") {
            let _ = (When::read(&text), When::read(&near));
        }
    }
}
