//! SIRET numbers: fourteen digits that identify an establishment in France.

use crate::Invalid;
use crate::identity::{in_place, text_conversions};
use arrayvec::ArrayString;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A SIRET whose check digit is right (Luhn; for La Poste, SIREN 356000000, the digits add up to a multiple of 5).
///
/// Fourteen zeros, which many files carry for "none", are refused.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Siret(ArrayString<14>);

impl Siret {
    /// The fourteen digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Siret {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let invalid = || Invalid::new(text, "un SIRET (14 chiffres, clé de contrôle comprise)");
        if text.len() != 14 || !text.bytes().all(|b| b.is_ascii_digit()) || text.bytes().all(|b| b == b'0') {
            return Err(invalid());
        }
        let digits = || text.bytes().map(|b| u32::from(b - b'0'));
        let luhn: u32 = digits()
            .rev()
            .enumerate()
            .map(|(i, d)| if i % 2 == 1 { d * 2 % 10 + d * 2 / 10 } else { d })
            .sum();
        let la_poste = text.starts_with("356000000") && digits().sum::<u32>().is_multiple_of(5);
        let siret = in_place(text, luhn.is_multiple_of(10) || la_poste);
        siret.map(Self).ok_or_else(invalid)
    }
}

text_conversions!(Siret);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_is_verified_with_the_rule_of_la_poste() {
        for valid in ["43493312300029", "34422913300196", "35600000000048", "35600000049837"] {
            assert!(valid.parse::<Siret>().is_ok(), "{valid}");
        }
        for wrong in [
            "43493312300028",
            "00000000000000",
            "4349331230002",
            "4349331230002A",
            "",
        ] {
            assert!(wrong.parse::<Siret>().is_err(), "{wrong}");
        }
    }
}
