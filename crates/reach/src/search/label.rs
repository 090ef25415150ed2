//! What is known of a node: milliseconds and the place they are to, in one number that compares in that order.

/// Nothing is known.
pub(super) const UNREACHED: u64 = u64::MAX;

/// Milliseconds first, then the place: the smallest label is the nearest place, and of two as near the first.
#[inline]
pub(super) fn label(ms: u32, place: u32) -> u64 {
    u64::from(ms) << 32 | u64::from(place)
}

#[inline]
pub(super) fn ms_of(label: u64) -> u32 {
    (label >> 32) as u32
}

#[inline]
pub(super) fn place_of(label: u64) -> u32 {
    // The low half is the place.
    (label & 0xffff_ffff) as u32
}
