//! One text per weekday (`09:00 - 12:00 / 13:30 - 17:00`) to one expression.

const OSM_DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const FRENCH_DAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

/// The expression of a week, Monday first; a day without text is closed. None when a day's text is not made of spans.
///
/// Days with the same hours share a rule, runs of them joined: `Mo-We,Fr 09:00-12:00; Sa 10:00-12:00`.
pub(super) fn expression(days: &[Option<String>; 7]) -> Option<String> {
    let mut rules: Vec<(String, Vec<usize>)> = Vec::new();
    for (day, text) in days.iter().enumerate() {
        let Some(text) = text.as_deref().map(str::trim).filter(|text| !is_closed(text)) else {
            continue;
        };
        let spans = spans(text)?;
        if spans.is_empty() {
            continue;
        }
        match rules.iter_mut().find(|(known, _)| *known == spans) {
            Some((_, days)) => days.push(day),
            None => rules.push((spans, vec![day])),
        }
    }
    let rules: Vec<String> = rules
        .iter()
        .map(|(spans, days)| format!("{} {spans}", runs(days)))
        .collect();
    (!rules.is_empty()).then(|| rules.join("; "))
}

/// The same week in words, for hours that are no expression.
pub(super) fn in_french(days: &[Option<String>; 7]) -> String {
    let parts: Vec<String> = days
        .iter()
        .zip(FRENCH_DAYS)
        .filter_map(|(text, day)| Some(format!("{day} : {}", text.as_deref()?.trim())))
        .collect();
    parts.join(" ; ")
}

fn is_closed(text: &str) -> bool {
    matches!(
        text.to_lowercase().as_str(),
        "" | "-" | "fermé" | "ferme" | "fermée" | "closed" | "off"
    )
}

/// `09:00 - 12:00 / 13:30 - 17:00` as `09:00-12:00,13:30-17:00`; spans that touch or repeat are one, and `00:00 - 00:00` is
/// what a form writes for a field left empty.
fn spans(text: &str) -> Option<String> {
    let mut spans: Vec<(u32, u32)> = Vec::new();
    for part in text
        .split(['/', ',', ';'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let (start, end) = part.split_once(['-', '–', 'à'])?;
        let (start, end) = (minutes(start)?, minutes(end)?);
        match spans.last_mut() {
            _ if (start, end) == (0, 0) => {}
            Some(last) if last.1 == start => last.1 = end,
            Some(last) if *last == (start, end) => {}
            _ => spans.push((start, end)),
        }
    }
    let clock = |minutes: u32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let texts: Vec<String> = spans
        .iter()
        .map(|(start, end)| format!("{}-{}", clock(*start), clock(*end)))
        .collect();
    Some(texts.join(","))
}

/// `9:00`, `09h00`, `9h` in minutes since midnight.
fn minutes(text: &str) -> Option<u32> {
    let (hours, minutes) = text.trim().split_once([':', 'h', 'H'])?;
    let minutes = if minutes.trim().is_empty() { "0" } else { minutes.trim() };
    let (hours, minutes): (u32, u32) = (hours.trim().parse().ok()?, minutes.parse().ok()?);
    (hours <= 24 && minutes < 60 && hours * 60 + minutes <= 24 * 60).then_some(hours * 60 + minutes)
}

/// Sorted days as runs: `Mo-We,Fr`. Two neighbours are a list, `Mo,Tu`.
fn runs(days: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some(last) if last.1 + 1 == *day => last.1 = *day,
            _ => runs.push((*day, *day)),
        }
    }
    let texts: Vec<String> = runs
        .iter()
        .map(|(first, last)| match last - first {
            0 => OSM_DAYS[*first].to_owned(),
            1 => format!("{},{}", OSM_DAYS[*first], OSM_DAYS[*last]),
            _ => format!("{}-{}", OSM_DAYS[*first], OSM_DAYS[*last]),
        })
        .collect();
    texts.join(",")
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
            expression(&week(["9h - 12h30", "09:00 à 12:30", "fermé", "", "", "", ""])).unwrap(),
            "Mo,Tu 09:00-12:30"
        );
    }

    #[test]
    fn a_day_that_is_no_span_makes_the_week_a_text() {
        let days = week(["09:00 - 12:00", "sur rendez-vous", "", "", "", "", ""]);
        assert_eq!(expression(&days), None);
        assert_eq!(in_french(&days), "lundi : 09:00 - 12:00 ; mardi : sur rendez-vous");
    }

    #[test]
    fn spans_that_touch_are_one() {
        assert_eq!(spans("09:00 - 12:00 / 12:00 - 17:00").unwrap(), "09:00-17:00");
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
}
