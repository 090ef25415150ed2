//! One decoded block of an extract: its ways and its nodes.
//!
//! Source: OpenStreetMap wiki, "PBF Format" (`osmformat.proto`). Relations, metadata and authors are skipped unread.

use super::wire::{Fields, Malformed, Packed, Value, zigzag};

/// A block's bytes, with its string table located.
pub(crate) struct Block<'a> {
    strings: Vec<&'a [u8]>,
    groups: Vec<&'a [u8]>,
    granularity: i64,
    lat_offset: i64,
    lon_offset: i64,
}

/// The tags of one way or node: indices into the block's string table. A text that is not UTF-8 counts as absent.
#[derive(Clone, Copy)]
pub(crate) struct Tags<'a> {
    strings: &'a [&'a [u8]],
    pairs: &'a [(u32, u32)],
}

impl<'a> Tags<'a> {
    /// The value of `key`, when the tag is there.
    pub(crate) fn get(&self, key: &str) -> Option<&'a str> {
        self.iter().find(|(k, _)| *k == key).map(|(_, v)| v)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    fn iter(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let strings = self.strings;
        let text = move |i: u32| std::str::from_utf8(strings.get(i as usize)?).ok();
        self.pairs.iter().filter_map(move |&(k, v)| Some((text(k)?, text(v)?)))
    }
}

impl<'a> Block<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let mut block = Self {
            strings: Vec::new(),
            groups: Vec::new(),
            granularity: 100,
            lat_offset: 0,
            lon_offset: 0,
        };
        let mut fields = Fields(bytes);
        while let Some(field) = fields.next()? {
            match field {
                (1, Value::Bytes(table)) => {
                    let mut table = Fields(table);
                    while let Some((_, value)) = table.next()? {
                        if let Value::Bytes(text) = value {
                            block.strings.push(text);
                        }
                    }
                }
                (2, Value::Bytes(group)) => block.groups.push(group),
                (17, Value::Varint(value)) => block.granularity = value.cast_signed(),
                (19, Value::Varint(value)) => block.lat_offset = value.cast_signed(),
                (20, Value::Varint(value)) => block.lon_offset = value.cast_signed(),
                _ => {}
            }
        }
        Ok(block)
    }

    /// Calls `each(tags, node ids)` for every way of the block, in the file's order.
    pub(crate) fn ways(&self, mut each: impl FnMut(Tags<'_>, &[i64])) -> Result<(), Malformed> {
        let (mut pairs, mut refs) = (Vec::new(), Vec::new());
        self.each_of(3, |way| {
            pairs.clear();
            refs.clear();
            let (mut keys, mut values) = (Packed(&[]), Packed(&[]));
            let mut fields = Fields(way);
            while let Some(field) = fields.next()? {
                match field {
                    (2, Value::Bytes(bytes)) => keys = Packed(bytes),
                    (3, Value::Bytes(bytes)) => values = Packed(bytes),
                    (8, Value::Bytes(bytes)) => read_deltas(bytes, &mut refs)?,
                    _ => {}
                }
            }
            read_pairs(keys, values, &mut pairs)?;
            each(self.tags(&pairs), &refs);
            Ok(())
        })
    }

    /// Calls `each(id, [lon, lat] in 1e-7 degrees, tags)` for every node of the block, in the file's order. Coordinates
    /// off the globe are left out.
    pub(crate) fn nodes(&self, mut each: impl FnMut(i64, [i32; 2], Tags<'_>)) -> Result<(), Malformed> {
        let mut pairs = Vec::new();
        self.each_of(1, |node| {
            let (mut id, mut lat, mut lon) = (0, 0, 0);
            let (mut keys, mut values) = (Packed(&[]), Packed(&[]));
            let mut fields = Fields(node);
            while let Some(field) = fields.next()? {
                match field {
                    (1, Value::Varint(value)) => id = zigzag(value),
                    (2, Value::Bytes(bytes)) => keys = Packed(bytes),
                    (3, Value::Bytes(bytes)) => values = Packed(bytes),
                    (8, Value::Varint(value)) => lat = zigzag(value),
                    (9, Value::Varint(value)) => lon = zigzag(value),
                    _ => {}
                }
            }
            pairs.clear();
            read_pairs(keys, values, &mut pairs)?;
            if let Some(point) = self.point(lon, lat) {
                each(id, point, self.tags(&pairs));
            }
            Ok(())
        })?;
        self.each_of(2, |dense| self.dense(dense, &mut each))
    }

    fn dense(&self, dense: &[u8], each: &mut impl FnMut(i64, [i32; 2], Tags<'_>)) -> Result<(), Malformed> {
        let (mut ids, mut lats, mut lons, mut tags) = (Packed(&[]), Packed(&[]), Packed(&[]), Packed(&[]));
        let mut fields = Fields(dense);
        while let Some(field) = fields.next()? {
            match field {
                (1, Value::Bytes(bytes)) => ids = Packed(bytes),
                (8, Value::Bytes(bytes)) => lats = Packed(bytes),
                (9, Value::Bytes(bytes)) => lons = Packed(bytes),
                (10, Value::Bytes(bytes)) => tags = Packed(bytes),
                _ => {}
            }
        }
        let (mut id, mut lat, mut lon) = (0_i64, 0_i64, 0_i64);
        let mut pairs = Vec::new();
        for delta in ids {
            id = id.wrapping_add(zigzag(delta?));
            lat = lat.wrapping_add(zigzag(lats.next().ok_or(Malformed)??));
            lon = lon.wrapping_add(zigzag(lons.next().ok_or(Malformed)??));
            pairs.clear();
            // Keys and values alternate; a zero ends the node's tags. No tag in the whole block: no list at all.
            while let Some(key) = tags.next().transpose()?.filter(|&key| key != 0) {
                let value = tags.next().ok_or(Malformed)??;
                pairs.push((index(key)?, index(value)?));
            }
            if let Some(point) = self.point(lon, lat) {
                each(id, point, self.tags(&pairs));
            }
        }
        Ok(())
    }

    fn each_of(&self, kind: u64, mut each: impl FnMut(&[u8]) -> Result<(), Malformed>) -> Result<(), Malformed> {
        for group in &self.groups {
            let mut fields = Fields(group);
            while let Some((number, value)) = fields.next()? {
                if let (true, Value::Bytes(bytes)) = (number == kind, value) {
                    each(bytes)?;
                }
            }
        }
        Ok(())
    }

    fn tags<'t>(&'t self, pairs: &'t [(u32, u32)]) -> Tags<'t> {
        Tags {
            strings: &self.strings,
            pairs,
        }
    }

    /// Nanodegrees are `offset + granularity × value`.
    fn point(&self, lon: i64, lat: i64) -> Option<[i32; 2]> {
        let tenth_micro = |offset: i64, value: i64, limit: i64| {
            let nano = value.checked_mul(self.granularity)?.checked_add(offset)?;
            (-limit * 1_000_000_000..=limit * 1_000_000_000)
                .contains(&nano)
                .then(|| i32::try_from(nano / 100).ok())?
        };
        Some([
            tenth_micro(self.lon_offset, lon, 180)?,
            tenth_micro(self.lat_offset, lat, 90)?,
        ])
    }
}

fn index(value: u64) -> Result<u32, Malformed> {
    u32::try_from(value).map_err(|_| Malformed)
}

fn read_pairs(keys: Packed<'_>, mut values: Packed<'_>, pairs: &mut Vec<(u32, u32)>) -> Result<(), Malformed> {
    for key in keys {
        pairs.push((index(key?)?, index(values.next().ok_or(Malformed)??)?));
    }
    Ok(())
}

fn read_deltas(bytes: &[u8], into: &mut Vec<i64>) -> Result<(), Malformed> {
    let mut value = 0_i64;
    for delta in Packed(bytes) {
        value = value.wrapping_add(zigzag(delta?));
        into.push(value);
    }
    Ok(())
}
