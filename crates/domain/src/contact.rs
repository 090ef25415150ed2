//! How to reach a venue. Only the venue's own contacts: a person's never get here.

use crate::{Invalid, identity::text_conversions};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A telephone number in E.164 (`+33475220606`, `+262262300808`), with a country code of France or its territories.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

/// The country codes that the national standard allows.
const COUNTRY_CODES: [&str; 10] = ["33", "590", "594", "262", "596", "269", "687", "689", "508", "681"];

impl Phone {
    /// The number in E.164, `+` included.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number as people in France read it: `04 75 22 06 06`, `0262 30 08 08`, `0 800 526 272`; a territory without a
    /// national prefix (New Caledonia…) keeps its country code: `+687 28 12 34`.
    #[must_use]
    pub fn national(&self) -> String {
        let digits = &self.0[1..];
        let pairs = |text: &str| {
            let parts: Vec<&str> = text
                .as_bytes()
                .chunks(2)
                .map(|pair| std::str::from_utf8(pair).unwrap_or_default())
                .collect();
            parts.join(" ")
        };
        match digits.split_at_checked(3) {
            Some(("590" | "594" | "596" | "262", rest)) if rest.len() == 9 => {
                format!("0{} {}", &rest[..3], pairs(&rest[3..]))
            }
            Some((code @ ("269" | "687" | "689" | "508" | "681"), rest)) => format!("+{code} {}", pairs(rest)),
            _ => {
                let rest = digits.strip_prefix("33").unwrap_or(digits);
                let special = rest.len() == 9 && ["80", "81", "82", "89"].iter().any(|start| rest.starts_with(start));
                if special {
                    format!("0 {} {} {}", &rest[..3], &rest[3..6], &rest[6..])
                } else {
                    pairs(&format!("0{rest}"))
                }
            }
        }
    }
}

impl FromStr for Phone {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let valid = text.strip_prefix('+').is_some_and(|digits| {
            digits.bytes().all(|b| b.is_ascii_digit())
                && COUNTRY_CODES.iter().any(|code| {
                    digits
                        .strip_prefix(code)
                        .is_some_and(|rest| (6..=9).contains(&rest.len()))
                })
        });
        if valid {
            Ok(Self(text.to_owned()))
        } else {
            Err(Invalid::new(text, "un numéro de téléphone (E.164)"))
        }
    }
}

/// An e-mail address of a venue or an organisation, in lower case.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

impl Email {
    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Email {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let lower = text.to_lowercase();
        let local = |part: &str| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"._%+-'&".contains(&b))
        };
        let domain = |part: &str| {
            part.contains('.')
                && part
                    .split('.')
                    .all(|label| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
        };
        match lower.split_once('@') {
            Some((name, host)) if lower.len() <= 254 && local(name) && domain(host) => Ok(Self(lower)),
            _ => Err(Invalid::new(text, "une adresse de courriel")),
        }
    }
}

/// An absolute `http` or `https` address with a host, without white space, quotes or control characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct WebUrl(String);

impl WebUrl {
    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for WebUrl {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let host = rest
            .and_then(|rest| rest.split(['/', '?', '#']).next())
            .unwrap_or_default();
        let clean = !text
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || "\"<>`{}|\\^".contains(c));
        if clean && text.len() <= 2_000 && host.contains('.') && !host.starts_with('.') && !host.contains('@') {
            Ok(Self(text.to_owned()))
        } else {
            Err(Invalid::new(text, "une adresse de site (https://…)"))
        }
    }
}

text_conversions!(Phone);
text_conversions!(Email);
text_conversions!(WebUrl);

/// The ways to reach a venue.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// `telephone`.
    pub phone: Option<Phone>,
    /// `courriels`.
    pub emails: Vec<Email>,
    /// `site_web`.
    pub websites: Vec<WebUrl>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_shown_as_people_read_them() {
        for (number, shown) in [
            ("+33475220606", "04 75 22 06 06"),
            ("+262262300808", "0262 30 08 08"),
            ("+590590123456", "0590 12 34 56"),
            ("+687281234", "+687 28 12 34"),
            ("+33800526272", "0 800 526 272"),
            ("+33972101010", "09 72 10 10 10"),
        ] {
            assert_eq!(number.parse::<Phone>().unwrap().national(), shown);
        }
    }

    #[test]
    fn contacts_that_are_none_are_refused() {
        for text in ["0475220606", "+44207946000", "+33", "+33 475220606", "+3347522060a"] {
            assert!(text.parse::<Phone>().is_err(), "{text}");
        }
        for text in ["a@b", "@b.fr", "a b@c.fr", "a@c..fr", "a@b@c.fr"] {
            assert!(text.parse::<Email>().is_err(), "{text}");
        }
        for text in [
            "javascript:alert(1)",
            "www.example.fr",
            "https://",
            "https://a b.fr",
            "http://u:p@h.fr",
        ] {
            assert!(text.parse::<WebUrl>().is_err(), "{text}");
        }
    }
}
