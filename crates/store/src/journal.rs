//! The journal of publications: which edition visitors see, and which one a rollback leads to.
//!
//! It is only ever added to. Reading it from the start gives a stack: a publish puts an edition on top, a rollback
//! takes the top off. Both stores keep the same journal, one in a file, the other in a table.

use crate::EditionState;
use chrono::{DateTime, Utc};
use portee_domain::EditionNumber;
use serde::{Deserialize, Serialize};

/// A publish, or a rollback: an edition put in front of visitors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// The edition that visitors see from then on.
    pub edition: EditionNumber,
    /// When.
    #[serde(rename = "le")]
    pub at: DateTime<Utc>,
    /// Whether it was a rollback.
    #[serde(rename = "retour")]
    pub back: bool,
    /// Why it was published though something spoke against it.
    #[serde(default, rename = "motif", skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// All events, the oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Journal {
    pub(crate) evenements: Vec<Publication>,
}

impl Journal {
    /// The editions published one over the other and not taken back, the current one last.
    fn stack(&self) -> Vec<Publication> {
        let mut stack: Vec<Publication> = Vec::new();
        for event in &self.evenements {
            if event.back {
                stack.pop();
                if let Some(top) = stack.last_mut() {
                    top.at = event.at;
                }
            } else {
                stack.push(event.clone());
            }
        }
        stack
    }

    /// The edition that visitors see.
    pub(crate) fn current(&self) -> Option<EditionNumber> {
        self.stack().last().map(|event| event.edition)
    }

    /// The edition that a rollback leads to.
    pub(crate) fn before(&self) -> Option<EditionNumber> {
        self.stack().iter().rev().nth(1).map(|event| event.edition)
    }

    /// Those of `numbers` (in order) that nobody needs: neither the published one, nor the one before it, nor one of the
    /// `last` made. The very last is always needed, so that no number is given twice.
    pub(crate) fn needless(&self, numbers: &[EditionNumber], last: usize) -> Vec<EditionNumber> {
        let needed = [self.current(), self.before()];
        let old = &numbers[..numbers.len().saturating_sub(last.max(1))];
        old.iter()
            .copied()
            .filter(|number| !needed.contains(&Some(*number)))
            .collect()
    }

    /// Why an edition was published though something spoke against it: what was said the last time that it was published.
    pub(crate) fn reason(&self, edition: EditionNumber) -> Option<String> {
        let published = |event: &&Publication| event.edition == edition && !event.back;
        self.evenements.iter().rev().find(published)?.reason.clone()
    }

    /// What the journal says of an edition.
    pub(crate) fn state(&self, edition: EditionNumber) -> EditionState {
        if let Some(top) = self.stack().last().filter(|top| top.edition == edition) {
            return EditionState::Published(top.at);
        }
        let last = self.evenements.iter().rev().find(|event| event.edition == edition);
        last.map_or(EditionState::Stored, |event| EditionState::Former(event.at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn journal(events: &[(u32, bool)]) -> Journal {
        let event = |(second, (number, retour)): (usize, &(u32, bool))| Publication {
            edition: EditionNumber(*number),
            at: time(second),
            back: *retour,
            reason: None,
        };
        Journal {
            evenements: events.iter().enumerate().map(event).collect(),
        }
    }

    fn time(second: usize) -> DateTime<Utc> {
        DateTime::from_timestamp(i64::try_from(second).unwrap(), 0).unwrap()
    }

    #[test]
    fn an_empty_journal_publishes_nothing() {
        assert_eq!(Journal::default().current(), None);
        assert_eq!(Journal::default().before(), None);
    }

    #[test]
    fn two_rollbacks_go_back_two_editions_and_not_to_and_fro() {
        let after = journal(&[(1, false), (2, false), (3, false), (2, true), (1, true)]);
        assert_eq!(after.current(), Some(EditionNumber(1)));
        assert_eq!(after.before(), None);
    }

    #[test]
    fn a_publish_after_a_rollback_leaves_the_faulty_edition_out_of_the_way_back() {
        let after = journal(&[(1, false), (2, false), (1, true), (3, false)]);
        assert_eq!(after.current(), Some(EditionNumber(3)));
        assert_eq!(after.before(), Some(EditionNumber(1)));
    }

    #[test]
    fn an_edition_taken_back_is_a_former_one_and_the_one_under_it_is_published_since_the_rollback() {
        let after = journal(&[(1, false), (2, false), (1, true)]);
        assert_eq!(after.state(EditionNumber(1)), EditionState::Published(time(2)));
        assert_eq!(after.state(EditionNumber(2)), EditionState::Former(time(1)));
        assert_eq!(after.state(EditionNumber(3)), EditionState::Stored);
    }

    #[test]
    fn a_rollback_to_a_forced_edition_keeps_why_it_was_forced_and_a_plain_publish_forgets_it() {
        let mut after = journal(&[(1, false), (2, false), (1, true)]);
        after.evenements[0].reason = Some("La source a vraiment perdu la moitié de ses lignes.".to_owned());
        assert_eq!(after.reason(EditionNumber(1)), after.evenements[0].reason);
        assert_eq!(after.reason(EditionNumber(2)), None);
        after.evenements.extend(journal(&[(1, false)]).evenements);
        assert_eq!(after.reason(EditionNumber(1)), None);
    }
}
