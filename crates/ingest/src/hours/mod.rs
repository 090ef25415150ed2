//! Opening hours to OSM `opening_hours`, or kept as the words they are.
//!
//! Nothing is guessed: what is published as an expression parses in the crate that will evaluate it and says when a
//! venue is open in a way that a venue can be (no night, no day without hours, no moment instead of a span).
//!
//! Syntax: <https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification>.

mod clause;
mod days;
mod lexicon;
mod osm;
mod prose;
mod sense;
mod token;
mod week;

use crate::normalise::text;
use crate::notes::{Notes, quoted};
use portee_domain::{Field, FindingKind, Hours};

/// The longest text of hours kept, in characters.
const TEXT_LENGTH: usize = 1_000;

/// The hours of a row: from its weekday columns (Monday first) when it has some, else from its `horaires`.
pub fn hours(by_day: Option<&[Option<String>; 7]>, written: Option<&str>, notes: &mut Notes<'_>) -> Hours {
    let Some(days) = by_day.filter(|days| days.iter().any(Option::is_some)) else {
        return written.map_or(Hours::Unstated, |text| from_text(text, notes));
    };
    match days::expression(days).filter(|expression| sense::makes_sense(expression)) {
        Some(expression) => Hours::Osm(expression),
        None => not_understood(&days::in_french(days), notes),
    }
}

/// The hours of a text that a directory published as an expression: kept when they are one, never put in another form.
pub(crate) fn published(text: &str, notes: &mut Notes<'_>) -> Hours {
    if sense::makes_sense(text) {
        Hours::Osm(text.to_owned())
    } else {
        not_understood(text, notes)
    }
}

/// The hours of one text: an OSM expression, or nearly one, or French prose.
fn from_text(raw: &str, notes: &mut Notes<'_>) -> Hours {
    let clean = text::line(raw);
    if clean.is_empty() || matches!(clean.as_str(), "-" | "?" | "/") {
        return Hours::Unstated;
    }
    // The repaired form first: the parser forgives more than other readers of our data will.
    let expression = [
        osm::repaired(&clean),
        Some(clean.clone()),
        prose::expression(&text::paragraphs(raw)),
        osm::partly(&clean),
    ]
    .into_iter()
    .flatten()
    .find(|expression| sense::makes_sense(expression));
    expression.map_or_else(|| not_understood(&clean, notes), Hours::Osm)
}

fn not_understood(text: &str, notes: &mut Notes<'_>) -> Hours {
    let detail = format!(
        "{} est montré tel quel : ce n'est pas une expression opening_hours sûre.",
        quoted(text)
    );
    notes.note(FindingKind::HoursUnparsed, Field::Horaires, detail);
    Hours::Text(text.chars().take(TEXT_LENGTH).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> (Hours, usize) {
        let source = "essai".parse().unwrap();
        let mut notes = Notes::new(&source, 1);
        let hours = hours(None, Some(text), &mut notes);
        (hours, notes.into_findings().len())
    }

    #[test]
    fn a_valid_expression_is_kept_as_it_is() {
        for text in [
            "Mo-Fr 09:00-12:00,13:30-17:00; Tu off",
            "Tu,We 08:00-24:00",
            "Mo[1] 09:00-12:00",
            "Mo 09:00-12:00; PH off",
        ] {
            assert_eq!(read(text), (Hours::Osm(text.to_owned()), 0), "{text}");
        }
    }

    #[test]
    fn small_breakages_are_repaired() {
        for (text, expression) in [
            (
                "Mo-Th 10h00-12h30,13h30-17h00; We off",
                "Mo-Th 10:00-12:30,13:30-17:00; We off",
            ),
            ("Mo-Fr 9h-12h30,13h30-17h", "Mo-Fr 09:00-12:30,13:30-17:00"),
            ("Mo-Fr 09:00 – 12:00 , 13:30 - 17:00 ;", "Mo-Fr 09:00-12:00,13:30-17:00"),
            ("mo-fr 9:00-12:00", "Mo-Fr 09:00-12:00"),
        ] {
            assert_eq!(read(text), (Hours::Osm(expression.to_owned()), 0), "{text}");
        }
    }

    #[test]
    fn what_would_need_a_guess_stays_text_with_a_finding() {
        for text in [
            "9h30-12h30 / 14h-17h",
            "Mo-Fr 08:30-12:00-16:00",
            "Tu 09:00",
            "Mo 14:00-14:00",
            "Mo-Fr 18:00-09:00",
            "Mo-Fr",
            "selon le calendrier",
            "Mo 25:00-26:00",
        ] {
            assert_eq!(read(text), (Hours::Text(text.to_owned()), 1), "{text}");
        }
        assert_eq!(read(" "), (Hours::Unstated, 0));
    }

    proptest! {
        #[test]
        fn an_expression_read_once_is_read_the_same_again(text in "((Mo|Tu|Sa|PH)[,-]?(We|Fr)? ?[0-9]{1,2}[h:]?[0-9]{0,2} ?- ?[0-9]{2}:[0-9]{2}[;,]? ?){1,3}") {
            if let (Hours::Osm(expression), _) = read(&text) {
                prop_assert_eq!(read(&expression), (Hours::Osm(expression), 0));
            }
        }

        #[test]
        fn any_text_is_read_without_panic(text in any::<String>()) {
            let _ = read(&text);
        }
    }
}
