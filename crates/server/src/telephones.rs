//! The telephone lines that people are sent to (`data/telephones.toml`): dated, with their sources.

use crate::tools::{address, filled, texts};
use chrono::NaiveDate;
use portee_reach::{Definition, ReachError};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::LazyLock};
use toml::Spanned;

const BUILT_IN: &str = include_str!("../../../data/telephones.toml");

/// Checked when the server starts: see [`check`].
static LINES: LazyLock<Vec<Line>> = LazyLock::new(|| parse("telephones.toml", BUILT_IN, &[]).unwrap_or_default());

/// A telephone line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) name: String,
    /// As people write it, with spaces that do not break.
    pub(crate) number: String,
    /// As a telephone dials it: `+33…`.
    pub(crate) link: String,
    /// What it does, by language (`fr`).
    does: BTreeMap<String, String>,
    /// What a call costs, by language.
    cost: BTreeMap<String, String>,
    /// When it answers, by language; empty when no source of today tells.
    hours: BTreeMap<String, String>,
    pub(crate) source: String,
    /// When the source was read.
    date: NaiveDate,
}

impl Line {
    /// When its source was read.
    pub(crate) fn date(&self) -> NaiveDate {
        self.date
    }

    /// What it does, in a language.
    pub(crate) fn does(&self, language: &str) -> &str {
        said(&self.does, language)
    }

    /// What a call costs, in a language.
    pub(crate) fn cost(&self, language: &str) -> &str {
        said(&self.cost, language)
    }

    /// When it answers, in a language; empty when it is not known.
    pub(crate) fn hours(&self, language: &str) -> &str {
        said(&self.hours, language)
    }
}

fn said<'a>(texts: &'a BTreeMap<String, String>, language: &str) -> &'a str {
    texts
        .get(language)
        .or_else(|| texts.get("fr"))
        .map_or("", String::as_str)
}

/// The line for everybody; none when the file holds none.
pub(crate) fn help() -> Option<&'static Line> {
    LINES.first()
}

/// Checks the built-in file, in every language given.
///
/// # Errors
/// With the line and the reason.
pub(crate) fn check(languages: &[&str]) -> Result<(), ReachError> {
    parse("telephones.toml", BUILT_IN, languages).map(drop)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    line: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: Spanned<String>,
    name: Spanned<String>,
    number: Spanned<String>,
    does: Spanned<BTreeMap<String, Spanned<String>>>,
    cost: Spanned<BTreeMap<String, Spanned<String>>>,
    hours: Option<Spanned<BTreeMap<String, Spanned<String>>>>,
    source: Spanned<String>,
    date: Spanned<toml::value::Datetime>,
}

/// Reads lines from a TOML text; `file` is the name that errors give it.
fn parse(file: &str, text: &str, languages: &[&str]) -> Result<Vec<Line>, ReachError> {
    let definition = Definition { file, text };
    let rows = definition.read::<File>()?.line;
    rows.into_iter().map(|row| row.check(definition, languages)).collect()
}

impl Row {
    fn check(self, definition: Definition<'_>, languages: &[&str]) -> Result<Line, ReachError> {
        filled(definition, &self.id)?;
        let number = filled(definition, &self.number)?;
        let Some(link) = international(&number) else {
            return Err(definition.wrong(
                &self.number,
                format!("« {number} » n'est pas un numéro français de dix chiffres"),
            ));
        };
        let hours = self.hours.as_ref().map(|hours| texts(definition, hours, languages));
        Ok(Line {
            name: filled(definition, &self.name)?,
            number: number.replace(' ', "\u{a0}"),
            link,
            does: texts(definition, &self.does, languages)?,
            cost: texts(definition, &self.cost, languages)?,
            hours: hours.transpose()?.unwrap_or_default(),
            source: address(definition, &self.source)?,
            date: definition.day(&self.date)?,
        })
    }
}

/// `01 70 772 372` → `+33170772372`.
fn international(number: &str) -> Option<String> {
    let digits: String = number.split(' ').collect();
    let rest = digits.strip_prefix('0')?;
    let plain = rest.len() == 9 && rest.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| format!("+33{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_that_the_program_carries_is_the_one_people_know() {
        check(&["fr", "en"]).unwrap();
        let line = help().unwrap();
        assert_eq!(line.number.replace('\u{a0}', " "), "01 70 772 372");
        assert_eq!(line.link, "+33170772372");
        assert!(line.does("fr").split_whitespace().count() <= 15);
        assert_eq!(
            line.does("de"),
            line.does("fr"),
            "a language without its text has the French one"
        );
    }

    #[test]
    fn each_mistake_is_told_with_its_line() {
        const GOOD: &str = "[[line]]\nid = \"a\"\nname = \"A\"\nnumber = \"01 70 772 372\"\ndoes.fr = \"B.\"\n\
                            cost.fr = \"C\"\nsource = \"https://exemple.test/\"\ndate = 2026-11-22\n";
        assert_eq!(parse("t.toml", GOOD, &["fr"]).unwrap().len(), 1);
        for (right, wrong, line) in [
            ("01 70 772 372", "01 70 772 37", 4),
            ("01 70 772 372", "3615", 4),
            ("name = \"A\"", "name = \" \"", 3),
            ("does.fr", "does.en", 5),
            ("https://", "http://", 7),
            ("2026-11-22", "2026-11-22T10:00:00", 8),
            ("cost.fr", "prix.fr", 6),
        ] {
            let error = parse("t.toml", &GOOD.replace(right, wrong), &["fr"])
                .unwrap_err()
                .to_string();
            assert!(error.contains(&format!("ligne {line}")), "{wrong}: {error}");
        }
    }
}
