//! Who sends a form: an address that is looked at once and neither kept nor logged, and the site that it comes from.

use axum::http::HeaderMap;
use std::net::IpAddr;

/// The address at the other end of a connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

impl Peer {
    /// The part of the client's address that stands for one household: all of IPv4, the first 64 bits of IPv6.
    ///
    /// A proxy on this machine says for whom it asks, in the last word of `X-Forwarded-For`; nobody else is believed.
    pub(crate) fn prefix(self, headers: &HeaderMap) -> u128 {
        let said = || {
            let last = headers.get_all("x-forwarded-for").iter().next_back()?;
            last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
        };
        let address = if self.0.is_loopback() { said() } else { None };
        match address.unwrap_or(self.0).to_canonical() {
            IpAddr::V4(address) => u32::from(address).into(),
            // Never below 2^64, so never the number of an IPv4 address but for `::/64`, which nobody has.
            IpAddr::V6(address) => u128::from(address) >> 64 << 64,
        }
    }
}

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

    fn prefix(peer: &str, forwarded: &'static str) -> u128 {
        let headers = headers(&[("x-forwarded-for", forwarded)]);
        Peer(peer.parse().unwrap()).prefix(&headers)
    }

    #[test]
    fn only_a_proxy_on_this_machine_says_for_whom_it_asks() {
        let alone = |peer: &str| Peer(peer.parse().unwrap()).prefix(&HeaderMap::new());
        assert_eq!(prefix("203.0.113.7", "198.51.100.1"), alone("203.0.113.7"));
        assert_eq!(prefix("127.0.0.1", "198.51.100.1"), alone("198.51.100.1"));
        assert_eq!(prefix("::1", "192.0.2.1, 198.51.100.1"), alone("198.51.100.1"));
        assert_eq!(prefix("127.0.0.1", "n'importe quoi"), alone("127.0.0.1"));
        assert_eq!(alone("::ffff:203.0.113.7"), alone("203.0.113.7"));
    }

    #[test]
    fn a_household_is_an_ipv4_address_or_the_first_half_of_an_ipv6_one() {
        let alone = |peer: &str| Peer(peer.parse().unwrap()).prefix(&HeaderMap::new());
        assert_eq!(alone("2001:db8:1:2::3"), alone("2001:db8:1:2:ffff::4"));
        assert_ne!(alone("2001:db8:1:2::3"), alone("2001:db8:1:3::3"));
        assert_ne!(alone("203.0.113.7"), alone("203.0.113.8"));
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
