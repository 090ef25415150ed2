//! Writing down what is noticed about one row.

use portee_domain::{Field, Finding, FindingKind, SourceId};

/// The longest value quoted in a finding, in characters.
const QUOTE_LENGTH: usize = 80;

/// The findings of one row, as they come.
#[derive(Debug)]
pub struct Notes<'a> {
    source: &'a SourceId,
    row: u32,
    findings: Vec<Finding>,
}

impl<'a> Notes<'a> {
    /// No finding yet about `row` of `source`.
    #[must_use]
    pub fn new(source: &'a SourceId, row: u32) -> Self {
        Self {
            source,
            row,
            findings: Vec::new(),
        }
    }

    /// Writes one down. `detail` is French, for the producer of the source.
    pub fn note(&mut self, kind: FindingKind, field: impl Into<Option<Field>>, detail: impl Into<String>) {
        self.findings.push(Finding {
            source: self.source.clone(),
            row: Some(self.row),
            field: field.into(),
            kind,
            detail: detail.into(),
        });
    }

    /// What was written down.
    #[must_use]
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}

/// A value between French quotation marks, shortened, for a finding's detail.
#[must_use]
pub fn quoted(value: &str) -> String {
    let mut short: String = value.chars().take(QUOTE_LENGTH).collect();
    if short.len() < value.len() {
        short.push('…');
    }
    format!("« {short} »")
}
