//! What visitors say is wrong in a sheet. No account, no e-mail, nothing of the visitor: what is wrong, and where.

mod gate;
mod origin;

pub(crate) use gate::{Gate, Refusal};
pub(crate) use origin::is_ours;

use chrono::NaiveDate;
use portee_domain::{EditionNumber, VenueId};
use serde::{Deserialize, Serialize};
use std::{fmt, io, sync::Arc};

/// The longest text of a report, in characters.
pub const LONGEST_TEXT: usize = 1_000;

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReportKind {
    /// It is closed for good.
    #[serde(rename = "ferme")]
    Closed,
    /// The hours.
    #[serde(rename = "horaires")]
    Hours,
    /// The telephone number.
    #[serde(rename = "telephone")]
    Phone,
    /// The address.
    #[serde(rename = "adresse")]
    Address,
    /// Anything else.
    #[serde(rename = "autre")]
    Other,
}

impl ReportKind {
    /// All of them, as the form offers them.
    pub const ALL: [Self; 5] = [Self::Closed, Self::Hours, Self::Phone, Self::Address, Self::Other];

    /// The public words.
    pub const WORDS: [&str; 5] = ["ferme", "horaires", "telephone", "adresse", "autre"];

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }

    /// The kind with this word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// A report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The venue.
    #[serde(rename = "lieu")]
    pub venue: VenueId,
    /// The edition that the visitor read.
    pub edition: EditionNumber,
    /// What is wrong.
    #[serde(rename = "nature")]
    pub kind: ReportKind,
    /// In the visitor's words: at most [`LONGEST_TEXT`] characters, no control characters but line ends; may be empty.
    #[serde(rename = "texte")]
    pub text: String,
    /// The day in Paris.
    #[serde(rename = "jour")]
    pub day: NaiveDate,
}

/// Where reports are kept for the operator.
pub trait Reports: Send + Sync {
    /// Keeps a report: when this returns it will still be there after a power cut. May wait for a disk.
    ///
    /// # Errors
    /// [`io::ErrorKind::StorageFull`] when no more are kept, and whatever the disk says.
    fn keep(&self, report: &Report) -> io::Result<()>;
}

/// Who keeps reports, and who may still send some.
#[derive(Default)]
pub(crate) struct Desk {
    pub(crate) reports: std::sync::OnceLock<Arc<dyn Reports>>,
    pub(crate) gate: Gate,
}

impl fmt::Debug for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Desk")
            .field("open", &self.reports.get().is_some())
            .finish_non_exhaustive()
    }
}

/// A visitor's text as it is kept: line ends of one kind, no other control characters, no blanks around.
pub(crate) fn tidy(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let shown = |letter: &char| *letter == '\n' || !letter.is_control();
    lines.chars().filter(shown).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_written_as_its_word() {
        for kind in ReportKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.word());
            assert_eq!(ReportKind::named(kind.word()), Some(kind));
        }
        assert_eq!(ReportKind::named("rien"), None);
    }

    #[test]
    fn a_text_keeps_its_lines_and_nothing_that_a_terminal_would_obey() {
        assert_eq!(tidy("  Fermé\r\nle \u{1b}[31mlundi\u{0}\t "), "Fermé\nle [31mlundi");
        assert_eq!(tidy("\r\n\r"), "");
    }
}
