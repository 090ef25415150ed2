//! What the operator says of the site itself: its public address, and whose pages may show our frame.

use axum::http::HeaderValue;
use std::str::FromStr;

/// The site, as the world outside sees it.
#[derive(Debug, Clone, Default)]
pub struct Site {
    /// Where people find it; what each request says (`Host`) when it is not given.
    pub address: Option<PublicAddress>,
    /// Who may show `/integration/cadre` in a page of theirs.
    pub frame_hosts: FrameHosts,
}

/// `https://portee.example.fr`: a scheme and a host, without a stroke at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicAddress(String);

impl PublicAddress {
    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PublicAddress {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim().trim_end_matches('/').to_ascii_lowercase();
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let is_host = |host: &str| {
            let (name, port) = host.split_once(':').unwrap_or((host, "80"));
            is_name(name) && is_port(port)
        };
        if host.is_some_and(is_host) {
            Ok(Self(text))
        } else {
            Err(format!(
                "« {text} » n'est pas l'adresse d'un site : écrivez https://portee.example.fr"
            ))
        }
    }
}

/// The hosts whose pages may show our frame, as `frame-ancestors` writes them: exact ones, or `*.example.fr`.
///
/// Nobody but ourselves by default: who shows our pages within its own answers for what surrounds them, so the operator says
/// who does. `*` opens the frame to all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrameHosts(Vec<String>);

impl FrameHosts {
    /// Whether no other site is admitted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The hosts, as the operator wrote them.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.0
    }

    /// The value of `frame-ancestors`.
    pub(crate) fn directive(&self) -> String {
        let mut sources = String::from("'self'");
        for host in &self.0 {
            sources.push(' ');
            sources.push_str(host);
        }
        sources
    }
}

impl FromStr for FrameHosts {
    type Err = String;

    /// Hosts separated by commas or spaces.
    fn from_str(text: &str) -> Result<Self, String> {
        let hosts = text.split([',', ' ', '\n', '\t']).filter(|host| !host.is_empty());
        let checked = hosts.map(|host| {
            let host = host.to_ascii_lowercase();
            if is_source(&host) {
                Ok(host)
            } else {
                Err(format!(
                    "« {host} » n'est pas un hôte : écrivez mairie.example.fr, *.example.fr ou *, séparés par des virgules"
                ))
            }
        });
        checked.collect::<Result<_, _>>().map(Self)
    }
}

/// A host source of a content security policy, without scheme or path: nothing else can get into the header.
fn is_source(text: &str) -> bool {
    if text == "*" {
        return true;
    }
    let (host, port) = text.split_once(':').unwrap_or((text, "*"));
    let port_is_right = port == "*" || is_port(port);
    match host.strip_prefix("*.") {
        // « *.fr » would be everybody.
        Some(parent) => is_name(parent) && parent.contains('.') && port_is_right,
        None => is_name(host) && port_is_right,
    }
}

fn is_name(host: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    host.len() <= 253 && host.split('.').all(is_label)
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit()) && text.parse::<u16>().is_ok_and(|port| port > 0)
}

/// The policy of the frame: that of every page, but for who may show it.
pub(crate) fn framed(policy: &str, hosts: &FrameHosts) -> Option<HeaderValue> {
    let policy = policy.replace(
        "frame-ancestors 'none'",
        &format!("frame-ancestors {}", hosts.directive()),
    );
    HeaderValue::try_from(policy).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_exact_or_all_under_a_name_and_nothing_else_gets_into_the_header() {
        let hosts: FrameHosts = "mairie.example.fr, *.Agglo.example.fr localhost:8081,".parse().unwrap();
        assert_eq!(
            hosts.directive(),
            "'self' mairie.example.fr *.agglo.example.fr localhost:8081"
        );
        assert_eq!("*".parse::<FrameHosts>().unwrap().directive(), "'self' *");
        assert_eq!("".parse::<FrameHosts>().unwrap(), FrameHosts::default());
        for wrong in [
            "https://example.fr",
            "example.fr/page",
            "*.fr",
            "*example.fr",
            "exa*mple.fr",
            "example.fr;script-src",
            "'none'",
            "example..fr",
            "-a.fr",
            "example.fr:0",
            "example.fr:99999",
            "mairie.éxample.fr",
        ] {
            assert!(wrong.parse::<FrameHosts>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_public_address_is_a_scheme_and_a_host() {
        let address: PublicAddress = "https://Portee.example.fr/".parse().unwrap();
        assert_eq!(address.as_str(), "https://portee.example.fr");
        assert!("http://localhost:8080".parse::<PublicAddress>().is_ok());
        for wrong in [
            "portee.example.fr",
            "https://",
            "https://a b",
            "https://a.fr/portee",
            "ftp://a.fr",
        ] {
            assert!(wrong.parse::<PublicAddress>().is_err(), "{wrong}");
        }
    }
}
