//! French prose to an expression: "du lundi au vendredi 9h-12h / 14h-17h30, fermé le mercredi".
//!
//! What is not understood, or could mean two things, gives nothing: hours without days, one end of a span, "mardi -
//! jeudi", two sets of hours for one day.

use super::clause::{self, Clauses};
use super::token::{Token, tokens};
use super::week::Week;

/// A longer text is a story, not hours.
const LENGTH: usize = 600;

/// What a text says, in clauses.
pub(super) fn clauses(text: &str) -> Option<Clauses> {
    if text.len() > LENGTH {
        return None;
    }
    clause::clauses(&tokens(text)).filter(|clauses| !clauses.list.is_empty())
}

/// The expression of a text that names its days.
pub(super) fn expression(text: &str) -> Option<String> {
    if matches!(
        text.trim(),
        "24h/24" | "24h/24h" | "24/24" | "24h/24 7j/7" | "24h/24 - 7j/7" | "ouvert 24/24"
    ) {
        return Some("24/7".to_owned());
    }
    if text.len() > LENGTH {
        return None;
    }
    let tokens = tokens(text);
    let whole = of_tokens(&tokens).and_then(|week| week.expression());
    whole
        .or_else(|| with_school_holidays(&tokens))
        .or_else(|| with_closures(text))
}

/// The week of tokens; days listed before a text that names its own are left out when they hold all of those.
fn of_tokens(tokens: &[Token]) -> Option<Week> {
    let read = |tokens: &[Token]| {
        let clauses = clause::clauses(tokens).filter(|clauses| !clauses.list.is_empty())?;
        let mut week = Week::default();
        week.add(&clauses, None)?;
        Some((clauses, week))
    };
    if let Some((_, week)) = read(tokens) {
        return Some(week);
    }
    let listed: Vec<usize> = tokens
        .iter()
        .take_while(|token| matches!(token, Token::Day(_) | Token::Comma))
        .filter_map(|token| if let Token::Day(day) = token { Some(*day) } else { None })
        .collect();
    // "lundi,mardi,mercredi lundi et mardi 9h-12h": the second list begins where a day comes back.
    (2..listed.len()).chain([listed.len()]).find_map(|count| {
        let rest = after_days(tokens, count)?;
        let (clauses, week) = read(rest)?;
        let named = clauses.list.iter().all(|clause| !clause.days.is_empty());
        let held = clauses
            .list
            .iter()
            .flat_map(|clause| &clause.days)
            .all(|day| listed[..count].contains(day));
        (named && held).then_some(week)
    })
}

/// What follows the first days of a list.
fn after_days(tokens: &[Token], count: usize) -> Option<&[Token]> {
    let ends = tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| matches!(token, Token::Day(_)));
    let (last, _) = ends.take(count).last()?;
    tokens.get(last + 1..)
}

/// "Période scolaire : … ; vacances scolaires : …": the second part stands in for the first in school holidays.
fn with_school_holidays(tokens: &[Token]) -> Option<String> {
    let mark = |token: &Token| matches!(token, Token::SchoolHolidays | Token::NotInSchoolHolidays);
    let marks: Vec<usize> = (0..tokens.len()).filter(|index| mark(&tokens[*index])).collect();
    let (first, second) = match marks[..] {
        [0, second] => (&tokens[1..second], &tokens[second..]),
        [second] if tokens[second] == Token::SchoolHolidays => (&tokens[..second], &tokens[second..]),
        _ => return None,
    };
    let (term, holidays) = match (tokens.first()?, second.split_first()?) {
        (Token::SchoolHolidays, (Token::NotInSchoolHolidays, rest)) => (rest, first),
        (Token::SchoolHolidays, _) => return None,
        (_, (Token::SchoolHolidays, rest)) => (first, rest),
        _ => return None,
    };
    let (term, holidays) = (of_tokens(term)?.expression()?, of_tokens(holidays)?.expression()?);
    let simple = |text: &str| !text.contains([',', '"']) || !text.contains(", ");
    if !simple(&term) || !simple(&holidays) || holidays.contains("off") {
        return None;
    }
    let holidays: Vec<String> = holidays.split("; ").map(|rule| format!("SH {rule}")).collect();
    Some(format!("{term}; SH off; {}", holidays.join("; ")))
}

/// Hours beside words about closing some weeks of the year: the hours are read, the words go with them.
fn with_closures(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let start = [
        "période de fermeture",
        "periode de fermeture",
        "fermeture",
        "fermé",
        "ferme ",
    ]
    .iter()
    .filter_map(|word| lower.find(word))
    .min()?;
    // The same bytes in both: lower case is no longer than the text where the letters are those of French.
    let (before, closure) = (text.get(..start)?, text.get(start..)?);
    let end = closure.find([')', '\n', '|', ';']).unwrap_or(closure.len());
    let (closure, after) = closure.split_at(end);
    let yearly = [
        "août",
        "aout",
        "noël",
        "noel",
        "juillet",
        "annuelle",
        "exceptionnelle",
        "congés",
        "vacances",
    ];
    let words = closure.to_lowercase();
    let about_the_year = yearly.iter().any(|word| words.contains(word)) && !words.contains(':');
    let has_times = tokens(closure)
        .iter()
        .any(|token| matches!(token, Token::Time(_) | Token::Day(_)));
    if !about_the_year || has_times {
        return None;
    }
    let rest = format!(
        "{} {}",
        before.trim_end_matches(['(', ' ', '-', ',', '.']),
        after.trim_start_matches(')')
    );
    let mut week = of_tokens(&tokens(&rest)).filter(Week::opens)?;
    week.annotate(closure.trim_matches([' ', '.', '-']));
    week.expression()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hours::sense::makes_sense;

    #[test]
    fn prose_that_is_clear_becomes_an_expression() {
        for (text, expected) in include_str!("prose.txt")
            .lines()
            .filter_map(|line| line.split_once(" => "))
        {
            assert_eq!(expression(text).as_deref(), Some(expected), "{text}");
            assert!(makes_sense(expected), "{expected}");
        }
    }

    #[test]
    fn prose_that_could_mean_two_things_is_not_read() {
        for text in include_str!("prose_unclear.txt").lines() {
            assert_eq!(expression(text), None, "{text}");
        }
    }
}
