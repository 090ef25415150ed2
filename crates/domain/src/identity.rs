//! What identifies a venue, a source and a row of a source.

use crate::Invalid;
use arrayvec::ArrayString;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{fmt, str::FromStr};

/// The public identifier of a venue: 12 characters of `a–z2–7`.
///
/// It is derived from the source row that the venue is built on, so the same files give the same ids whatever their
/// order.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VenueId(ArrayString<ID_LENGTH>);

const ID_LENGTH: usize = 12;
const ID_ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

impl VenueId {
    /// The id of the place that `source` calls `local_id`: the first 60 bits of a SHA-256, in base 32.
    #[must_use]
    pub fn derive(source: &SourceId, local_id: &str) -> Self {
        let digest = Sha256::digest(format!("{}\n{local_id}", source.as_str()));
        let bits = u64::from_be_bytes(std::array::from_fn(|i| digest[i]));
        let letter = |i: usize| char::from(ID_ALPHABET[(bits >> (59 - 5 * i) & 31) as usize]);
        let mut id = ArrayString::new();
        (0..ID_LENGTH).map(letter).for_each(|letter| id.push(letter));
        Self(id)
    }

    /// The identifier as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for VenueId {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let valid = text.len() == ID_LENGTH && text.bytes().all(|b| ID_ALPHABET.contains(&b));
        let id = in_place(text, valid);
        id.map(Self)
            .ok_or_else(|| Invalid::new(text, "un identifiant de lieu (12 caractères, a–z et 2–7)"))
    }
}

/// The name of a source, as in the file name of its TOML: lower-case letters, digits and hyphens.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SourceId(String);

impl SourceId {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for SourceId {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let valid = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if (1..=60).contains(&text.len()) && text.bytes().all(valid) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Invalid::new(
                text,
                "un nom de source (lettres minuscules, chiffres, traits d'union)",
            ))
        }
    }
}

/// A row of a source file: where a value comes from. Rows are counted from 1, the heading of a CSV not counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RowRef {
    /// The source.
    pub source: SourceId,
    /// The row in its file, from 1.
    pub row: u32,
}

/// A code of few characters, kept where it is used: there are several in each venue. None when it is not valid.
pub(crate) fn in_place<const N: usize>(text: &str, valid: bool) -> Option<ArrayString<N>> {
    valid.then(|| ArrayString::from(text).ok()).flatten()
}

macro_rules! text_conversions {
    ($type:ty) => {
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl TryFrom<String> for $type {
            type Error = Invalid;
            fn try_from(text: String) -> Result<Self, Invalid> {
                text.parse()
            }
        }
        impl From<$type> for String {
            fn from(value: $type) -> String {
                value.as_str().to_owned()
            }
        }
    };
}
pub(crate) use text_conversions;

text_conversions!(VenueId);
text_conversions!(SourceId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_row_always_gives_the_same_id() {
        let source: SourceId = "france-services".parse().unwrap();
        let id = VenueId::derive(&source, "1");
        assert_eq!(id, VenueId::derive(&source, "1"));
        assert_ne!(id, VenueId::derive(&source, "2"));
        assert_eq!(id.as_str().parse::<VenueId>().unwrap(), id);
    }

    #[test]
    fn a_text_that_is_no_id_is_refused() {
        for text in [
            "",
            "ABCDEFGHIJKL",
            "abc",
            "abcdefghijk1",
            "abcdefghijklm",
            "é3456789abcd",
        ] {
            assert!(text.parse::<VenueId>().is_err(), "{text}");
        }
    }
}
