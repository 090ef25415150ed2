//! Drawn tiles, kept within a bound.

use super::TileId;
use bytes::Bytes;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

const SHARDS: usize = 16;

/// Bytes kept in each shard: 64 MiB in all.
const SHARD_BYTES: usize = 4 << 20;

/// A bounded map from tile to bytes. A shard that is full starts anew: crude, but never more than its bound, and a
/// tile costs a few milliseconds to draw again.
#[derive(Default)]
pub(crate) struct Cache {
    shards: [Mutex<Shard>; SHARDS],
}

#[derive(Default)]
struct Shard {
    tiles: HashMap<TileId, Bytes>,
    bytes: usize,
}

impl Cache {
    /// The tile, drawn when it is not here. Drawing happens outside the lock: two readers may draw the same tile.
    pub(crate) fn get(&self, id: TileId, draw: impl FnOnce() -> Bytes) -> Bytes {
        let shard = &self.shards[(id.x as usize ^ (id.y as usize) << 2 ^ usize::from(id.z)) % SHARDS];
        let lock = || shard.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tile) = lock().tiles.get(&id) {
            return tile.clone();
        }
        let tile = draw();
        let mut shard = lock();
        if shard.bytes + tile.len() > SHARD_BYTES {
            *shard = Shard::default();
        }
        if tile.len() <= SHARD_BYTES && shard.tiles.insert(id, tile.clone()).is_none() {
            shard.bytes += tile.len();
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
        let cache = Cache::default();
        assert_eq!(cache.get(tile(1), || Bytes::from_static(b"a")), "a");
        assert_eq!(cache.get(tile(1), || unreachable!()), "a");
    }

    #[test]
    fn the_bound_is_kept_however_many_tiles_are_drawn() {
        let cache = Cache::default();
        for x in 0..500 {
            cache.get(tile(x), || Bytes::from(vec![0; 1 << 20]));
        }
        for shard in &cache.shards {
            let shard = shard.lock().unwrap();
            assert!(shard.bytes <= SHARD_BYTES);
            assert_eq!(shard.bytes, shard.tiles.values().map(Bytes::len).sum::<usize>());
        }
    }
}
