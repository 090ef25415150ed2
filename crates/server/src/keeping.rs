//! What is known of where editions are kept: whether it answers, and what is published there. The server itself answers from
//! memory, whatever happens there; this is for those who watch over it.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// What the process that loads editions said last.
#[derive(Debug)]
pub(crate) struct Keeping {
    answers: AtomicBool,
    /// The number of the published edition, 0 before any is known.
    published: AtomicU32,
}

impl Default for Keeping {
    fn default() -> Self {
        Self {
            answers: AtomicBool::new(true),
            published: AtomicU32::new(0),
        }
    }
}

impl Keeping {
    pub(crate) fn say(&self, answers: bool, published: Option<u32>) {
        self.answers.store(answers, Ordering::Relaxed);
        self.published.store(published.unwrap_or(0), Ordering::Relaxed);
    }

    /// Whether it answered the last time that it was asked.
    pub(crate) fn answers(&self) -> bool {
        self.answers.load(Ordering::Relaxed)
    }

    /// The published edition, as far as known: the one in service when nothing was said.
    pub(crate) fn published(&self, in_service: u32) -> u32 {
        match self.published.load(Ordering::Relaxed) {
            0 => in_service,
            number => number,
        }
    }
}
