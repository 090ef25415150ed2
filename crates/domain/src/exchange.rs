//! How a published venue is written in a table of the standard, where its form and ours part; and how it is read back.
//!
//! What one function writes the other reads: a directory that takes in the export of another exports the same.

use std::borrow::Cow;

/// What stands between the items of a list.
pub const BETWEEN: char = '|';
/// The standard demands a `pivot`: fourteen zeros are its habit for "none".
pub const NO_SIRET: &str = "00000000000000";
/// The standard demands a `date_maj`: the first day of computers' time is its habit for "not known".
pub const NO_DATE: &str = "1970-01-01";
/// The standard's own pattern writes this label without the space that everyone else puts in it: ours, and the standard's.
pub const SPACED_LABEL: [&str; 2] = ["Étapes numériques (La Poste)", "Étapes numériques(La Poste)"];

/// The items as one text. The standard has no way to write its separator inside an item: there it becomes `¦`.
pub fn join<'a>(items: impl Iterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for (index, item) in items.enumerate() {
        if index > 0 {
            text.push(BETWEEN);
        }
        text.extend(item.chars().map(|c| if c == BETWEEN { '¦' } else { c }));
    }
    text
}

/// The items of one text; none of an empty one.
pub fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(BETWEEN).filter(|item| !item.is_empty())
}

/// The text with an apostrophe before it when a spreadsheet may take it for a formula (`=`, `+`, `-`, `@` first, their full-width
/// forms, a tab or a line end before one), or when it looks like one that got its apostrophe already. A number in E.164 (`+33475220606`) is no formula.
#[must_use]
pub fn armed(text: &str) -> Cow<'_, str> {
    if looks_like_formula(text.trim_start_matches('\'')) && !is_e164(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text without the apostrophe that [`armed`] gave it.
#[must_use]
pub fn disarmed(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if looks_like_formula(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

fn looks_like_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'])
}

/// Whether it is `+` and digits, which no spreadsheet computes with.
fn is_e164(text: &str) -> bool {
    text.strip_prefix('+')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_get_an_apostrophe_and_telephone_numbers_do_not() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("-2", "'-2"),
            ("@x", "'@x"),
            ("1-2", "1-2"),
            ("'été", "'été"),
            ("'=x", "''=x"),
            ("+33475220606", "+33475220606"),
            ("+1+cmd", "'+1+cmd"),
            ("\t=1+1", "'\t=1+1"),
            ("\r=1+1", "'\r=1+1"),
            ("\n=1+1", "'\n=1+1"),
            ("＝1+1", "'＝1+1"),
            ("＠x", "'＠x"),
        ] {
            assert_eq!(armed(text), written);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_back_as_it_was(text in "['=+@＝－\t\n-]{0,4}.{0,6}") {
            let written = armed(&text);
            prop_assert_eq!(disarmed(&written), text.as_str());
        }

        #[test]
        fn a_list_is_read_back_as_it_was_but_for_bars(items in proptest::collection::vec("[a-c|;,\"'\n]{1,5}", 0..5)) {
            let written = join(items.iter().map(String::as_str));
            let read: Vec<String> = split(&written).map(str::to_owned).collect();
            let barless: Vec<String> = items.iter().map(|item| item.replace('|', "¦")).collect();
            prop_assert_eq!(read, barless);
        }
    }
}
