//! What changed between two editions, of what answers say.

use portee_directory::Listing;
use std::{cmp::Ordering, iter, sync::Arc};

/// What became of one venue.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Change<'a> {
    /// It is a venue of the second edition only.
    New(&'a Listing),
    /// It is in both, and something else is said of it.
    Other { before: &'a Listing, after: &'a Listing },
    /// It is a venue of the first edition only.
    Gone(&'a Listing),
}

/// The changes from one list to another, both sorted by id, by id.
pub(crate) fn between<'a>(
    before: &'a [Arc<Listing>],
    after: &'a [Arc<Listing>],
) -> impl Iterator<Item = Change<'a>> + use<'a> {
    let (mut before, mut after) = (before.iter().peekable(), after.iter().peekable());
    iter::from_fn(move || {
        loop {
            let order = match (before.peek(), after.peek()) {
                (None, None) => return None,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(old), Some(new)) => old.venue.id.cmp(&new.venue.id),
            };
            match order {
                Ordering::Less => return before.next().map(|old| Change::Gone(old)),
                Ordering::Greater => return after.next().map(|new| Change::New(new)),
                Ordering::Equal => {
                    let (before, after) = (before.next()?, after.next()?);
                    if !after.says_the_same_as(before) {
                        return Some(Change::Other { before, after });
                    }
                }
            }
        }
    })
}
