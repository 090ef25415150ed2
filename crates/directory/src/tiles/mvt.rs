//! A layer of a vector tile (Mapbox Vector Tile Specification 2.1).

use super::mercator::Dot;
use super::{EXTENT, protobuf};
use std::collections::HashMap;
use std::mem;

/// The value of a property.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Value<'a> {
    Text(&'a str),
    Owned(String),
    Number(u64),
    Flag(bool),
}

/// What a feature looks like, in the tile's own units, y downwards.
pub(crate) enum Shape<'a> {
    Point(Dot),
    /// Rings without their closing vertex: an outer one (positive area by the surveyor's formula, which is clockwise
    /// on screen), then its holes (negative area), then the next outer one.
    Polygon(&'a [Vec<Dot>]),
}

/// A layer being written.
pub(crate) struct LayerWriter<'a> {
    name: &'static str,
    keys: Vec<&'static str>,
    values: HashMap<Value<'a>, u64>,
    values_encoded: Vec<u8>,
    features: Vec<u8>,
    /// Used again for each feature: its parts are written before their lengths are known.
    parts: Parts,
}

#[derive(Default)]
struct Parts {
    tags: Vec<u8>,
    feature: Vec<u8>,
    value: Vec<u8>,
}

const MOVE_TO: u64 = 1;
const LINE_TO: u64 = 2;
const CLOSE_PATH: u64 = 7;

fn command(id: u64, count: usize) -> u64 {
    id | (count as u64) << 3
}

impl<'a> LayerWriter<'a> {
    pub(crate) fn new(name: &'static str) -> Self {
        Self {
            name,
            keys: Vec::new(),
            values: HashMap::new(),
            values_encoded: Vec::new(),
            features: Vec::new(),
            parts: Parts::default(),
        }
    }

    pub(crate) fn add(&mut self, shape: &Shape<'_>, properties: impl IntoIterator<Item = (&'static str, Value<'a>)>) {
        let mut tags = mem::take(&mut self.parts.tags);
        let mut feature = mem::take(&mut self.parts.feature);
        tags.clear();
        feature.clear();
        for (key, value) in properties {
            protobuf::varint(&mut tags, self.key(key));
            protobuf::varint(&mut tags, self.value(value));
        }
        protobuf::bytes(&mut feature, 2, &tags);
        let (kind, geometry) = match shape {
            Shape::Point(dot) => (1, point(*dot)),
            Shape::Polygon(rings) => (3, polygon(rings)),
        };
        protobuf::integer(&mut feature, 3, kind);
        protobuf::bytes(&mut feature, 4, &geometry);
        protobuf::bytes(&mut self.features, 2, &feature);
        self.parts.tags = tags;
        self.parts.feature = feature;
    }

    fn key(&mut self, key: &'static str) -> u64 {
        let place = self.keys.iter().position(|known| *known == key).unwrap_or_else(|| {
            self.keys.push(key);
            self.keys.len() - 1
        });
        place as u64
    }

    fn value(&mut self, value: Value<'a>) -> u64 {
        let next = self.values.len() as u64;
        if let Some(place) = self.values.get(&value) {
            return *place;
        }
        let encoded = &mut self.parts.value;
        encoded.clear();
        match &value {
            Value::Text(text) => protobuf::bytes(encoded, 1, text.as_bytes()),
            Value::Owned(text) => protobuf::bytes(encoded, 1, text.as_bytes()),
            Value::Number(number) => protobuf::integer(encoded, 5, *number),
            Value::Flag(flag) => protobuf::integer(encoded, 7, u64::from(*flag)),
        }
        protobuf::bytes(&mut self.values_encoded, 4, encoded);
        self.values.insert(value, next);
        next
    }

    /// Appends the layer to a tile; nothing when it has no feature.
    pub(crate) fn finish(self, tile: &mut Vec<u8>) {
        if self.features.is_empty() {
            return;
        }
        let mut layer = Vec::with_capacity(self.features.len() + self.values_encoded.len() + 200);
        protobuf::integer(&mut layer, 15, 2);
        protobuf::bytes(&mut layer, 1, self.name.as_bytes());
        layer.extend_from_slice(&self.features);
        for key in &self.keys {
            protobuf::bytes(&mut layer, 3, key.as_bytes());
        }
        layer.extend_from_slice(&self.values_encoded);
        protobuf::integer(&mut layer, 5, u64::from(EXTENT.unsigned_abs()));
        protobuf::bytes(tile, 3, &layer);
    }
}

fn point(dot: Dot) -> Vec<u8> {
    let mut out = Vec::with_capacity(8);
    protobuf::varint(&mut out, command(MOVE_TO, 1));
    step(&mut out, Dot { x: 0, y: 0 }, dot);
    out
}

fn polygon(rings: &[Vec<Dot>]) -> Vec<u8> {
    let mut out = Vec::with_capacity(rings.iter().map(|ring| ring.len() * 3 + 4).sum());
    let mut pen = Dot { x: 0, y: 0 };
    for ring in rings {
        let Some((first, rest)) = ring.split_first() else {
            continue;
        };
        protobuf::varint(&mut out, command(MOVE_TO, 1));
        step(&mut out, pen, *first);
        protobuf::varint(&mut out, command(LINE_TO, rest.len()));
        pen = *first;
        for dot in rest {
            step(&mut out, pen, *dot);
            pen = *dot;
        }
        protobuf::varint(&mut out, command(CLOSE_PATH, 1));
    }
    out
}

fn step(out: &mut Vec<u8>, from: Dot, to: Dot) {
    protobuf::varint(out, protobuf::zigzag(to.x - from.x));
    protobuf::varint(out, protobuf::zigzag(to.y - from.y));
}
