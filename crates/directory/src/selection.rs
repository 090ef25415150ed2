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
    /// The cursor is an id, so pages neither repeat nor skip within an edition.
    #[must_use]
    pub fn select(
        &self,
        filter: &Filter,
        bbox: Option<Bbox>,
        after: Option<&VenueId>,
        limit: usize,
        now: DateTime<Utc>,
    ) -> Selection<'_> {
        match self.fitting(filter, now) {
            Some(fitting) => self.page(fitting.ranks(), bbox, after, limit),
            None => self.page((0..).take(self.listings().len()), bbox, after, limit),
        }
    }

    /// Of the listings of these ranks, in order. Each is counted (a few nanoseconds): `matched` needs it anyway.
    fn page(
        &self,
        ranks: impl Iterator<Item = u32>,
        bbox: Option<Bbox>,
        after: Option<&VenueId>,
        limit: usize,
    ) -> Selection<'_> {
        let first = after.map_or(0, |id| {
            self.listings().partition_point(|listing| listing.venue.id <= *id)
        });
        let mut selection = Selection {
            listings: Vec::new(),
            matched: 0,
            next: None,
        };
        let mut more = false;
        for rank in ranks {
            let rank = rank as usize;
            let inside = bbox.is_none_or(|bbox| {
                let position = &self.listings()[rank].venue.location.position;
                bbox.contains(position.lon(), position.lat())
            });
            if !inside {
                continue;
            }
            selection.matched += 1;
            if rank >= first {
                if selection.listings.len() < limit {
                    selection.listings.push(&self.listings()[rank]);
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
