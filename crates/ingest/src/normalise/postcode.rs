//! Postcodes and INSEE codes, as spreadsheets leave them.

use portee_domain::{CommuneCode, Postcode};

/// The postcode of a text: `9000` (a number that lost its zero), `75 011`, `13011.0` and `=01000=` are read; nothing is
/// guessed from any other length.
#[must_use]
pub fn postcode(text: &str) -> Option<Postcode> {
    five_digits(text)?.parse().ok()
}

/// The INSEE code of a text, with its lost zero; Corsica's letters in either case.
#[must_use]
pub fn commune_code(text: &str) -> Option<CommuneCode> {
    let upper = text.trim().to_uppercase();
    upper.parse().ok().or_else(|| five_digits(text)?.parse().ok())
}

/// The digits of a text that holds only a number of four or five digits and its typography.
fn five_digits(text: &str) -> Option<String> {
    let text = text.trim().trim_matches(['=', '"', '\'']);
    let text = text.strip_suffix(".0").unwrap_or(text);
    let text = text.strip_prefix("F-").unwrap_or(text);
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let valid = matches!(digits.len(), 4 | 5) && digits.bytes().all(|b| b.is_ascii_digit());
    valid.then(|| format!("{digits:0>5}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_zero_is_put_back() {
        for (written, read) in [
            ("9000", "09000"),
            ("75 011", "75011"),
            ("13011.0", "13011"),
            ("=01000=", "01000"),
        ] {
            assert_eq!(postcode(written).unwrap().as_str(), read);
        }
        assert_eq!(commune_code("1033").unwrap().as_str(), "01033");
        assert_eq!(commune_code("2a004").unwrap().as_str(), "2A004");
    }

    #[test]
    fn other_lengths_are_not_guessed() {
        for text in ["", "974", "750111", "Paris", "00000", "75011 Paris", "-", "٣٣٣٣٣"] {
            assert_eq!(postcode(text), None, "{text}");
        }
    }
}
