//! Parts of a file (RFC 9110, section 14): one range of bytes; of several, the whole file is answered.

/// What a `Range` header asks of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// From this byte to that one, both included.
    Bytes(u64, u64),
    /// Nothing that is there.
    Beyond,
}

/// Reads the header for a file of `length` bytes. What is not understood is left aside, as the standard wants.
pub(super) fn of(header: Option<&str>, length: u64) -> Part {
    let spec = header.and_then(|header| header.strip_prefix("bytes="));
    let Some((first, last)) = spec.and_then(|spec| spec.trim().split_once('-')) else {
        return Part::Whole;
    };
    let (first, last) = (first.trim(), last.trim());
    let end = length.saturating_sub(1);
    match (first.parse::<u64>().ok(), last.parse::<u64>().ok()) {
        // The last so many bytes.
        (None, Some(count)) if first.is_empty() && (count == 0 || length == 0) => Part::Beyond,
        (None, Some(count)) if first.is_empty() => Part::Bytes(length.saturating_sub(count), end),
        (Some(from), to) if last.is_empty() || to.is_some_and(|to| from <= to) => {
            if from < length {
                Part::Bytes(from, to.unwrap_or(end).min(end))
            } else {
                Part::Beyond
            }
        }
        _ => Part::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_range_is_answered_and_anything_else_is_the_whole() {
        for (header, part) in [
            (None, Part::Whole),
            (Some("bytes=0-9"), Part::Bytes(0, 9)),
            (Some("bytes=90-"), Part::Bytes(90, 99)),
            (Some("bytes=-10"), Part::Bytes(90, 99)),
            (Some("bytes=-1000"), Part::Bytes(0, 99)),
            (Some("bytes=50-1000"), Part::Bytes(50, 99)),
            (Some("bytes=100-"), Part::Beyond),
            (Some("bytes=-0"), Part::Beyond),
            (Some("bytes=9-0"), Part::Whole),
            (Some("bytes=0-1,5-9"), Part::Whole),
            (Some("lignes=0-9"), Part::Whole),
        ] {
            assert_eq!(of(header, 100), part, "{header:?}");
        }
    }

    proptest! {
        #[test]
        fn a_part_lies_within_the_file(header in "bytes=[0-9]{0,4}-[0-9]{0,4}|.{0,12}", length in 0..2_000_u64) {
            if let Part::Bytes(from, to) = of(Some(&header), length) {
                prop_assert!(from <= to && to < length);
            }
        }
    }
}
