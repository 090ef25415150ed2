//! Web Mercator in whole numbers: the world is a square of 2²⁶ units (0.6 m at the equator), which are the units of a
//! tile at the deepest zoom. A zoom less is one bit less.

use super::{EXTENT, MAX_ZOOM, TileId};

/// Units of the world at the deepest zoom: 4096 · 2¹⁴.
const WORLD: i32 = EXTENT << MAX_ZOOM;

/// Web Mercator ends here: arctan(sinh π), in degrees.
const LAST_LATITUDE: f64 = 85.051_128_779_806_59;

/// A point of the world, east and south of its north-western corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Dot {
    pub(crate) x: i32,
    pub(crate) y: i32,
}

/// Projects `lon, lat` in WGS84 degrees (EPSG:3857, spherical: J. P. Snyder, "Map Projections", USGS 1395, p. 41).
pub(crate) fn project(lon: f64, lat: f64) -> Dot {
    let sine = lat.clamp(-LAST_LATITUDE, LAST_LATITUDE).to_radians().sin();
    let east = lon / 360.0 + 0.5;
    let south = 0.5 - ((1.0 + sine) / (1.0 - sine)).ln() / (4.0 * std::f64::consts::PI);
    Dot {
        x: units(east),
        y: units(south),
    }
}

fn units(share: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "between 0 and 2²⁶; a NaN gives 0")]
    let units = (share.clamp(0.0, 1.0) * f64::from(WORLD)).round() as i32;
    units.min(WORLD - 1)
}

/// How many bits a tile unit at this zoom is coarser than a world unit.
pub(crate) fn shift(z: u8) -> u32 {
    u32::from(MAX_ZOOM - z.min(MAX_ZOOM))
}

/// How far a point of the world is along the curve that goes through the four quarters of the world, each quarter by its own
/// quarters, and so on (G. M. Morton, 1966).
pub(crate) fn along(dot: Dot) -> u64 {
    let spread = |axis: i32| {
        // Between 0 and 2²⁶.
        let mut bits = u64::from(axis.unsigned_abs());
        for (by, mask) in [
            (16, 0x0000_FFFF_0000_FFFF),
            (8, 0x00FF_00FF_00FF_00FF),
            (4, 0x0F0F_0F0F_0F0F_0F0F),
            (2, 0x3333_3333_3333_3333),
            (1, 0x5555_5555_5555_5555),
        ] {
            bits = (bits | bits << by) & mask;
        }
        bits
    };
    spread(dot.x) | spread(dot.y) << 1
}

/// From where to where (exclusive) a tile is along it.
pub(crate) fn span(id: TileId) -> (u64, u64) {
    let bits = shift(id.z);
    let origin = id.origin();
    let first = along(Dot {
        x: origin.x << bits,
        y: origin.y << bits,
    });
    let side = EXTENT.trailing_zeros() + bits;
    (first, first + (1 << (2 * side)))
}

impl TileId {
    /// The north-western corner of the tile, in units of its own zoom.
    pub(crate) fn origin(self) -> Dot {
        let units = |index: u32| i32::try_from(index).unwrap_or(0) * EXTENT;
        Dot {
            x: units(self.x),
            y: units(self.y),
        }
    }

    /// Where a point of the world is in this tile, when it is.
    pub(crate) fn locate(self, dot: Dot) -> Option<Dot> {
        let (bits, origin) = (shift(self.z), self.origin());
        let (x, y) = ((dot.x >> bits) - origin.x, (dot.y >> bits) - origin.y);
        ((0..EXTENT).contains(&x) && (0..EXTENT).contains(&y)).then_some(Dot { x, y })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_tile_is_one_piece_of_the_curve(x in 0..WORLD, y in 0..WORLD, z in 0..=MAX_ZOOM, dx in -1..=1_i32, dy in -1..=1_i32) {
            let dot = Dot { x, y };
            let near = |units: i32, by: i32| u32::try_from((units >> (26 - z)) + by).unwrap_or(u32::MAX);
            if let Some(id) = TileId::new(z, near(x, dx), near(y, dy)) {
                let (first, last) = span(id);
                prop_assert_eq!((first..last).contains(&along(dot)), id.locate(dot).is_some());
            }
        }
    }

    #[test]
    fn lyon_is_in_the_tile_where_every_map_has_it() {
        let lyon = project(4.8357, 45.764);
        assert!(TileId::new(10, 525, 365).unwrap().locate(lyon).is_some());
        assert!(TileId::new(10, 525, 366).unwrap().locate(lyon).is_none());
    }

    #[test]
    fn every_point_is_in_exactly_one_tile_of_a_zoom() {
        for (lon, lat) in [
            (-180.0, 90.0),
            (180.0, -90.0),
            (0.0, 0.0),
            (-0.000_001, 0.0),
            (55.5, -21.1),
        ] {
            let dot = project(lon, lat);
            let tiles = (0..8).flat_map(|x| (0..8).map(move |y| TileId::new(3, x, y).unwrap()));
            assert_eq!(
                tiles.filter(|tile| tile.locate(dot).is_some()).count(),
                1,
                "{lon} {lat}"
            );
        }
    }
}
