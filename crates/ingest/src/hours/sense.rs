//! Whether an expression says something that a venue's hours can be.

use opening_hours::{OpeningHours, RuleKind};
use opening_hours_syntax::rules::RuleSequence;
use opening_hours_syntax::rules::time::{Time, TimeSpan};

/// Longer expressions are no one's hours, and parsing must stay cheap on any input.
const LENGTH: usize = 600;
const MINUTES_OF_A_DAY: u16 = 24 * 60;

/// Whether the expression parses and every opening is a span within one day: an end after its start, no midnight
/// passed, no open end, no sunrise, and no whole day except `24/7`. Words stand between quotation marks only.
pub(super) fn makes_sense(expression: &str) -> bool {
    let outside_quotes = expression.split('"').step_by(2).all(str::is_ascii);
    if expression.len() > LENGTH || !outside_quotes || expression.matches('"').count() % 2 == 1 {
        return false;
    }
    if expression == "24/7" {
        return true;
    }
    let Ok(parsed) = expression.parse::<OpeningHours>() else {
        return false;
    };
    let rules = &parsed.get_expression().rules;
    let opens = rules.iter().any(|rule| rule.kind != RuleKind::Closed);
    let clear = |rule: &&RuleSequence| rule.time_selector.spans.iter().all(is_an_opening);
    // "We unknown" is a whole day by nature; "We 09:00-12:00 unknown" is a span like any other.
    let whole_day =
        |rule: &&RuleSequence| rule.kind == RuleKind::Unknown && rule.time_selector.spans.iter().all(is_whole_day);
    let mut stated = rules.iter().filter(|rule| rule.kind != RuleKind::Closed);
    opens && stated.all(|rule| whole_day(&rule) || clear(&rule))
}

fn is_an_opening(span: &TimeSpan) -> bool {
    let (Time::Fixed(start), Time::Fixed(end)) = (span.range.start, span.range.end) else {
        return false;
    };
    let (start, end) = (start.mins_from_midnight(), end.mins_from_midnight());
    start < end && end <= MINUTES_OF_A_DAY && !is_whole_day(span) && !span.open_end && span.repeats.is_none()
}

fn is_whole_day(span: &TimeSpan) -> bool {
    let minutes = |time: Time| match time {
        Time::Fixed(time) => Some(time.mins_from_midnight()),
        Time::Variable(_) => None,
    };
    minutes(span.range.start) == Some(0) && minutes(span.range.end) == Some(MINUTES_OF_A_DAY)
}
