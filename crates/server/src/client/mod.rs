//! Who asks: an address that is looked at once, made a number, and neither kept nor logged.

mod hops;
mod rates;

use axum::http::HeaderMap;
pub use hops::{BadHop, Hops};
pub(crate) use rates::Rates;
use std::net::IpAddr;

/// Who sent a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Client {
    address: IpAddr,
}

impl Client {
    /// The client behind `peer`, the other end of the connection.
    ///
    /// A trusted proxy says for whom it asks, in the last word of `X-Forwarded-For`; when that is another trusted proxy, the
    /// word before it counts, and so on. Nobody else is believed: whoever writes such a header himself changes nothing.
    pub(crate) fn behind(peer: IpAddr, headers: &HeaderMap, hops: &Hops) -> Self {
        let mut address = peer.to_canonical();
        if hops.trusts(address) {
            let values = headers.get_all("x-forwarded-for").iter().rev();
            let words = values.flat_map(|value| value.to_str().unwrap_or_default().rsplit(','));
            for word in words {
                let Ok(said) = word.trim().parse::<IpAddr>() else { break };
                address = said.to_canonical();
                if !hops.trusts(address) {
                    break;
                }
            }
        }
        Self { address }
    }

    /// The part of the address that stands for one household: all of IPv4, the first 64 bits of IPv6.
    pub(crate) fn prefix(self) -> u128 {
        match self.address {
            IpAddr::V4(address) => u32::from(address).into(),
            // Never below 2^64, so never the number of an IPv4 address but for `::/64`, which nobody has.
            IpAddr::V6(address) => u128::from(address) >> 64 << 64,
        }
    }

    /// Whether the request comes from this machine itself: the operator, a probe, a measure.
    pub(crate) fn is_here(self) -> bool {
        self.address.is_loopback()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    fn behind(peer: &str, forwarded: &[&'static str], hops: &str) -> Client {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_static(value));
        }
        Client::behind(peer.parse().unwrap(), &headers, &hops.parse().unwrap())
    }

    fn alone(peer: &str) -> Client {
        behind(peer, &[], "")
    }

    #[test]
    fn a_proxy_on_this_machine_says_for_whom_it_asks_and_nobody_else_is_believed() {
        assert_eq!(behind("203.0.113.7", &["198.51.100.1"], ""), alone("203.0.113.7"));
        assert_eq!(behind("127.0.0.1", &["198.51.100.1"], ""), alone("198.51.100.1"));
        assert_eq!(behind("::1", &["192.0.2.1, 198.51.100.1"], ""), alone("198.51.100.1"));
        assert_eq!(behind("127.0.0.1", &["n'importe quoi"], ""), alone("127.0.0.1"));
        assert_eq!(alone("::ffff:203.0.113.7"), alone("203.0.113.7"));
    }

    #[test]
    fn a_trusted_proxy_elsewhere_is_believed_through_all_trusted_hops_and_no_further() {
        let hops = "10.0.0.0/8, 2001:db8::5";
        assert_eq!(behind("10.1.2.3", &["198.51.100.1"], hops), alone("198.51.100.1"));
        assert_eq!(behind("2001:db8::5", &["198.51.100.1"], hops), alone("198.51.100.1"));
        assert_eq!(behind("2001:db8::6", &["198.51.100.1"], hops), alone("2001:db8::6"));
        let chain = &["192.0.2.66, 198.51.100.1", "10.9.9.9"];
        assert_eq!(behind("10.1.2.3", chain, hops), alone("198.51.100.1"));
        assert_eq!(behind("10.1.2.3", &["faux, 10.9.9.9"], hops), alone("10.9.9.9"));
        assert_eq!(
            behind("::ffff:10.1.2.3", &["::ffff:198.51.100.1"], hops),
            alone("198.51.100.1")
        );
    }

    #[test]
    fn a_household_is_an_ipv4_address_or_the_first_half_of_an_ipv6_one() {
        let prefix = |peer: &str| alone(peer).prefix();
        assert_eq!(prefix("2001:db8:1:2::3"), prefix("2001:db8:1:2:ffff::4"));
        assert_ne!(prefix("2001:db8:1:2::3"), prefix("2001:db8:1:3::3"));
        assert_ne!(prefix("203.0.113.7"), prefix("203.0.113.8"));
    }

    proptest! {
        #[test]
        fn whatever_a_stranger_writes_he_stays_who_he_is_and_a_proxy_names_an_address_or_nobody(
            values in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..60), 0..4),
            words in "[0-9a-f:., ]{0,60}",
        ) {
            let mut headers = HeaderMap::new();
            for value in values.iter().map(Vec::as_slice).chain([words.as_bytes()]) {
                if let Ok(value) = HeaderValue::from_bytes(value) {
                    headers.append("x-forwarded-for", value);
                }
            }
            let hops = Hops::default();
            let stranger = "203.0.113.7".parse().unwrap();
            prop_assert_eq!(Client::behind(stranger, &headers, &hops), alone("203.0.113.7"));
            let named = Client::behind("127.0.0.1".parse().unwrap(), &headers, &hops);
            let last = words.rsplit(',').next().unwrap_or_default().trim();
            let said = last.parse::<IpAddr>().map_or(named.is_here(), |said| named.address == said.to_canonical() || named.is_here() || hops.trusts(said.to_canonical()));
            prop_assert!(said, "{:?} of {:?}", named, words);
        }
    }
}
