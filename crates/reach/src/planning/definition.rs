//! Reading a TOML file of `data/`, with the line of whatever is wrong.

use crate::ReachError;
use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use toml::Spanned;

/// A TOML text and the name that its errors give it.
#[derive(Debug, Clone, Copy)]
pub struct Definition<'a> {
    /// The file's name.
    pub file: &'a str,
    /// Its content.
    pub text: &'a str,
}

impl Definition<'_> {
    /// Its content.
    ///
    /// # Errors
    /// [`ReachError::Definition`] with the line of what is wrong.
    pub fn read<T: DeserializeOwned>(self) -> Result<T, ReachError> {
        toml::from_str(self.text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            self.at(start, error.message().to_owned())
        })
    }

    /// A mistake in a value.
    #[must_use]
    pub fn wrong<T>(self, value: &Spanned<T>, reason: impl Into<String>) -> ReachError {
        self.at(value.span().start, reason.into())
    }

    /// A date without a time.
    ///
    /// # Errors
    /// [`ReachError::Definition`] for anything else.
    pub fn day(self, date: &Spanned<toml::value::Datetime>) -> Result<NaiveDate, ReachError> {
        let value = date.get_ref();
        let day = value.date.filter(|_| value.time.is_none() && value.offset.is_none());
        day.and_then(|day| NaiveDate::from_ymd_opt(day.year.into(), day.month.into(), day.day.into()))
            .ok_or_else(|| self.wrong(date, "ce n'est pas un jour (2024-06-10)"))
    }

    fn at(self, offset: usize, reason: String) -> ReachError {
        let before = self.text.as_bytes().iter().take(offset);
        ReachError::Definition {
            file: self.file.to_owned(),
            line: 1 + before.filter(|byte| **byte == b'\n').count(),
            reason,
        }
    }
}

/// Whether a text can be an id: lower-case letters, digits and hyphens.
pub(super) fn is_id(text: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !text.is_empty() && text.bytes().all(letter)
}
