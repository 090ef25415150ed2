//! Repairs of almost-OSM expressions that change their typography and never their meaning.

use super::sense::makes_sense;

/// The expression with `9h30` as `09:30`, one kind of dash, no space inside spans, capitalised days and no empty rule.
/// None when the text holds anything but days, times and their punctuation: prose is not repaired.
pub(super) fn repaired(text: &str) -> Option<String> {
    let unified: String = text
        .chars()
        .map(|c| match c {
            '–' | '—' | '‑' | '−' => '-',
            'H' => 'h',
            c => c,
        })
        .collect();
    let rules: Vec<String> = unified
        .split(';')
        .map(str::trim)
        .filter(|rule| !rule.is_empty())
        .map(rule)
        .collect::<Option<_>>()?;
    (!rules.is_empty()).then(|| rules.join("; "))
}

/// An expression of which some rules cannot be read (`Mo-Fr 09:00-12:00; Sa 10:00`): those days are unknown, with the
/// source's words. None when no rule is whole, or when it is not clear which days a broken one is about.
pub(super) fn partly(text: &str) -> Option<String> {
    let mut whole = false;
    let mut rules = Vec::new();
    for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        match repaired(part).filter(|rule| makes_sense(rule)) {
            Some(rule) => {
                whole = true;
                rules.push(rule);
            }
            None if part.ends_with(" off") => rules.push(repaired(part)?),
            None => {
                let (days, words) = part.split_once(' ')?;
                let days = rule(days).filter(|days| days.split([',', '-']).all(|name| day(name).is_some()))?;
                rules.push(format!("{days} unknown \"{}\"", words.replace('"', "'")));
            }
        }
    }
    whole.then(|| rules.join("; "))
}

/// One rule: its words with times and days in form.
fn rule(rule: &str) -> Option<String> {
    let compact = without_spaces_around(rule);
    let words: Vec<String> = compact.split(' ').map(word).collect::<Option<_>>()?;
    Some(words.join(" "))
}

/// The rule without spaces beside `-` and `,`.
fn without_spaces_around(rule: &str) -> String {
    let mut out = rule.split_whitespace().collect::<Vec<_>>().join(" ");
    for mark in ["-", ","] {
        out = out.split(mark).map(str::trim).collect::<Vec<_>>().join(mark);
    }
    out
}

/// A word made of times, days or `off`, separated by `-` and `,`.
fn word(word: &str) -> Option<String> {
    let mut out = String::with_capacity(word.len() + 4);
    for piece in word.split_inclusive(['-', ',']) {
        let bare = piece.trim_end_matches(['-', ',']);
        out.push_str(&day(bare).or_else(|| time(bare))?);
        out.push_str(&piece[bare.len()..]);
    }
    Some(out)
}

fn day(text: &str) -> Option<String> {
    const WORDS: [&str; 11] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH", "SH", "off", "closed"];
    let word = WORDS.iter().find(|word| word.eq_ignore_ascii_case(text))?;
    Some((*word).to_owned())
}

/// `9h`, `9h30`, `9:30`, `09:30` as `09:30`.
fn time(text: &str) -> Option<String> {
    let (hours, minutes) = text.split_once(['h', ':'])?;
    let minutes = if minutes.is_empty() && text.ends_with('h') {
        "00"
    } else {
        minutes
    };
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let valid = matches!(hours.len(), 1 | 2) && minutes.len() == 2 && digits(hours) && digits(minutes);
    valid.then(|| format!("{hours:0>2}:{minutes}"))
}
