//! Where a venue is: its address, its commune and its point.

use crate::identity::{in_place, text_conversions};
use crate::{Invalid, Position};
use arrayvec::ArrayString;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// The INSEE code of a commune (`code_insee`): five characters, `2A004` and `97411` included.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CommuneCode(ArrayString<5>);

impl CommuneCode {
    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The département: the first two characters, or three overseas (97x, 98x).
    #[must_use]
    pub fn departement(&self) -> DepartementCode {
        let length = if self.0.starts_with("97") || self.0.starts_with("98") {
            3
        } else {
            2
        };
        let mut code = ArrayString::new();
        code.push_str(&self.0[..length]);
        DepartementCode(code)
    }
}

impl FromStr for CommuneCode {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let bytes = text.as_bytes();
        let corsica = bytes.len() == 5 && bytes[0] == b'2' && matches!(bytes[1], b'A' | b'B');
        let digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
        let valid = bytes.len() == 5 && (digits(bytes) || corsica && digits(&bytes[2..]));
        let code = in_place(text, valid);
        code.map(Self)
            .ok_or_else(|| Invalid::new(text, "un code INSEE de commune (5 caractères)"))
    }
}

/// The code of a département or overseas territory: `01`, `2A`, `974`, `988`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DepartementCode(ArrayString<3>);

impl DepartementCode {
    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for DepartementCode {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let bytes = text.as_bytes();
        let valid = match bytes {
            [b'2', b'A' | b'B'] => true,
            [b'9', b'7' | b'8', c] => c.is_ascii_digit(),
            [a, b] => a.is_ascii_digit() && b.is_ascii_digit() && text != "00",
            _ => false,
        };
        let code = in_place(text, valid);
        code.map(Self)
            .ok_or_else(|| Invalid::new(text, "un code de département (01, 2A, 974…)"))
    }
}

/// A French postcode (`code_postal`): five digits. It says nothing sure about the département.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Postcode(ArrayString<5>);

impl Postcode {
    /// The postcode as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Postcode {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let valid = text.len() == 5 && text.bytes().all(|b| b.is_ascii_digit()) && text != "00000";
        let code = in_place(text, valid);
        code.map(Self)
            .ok_or_else(|| Invalid::new(text, "un code postal (5 chiffres)"))
    }
}

text_conversions!(CommuneCode);
text_conversions!(DepartementCode);
text_conversions!(Postcode);

/// Where a venue is. Position and commune agree: that was checked, or a finding says why not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Location {
    /// Number and street (`adresse`), without postcode or town; may be empty when the source has none.
    pub address: String,
    /// Building, floor, BP, CS (`complement_adresse`).
    pub address_complement: Option<String>,
    /// `code_postal`.
    pub postcode: Postcode,
    /// Name of the commune, as the official list spells it (`commune`).
    pub commune: String,
    /// `code_insee` of that commune, of the current official list.
    pub commune_code: CommuneCode,
    /// The département it belongs to (never guessed from the postcode).
    pub departement: DepartementCode,
    /// The point on the map.
    pub position: Position,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_departement_comes_from_the_commune_code() {
        for (commune, departement) in [("26113", "26"), ("2A004", "2A"), ("97411", "974"), ("98818", "988")] {
            assert_eq!(
                commune.parse::<CommuneCode>().unwrap().departement().as_str(),
                departement
            );
        }
    }

    #[test]
    fn codes_that_do_not_exist_are_refused() {
        for text in ["2C001", "2611", "261133", "2a004", "A2004", "É113"] {
            assert!(text.parse::<CommuneCode>().is_err(), "{text}");
        }
        for text in ["00", "2C", "9", "9744", "96A"] {
            assert!(text.parse::<DepartementCode>().is_err(), "{text}");
        }
        for text in ["2615", "26 150", "00000", "2A004"] {
            assert!(text.parse::<Postcode>().is_err(), "{text}");
        }
    }
}
