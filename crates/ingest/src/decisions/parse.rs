//! Reading `decisions.toml`. A mistake is refused with its file, its line and the reason.

use super::{By, Correction, Decisions, RowKey, Ruling};
use crate::IngestError;
use crate::source::from_toml;
use portee_domain::{Field, Verdict};
use serde::Deserialize;
use std::ops::Range;
use std::path::Path;
use toml::Spanned;
use toml::value::Datetime;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(default)]
    same: Vec<Spanned<Pair>>,
    #[serde(default)]
    different: Vec<Spanned<Pair>>,
    #[serde(default)]
    unlisted: Vec<Spanned<One>>,
    #[serde(default)]
    correction: Vec<Spanned<Change>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    rows: Vec<String>,
    author: String,
    date: Datetime,
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct One {
    row: String,
    author: String,
    date: Datetime,
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    row: String,
    field: Field,
    value: Value,
    author: String,
    date: Datetime,
    reason: String,
}

/// One text, or the texts of a list.
#[derive(Deserialize)]
#[serde(untagged)]
enum Value {
    One(String),
    List(Vec<String>),
}

impl Decisions {
    /// Reads a text. `file` is for messages.
    ///
    /// # Errors
    /// `IngestError::Definition` with the file, the line and the reason.
    pub fn parse(file: &str, text: &str) -> Result<Self, IngestError> {
        let document: Document = from_toml(file, text)?;
        let refuse = |span: Range<usize>| {
            move |reason: String| IngestError::Definition {
                file: file.to_owned(),
                line: 1 + text.bytes().take(span.start).filter(|byte| *byte == b'\n').count(),
                reason,
            }
        };
        let mut decisions = Self::default();
        for (list, verdict) in [(document.same, Verdict::Same), (document.different, Verdict::Different)] {
            for pair in list {
                let at = pair.span();
                decisions
                    .rule(ruling(pair.into_inner(), verdict).map_err(refuse(at.clone()))?)
                    .map_err(refuse(at))?;
            }
        }
        for one in document.unlisted {
            let at = one.span();
            let One {
                row,
                author,
                date,
                reason,
            } = one.into_inner();
            let read = || Ok::<_, String>((key(&row)?, by(author, date, reason)?));
            let (row, by) = read().map_err(refuse(at.clone()))?;
            if decisions.unlisted.insert(row.clone(), by).is_some() {
                return Err(refuse(at)(format!("la ligne {row} est déjà retirée plus haut")));
            }
        }
        for change in document.correction {
            let at = change.span();
            let Change {
                row,
                field,
                value,
                author,
                date,
                reason,
            } = change.into_inner();
            let values = match value {
                Value::One(text) => vec![text],
                Value::List(texts) => texts,
            };
            let read = || Ok::<_, String>((key(&row)?, Correction::new(field, &values, by(author, date, reason)?)?));
            let (row, correction) = read().map_err(refuse(at.clone()))?;
            let known = decisions.corrections.entry(row).or_default();
            if known.iter().any(|other| other.field == field) {
                return Err(refuse(at)(format!(
                    "« {field} » de cette ligne est déjà corrigé plus haut"
                )));
            }
            known.push(correction);
        }
        Ok(decisions)
    }

    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be read, and as [`Decisions::parse`].
    pub fn load(path: &Path) -> Result<Self, IngestError> {
        let text = std::fs::read_to_string(path).map_err(IngestError::io("lire", path))?;
        Self::parse(&path.display().to_string(), &text)
    }

    fn rule(&mut self, ruling: Ruling) -> Result<(), String> {
        if self.rulings.iter().any(|known| known.rows == ruling.rows) {
            return Err(format!(
                "{} et {} ont déjà une décision plus haut",
                ruling.rows[0], ruling.rows[1]
            ));
        }
        self.rulings.push(ruling);
        Ok(())
    }
}

fn ruling(pair: Pair, verdict: Verdict) -> Result<Ruling, String> {
    let Pair {
        rows,
        author,
        date,
        reason,
    } = pair;
    let mut keys = rows
        .iter()
        .map(|row| key(row))
        .collect::<Result<Vec<RowKey>, String>>()?;
    keys.sort();
    keys.dedup();
    let rows = <[RowKey; 2]>::try_from(keys).map_err(|_| "« rows » demande deux lignes différentes".to_owned())?;
    Ok(Ruling {
        rows,
        verdict,
        by: by(author, date, reason)?,
    })
}

fn key(text: &str) -> Result<RowKey, String> {
    text.parse().map_err(|error: portee_domain::Invalid| error.to_string())
}

fn by(author: String, date: Datetime, reason: String) -> Result<By, String> {
    for (name, value) in [("author", &author), ("reason", &reason)] {
        if value.trim().is_empty() {
            return Err(format!("« {name} » est vide : une décision dit qui et pourquoi"));
        }
    }
    let date = date.to_string();
    let date = date
        .parse()
        .map_err(|_| format!("« {date} » n'est pas une date (2026-01-31)"))?;
    Ok(By { author, date, reason })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BY: &str = "author = \"Mairie\"\ndate = 2026-11-01\nreason = \"Vu sur place\"\n";

    #[test]
    fn a_file_of_each_kind_of_decision_is_read() {
        let text = format!(
            "[[same]]\nrows = [\"a:1\", \"b:x:2\"]\n{BY}[[different]]\nrows = [\"a:1\", \"a:2\"]\n{BY}\
             [[unlisted]]\nrow = \"a:3\"\n{BY}[[correction]]\nrow = \"a:1\"\nfield = \"telephone\"\nvalue = \"04 75 22 06 06\"\n{BY}"
        );
        let decisions = Decisions::parse("decisions.toml", &text).expect("right");
        assert_eq!(decisions.len(), 4);
        assert_eq!(decisions.rulings[0].rows[1].local_id, "x:2");
    }

    #[test]
    fn a_decision_written_wrong_is_refused_with_its_line_and_the_reason() {
        for (text, line, word) in [
            (format!("\n[[same]]\nrows = [\"a:1\"]\n{BY}"), 2, "deux lignes"),
            (
                format!("[[same]]\nrows = [\"a:1\", \"nothing\"]\n{BY}"),
                1,
                "source:identifiant",
            ),
            (
                "[[unlisted]]\nrow = \"a:1\"\nauthor = \" \"\ndate = 2026-11-01\nreason = \"x\"\n".to_owned(),
                1,
                "author",
            ),
            (
                format!("[[unlisted]]\nrow = \"a:1\"\n{BY}\n[[unlisted]]\nrow = \"a:1\"\n{BY}"),
                7,
                "déjà",
            ),
            (
                format!("[[correction]]\nrow = \"a:1\"\nfield = \"telephone\"\nvalue = \"abc\"\n{BY}"),
                1,
                "abc",
            ),
            (
                format!("[[correction]]\nrow = \"a:1\"\nfield = \"couleur\"\nvalue = \"x\"\n{BY}"),
                3,
                "couleur",
            ),
            (format!("[[union]]\nrows = []\n{BY}"), 1, "union"),
        ] {
            let Err(IngestError::Definition {
                line: found, reason, ..
            }) = Decisions::parse("d.toml", &text)
            else {
                panic!("{text} is accepted");
            };
            assert!(reason.contains(word), "{reason}");
            assert_eq!(found, line, "{text}{reason}");
        }
    }
}
