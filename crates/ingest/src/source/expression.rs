//! From one or several columns of a row to texts: the sentence of the mapping language.
//!
//! An expression is a pipeline. Its steps always run in this order, however the TOML file writes them:
//! `when`, then `from` | `join` | `value`, `empty`, `replace`, `split`, `capture`/`as`, `map` | `match`, `known_only`.

use super::{Condition, Empty, Pattern, fold};
use crate::record::RawRecord;
use std::collections::{BTreeMap, HashMap};

/// Where an expression begins.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// The texts of columns, best first.
    Columns(Vec<String>),
    /// Expressions whose texts make one text together.
    Join {
        /// The parts, in their order; an empty one is left out.
        parts: Vec<Expression>,
        /// What stands between two of them.
        with: String,
    },
    /// Texts that the mapping itself says.
    Value(Vec<String>),
}

impl Default for Input {
    fn default() -> Self {
        Self::Columns(Vec::new())
    }
}

/// A part of a text, taken out by a regular expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Capture {
    /// What is looked for; a text without it gives nothing.
    pub pattern: Pattern,
    /// How the groups are put together (`$1 $2`); none: the first group, or all of it when there is no group.
    pub template: Option<String>,
}

/// What becomes of a text once it is cut out.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Meaning {
    /// Nothing more.
    #[default]
    Itself,
    /// Words of this file, folded, and what they mean; a word that is not there stays itself.
    Map(HashMap<String, Vec<String>>),
    /// Patterns looked for in free text: every one that is found gives its words; the rest of the text means nothing.
    Match(Vec<(Pattern, Vec<String>)>),
}

/// One pipeline. In TOML: the name of a column, or a table with these keys.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Expression {
    /// It gives nothing unless all of these hold.
    pub when: Vec<Condition>,
    /// Where its texts come from.
    pub input: Input,
    /// Texts that mean "nothing here", beside those of the whole file.
    pub empty: Empty,
    /// Replacements, one after the other, in the whole text.
    pub replace: Vec<(Pattern, String)>,
    /// What separates the values of a list; none: what the field says.
    pub split: Option<Vec<String>>,
    /// The part of each piece that is kept.
    pub capture: Option<Capture>,
    /// What each piece means.
    pub meaning: Meaning,
    /// Only words that the field knows are taken.
    pub known_only: bool,
}

/// One text that an expression gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// As the source writes it.
    pub(super) raw: String,
    /// What the expression's own `map` or `match` says that it means.
    pub(super) meanings: Option<Vec<String>>,
}

impl Expression {
    /// The text of a column, as it is.
    pub(super) fn column(name: &str) -> Self {
        Self {
            input: Input::Columns(vec![name.to_owned()]),
            ..Self::default()
        }
    }

    /// The pieces for a row. `list`: all columns count, and `split` cuts them when the expression does not say where.
    pub(super) fn pieces(
        &self,
        record: &RawRecord,
        empty: &Empty,
        list: bool,
        split: &dyn Fn(&str) -> Vec<String>,
    ) -> Vec<Piece> {
        if !self.when.iter().all(|condition| condition.holds(record)) {
            return Vec::new();
        }
        let texts = self.texts(record, empty, list);
        let replaced = texts.into_iter().map(|text| self.replaced(text));
        let cut = replaced.flat_map(|text| match &self.split {
            Some(separators) => cut(&text, separators),
            // Patterns are looked for in the whole text: a separator may be part of what they find.
            None if matches!(self.meaning, Meaning::Match(_)) => vec![text],
            None => split(&text),
        });
        let kept = cut.filter(|text| !text.is_empty() && !empty.has(text) && !self.empty.has(text));
        kept.flat_map(|text| self.captured(text))
            .filter_map(|raw| self.meant(raw))
            .collect()
    }

    /// The first text for a row, nothing cut.
    pub(super) fn first(&self, record: &RawRecord, empty: &Empty) -> Option<String> {
        self.all(record, empty).into_iter().next()
    }

    /// The texts for a row, nothing cut: several when a JSON list has several.
    fn all(&self, record: &RawRecord, empty: &Empty) -> Vec<String> {
        let uncut = |text: &str| vec![text.trim().to_owned()];
        let pieces = self.pieces(record, empty, false, &uncut).into_iter();
        let said = pieces.filter_map(|piece| match piece.meanings {
            Some(meanings) => meanings.into_iter().next(),
            None => Some(piece.raw),
        });
        said.collect()
    }

    /// Every word that the expression can give by itself: to be checked against the field's vocabulary.
    pub(super) fn words(&self) -> Vec<&String> {
        let mut words: Vec<&String> = match &self.meaning {
            Meaning::Itself => Vec::new(),
            Meaning::Map(map) => map.values().flatten().collect(),
            Meaning::Match(patterns) => patterns.iter().flat_map(|(_, words)| words).collect(),
        };
        if let (Input::Value(values), Meaning::Itself) = (&self.input, &self.meaning) {
            words.extend(values);
        }
        words
    }

    /// Gives every column name to `rename`, which may change it.
    pub(super) fn rename(&mut self, rename: &mut dyn FnMut(&mut String)) {
        for condition in &mut self.when {
            rename(&mut condition.column);
        }
        match &mut self.input {
            Input::Columns(names) => names.iter_mut().for_each(rename),
            Input::Join { parts, .. } => parts.iter_mut().for_each(|part| part.rename(rename)),
            Input::Value(_) => {}
        }
    }

    fn texts(&self, record: &RawRecord, empty: &Empty, list: bool) -> Vec<String> {
        let says = |text: &String| !empty.has(text) && !self.empty.has(text);
        match &self.input {
            Input::Value(values) => values.clone(),
            Input::Join { parts, with } => {
                let parts = parts.iter().map(|part| part.all(record, empty));
                joined(&parts.filter(|texts| !texts.is_empty()).collect::<Vec<_>>(), with)
            }
            Input::Columns(names) => {
                let mut found = Vec::new();
                for name in names {
                    if list || found.is_empty() {
                        found.extend(record.texts(name).into_iter().filter(says));
                    }
                }
                found
            }
        }
    }

    fn replaced(&self, text: String) -> String {
        self.replace.iter().fold(text, |text, (pattern, by)| {
            pattern.replace_all(&text, by.as_str()).into_owned()
        })
    }

    fn captured(&self, text: String) -> Vec<String> {
        let Some(Capture { pattern, template }) = &self.capture else {
            return vec![text];
        };
        let kept = pattern.captures_iter(&text).map(|found| {
            let mut out = String::new();
            if let Some(template) = template {
                found.expand(template, &mut out);
            } else if let Some(group) = found.iter().skip(1).flatten().next().or_else(|| found.get(0)) {
                out.push_str(group.as_str());
            }
            out
        });
        kept.map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty())
            .collect()
    }

    fn meant(&self, raw: String) -> Option<Piece> {
        let meanings = match &self.meaning {
            Meaning::Itself => None,
            Meaning::Map(map) => map.get(&fold(&raw)).cloned(),
            Meaning::Match(patterns) => {
                let found = patterns.iter().filter(|(pattern, _)| pattern.is_match(&raw));
                let words: Vec<String> = found.flat_map(|(_, words)| words.clone()).collect();
                if words.is_empty() {
                    return None;
                }
                Some(words)
            }
        };
        Some(Piece { raw, meanings })
    }
}

/// Lists of one length go together element by element (the days of a JSON list and their hours); of lists of several lengths
/// nobody knows what goes with what, and the first of each is taken.
fn joined(parts: &[Vec<String>], with: &str) -> Vec<String> {
    let Some(shortest) = parts.iter().map(Vec::len).min() else {
        return Vec::new();
    };
    let aligned = parts.iter().all(|texts| texts.len() == shortest);
    let at = |at: usize| {
        let texts: Vec<&str> = parts.iter().filter_map(|texts| Some(texts.get(at)?.as_str())).collect();
        texts.join(with)
    };
    (0..if aligned { shortest } else { 1 }).map(at).collect()
}

/// The parts of a text between any of the separators, the longest first; without the spaces and quotation marks that
/// stand around them.
fn cut(text: &str, separators: &[String]) -> Vec<String> {
    let mut longest: Vec<&String> = separators.iter().filter(|separator| !separator.is_empty()).collect();
    longest.sort_by_key(|separator| std::cmp::Reverse(separator.len()));
    let mut parts = vec![text.to_owned()];
    for separator in longest {
        parts = parts
            .iter()
            .flat_map(|part| part.split(separator.as_str()).map(str::to_owned))
            .collect();
    }
    let bare = parts
        .iter()
        .map(|part| part.trim_matches(|c: char| c.is_whitespace() || c == '"'));
    bare.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Checked words of the expression, for the error of one that the field does not have.
pub(super) fn folded(map: BTreeMap<String, Vec<String>>) -> HashMap<String, Vec<String>> {
    map.into_iter()
        .map(|(word, meanings)| (fold(&word), meanings))
        .collect()
}
