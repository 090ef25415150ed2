//! The one error of this crate: a text that is not a value of the type asked for; and how messages repeat what others wrote.

/// A text that others wrote, for a message: its control characters become spaces, so that it is one line and nothing that a terminal
/// obeys.
#[must_use]
pub fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A text that is not a valid value. It is always the input's fault, never ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("« {value} » n'est pas {expected}")]
pub struct Invalid {
    /// What was given, printable, shortened to 120 characters.
    pub value: String,
    /// What was expected, in French, with its article ("un SIRET", "un code postal").
    pub expected: &'static str,
}

impl Invalid {
    /// Reports `value` as not being `expected`.
    #[must_use]
    pub fn new(value: &str, expected: &'static str) -> Self {
        Self {
            value: printable(value).chars().take(120).collect(),
            expected,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_one_line_whatever_it_repeats() {
        let said = Invalid::new("A\0\n\u{1b}[31m\u{85}é", "un SIRET").to_string();
        assert_eq!(said, "« A   [31m é » n'est pas un SIRET");
    }
}
