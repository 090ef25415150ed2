//! Whether a form comes from a page of ours.

use axum::http::HeaderMap;

/// Whether a form was sent from a page of ours, as far as the browser says.
pub(crate) fn is_ours(headers: &HeaderMap) -> bool {
    let said = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    match (said("sec-fetch-site"), said("origin")) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            host.is_some() && host == said("host")
        }
        // Old browsers and programs say neither; no other site can make a browser of today do that.
        (None, None) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    fn headers(lines: &[(&'static str, &'static str)]) -> HeaderMap {
        let line = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        lines.iter().map(line).collect()
    }

    #[test]
    fn a_form_of_another_site_is_not_ours() {
        for (lines, ours) in [
            (&[][..], true),
            (&[("sec-fetch-site", "same-origin")], true),
            (&[("sec-fetch-site", "cross-site")], false),
            (&[("sec-fetch-site", "same-site")], false),
            (
                &[("origin", "https://portee.example"), ("host", "portee.example")],
                true,
            ),
            (
                &[("origin", "https://evilportee.example"), ("host", "portee.example")],
                false,
            ),
            (&[("origin", "null"), ("host", "portee.example")], false),
            (
                &[
                    ("sec-fetch-site", "same-origin"),
                    ("origin", "https://a.example"),
                    ("host", "127.0.0.1"),
                ],
                true,
            ),
        ] {
            assert_eq!(is_ours(&headers(lines)), ours, "{lines:?}");
        }
    }
}
