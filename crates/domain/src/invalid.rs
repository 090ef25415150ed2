//! The one error of this crate: a text that is not a value of the type asked for.

/// A text that is not a valid value. It is always the input's fault, never ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("« {value} » n'est pas {expected}")]
pub struct Invalid {
    /// What was given, shortened to 120 characters.
    pub value: String,
    /// What was expected, in French, with its article ("un SIRET", "un code postal").
    pub expected: &'static str,
}

impl Invalid {
    /// Reports `value` as not being `expected`.
    #[must_use]
    pub fn new(value: &str, expected: &'static str) -> Self {
        Self {
            value: value.chars().take(120).collect(),
            expected,
        }
    }
}
