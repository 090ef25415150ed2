//! Whether an expression says something that a venue's hours can be.

use opening_hours::{OpeningHours, RuleKind};
use opening_hours_syntax::rules::time::{Time, TimeSpan};

/// Longer expressions are no one's hours, and parsing must stay cheap on any input.
const LENGTH: usize = 600;
const MINUTES_OF_A_DAY: u16 = 24 * 60;

/// Whether the expression parses and every opening is a span within one day: an end after its start, no midnight
/// passed, no open end, no sunrise, and no whole day except `24/7`.
pub(super) fn makes_sense(expression: &str) -> bool {
    if expression.len() > LENGTH || !expression.is_ascii() {
        return false;
    }
    if expression == "24/7" {
        return true;
    }
    let Ok(parsed) = expression.parse::<OpeningHours>() else {
        return false;
    };
    let rules = &parsed.get_expression().rules;
    let opens = rules.iter().any(|rule| rule.kind == RuleKind::Open);
    opens
        && rules
            .iter()
            .filter(|rule| rule.kind != RuleKind::Closed)
            .all(|rule| rule.time_selector.spans.iter().all(is_an_opening))
}

fn is_an_opening(span: &TimeSpan) -> bool {
    let (Time::Fixed(start), Time::Fixed(end)) = (span.range.start, span.range.end) else {
        return false;
    };
    let (start, end) = (start.mins_from_midnight(), end.mins_from_midnight());
    let whole_day = start == 0 && end == MINUTES_OF_A_DAY;
    start < end && end <= MINUTES_OF_A_DAY && !whole_day && !span.open_end && span.repeats.is_none()
}
