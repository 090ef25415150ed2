//! Extracts written by hand: what the readers of roads are tried with.

/// Four streets around a square of about a kilometre, one of them with what speeds depend on.
pub(crate) fn square() -> Vec<u8> {
    file(&[&streets()])
}

/// The content of the block that [`square`] is made of.
pub(crate) fn streets() -> Vec<u8> {
    let strings = [
        "",
        "highway",
        "residential",
        "maxspeed",
        "50",
        "oneway",
        "yes",
        "barrier",
        "gate",
        "motorway",
        "FR:urban",
    ];
    let mut table = Vec::new();
    for string in strings {
        bytes(&mut table, 1, string.as_bytes());
    }
    let mut dense = Vec::new();
    let corners = [(0, 0), (1_000, 0), (1_000, 1_000), (0, 1_000)];
    let (mut ids, mut lons, mut lats, mut tags) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut before = (0, 0);
    for (index, (x, y)) in corners.into_iter().enumerate() {
        let here = (20_000_000 + 100 * x, 440_000_000 + 100 * y);
        varint(&mut ids, if index == 0 { 0 } else { 2 });
        varint(&mut lons, zigzag(here.0 - before.0));
        varint(&mut lats, zigzag(here.1 - before.1));
        before = here;
        if index == 2 {
            tags.extend([7, 8]);
        }
        tags.push(0);
    }
    bytes(&mut dense, 1, &ids);
    bytes(&mut dense, 8, &lats);
    bytes(&mut dense, 9, &lons);
    bytes(&mut dense, 10, &tags);
    let mut group = Vec::new();
    bytes(&mut group, 2, &dense);
    for (nodes, keys, values) in [
        (&[0_i64, 1, 2, 3, 0][..], &[1_u8, 3][..], &[2_u8, 4][..]),
        (&[0, 2], &[1, 5, 3], &[9, 6, 10]),
    ] {
        let (mut way, mut refs, mut last) = (Vec::new(), Vec::new(), 0);
        bytes(&mut way, 2, keys);
        bytes(&mut way, 3, values);
        for node in nodes {
            varint(&mut refs, zigzag(node - last));
            last = *node;
        }
        bytes(&mut way, 8, &refs);
        bytes(&mut group, 3, &way);
    }
    let mut block = Vec::new();
    bytes(&mut block, 1, &table);
    bytes(&mut block, 2, &group);
    block
}

/// A sound file of these data blocks, stored raw.
pub(crate) fn file(blocks: &[&[u8]]) -> Vec<u8> {
    let mut heading = Vec::new();
    bytes(&mut heading, 4, b"OsmSchema-V0.6");
    bytes(&mut heading, 4, b"DenseNodes");
    let mut file = blob(b"OSMHeader", &heading);
    for block in blocks {
        file.extend(blob(b"OSMData", block));
    }
    file
}

fn blob(kind: &[u8], content: &[u8]) -> Vec<u8> {
    let (mut blob, mut header) = (Vec::new(), Vec::new());
    bytes(&mut blob, 1, content);
    bytes(&mut header, 1, kind);
    varint(&mut header, 3 << 3);
    varint(&mut header, blob.len() as u64);
    [
        &u32::try_from(header.len()).unwrap().to_be_bytes(),
        header.as_slice(),
        &blob,
    ]
    .concat()
}

fn zigzag(value: i64) -> u64 {
    (value << 1 ^ value >> 63).cast_unsigned()
}

fn varint(into: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        into.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    into.push(value.to_le_bytes()[0]);
}

fn bytes(into: &mut Vec<u8>, field: u64, content: &[u8]) {
    varint(into, field << 3 | 2);
    varint(into, content.len() as u64);
    into.extend_from_slice(content);
}
