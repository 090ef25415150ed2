//! What `communes.csv` tells of a town hall, brought into form: telephone and hours.

use portee_domain::Phone;
use serde_json::Value;

const DAYS: [(&str, &str); 7] = [
    ("lundi", "Mo"),
    ("mardi", "Tu"),
    ("mercredi", "We"),
    ("jeudi", "Th"),
    ("vendredi", "Fr"),
    ("samedi", "Sa"),
    ("dimanche", "Su"),
];

/// A national number of ten digits in E.164: `04 75 21 08 88`, `0262 90 46 46`. Mobiles, which may be a person's, and
/// anything else give nothing.
pub(crate) fn phone(text: &str) -> Option<Phone> {
    let digits: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '.' | '-' | '\u{a0}'))
        .collect();
    let national = digits
        .strip_prefix('0')
        .filter(|rest| rest.len() == 9 && rest.bytes().all(|b| b.is_ascii_digit()))?;
    if national.starts_with(['6', '7', '0']) {
        return None;
    }
    let country = match &national[..3] {
        overseas @ ("590" | "594" | "596" | "262") => overseas,
        // Mayotte shares the code of La Réunion.
        "269" => "262",
        _ => "33",
    };
    format!("+{country}{national}").parse().ok()
}

/// Hours as OSM `opening_hours`, from `[["lundi", "vendredi", [["09:00:00", "12:00:00"], …]], …]`; nothing unless all of it
/// is understood.
pub(crate) fn hours(json: &str) -> Option<String> {
    let rules: Value = serde_json::from_str(json).ok()?;
    let rules: Vec<String> = rules.as_array()?.iter().map(rule).collect::<Option<_>>()?;
    (!rules.is_empty()).then(|| rules.join("; "))
}

fn rule(rule: &Value) -> Option<String> {
    let [first, last, spans] = rule.as_array()?.as_slice() else {
        return None;
    };
    let day = |name: &Value| {
        let name = name.as_str()?;
        DAYS.iter().find(|day| day.0 == name).map(|day| day.1)
    };
    let (first, last) = (day(first)?, day(last)?);
    let days = if first == last {
        first.to_owned()
    } else {
        format!("{first}-{last}")
    };
    let spans: Vec<String> = spans.as_array()?.iter().map(span).collect::<Option<_>>()?;
    (!spans.is_empty()).then(|| format!("{days} {}", spans.join(",")))
}

fn span(span: &Value) -> Option<String> {
    let [from, to] = span.as_array()?.as_slice() else {
        return None;
    };
    let (from, to) = (time(from.as_str()?)?, time(to.as_str()?)?);
    (from < to).then(|| format!("{from}-{to}"))
}

/// `09:00:00` → `09:00`.
fn time(text: &str) -> Option<&str> {
    let mut parts = text
        .split(':')
        .map(|part| if part.len() == 2 { part.parse::<u8>().ok() } else { None });
    let valid = matches!((parts.next()??, parts.next()??), (0..=23, 0..=59));
    valid.then(|| text.get(..5)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn phones_get_the_code_of_their_territory_and_mobiles_are_dropped() {
        for (text, number) in [
            ("04 75 21 08 88", Some("+33475210888")),
            ("02 62 90 46 46", Some("+262262904646")),
            ("02.69.66.50.10", Some("+262269665010")),
            ("05 90 93 80 80", Some("+590590938080")),
            ("06 12 34 56 78", None),
            ("30 13", None),
            ("", None),
        ] {
            assert_eq!(phone(text).as_ref().map(Phone::as_str), number, "{text}");
        }
    }

    #[test]
    fn hours_are_written_for_osm() {
        let json = r#"[["lundi","jeudi",[["09:00:00","12:00:00"],["14:00:00","17:00:00"]]],["samedi","samedi",[["09:00:00","12:00:00"]]]]"#;
        assert_eq!(hours(json).unwrap(), "Mo-Th 09:00-12:00,14:00-17:00; Sa 09:00-12:00");
    }

    #[test]
    fn hours_that_are_not_wholly_understood_are_left_out() {
        for json in [
            "",
            "[]",
            r#"[["lundi","lundi",[]]]"#,
            r#"[["lundi","fête",[["09:00:00","12:00:00"]]]]"#,
            r#"[["lundi","lundi",[["14:00:00","12:00:00"]]]]"#,
            r#"[["lundi","lundi",[["9h","12h"]]]]"#,
        ] {
            assert_eq!(hours(json), None, "{json}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in any::<String>(), json in r#"[\[\]",:a-z0-9é]{0,60}"#) {
            let _ = (phone(&text), hours(&text), hours(&json));
        }
    }
}
