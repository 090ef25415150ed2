//! Pages of listings in the order of their ids.

use crate::{Bbox, Filter, Listing, Snapshot};
use chrono::{DateTime, Utc};
use portee_domain::VenueId;

/// One page of an answer.
#[derive(Debug)]
pub struct Selection<'a> {
    /// The listings of this page, by id.
    pub listings: Vec<&'a Listing>,
    /// How many listings match, on all pages.
    pub matched: usize,
    /// Where the next page starts after; none on the last page.
    pub next: Option<VenueId>,
}

impl Snapshot {
    /// The listings that fit, in id order: at most `limit` of those after the id `after`.
    ///
    /// The cursor is an id, so pages neither repeat nor skip within an edition. Every listing is looked at (a few
    /// nanoseconds each): `matched` needs it anyway.
    #[must_use]
    pub fn select(
        &self,
        filter: &Filter,
        bbox: Option<Bbox>,
        after: Option<&VenueId>,
        limit: usize,
        now: DateTime<Utc>,
    ) -> Selection<'_> {
        let criteria = filter.criteria();
        let mut selection = Selection {
            listings: Vec::new(),
            matched: 0,
            next: None,
        };
        let mut more = false;
        for (listing, marks) in self.listings().iter().zip(self.marks()) {
            let position = &listing.venue.location.position;
            let inside = bbox.is_none_or(|bbox| bbox.contains(position.lon(), position.lat()));
            if !inside || !criteria.fits(*marks, listing, now) {
                continue;
            }
            selection.matched += 1;
            if after.is_none_or(|id| listing.venue.id > *id) {
                if selection.listings.len() < limit {
                    selection.listings.push(listing);
                } else {
                    more = true;
                }
            }
        }
        if more {
            selection.next = selection.listings.last().map(|listing| listing.venue.id.clone());
        }
        selection
    }
}
