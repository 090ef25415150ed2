//! A parameter that is refused.

/// Why a parameter is refused, in French, for the person or the program that sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadParameter {
    /// Its name, as received, shortened.
    pub parameter: String,
    /// What is wrong with it, one or two sentences.
    pub detail: String,
    /// What is admitted, when that can be listed.
    pub allowed: Vec<String>,
}

impl BadParameter {
    /// Refuses `parameter` because of `detail`.
    #[must_use]
    pub fn new(parameter: &str, detail: impl Into<String>) -> Self {
        Self {
            parameter: shorten(parameter),
            detail: detail.into(),
            allowed: Vec::new(),
        }
    }

    /// Adds what is admitted.
    #[must_use]
    pub fn allowing<T: AsRef<str>>(mut self, allowed: impl IntoIterator<Item = T>) -> Self {
        self.allowed = allowed.into_iter().map(|value| value.as_ref().to_owned()).collect();
        self
    }
}

/// The first 80 characters: enough to recognise one's own value.
pub(crate) fn shorten(text: &str) -> String {
    match text.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
