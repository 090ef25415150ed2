//! Web addresses, as people paste them.

use portee_domain::WebUrl;

/// The longest address that is one, in bytes: browsers take no more.
const LONGEST: usize = 2_048;

/// The address of a text: `www.exemple.fr` and `http:/exemple.fr` are completed; what has no host is none.
///
/// A scheme that was not written is taken to be `https`.
#[must_use]
pub fn web_address(text: &str) -> Option<WebUrl> {
    let mut rest = text.trim().trim_matches(['"', '\'', '<', '>', ',', ';']);
    if rest.len() > LONGEST {
        return None;
    }
    let mut scheme = "https";
    // A scheme may be pasted before another one: the last counts.
    while let Some((written, after)) = scheme_of(rest) {
        (scheme, rest) = (written, after);
        if !(rest.starts_with("http") && rest.contains("://")) {
            break;
        }
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (name, port) = host.split_once(':').unwrap_or((host, "443"));
    let label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    let top = name.rsplit('.').next().unwrap_or_default();
    let named =
        name.contains('.') && name.split('.').all(label) && top.len() >= 2 && !top.starts_with(char::is_numeric);
    if !named || port.is_empty() || !port.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let tail = &rest[host.len()..];
    format!("{scheme}://{}{tail}", host.to_lowercase()).parse().ok()
}

/// The scheme that a text begins with, and what follows it.
fn scheme_of(text: &str) -> Option<(&'static str, &str)> {
    let lower = text.to_ascii_lowercase();
    ["https", "http"].into_iter().find_map(|scheme| {
        let tail = lower.strip_prefix(scheme)?;
        let rest = tail.trim_start_matches([':', '/']);
        (tail.len() > rest.len()).then(|| (scheme, &text[text.len() - rest.len()..]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_are_completed() {
        for (written, address) in [
            ("www.exemple.fr", "https://www.exemple.fr"),
            ("http:/exemple.fr/a", "http://exemple.fr/a"),
            ("HTTP://Exemple.FR/Page", "http://exemple.fr/Page"),
            ("http://https://exemple.fr", "https://exemple.fr"),
            ("exemple.fr/a?b=c#d", "https://exemple.fr/a?b=c#d"),
        ] {
            assert_eq!(web_address(written).unwrap().as_str(), address);
        }
    }

    #[test]
    fn what_has_no_host_is_no_address() {
        for text in [
            "",
            "non",
            "http://",
            "javascript:alert(1)",
            "a b.fr",
            "contact@exemple.fr",
            "1.5",
            "ftp://a.fr",
            "httpx://a.fr",
            "http://httpx://a.fr",
            &"http://".repeat(100_000),
            &format!("https://exemple.fr/{}", "a".repeat(3_000)),
        ] {
            assert_eq!(web_address(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn an_address_read_once_is_read_the_same_again(text in "(https?:/{0,3})?[a-zA-Z.:/?-]{0,30}") {
            if let Some(address) = web_address(&text) {
                prop_assert_eq!(web_address(address.as_str()), Some(address));
            }
        }

        #[test]
        fn any_text_is_read_without_panic(text in any::<String>()) {
            let _ = web_address(&text);
        }
    }
}
