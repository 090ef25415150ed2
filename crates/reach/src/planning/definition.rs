//! Reading a TOML file of `data/`, with the line of whatever is wrong.

use crate::ReachError;
use serde::de::DeserializeOwned;
use toml::Spanned;

/// A TOML text and the name that its errors give it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Definition<'a> {
    pub(super) file: &'a str,
    pub(super) text: &'a str,
}

impl Definition<'_> {
    /// Its content.
    pub(super) fn read<T: DeserializeOwned>(self) -> Result<T, ReachError> {
        toml::from_str(self.text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            self.at(start, error.message().to_owned())
        })
    }

    /// A mistake in a value.
    pub(super) fn wrong<T>(self, value: &Spanned<T>, reason: impl Into<String>) -> ReachError {
        self.at(value.span().start, reason.into())
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
