//! Why a command stops: one sentence for the operator, and an exit code.

use std::fmt::Display;

/// A command that cannot go on. `message` is one or more sentences in French that say what to do.
#[derive(Debug)]
pub(crate) struct Failure {
    /// For the operator.
    pub(crate) message: String,
}

/// What a command gives.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    /// Stops with this message.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
        }
    }
}

/// Every error of the crates below already says what to do: it becomes the message as it is.
impl<E: Display + std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self {
            message: error.to_string(),
        }
    }
}
