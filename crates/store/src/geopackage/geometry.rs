//! Points as a GeoPackage keeps them (OGC 12-128r17, clause 2.1.3): a short header, then well-known binary.

/// The blob of a point at `lon, lat` in WGS84 degrees (srs 4326), little endian, without an envelope.
pub(crate) fn point(lon: f64, lat: f64) -> Vec<u8> {
    let mut blob = Vec::with_capacity(29);
    blob.extend_from_slice(b"GP");
    blob.extend_from_slice(&[0, 0b0000_0001]); // version 1; little endian, no envelope, not empty
    blob.extend_from_slice(&4326_i32.to_le_bytes());
    blob.push(1); // well-known binary, little endian
    blob.extend_from_slice(&1_u32.to_le_bytes()); // a point
    blob.extend_from_slice(&lon.to_le_bytes());
    blob.extend_from_slice(&lat.to_le_bytes());
    blob
}
