//! What people decided of rows, against or beside what the merge would: `data/decisions.toml` and the operator's own file.
//!
//! A row is named `source:identifier`, as in its venue's members. A decision about a row that its source no longer has is
//! a finding, never an error; a decision that is written wrong is refused with its line and the reason.

mod correction;
mod parse;

pub use correction::Correction;

use crate::draft::Draft;
use crate::notes::Notes;
use chrono::NaiveDate;
use portee_domain::{Finding, FindingKind, Invalid, SourceId, Verdict};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// A row, by its source and its identifier there: what stays when lines move.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RowKey {
    /// The source.
    pub source: SourceId,
    /// The identifier in that source.
    pub local_id: String,
}

impl fmt::Display for RowKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.source, self.local_id)
    }
}

impl FromStr for RowKey {
    type Err = Invalid;

    /// `source:identifier`; the identifier may hold further colons.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let invalid = || Invalid::new(text, "une ligne (source:identifiant)");
        let (source, local_id) = text.split_once(':').ok_or_else(invalid)?;
        if local_id.trim().is_empty() {
            return Err(invalid());
        }
        Ok(Self {
            source: source.parse()?,
            local_id: local_id.to_owned(),
        })
    }
}

/// Who decided, when and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// A function or an organisation, never a person's name that should not be public.
    pub author: String,
    /// When.
    pub date: NaiveDate,
    /// Why, for people.
    pub reason: String,
}

impl fmt::Display for By {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} ({}, le {})",
            self.reason,
            self.author,
            self.date.format("%d/%m/%Y")
        )
    }
}

/// Two rows are one place, or are not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// The rows.
    pub rows: [RowKey; 2],
    /// What was decided.
    pub verdict: Verdict,
    /// Who, when, why.
    pub by: By,
}

/// All decisions. The default holds none.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Decisions {
    pub(crate) rulings: Vec<Ruling>,
    /// Places that must not be listed, by one of their rows.
    pub(crate) unlisted: BTreeMap<RowKey, By>,
    pub(crate) corrections: BTreeMap<RowKey, Vec<Correction>>,
}

impl Decisions {
    /// Adds the decisions of another file; where both decide of one thing, the other file's is kept.
    pub fn extend(&mut self, other: Self) {
        for ruling in other.rulings {
            self.rulings.retain(|known| known.rows != ruling.rows);
            self.rulings.push(ruling);
        }
        self.unlisted.extend(other.unlisted);
        for (row, corrections) in other.corrections {
            let known = self.corrections.entry(row).or_default();
            known.retain(|old| corrections.iter().all(|new| new.field != old.field));
            known.extend(corrections);
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rulings.len() + self.unlisted.len() + self.corrections.values().map(Vec::len).sum::<usize>()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Puts a row right where people corrected it.
    pub(crate) fn correct(&self, draft: &mut Draft, notes: &mut Notes<'_>) {
        if self.corrections.is_empty() {
            return;
        }
        let row = RowKey {
            source: draft.origin.source.clone(),
            local_id: draft.local_id.clone(),
        };
        for correction in self.corrections.get(&row).into_iter().flatten() {
            correction.apply(draft, notes);
        }
    }

    /// The rows that are named and that `knows` does not know, as findings of their sources; sources that are not `read`
    /// are passed over.
    pub(crate) fn aimless(&self, read: &[&SourceId], knows: &dyn Fn(&RowKey) -> bool) -> Vec<Finding> {
        let ruled = self
            .rulings
            .iter()
            .flat_map(|ruling| ruling.rows.iter().map(move |row| (row, &ruling.by)));
        let unlisted = self.unlisted.iter();
        let corrected = self
            .corrections
            .iter()
            .flat_map(|(row, list)| list.iter().map(move |one| (row, &one.by)));
        let gone = |(row, _): &(&RowKey, &By)| read.contains(&&row.source) && !knows(row);
        let finding = |(row, by): (&RowKey, &By)| Finding {
            source: row.source.clone(),
            row: None,
            field: None,
            kind: FindingKind::DecisionAimless,
            detail: format!("Une décision parle de la ligne {row}, absente du fichier. Son motif : {by}."),
        };
        ruled
            .chain(unlisted)
            .chain(corrected)
            .filter(gone)
            .map(finding)
            .collect()
    }
}
