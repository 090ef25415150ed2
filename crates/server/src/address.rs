//! What a postal address says of its commune. There is no geocoder here: streets are not looked at.

use portee_geography::{Commune, Geography};

/// An address from its postcode on: « 12 rue Camille Buffardel 26150 Die » gives « 26150 Die ». The last number of five
/// digits is the postcode: post-office boxes come before it.
pub(crate) fn from_postcode(text: &str) -> Option<&str> {
    Some(&text[postcode_at(text)?..])
}

/// The commune that an address ends with, by its postcode and the name beside it, or by its last words when it has no
/// postcode. None rather than a guess.
pub(crate) fn commune<'a>(text: &str, geography: &'a Geography) -> Option<&'a Commune> {
    let last_part = |text: &str| {
        text.rsplit(',')
            .map(str::trim)
            .find(|part| !part.is_empty())
            .map(str::to_owned)
    };
    let Some(at) = postcode_at(text) else {
        return geography.find(&last_part(text)?, None);
    };
    let (postcode, after) = text[at..].split_at(5);
    let named = |name: &str| geography.find(name, Some(postcode));
    let after = after.trim_matches([' ', ',']);
    if after.is_empty() {
        // « …, Die 26150 »; else a postcode that one commune alone uses.
        let before = last_part(&text[..at]);
        return before
            .and_then(|name| named(&name))
            .or_else(|| only_with_postcode(postcode, geography));
    }
    // « 26150 Die, France » is Die.
    named(after).or_else(|| named(after.split(',').next()?))
}

/// The commune of a postcode that no other commune uses; of a postcode of Paris, Lyon or Marseille, the arrondissement.
pub(crate) fn only_with_postcode<'a>(postcode: &str, geography: &'a Geography) -> Option<&'a Commune> {
    match sharing_postcode(postcode, geography)[..] {
        [only] => Some(only),
        _ => None,
    }
}

/// The communes that use a postcode, without a city whose arrondissements do.
pub(crate) fn sharing_postcode<'a>(postcode: &str, geography: &'a Geography) -> Vec<&'a Commune> {
    let all = geography.communes_with_postcode(postcode);
    let has_part = |whole: &&Commune| all.iter().any(|part| part.parent.as_ref() == Some(&whole.code));
    all.iter().copied().filter(|commune| !has_part(commune)).collect()
}

/// Where the last word of five digits begins, in bytes.
fn postcode_at(text: &str) -> Option<usize> {
    let mut start = 0;
    let mut found = None;
    for word in text.split([' ', ',']) {
        if word.len() == 5 && word.bytes().all(|byte| byte.is_ascii_digit()) {
            found = Some(start);
        }
        start += word.len() + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_from_its_last_postcode_on() {
        for (text, from) in [
            ("12 rue Camille Buffardel 26150 Die", Some("26150 Die")),
            ("BP 10234, 26000 Valence CEDEX", Some("26000 Valence CEDEX")),
            ("26150 Die", Some("26150 Die")),
            ("Die", None),
            ("12345678 rue des Nombres", None),
            ("", None),
        ] {
            assert_eq!(from_postcode(text), from, "{text}");
        }
    }
}
