//! Why a command stops: one sentence for the operator, and an exit code.

use std::fmt::Display;

/// The exit code of what goes wrong.
const WRONG: u8 = 1;
/// The exit code of what stays as it is until the operator acts (`EX_CONFIG` of sysexits.h): starting again changes nothing.
const UNPREPARED: u8 = 78;

/// A command that cannot go on. `message` is one or more sentences in French that say what to do.
#[derive(Debug)]
pub(crate) struct Failure {
    /// For the operator.
    pub(crate) message: String,
    /// For whoever started the process.
    pub(crate) exit: u8,
}

/// What a command gives.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    /// Stops with this message.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            exit: WRONG,
        }
    }

    /// Stops because something has to be done first, which the message says.
    pub(crate) fn unprepared(message: impl Into<String>) -> Self {
        Self {
            exit: UNPREPARED,
            ..Self::new(message)
        }
    }
}

/// Every error of the crates below already says what to do: it becomes the message as it is.
impl<E: Display + std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::new(error.to_string())
    }
}
