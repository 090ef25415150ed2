//! « Où êtes-vous ? »: the one box.

use super::needs::{self, Need};
use crate::locales::Texts;
use portee_directory::Snapshot;

/// Names and values that a form or a link carries on.
pub(super) type Pairs = Vec<(&'static str, String)>;

/// The box, and what surrounds it.
pub(super) struct Question {
    pub(super) title: &'static str,
    /// What is in the box.
    pub(super) text: String,
    /// What is wrong with what was in the box.
    pub(super) error: Option<String>,
    /// Whether the needs are asked for too.
    pub(super) ask_need: bool,
    /// The chosen need; empty for none.
    pub(super) need: &'static str,
    pub(super) needs: Vec<&'static Need>,
    /// Filters that go with the next search.
    pub(super) kept: Pairs,
}

impl Question {
    /// The whole question, of the first page.
    pub(super) fn whole(t: &Texts, snapshot: &Snapshot) -> Self {
        Self {
            title: t.question.where_are_you,
            text: String::new(),
            error: None,
            ask_need: true,
            need: "",
            needs: needs::offered(snapshot),
            kept: Vec::new(),
        }
    }

    /// The needs that are shown at once.
    pub(super) fn common(&self) -> Vec<&'static Need> {
        self.needs.iter().copied().filter(|need| need.is_common()).collect()
    }

    /// The others, a touch away.
    pub(super) fn rare(&self) -> Vec<&'static Need> {
        self.needs.iter().copied().filter(|need| !need.is_common()).collect()
    }

    /// Whether the chosen need is one of the others.
    pub(super) fn has_rare_need(&self) -> bool {
        self.rare().iter().any(|need| need.slug == self.need)
    }

    /// The box alone, for another place with the same filters.
    pub(super) fn again(t: &Texts, kept: &Pairs) -> Self {
        Self {
            title: t.question.elsewhere,
            text: String::new(),
            error: None,
            ask_need: false,
            need: "",
            needs: Vec::new(),
            kept: kept.clone(),
        }
    }
}
