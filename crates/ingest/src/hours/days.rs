//! One text per weekday (`09:00 - 12:00 / 13:30 - 17:00`, `9h à 12h sur rdv`, `fermé`) to one expression.

use super::prose;
use super::week::Week;

const FRENCH_DAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

/// The expression of a week, Monday first; a day without text is closed. A day whose text is not understood is unknown,
/// with its words, as long as some other day opens. None when none does.
pub(super) fn expression(days: &[Option<String>; 7]) -> Option<String> {
    let mut week = Week::default();
    let mut unread: Vec<(Vec<usize>, String)> = Vec::new();
    for (day, text) in days.iter().enumerate() {
        let Some(text) = text.as_deref().map(clean).filter(|text| !says_nothing(text)) else {
            continue;
        };
        let read = prose::clauses(&text).and_then(|clauses| week.add(&clauses, Some(day)));
        if read.is_none() {
            match unread.iter_mut().find(|(_, words)| *words == text) {
                Some((days, _)) => days.push(day),
                None => unread.push((vec![day], text)),
            }
        }
    }
    if !unread.is_empty() && !week.opens() {
        return None;
    }
    for (days, words) in unread {
        week.add_unknown(days, &words);
    }
    week.expression()
}

/// The same week in words, for hours that are no expression.
pub(super) fn in_french(days: &[Option<String>; 7]) -> String {
    let parts: Vec<String> = days
        .iter()
        .zip(FRENCH_DAYS)
        .filter_map(|(text, day)| Some(format!("{day} : {}", clean(text.as_deref()?))))
        .collect();
    parts.join(" ; ")
}

fn clean(text: &str) -> String {
    crate::normalise::text::line(text)
}

fn says_nothing(text: &str) -> bool {
    matches!(text, "" | "-" | "/" | "?" | "." | "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn week(texts: [&str; 7]) -> [Option<String>; 7] {
        texts.map(|text| (!text.is_empty()).then(|| text.to_owned()))
    }

    #[test]
    fn equal_days_share_a_rule() {
        let full = "09:00 - 12:00 / 13:30 - 17:00";
        let days = week([full, full, full, "13:30 - 17:00", full, "09:00 - 12:00", ""]);
        let expected = "Mo-We,Fr 09:00-12:00,13:30-17:00; Th 13:30-17:00; Sa 09:00-12:00";
        assert_eq!(expression(&days).unwrap(), expected);
        assert_eq!(
            expression(&week(["9h - 12h30", "09:00 à 12:30", "fermé", "-", "", "", ""])).unwrap(),
            "Mo,Tu 09:00-12:30"
        );
    }

    #[test]
    fn a_day_that_is_not_understood_is_unknown_and_keeps_its_words() {
        let days = week([
            "09:00 - 12:00",
            "sur rendez-vous",
            "Itinérance",
            "",
            "jeudi 9h-12h",
            "",
            "",
        ]);
        assert_eq!(
            expression(&days).unwrap(),
            "Mo 09:00-12:00; Tu unknown \"sur rendez-vous\"; We unknown \"Itinérance\"; Fr unknown \"jeudi 9h-12h\""
        );
        let none = week(["Itinérance", "x", "", "", "", "", ""]);
        assert_eq!(expression(&none), None);
        assert_eq!(in_french(&none), "lundi : Itinérance ; mardi : x");
    }

    #[test]
    fn spans_that_touch_or_overlap_are_one() {
        let days = week([
            "09:00 - 12:00 / 12:00 - 17:00",
            "9h - 16h / 9h - 11h",
            "",
            "",
            "",
            "",
            "",
        ]);
        assert_eq!(expression(&days).unwrap(), "Mo 09:00-17:00; Tu 09:00-16:00");
    }

    #[test]
    fn midnight_to_midnight_is_an_empty_field() {
        let days = week([
            "00:00 - 00:00 / 09:00 - 12:00",
            "00:00 - 00:00",
            "09:00 - 12:00",
            "",
            "",
            "",
            "",
        ]);
        assert_eq!(expression(&days).unwrap(), "Mo,We 09:00-12:00");
    }

    #[test]
    fn one_half_of_a_day_may_be_closed() {
        let days = week(["Fermé / 14:00-18:00", "9h-12h - fermé l'après-midi", "", "", "", "", ""]);
        assert_eq!(expression(&days).unwrap(), "Mo 14:00-18:00; Tu 09:00-12:00");
    }
}
