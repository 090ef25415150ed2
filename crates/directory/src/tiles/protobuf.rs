//! The few parts of the protobuf wire format that a vector tile needs (protobuf.dev, "Encoding").

/// Appends a variable-length integer: seven bits a byte, the lowest first.
pub(crate) fn varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push((value & 0x7f) as u8);
}

/// Appends a field that is an integer (wire type 0).
pub(crate) fn integer(out: &mut Vec<u8>, field: u32, value: u64) {
    varint(out, u64::from(field << 3));
    varint(out, value);
}

/// Appends a field that is bytes: text, a message or packed integers (wire type 2).
pub(crate) fn bytes(out: &mut Vec<u8>, field: u32, content: &[u8]) {
    varint(out, u64::from(field << 3 | 2));
    varint(out, content.len() as u64);
    out.extend_from_slice(content);
}

/// A signed integer as an unsigned one that is small when its size is: 0, -1, 1, -2… become 0, 1, 2, 3…
pub(crate) fn zigzag(value: i32) -> u64 {
    u64::from((value << 1 ^ value >> 31).cast_unsigned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_written_as_the_specification_shows() {
        let mut out = Vec::new();
        varint(&mut out, 300);
        assert_eq!(out, [0xac, 0x02]);
        out.clear();
        integer(&mut out, 1, 150);
        assert_eq!(out, [0x08, 0x96, 0x01]);
        assert_eq!(
            [0, -1, 1, -2, i32::MAX, i32::MIN].map(zigzag),
            [0, 1, 2, 3, 0xffff_fffe, 0xffff_ffff]
        );
    }
}
