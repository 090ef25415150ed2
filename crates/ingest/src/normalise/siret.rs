//! SIRET numbers.

use portee_domain::Siret;

/// What a `pivot` cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SiretCell {
    /// A SIRET with a right check digit.
    Known(Siret),
    /// Nothing, or zeros: the standard's 1.0 made the column required, so 70 % of its rows carry fourteen zeros.
    Absent,
    /// Something else.
    Invalid,
}

/// Reads a `pivot`; spaces are forgiven.
#[must_use]
pub fn siret(text: &str) -> SiretCell {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if compact.chars().all(|c| c == '0') {
        return SiretCell::Absent;
    }
    compact.parse().map_or(SiretCell::Invalid, SiretCell::Known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_are_no_siret_and_no_fault() {
        assert_eq!(siret("00000000000000"), SiretCell::Absent);
        assert_eq!(
            siret("344 229 133 00196"),
            SiretCell::Known("34422913300196".parse().unwrap())
        );
        assert_eq!(siret("34422913300197"), SiretCell::Invalid);
        assert_eq!(siret("W123456789"), SiretCell::Invalid);
    }
}
