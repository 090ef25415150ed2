//! The protobuf wire format, as much of it as an OSM extract uses: a cursor over the fields of one message.
//!
//! Source: Protocol Buffers documentation, "Encoding". Every read is bounded by the message: damaged bytes give
//! [`Malformed`], never a panic.

/// The bytes are not a protobuf message of the expected shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Malformed;

/// The value of one field.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Value<'a> {
    Varint(u64),
    Bytes(&'a [u8]),
    /// Fixed-size numbers, which an extract never uses for what we read.
    Skipped,
}

/// The fields of a message, in order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields<'a>(pub(crate) &'a [u8]);

impl<'a> Fields<'a> {
    /// The next field's number and value; none at the end of the message.
    pub(crate) fn next(&mut self) -> Result<Option<(u64, Value<'a>)>, Malformed> {
        if self.0.is_empty() {
            return Ok(None);
        }
        let key = varint(&mut self.0)?;
        let value = match key & 7 {
            0 => Value::Varint(varint(&mut self.0)?),
            1 => self.take(8).map(|_| Value::Skipped)?,
            2 => {
                let length = usize::try_from(varint(&mut self.0)?).map_err(|_| Malformed)?;
                Value::Bytes(self.take(length)?)
            }
            5 => self.take(4).map(|_| Value::Skipped)?,
            _ => return Err(Malformed),
        };
        Ok(Some((key >> 3, value)))
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], Malformed> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Malformed)?;
        self.0 = rest;
        Ok(taken)
    }
}

/// Takes one varint off the front of `bytes`.
pub(crate) fn varint(bytes: &mut &[u8]) -> Result<u64, Malformed> {
    let mut value = 0_u64;
    for (i, &byte) in bytes.iter().enumerate().take(10) {
        value |= u64::from(byte & 0x7f) << (7 * i);
        if byte < 0x80 {
            *bytes = &bytes[i + 1..];
            return Ok(value);
        }
    }
    Err(Malformed)
}

/// Zigzag: 0, -1, 1, -2… for 0, 1, 2, 3…
pub(crate) fn zigzag(value: u64) -> i64 {
    (value >> 1).cast_signed() ^ -(value & 1).cast_signed()
}

/// The numbers of a packed field.
pub(crate) struct Packed<'a>(pub(crate) &'a [u8]);

impl Iterator for Packed<'_> {
    type Item = Result<u64, Malformed>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let value = varint(&mut self.0);
        if value.is_err() {
            self.0 = &[];
        }
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn zigzag_alternates_around_zero() {
        assert_eq!([0, 1, 2, 3, u64::MAX].map(zigzag), [0, -1, 1, -2, i64::MIN]);
    }

    #[test]
    fn a_varint_that_never_ends_is_malformed() {
        assert_eq!(varint(&mut [0xff_u8; 12].as_slice()), Err(Malformed));
        assert_eq!(varint(&mut [0x80_u8].as_slice()), Err(Malformed));
        let mut two = [0xac_u8, 0x02, 0x01].as_slice();
        assert_eq!(varint(&mut two), Ok(300));
        assert_eq!(two, [1]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_an_end_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut fields = Fields(&bytes);
            let mut read = 0;
            while let Ok(Some(_)) = fields.next() {
                read += 1;
            }
            prop_assert!(read <= bytes.len());
        }
    }
}
