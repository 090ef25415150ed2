//! A page of a list that is held whole in memory: how many rows, after how many.

use super::cursor;
use crate::{app::Stamped, params::BadParameter, params::Query, params::spec::LIMIT};
use portee_domain::EditionNumber;

/// The rows asked for.
pub(super) struct Page {
    /// Rows before it.
    pub(super) start: usize,
    /// Rows at most.
    pub(super) limit: usize,
    edition: EditionNumber,
}

/// The page that the request asks for, of the edition that answers.
pub(super) fn read(query: &Query<'_>, edition: &Stamped) -> Result<Page, BadParameter> {
    let start: Option<u32> = cursor::after(query)?;
    Ok(Page {
        start: start.unwrap_or_default() as usize,
        limit: query.integer(&LIMIT)? as usize,
        edition: edition.number(),
    })
}

impl Page {
    /// The cursor after it, when there are more rows of `all`.
    pub(super) fn next(&self, all: usize) -> Option<String> {
        let end = self.start.saturating_add(self.limit);
        (end < all).then(|| cursor::write(self.edition, &end))
    }
}
