//! The proxies before us that are believed about their clients.

use ipnet::IpNet;
use std::{fmt, net::IpAddr, str::FromStr, sync::Arc};

/// The trusted proxies: this machine, and those that the operator names. Cheap to copy.
#[derive(Debug, Clone, Default)]
pub struct Hops(Arc<[IpNet]>);

/// A text that names no proxy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadHop(String);

impl fmt::Display for BadHop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "« {} » n'est ni une adresse (192.0.2.1) ni un réseau (10.0.0.0/8)",
            self.0
        )
    }
}

impl std::error::Error for BadHop {}

impl FromStr for Hops {
    type Err = BadHop;

    /// Addresses and networks (CIDR) with commas between them; none is no proxy but those of this machine.
    fn from_str(text: &str) -> Result<Self, BadHop> {
        let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
        let net = |word: &str| {
            let alone = word
                .parse::<IpAddr>()
                .map(|address| IpNet::from(address.to_canonical()));
            alone
                .or_else(|_| word.parse::<IpNet>())
                .map_err(|_| BadHop(word.to_owned()))
        };
        words.map(net).collect::<Result<_, _>>().map(Self)
    }
}

impl Hops {
    /// Whether what this address says of its client is believed.
    pub(super) fn trusts(&self, address: IpAddr) -> bool {
        address.is_loopback() || self.0.iter().any(|net| net.contains(&address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proxies_are_addresses_and_networks_and_anything_else_is_named() {
        let hops: Hops = " 10.0.0.0/8 ,2001:db8::/32,192.0.2.1, ".parse().unwrap();
        for (address, trusted) in [
            ("10.255.0.1", true),
            ("11.0.0.1", false),
            ("192.0.2.1", true),
            ("192.0.2.2", false),
            ("2001:db8:ffff::1", true),
            ("2001:db9::1", false),
            ("127.0.0.1", true),
            ("::1", true),
        ] {
            assert_eq!(hops.trusts(address.parse().unwrap()), trusted, "{address}");
        }
        for bad in ["mandataire.example", "10.0.0.0/33", "10.0.0.0/8;192.0.2.1", "*"] {
            let error = bad.parse::<Hops>().unwrap_err();
            assert!(error.to_string().contains(bad), "{error}");
        }
    }
}
