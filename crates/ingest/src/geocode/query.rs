//! What goes out of a row: its address, postcode and commune.

use crate::normalise::{privacy, text};
use portee_domain::Location;
use regex::Regex;
use std::sync::LazyLock;

/// Whoever lives there is named: such an address is no venue's, and stays here.
static SOMEONE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b(chez|mme|mlle|c o)\b").expect("a fixed pattern, compiled by every test"));

/// An address to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Query {
    pub(super) address: String,
    pub(super) postcode: String,
    pub(super) commune: String,
    key: String,
}

impl Query {
    /// None when there is no address to look for, or when it may name a person.
    pub(super) fn of(location: &Location) -> Option<Self> {
        let key = text::key(&location.address);
        let about = format!("{} {}", location.address, location.commune);
        let personal = SOMEONE.is_match(&key) || privacy::without_people(&location.address, &about, None).1;
        if personal || !key.contains(char::is_alphabetic) {
            return None;
        }
        let (postcode, commune) = (location.postcode.to_string(), location.commune.clone());
        Some(Self {
            key: format!("{key}|{postcode}|{}", text::key(&commune)),
            address: location.address.clone(),
            postcode,
            commune,
        })
    }

    /// The same for the same address however it is written; letters, digits, spaces and `|` only.
    pub(super) fn key(&self) -> &str {
        &self.key
    }
}
