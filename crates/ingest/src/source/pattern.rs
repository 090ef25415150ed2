//! Regular expressions, words that mean nothing, and conditions on a row.

use super::fold;
use crate::record::RawRecord;
use regex::{Regex, RegexBuilder};
use std::collections::HashSet;
use std::ops::Deref;

/// A regular expression (syntax of the `regex` crate: linear time, no look-around), compared without case.
#[derive(Debug, Clone)]
pub struct Pattern(Regex);

impl Pattern {
    /// Compiles an expression.
    ///
    /// # Errors
    /// The French reason when it is none.
    pub fn new(text: &str) -> Result<Self, String> {
        RegexBuilder::new(text)
            .case_insensitive(true)
            .build()
            .map(Self)
            .map_err(|_| format!("« {text} » n'est pas une expression régulière valable"))
    }
}

impl Deref for Pattern {
    type Target = Regex;

    fn deref(&self) -> &Regex {
        &self.0
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

/// Texts that stand for an empty cell (`-`, `?`, `#N/A`), compared without case and accents.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Empty(HashSet<String>);

impl Empty {
    /// Whether the text stands for an empty cell.
    #[must_use]
    pub fn has(&self, text: &str) -> bool {
        !self.0.is_empty() && self.0.contains(&fold(text))
    }
}

impl FromIterator<String> for Empty {
    fn from_iter<I: IntoIterator<Item = String>>(texts: I) -> Self {
        Self(texts.into_iter().map(|text| fold(&text)).collect())
    }
}

/// What a column must say.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// Anything but nothing or "no" (`non`, `0`, `false`, `-`…).
    Yes,
    /// One of these words, folded.
    Is(Empty),
    /// None of these words, folded; an empty cell is none of them.
    Not(Empty),
    /// A text in which the pattern is found.
    Matches(Pattern),
}

/// A condition on a row: a column, and what it must say. In TOML: the name of a flag, or a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// The column.
    pub column: String,
    /// What it must say.
    pub test: Test,
}

/// What people and machines write for "no".
const NO: [&str; 16] = [
    "non", "n", "no", "faux", "false", "f", "0", "0.0", "-", "--", "?", "aucun", "{}", "[]", "null", "#n/a",
];

impl Condition {
    /// Whether it holds for a row.
    #[must_use]
    pub fn holds(&self, record: &RawRecord) -> bool {
        let texts = record.texts(&self.column);
        match &self.test {
            Test::Yes => texts.iter().any(|text| !NO.contains(&fold(text).as_str())),
            Test::Is(words) => texts.iter().any(|text| words.has(text)),
            Test::Not(words) => !texts.iter().any(|text| words.has(text)),
            Test::Matches(pattern) => texts.iter().any(|text| pattern.is_match(text)),
        }
    }
}
