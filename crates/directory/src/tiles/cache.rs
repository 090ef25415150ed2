//! Drawn tiles, kept within a bound.

use super::TileId;
use bytes::Bytes;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

const SHARDS: usize = 16;

/// What a tile takes beside its bytes, about: one with nothing in it takes room too, and there are hundreds of millions of them.
const ENTRY: usize = 96;

/// A bounded map from tile to bytes. A shard that is full starts anew: crude, but never more than its bound, and a
/// tile costs a few milliseconds to draw again.
pub(crate) struct Cache {
    shards: [Mutex<Shard>; SHARDS],
    /// Bytes kept in each shard.
    room: usize,
}

#[derive(Default)]
struct Shard {
    tiles: HashMap<TileId, Bytes>,
    bytes: usize,
}

impl Cache {
    /// An empty one that keeps at most so many bytes.
    pub(crate) fn with_room(bytes: usize) -> Self {
        Self {
            shards: Default::default(),
            room: bytes / SHARDS,
        }
    }

    fn shard(&self, id: TileId) -> MutexGuard<'_, Shard> {
        let shard = &self.shards[(id.x as usize ^ (id.y as usize) << 2 ^ usize::from(id.z)) % SHARDS];
        shard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The tile when it is here.
    pub(crate) fn known(&self, id: TileId) -> Option<Bytes> {
        self.shard(id).tiles.get(&id).cloned()
    }

    /// The tile, drawn when it is not here. Drawing happens outside the lock: two readers may draw the same tile.
    pub(crate) fn get(&self, id: TileId, draw: impl FnOnce() -> Bytes) -> Bytes {
        if let Some(tile) = self.known(id) {
            return tile;
        }
        let tile = draw();
        let weight = tile.len() + ENTRY;
        let mut shard = self.shard(id);
        if shard.bytes + weight > self.room {
            *shard = Shard::default();
        }
        if weight <= self.room && shard.tiles.insert(id, tile.clone()).is_none() {
            shard.bytes += weight;
        }
        tile
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tile(x: u32) -> TileId {
        TileId::new(14, x, 0).unwrap()
    }

    #[test]
    fn a_tile_is_drawn_once() {
        let cache = Cache::with_room(1 << 20);
        assert_eq!(cache.get(tile(1), || Bytes::from_static(b"a")), "a");
        assert_eq!(cache.get(tile(1), || unreachable!()), "a");
    }

    #[test]
    fn the_bound_is_kept_however_many_tiles_are_drawn() {
        for (room, tiles, size) in [(64 << 20, 500, 1 << 20), (16 << 10, 10_000, 0)] {
            let cache = Cache::with_room(room);
            for x in 0..tiles {
                cache.get(tile(x), || Bytes::from(vec![0; size]));
            }
            for shard in &cache.shards {
                let shard = shard.lock().unwrap();
                assert!(shard.bytes <= room / SHARDS);
                assert_eq!(shard.bytes, shard.tiles.len() * (size + ENTRY));
            }
        }
    }
}
