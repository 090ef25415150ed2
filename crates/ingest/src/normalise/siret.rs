//! SIRET numbers.

use portee_domain::Siret;

/// What a `pivot` cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SiretCell {
    /// A SIRET with a right check digit.
    Known(Siret),
    /// Nothing, or zeros: the standard's 1.0 made the column required, so 70 % of its rows carry fourteen zeros.
    Absent,
    /// A RIDET, New Caledonia's number: right there, but the standard has no column for it.
    Ridet,
    /// Something else.
    Invalid,
}

/// Reads a `pivot`; spaces are forgiven.
///
/// A RIDET has six or seven digits, then three of the establishment (ISEE).
#[must_use]
pub fn siret(text: &str) -> SiretCell {
    let ridet = |text: &str| {
        let (number, establishment) = text.trim().split_once(['.', '-', '/'])?;
        let digits = |part: &str| part.chars().filter(|c| *c != ' ').all(|c| c.is_ascii_digit());
        let count = |part: &str| part.bytes().filter(u8::is_ascii_digit).count();
        let valid = digits(number) && digits(establishment) && (6..=7).contains(&count(number));
        (valid && count(establishment) == 3).then_some(())
    };
    if ridet(text).is_some() {
        return SiretCell::Ridet;
    }
    let compact: String = text.chars().filter(|c| !c.is_whitespace() && *c != '.').collect();
    // A spreadsheet took the number for a quantity: `34422913300196.0` loses its point above, its zero here.
    let compact = if compact.len() == 15 && text.trim().ends_with(".0") {
        compact[..14].to_owned()
    } else {
        compact
    };
    if compact.chars().all(|c| c == '0') {
        return SiretCell::Absent;
    }
    compact.parse().map_or(SiretCell::Invalid, SiretCell::Known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn zeros_are_no_siret_and_no_fault() {
        assert_eq!(siret("00000000000000"), SiretCell::Absent);
        assert_eq!(
            siret("344 229 133 00196"),
            SiretCell::Known("34422913300196".parse().unwrap())
        );
        assert_eq!(siret("34422913300197"), SiretCell::Invalid);
        assert_eq!(siret("W123456789"), SiretCell::Invalid);
        assert_eq!(siret("34422913300196.0"), siret("34422913300196"));
        assert_eq!(
            siret("35600000063516"),
            SiretCell::Known("35600000063516".parse().unwrap()),
            "La Poste"
        );
        assert_eq!(siret("0 123 456.001"), SiretCell::Ridet);
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic_and_a_siret_reads_as_itself(text in "\\PC{0,20}|[0-9]{14}(\\.0)?|[0-9é. ]{10,16}") {
            if let SiretCell::Known(known) = siret(&text) {
                prop_assert_eq!(siret(known.as_str()), SiretCell::Known(known));
            }
        }
    }
}
