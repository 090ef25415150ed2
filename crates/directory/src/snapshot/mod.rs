//! An edition in memory.

#[cfg(test)]
mod tests;

use crate::accounts::{Accounts, SourceProfile};
use crate::feature::Room;
use crate::fitting::Fittings;
use crate::index::{Index, positions};
use crate::listing::Common;
use crate::tiles::{BaseMap, Layer, VenueTiles};
use crate::{Facets, Listing, marks, targets};
use bytes::Bytes;
use chrono::{DateTime, NaiveDate, Utc};
use portee_domain::{
    Coverage, Decision, Edition, EditionNumber, Finding, Missing, Quality, Round, RowRef, SourceId, SourceReport,
    Venue, VenueId,
};
use portee_geography::Geography;
use std::collections::HashMap;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread;

/// Which edition this is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionStamp {
    /// Its number.
    pub number: EditionNumber,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// The store's checksum of its content.
    pub checksum: String,
}

impl EditionStamp {
    /// The day that ages are counted from: that of the edition, so that an answer depends on it alone.
    #[must_use]
    pub fn day(&self) -> NaiveDate {
        self.created_at.date_naive()
    }
}

/// What became of an id.
#[derive(Debug)]
pub enum Lookup<'a> {
    /// A venue of this edition.
    Found(&'a Listing),
    /// It is part of this venue now.
    Moved(&'a VenueId),
    /// It was published once and is no more.
    Withdrawn,
    /// It never was.
    Unknown,
}

/// An edition ready to answer. Immutable: only its caches change, and never what it answers.
pub struct Snapshot {
    stamp: EditionStamp,
    /// Shared with the editions before and after in which they are the same.
    listings: Vec<Arc<Listing>>,
    /// Where their texts are kept.
    room: Arc<Room>,
    /// The marks of each listing, apart from it: a filter that scans reads 8 bytes a listing.
    marks: Vec<u64>,
    /// The ranks of the listings that count for each target.
    targets: Vec<Vec<u32>>,
    /// Where each listing is, `lon, lat` in WGS84 degrees.
    positions: Vec<(f64, f64)>,
    index: Index,
    fittings: Fittings,
    facets: Facets,
    successions: Arc<HashMap<VenueId, Option<VenueId>>>,
    sources: Vec<SourceReport>,
    missing: Vec<Missing>,
    accounts: Accounts,
    coverage: Option<Arc<Coverage>>,
    venue_tiles: VenueTiles,
    base_map: Arc<BaseMap>,
}

impl Snapshot {
    /// Makes an edition ready.
    #[must_use]
    pub fn build(edition: Edition, stamp: EditionStamp, geography: Arc<Geography>) -> Self {
        Self::with_base_map(edition, stamp, Arc::new(BaseMap::new(geography)), None)
    }

    /// Makes another edition ready over the same geography. What is the same in both is shared: the base map and its drawn
    /// tiles, the coverage, the venues. Venues that did not change cost neither time nor memory.
    #[must_use]
    pub fn succeed(&self, edition: Edition, stamp: EditionStamp) -> Self {
        Self::with_base_map(edition, stamp, Arc::clone(&self.base_map), Some(self))
    }

    fn with_base_map(edition: Edition, stamp: EditionStamp, base_map: Arc<BaseMap>, known: Option<&Self>) -> Self {
        let geography = base_map.geography();
        let mut accounts = Accounts::new(edition.findings, edition.decisions);
        let day = stamp.day();
        let stops = other_stops(edition.rounds);
        let common = known.map_or_else(Common::default, |known| Common::with_room(&known.room));
        let make = |venue: Venue| {
            let quality = accounts.quality(&venue, day).score();
            let others = stops.get(&venue.id).map_or(&[][..], Vec::as_slice);
            let same = known.and_then(|known| known.same(&venue, quality, others));
            same.unwrap_or_else(|| Arc::new(Listing::new(venue, quality, others, geography, &common)))
        };
        let mut listings = ready(edition.venues, &make);
        listings.sort_by(|a, b| a.venue.id.cmp(&b.venue.id));
        accounts.settle(&listings, day);
        let positions = positions(&listings);
        Self {
            stamp,
            marks: listings
                .iter()
                .map(|listing| marks::marks(&listing.venue.description))
                .collect(),
            targets: targets::ranks(&listings),
            index: Index::new(&positions),
            positions,
            fittings: Fittings::default(),
            facets: Facets::count(&listings),
            successions: Arc::new(edition.successions.into_iter().map(|s| (s.from, s.to)).collect()),
            sources: edition.sources,
            missing: edition.missing,
            accounts,
            coverage: edition.coverage.map(|coverage| shared(coverage, known)),
            venue_tiles: VenueTiles::new(&listings),
            listings,
            room: common.room,
            base_map,
        }
    }

    /// Which edition this is.
    #[must_use]
    pub fn stamp(&self) -> &EditionStamp {
        &self.stamp
    }

    /// The geography it was built over.
    #[must_use]
    pub fn geography(&self) -> &Geography {
        self.base_map.geography()
    }

    /// All listings, sorted by id.
    #[must_use]
    pub fn listings(&self) -> &[Arc<Listing>] {
        &self.listings
    }

    /// What became of an id. A chain of successions is followed to its end; one that ends nowhere is a withdrawal.
    #[must_use]
    pub fn find(&self, id: &VenueId) -> Lookup<'_> {
        if let Some(listing) = self.listing(id) {
            return Lookup::Found(listing);
        }
        let Some(mut target) = self.successions.get(id) else {
            return Lookup::Unknown;
        };
        for _ in 0..=self.successions.len() {
            match target {
                Some(next) if self.listing(next).is_some() => return Lookup::Moved(next),
                Some(next) => match self.successions.get(next) {
                    Some(further) => target = further,
                    None => break,
                },
                None => break,
            }
        }
        Lookup::Withdrawn
    }

    /// The listing of this very venue, when it has one that is the same in everything.
    fn same(&self, venue: &Venue, quality: u8, others: &[VenueId]) -> Option<Arc<Listing>> {
        let listing = self.listing(&venue.id)?;
        let same = listing.venue == *venue && listing.quality() == quality && listing.other_stops() == others;
        same.then(|| Arc::clone(listing))
    }

    /// What is left of the edition for those who still page through it: its lists, its coverage, what became of other ids. Neither
    /// tiles, searches by distance, nor the accounts of rows: they are asked of the edition in service only.
    #[must_use]
    pub fn lists(&self) -> Self {
        Self {
            stamp: self.stamp.clone(),
            listings: self.listings.clone(),
            room: Arc::clone(&self.room),
            marks: self.marks.clone(),
            targets: Vec::new(),
            positions: Vec::new(),
            index: Index::new(&[]),
            fittings: Fittings::default(),
            facets: self.facets.clone(),
            successions: Arc::clone(&self.successions),
            sources: Vec::new(),
            missing: Vec::new(),
            accounts: Accounts::default(),
            coverage: self.coverage.clone(),
            venue_tiles: VenueTiles::new(&[]),
            base_map: Arc::clone(&self.base_map),
        }
    }

    fn listing(&self, id: &VenueId) -> Option<&Arc<Listing>> {
        let place = self
            .listings
            .binary_search_by(|listing| listing.venue.id.cmp(id))
            .ok()?;
        self.listings.get(place)
    }

    /// The values that can be filtered on, with their counts.
    #[must_use]
    pub fn facets(&self) -> &Facets {
        &self.facets
    }

    /// The sources of the edition.
    #[must_use]
    pub fn sources(&self) -> &[SourceReport] {
        &self.sources
    }

    /// The sources that are missing.
    #[must_use]
    pub fn missing(&self) -> &[Missing] {
        &self.missing
    }

    /// What was noticed in the sources, sorted by source and row.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        self.accounts.findings()
    }

    /// What was noticed in one source, sorted by row.
    #[must_use]
    pub fn findings_of(&self, source: &SourceId) -> &[Finding] {
        self.accounts.of_source(source)
    }

    /// What was noticed in one row.
    #[must_use]
    pub fn findings_of_row(&self, source: &SourceId, row: u32) -> &[Finding] {
        self.accounts.of_row(source, row)
    }

    /// The venue that a row is part of; none when it was rejected.
    #[must_use]
    pub fn listing_of_row(&self, row: &RowRef) -> Option<&Listing> {
        self.listings.get(self.accounts.listing_of(row)?).map(AsRef::as_ref)
    }

    /// How the rows of a source are located and how fresh they are.
    #[must_use]
    pub fn profile(&self, source: &SourceId) -> SourceProfile {
        self.accounts.profile(source)
    }

    /// What was decided of the rows of a venue: first why they are one, then why others are not part of it.
    #[must_use]
    pub fn decisions_of(&self, listing: &Listing) -> Vec<&Decision> {
        self.accounts.decisions_of(&listing.venue)
    }

    /// The quality of a venue's sheet, criterion by criterion; its sum is [`Listing::quality`].
    #[must_use]
    pub fn quality(&self, listing: &Listing) -> Quality {
        self.accounts.quality(&listing.venue, self.stamp.day())
    }

    /// How far people live from the edition's venues; none when it was not computed.
    #[must_use]
    pub fn coverage(&self) -> Option<&Coverage> {
        self.coverage.as_deref()
    }

    /// The other stops of the round that a venue is a stop of; none when it stays where it is.
    #[must_use]
    pub fn other_stops(&self, listing: &Listing) -> Vec<&Listing> {
        let others = listing.other_stops().iter();
        others.filter_map(|id| self.venue(id)).collect()
    }

    /// The venue with this id.
    #[must_use]
    pub fn venue(&self, id: &VenueId) -> Option<&Listing> {
        self.listing(id).map(AsRef::as_ref)
    }

    /// A Mapbox Vector Tile 2.1, not compressed. `None` when there is no such tile (zoom above [`crate::MAX_ZOOM`],
    /// column or row outside the zoom); a tile with nothing in it is empty.
    #[must_use]
    pub fn tile(&self, layer: Layer, z: u8, x: u32, y: u32) -> Option<Bytes> {
        let id = crate::tiles::TileId::new(z, x, y)?;
        Some(match layer {
            Layer::Lieux => self.venue_tiles.tile(&self.listings, id),
            Layer::Limites => self.base_map.tile(id),
        })
    }

    /// The same when it was drawn before and is kept, or takes some microseconds to draw; none says nothing of whether there is such
    /// a tile.
    #[must_use]
    pub fn tile_at_once(&self, layer: Layer, z: u8, x: u32, y: u32) -> Option<Bytes> {
        let id = crate::tiles::TileId::new(z, x, y)?;
        match layer {
            Layer::Lieux => self.venue_tiles.at_once(&self.listings, id),
            Layer::Limites => self.base_map.known(id),
        }
    }

    pub(crate) fn targets(&self) -> &[Vec<u32>] {
        &self.targets
    }

    pub(crate) fn marks(&self) -> &[u64] {
        &self.marks
    }

    pub(crate) fn fittings(&self) -> &Fittings {
        &self.fittings
    }

    pub(crate) fn positions(&self) -> &[(f64, f64)] {
        &self.positions
    }

    pub(crate) fn index(&self) -> &Index {
        &self.index
    }
}

/// For each stop of a round, the others.
fn other_stops(rounds: Vec<Round>) -> HashMap<VenueId, Vec<VenueId>> {
    let others = |round: Round| {
        let of = |stop: &VenueId| {
            let others = round.stops.iter().filter(|other| *other != stop);
            (stop.clone(), others.cloned().collect())
        };
        round.stops.iter().map(of).collect::<Vec<_>>()
    };
    rounds.into_iter().flat_map(others).collect()
}

/// The coverage, or that of `known` when it is the same.
fn shared(coverage: Coverage, known: Option<&Snapshot>) -> Arc<Coverage> {
    let same = known
        .and_then(|known| known.coverage.as_ref())
        .filter(|known| ***known == coverage);
    same.map_or_else(|| Arc::new(coverage), Arc::clone)
}

/// Makes venues ready on all cores: reading hours takes some 50 µs a venue.
fn ready(mut venues: Vec<Venue>, make: &(impl Fn(Venue) -> Arc<Listing> + Sync)) -> Vec<Arc<Listing>> {
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let share = venues.len().div_ceil(workers).max(1);
    let mut shares = Vec::with_capacity(workers);
    while !venues.is_empty() {
        shares.push(venues.split_off(venues.len().saturating_sub(share)));
    }
    thread::scope(|scope| {
        let workers: Vec<_> = shares
            .into_iter()
            .map(|share| scope.spawn(move || share.into_iter().map(make).collect::<Vec<_>>()))
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic)))
            .collect()
    })
}
