//! A writer of small OpenStreetMap extracts (PBF), with choices that real ones make differently.

use flate2::{Compression, write::ZlibEncoder};
use std::io::Write;

type Tags = Vec<(String, String)>;

/// A map being drawn: points on a grid of 1e-5 degrees around 2° E 44° N, and ways between them.
#[derive(Default)]
pub(crate) struct Map {
    /// Id, lon and lat in 1e-7 degrees, tags.
    pub(crate) nodes: Vec<(i64, i64, i64, Tags)>,
    pub(crate) ways: Vec<(Vec<i64>, Tags)>,
    /// A feature that readers must know, besides the usual ones.
    pub(crate) feature: Option<&'static str>,
    /// Plain nodes and raw blobs in place of dense nodes and deflated blobs.
    pub(crate) plain: bool,
    /// By how many bytes each deflated block is said to be larger than it is.
    pub(crate) boast: i64,
}

/// `key=value` pairs separated by spaces.
fn tags(text: &str) -> Tags {
    let pairs = text.split_whitespace().filter_map(|pair| pair.split_once('='));
    pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
}

/// `(lon, lat)` in degrees of a point of the grid.
pub(crate) fn degrees(x: i64, y: i64) -> (f64, f64) {
    (2.0 + x as f64 * 1e-5, 44.0 + y as f64 * 1e-5)
}

impl Map {
    pub(crate) fn node(&mut self, id: i64, x: i64, y: i64, text: &str) -> &mut Self {
        self.nodes
            .push((id, 20_000_000 + 100 * x, 440_000_000 + 100 * y, tags(text)));
        self
    }

    pub(crate) fn way(&mut self, nodes: &[i64], text: &str) -> &mut Self {
        self.ways.push((nodes.to_vec(), tags(text)));
        self
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut heading = Vec::new();
        for feature in ["OsmSchema-V0.6", "DenseNodes"].into_iter().chain(self.feature) {
            field(&mut heading, 4, feature.as_bytes());
        }
        number(&mut heading, 32, 1_772_668_800); // 2026-03-05
        let mut file = self.blob("OSMHeader", &heading);
        file.extend(self.blob("OSMData", &self.nodes_block()));
        file.extend(self.blob("Unheard-of", b"to be skipped"));
        file.extend(self.blob("OSMData", &self.ways_block()));
        file
    }

    fn blob(&self, kind: &str, content: &[u8]) -> Vec<u8> {
        let mut blob = Vec::new();
        if self.plain {
            field(&mut blob, 1, content);
        } else {
            number(&mut blob, 2, (content.len() as u64).wrapping_add_signed(self.boast));
            let mut deflated = ZlibEncoder::new(Vec::new(), Compression::fast());
            deflated.write_all(content).unwrap();
            field(&mut blob, 3, &deflated.finish().unwrap());
        }
        let mut header = Vec::new();
        field(&mut header, 1, kind.as_bytes());
        number(&mut header, 3, blob.len() as u64);
        let mut all = u32::try_from(header.len()).unwrap().to_be_bytes().to_vec();
        all.extend(header);
        all.extend(blob);
        all
    }

    fn nodes_block(&self) -> Vec<u8> {
        let mut table = Strings::default();
        let mut group = Vec::new();
        if self.plain {
            for (id, lon, lat, tags) in &self.nodes {
                let mut node = Vec::new();
                number(&mut node, 1, zigzag(*id));
                table.tags(&mut node, tags);
                number(&mut node, 8, zigzag(*lat));
                number(&mut node, 9, zigzag(*lon));
                field(&mut group, 1, &node);
            }
        } else {
            let (mut ids, mut lats, mut lons, mut pairs) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
            let mut before = (0, 0, 0);
            for (id, lon, lat, tags) in &self.nodes {
                varint(&mut ids, zigzag(id - before.0));
                varint(&mut lons, zigzag(lon - before.1));
                varint(&mut lats, zigzag(lat - before.2));
                before = (*id, *lon, *lat);
                for (key, value) in tags {
                    varint(&mut pairs, table.index(key));
                    varint(&mut pairs, table.index(value));
                }
                varint(&mut pairs, 0);
            }
            let mut dense = Vec::new();
            field(&mut dense, 1, &ids);
            field(&mut dense, 8, &lats);
            field(&mut dense, 9, &lons);
            field(&mut dense, 10, &pairs);
            field(&mut group, 2, &dense);
        }
        table.block(&group)
    }

    fn ways_block(&self) -> Vec<u8> {
        let mut table = Strings::default();
        let mut group = Vec::new();
        for (id, (nodes, tags)) in (1..).zip(&self.ways) {
            let mut way = Vec::new();
            number(&mut way, 1, id);
            table.tags(&mut way, tags);
            let (mut refs, mut before) = (Vec::new(), 0);
            for node in nodes {
                varint(&mut refs, zigzag(node - before));
                before = *node;
            }
            field(&mut way, 8, &refs);
            field(&mut group, 3, &way);
        }
        table.block(&group)
    }
}

/// A block's texts; the first one is empty, as the format asks.
struct Strings(Vec<String>);

impl Default for Strings {
    fn default() -> Self {
        Self(vec![String::new()])
    }
}

impl Strings {
    fn index(&mut self, text: &str) -> u64 {
        let known = self.0.iter().position(|known| known == text);
        let index = known.unwrap_or_else(|| {
            self.0.push(text.to_owned());
            self.0.len() - 1
        });
        index as u64
    }

    fn tags(&mut self, message: &mut Vec<u8>, tags: &[(String, String)]) {
        let (mut keys, mut values) = (Vec::new(), Vec::new());
        for (key, value) in tags {
            varint(&mut keys, self.index(key));
            varint(&mut values, self.index(value));
        }
        field(message, 2, &keys);
        field(message, 3, &values);
    }

    fn block(&self, group: &[u8]) -> Vec<u8> {
        let (mut table, mut block) = (Vec::new(), Vec::new());
        for text in &self.0 {
            field(&mut table, 1, text.as_bytes());
        }
        field(&mut block, 1, &table);
        field(&mut block, 2, group);
        block
    }
}

fn zigzag(value: i64) -> u64 {
    (value << 1 ^ value >> 63).cast_unsigned()
}

fn varint(into: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        into.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    into.push(value as u8);
}

fn number(into: &mut Vec<u8>, field: u64, value: u64) {
    varint(into, field << 3);
    varint(into, value);
}

fn field(into: &mut Vec<u8>, field: u64, bytes: &[u8]) {
    varint(into, field << 3 | 2);
    varint(into, bytes.len() as u64);
    into.extend_from_slice(bytes);
}
