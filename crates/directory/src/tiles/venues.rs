//! The venues on the map. Those that would overlap are drawn as one point.

use super::cache::Cache;
use super::mercator::{Dot, along, project, shift, span};
use super::mvt::{LayerWriter, Shape, Value};
use super::{EXTENT, TileId};
use crate::Listing;
use bytes::Bytes;
use portee_domain::vocabulary::{Programme, Vocabulary};
use std::sync::Arc;

/// From this zoom on only venues whose marks would overlap are drawn as one.
const APART_FROM: u8 = 12;

/// How many ids a cluster tells.
const IDS: usize = 10;

/// Bytes of drawn tiles that are kept for an edition.
const ROOM: usize = 16 << 20;

/// A tile of so few venues is drawn in some microseconds.
const FEW: usize = 64;

/// Where each listing is, and the tiles drawn from them.
pub(crate) struct VenueTiles {
    /// In the order of a curve that leaves no tile before it has been through all of it.
    dots: Vec<Placed>,
    cache: Cache,
}

/// A listing, by its rank, on the map.
struct Placed {
    along: u64,
    dot: Dot,
    listing: u32,
}

impl VenueTiles {
    pub(crate) fn new(listings: &[Arc<Listing>]) -> Self {
        let place = |(listing, it): (u32, &Arc<Listing>)| {
            let position = &it.venue.location.position;
            let dot = project(position.lon(), position.lat());
            Placed {
                along: along(dot),
                dot,
                listing,
            }
        };
        let mut dots: Vec<Placed> = (0..).zip(listings).map(place).collect();
        dots.sort_unstable_by_key(|placed| (placed.along, placed.listing));
        Self {
            dots,
            cache: Cache::with_room(ROOM),
        }
    }

    /// A tile that was drawn before and is kept, or that takes some microseconds to draw.
    pub(crate) fn at_once(&self, listings: &[Arc<Listing>], id: TileId) -> Option<Bytes> {
        let known = self.cache.known(id);
        known.or_else(|| (self.within(id).len() <= FEW).then(|| self.tile(listings, id)))
    }

    /// Those within a tile.
    fn within(&self, id: TileId) -> &[Placed] {
        let (first, last) = span(id);
        let start = self.dots.partition_point(|placed| placed.along < first);
        let end = self.dots.partition_point(|placed| placed.along < last);
        &self.dots[start..end]
    }

    /// A tile of `listings`, those that this was made of.
    pub(crate) fn tile(&self, listings: &[Arc<Listing>], id: TileId) -> Bytes {
        self.cache.get(id, || self.draw(listings, id))
    }

    /// Draws a tile. Venues are grouped by the cells of a grid that is the same for the whole world at a zoom, and
    /// whose cells lie within tiles: neighbouring tiles agree, and a group is in exactly one of them. A cell is one piece of the
    /// curve, as a tile is.
    fn draw(&self, listings: &[Arc<Listing>], id: TileId) -> Bytes {
        // 64 pixels of a 512-pixel tile, then 8.
        let cell = if id.z < APART_FROM { EXTENT / 8 } else { EXTENT / 64 };
        let piece = 2 * (cell.trailing_zeros() + shift(id.z));
        let mut layer = LayerWriter::new("lieux");
        for group in self.within(id).chunk_by(|a, b| a.along >> piece == b.along >> piece) {
            match group {
                [alone] => {
                    if let (Some(dot), Some(listing)) = (id.locate(alone.dot), listings.get(alone.listing as usize)) {
                        layer.add(&Shape::Point(dot), properties(listing));
                    }
                }
                _ => layer.add(&Shape::Point(mean(group, id)), cluster(group, listings)),
            }
        }
        let mut tile = Vec::new();
        layer.finish(&mut tile);
        Bytes::from(tile)
    }
}

fn properties(listing: &Listing) -> Vec<(&'static str, Value<'_>)> {
    let (what, place) = (&listing.venue.description, &listing.venue.location);
    let services: Vec<&str> = what.services.iter().map(|service| service.label()).collect();
    let mut properties = vec![
        ("id", Value::Text(listing.venue.id.as_str())),
        ("nom", Value::Text(&what.name)),
        ("commune", Value::Text(&place.commune)),
        ("precision", Value::Text(place.position.precision().label())),
        ("services", Value::Owned(services.join("|"))),
    ];
    let shown = [
        (Programme::FranceServices, "france_services"),
        (Programme::ConseillersNumeriques, "conseillers_numeriques"),
        (Programme::AidantsConnect, "aidants_connect"),
    ];
    for (programme, name) in shown {
        if what.programmes.contains(&programme) {
            properties.push((name, Value::Flag(true)));
        }
    }
    properties
}

fn cluster(group: &[Placed], listings: &[Arc<Listing>]) -> Vec<(&'static str, Value<'static>)> {
    let mut properties = vec![("nombre", Value::Number(group.len() as u64))];
    if group.len() <= IDS {
        let mut ranks: Vec<u32> = group.iter().map(|placed| placed.listing).collect();
        ranks.sort_unstable();
        let listings = ranks.iter().filter_map(|rank| listings.get(*rank as usize));
        let ids: Vec<&str> = listings.map(|listing| listing.venue.id.as_str()).collect();
        properties.push(("ids", Value::Owned(ids.join("|"))));
    }
    properties
}

/// The mean position in the tile: inside the cell, since all are.
fn mean(group: &[Placed], id: TileId) -> Dot {
    let count = i64::try_from(group.len()).unwrap_or(i64::MAX).max(1);
    let dots = group.iter().filter_map(|placed| id.locate(placed.dot));
    let (x, y) = dots.fold((0, 0), |(x, y), dot| (x + i64::from(dot.x), y + i64::from(dot.y)));
    let mean = |sum: i64| i32::try_from(sum / count).unwrap_or(0);
    Dot { x: mean(x), y: mean(y) }
}
