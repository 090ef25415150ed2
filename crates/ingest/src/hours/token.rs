//! From a text to tokens: days, times, and what joins, limits or doubts them.

use super::lexicon;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Half of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Morning,
    Afternoon,
}

/// What a word, a number or a mark means. Days count from Monday, times are minutes since midnight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Day(usize),
    Days([bool; 7]),
    /// The first (1), second… or last (−1) of a month.
    Ordinal(i8),
    /// Even (0) or odd (1) weeks.
    Parity(u8),
    /// From 1.
    Month(u8),
    Time(u16),
    /// A number that may be an hour.
    Number(u16),
    PartOfDay(Part),
    To,
    Dash,
    Slash,
    And,
    Comma,
    /// Between a day and what holds on it.
    Colon,
    /// A stronger separation: `;`, `|`, a full stop, a new line.
    Break,
    Closed,
    Except,
    Appointment,
    PublicHolidays,
    /// What follows holds in school holidays.
    SchoolHolidays,
    NotOnPublicHolidays,
    NotInSchoolHolidays,
    /// It is not said which days or weeks; these words say so.
    Doubt(&'static str),
    /// Changes nothing.
    Silent,
    /// Not understood.
    Unknown,
}

/// The tokens of a text, without the silent ones.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let folded = without_phone_numbers(&folded(text));
    let pieces = pieces(&folded);
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let (used, token) = next(&pieces[at..]);
        let after_day = matches!(tokens.last(), Some(Token::Day(_) | Token::Days(_)));
        if token != Token::Silent && (token != Token::Colon || after_day) {
            tokens.push(token);
        }
        at += used;
    }
    tokens
}

/// Lower case, without accents, compound words in one piece, one kind of dash.
fn folded(text: &str) -> String {
    let lower = text.nfd().flat_map(char::to_lowercase).nfd();
    let mut folded = String::with_capacity(text.len());
    for c in lower.filter(|c| !is_combining_mark(*c)) {
        match c {
            '’' | '\'' | '‘' | '`' => folded.push(' '),
            '–' | '—' | '‑' | '−' | '‐' | '→' => folded.push('-'),
            'œ' => folded.push_str("oe"),
            c => folded.push(c),
        }
    }
    for (written, meant) in [
        ("rendez-vous", "rdv"),
        ("rendez vous", "rdv"),
        ("rendez - vous", "rdv"),
        ("rdvs", "rdv"),
        ("rdv.", "rdv"),
        ("apres-midi", "apresmidi"),
        ("apres midi", "apresmidi"),
        ("apmidi", "apresmidi"),
        ("aprem-midi", "apresmidi"),
        ("week-end", "weekend"),
        ("week end", "weekend"),
    ] {
        folded = folded.replace(written, meant);
    }
    folded
}

/// Without runs of nine digits or more, whatever stands between them: a telephone number says nothing of hours.
fn without_phone_numbers(text: &str) -> String {
    let part = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '.' | '\u{A0}');
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let length = run(&rest[start..], part);
        let run = &rest[start..start + length];
        kept.push_str(&rest[..start]);
        if run.bytes().filter(u8::is_ascii_digit).count() < 9 || !run.starts_with('0') {
            kept.push_str(run);
        }
        rest = &rest[start + length..];
    }
    kept + rest
}

/// Words, runs of digits and single marks; white space separates and a new line is a mark.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if first.is_ascii_digit() {
            run(rest, |c| c.is_ascii_digit())
        } else if first.is_alphabetic() {
            let word = run(rest, char::is_alphabetic);
            let after_digits = pieces.last().is_some_and(|piece: &&str| is_number(piece));
            match hour_word(&rest[..word]) {
                Some(length) if after_digits => length,
                _ => word,
            }
        } else {
            first.len_utf8()
        };
        let piece = &rest[..length];
        if piece == "\n" || !piece.trim().is_empty() {
            pieces.push(piece);
        }
        rest = &rest[length..];
    }
    pieces
}

fn run(text: &str, of: impl Fn(char) -> bool) -> usize {
    text.find(|c| !of(c)).unwrap_or(text.len())
}

fn is_number(piece: &str) -> bool {
    piece.starts_with(|c: char| c.is_ascii_digit())
}

/// The length of the `h` or `heures` that a word glued to a number begins with (`9hà`, `17heures`, `18hmardi`).
fn hour_word(word: &str) -> Option<usize> {
    ["heures", "heure", "h"]
        .iter()
        .find(|hour| word.starts_with(**hour))
        .map(|hour| hour.len())
}

/// The first token of the pieces and how many of them it takes.
fn next(pieces: &[&str]) -> (usize, Token) {
    let Some(first) = pieces.first() else {
        return (1, Token::Silent);
    };
    // "1 semaine sur 2" before the number 1.
    if let Some(found) = lexicon::phrase(&pieces[..pieces.len().min(6)]) {
        return found;
    }
    if is_number(first) {
        return number(pieces);
    }
    let token = match *first {
        "-" | "_" => Token::Dash,
        "/" => Token::Slash,
        "," => Token::Comma,
        "&" | "+" => Token::And,
        ";" | "|" | "\n" | "." | "•" | ">" | "*" | "·" => Token::Break,
        ":" => Token::Colon,
        "(" | ")" | "\"" | "«" | "»" => Token::Silent,
        // A lost accent that stands alone was "à" or a dash: a range either way.
        "\u{FFFD}" => Token::To,
        _ => Token::Unknown,
    };
    (1, token)
}

/// A time, an ordinal, or a bare number.
fn number(pieces: &[&str]) -> (usize, Token) {
    let piece = |index: usize| pieces.get(index).copied().unwrap_or_default();
    if matches!(piece(1), "er" | "ere" | "e" | "eme" | "ieme" | "nd" | "nde" | "d") && piece(0).len() == 1 {
        return (2, piece(0).parse().map_or(Token::Unknown, Token::Ordinal));
    }
    let Some(hour) = piece(0).parse::<u16>().ok().filter(|_| piece(0).len() <= 2) else {
        return (1, four_digits(piece(0)));
    };
    if matches!(piece(1), "h" | "heures" | "heure" | ":") && hour <= 24 {
        let colon = piece(1) == ":";
        if let Some(minutes) = minutes(piece(2), piece(3), colon) {
            return (3, Token::Time(hour * 60 + minutes));
        }
        // "9: à 18:": the minutes were lost with a cell's format.
        if !colon || matches!(piece(2), "" | "a" | "-" | "\n") {
            return (2, Token::Time(hour * 60));
        }
    }
    if piece(1) == "." && (6..=23).contains(&hour) && matches!(piece(2), "00" | "15" | "30" | "45") {
        return (
            3,
            minutes(piece(2), "", true).map_or(Token::Unknown, |minutes| Token::Time(hour * 60 + minutes)),
        );
    }
    (1, Token::Number(hour))
}

/// The minutes after `9h` or `9:`, unless they are the hour of a next time (`9h12h`).
fn minutes(piece: &str, after: &str, colon: bool) -> Option<u16> {
    let next_hour = matches!(after, "h" | "heures" | "heure" | ":") && !colon;
    let minutes = piece.parse().ok().filter(|minutes| *minutes < 60)?;
    (piece.len() == 2 && !next_hour).then_some(minutes)
}

/// `1730` is a time; a year or a telephone number is not.
fn four_digits(piece: &str) -> Token {
    match (piece.len(), piece.parse::<u16>()) {
        (4, Ok(number)) if (600..=2_200).contains(&number) && matches!(number % 100, 0 | 15 | 30 | 45) => {
            Token::Time(number / 100 * 60 + number % 100)
        }
        _ => Token::Unknown,
    }
}
