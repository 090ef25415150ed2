//! Which hosts may be asked for a source file.

use crate::{IngestError, source::from_toml};
use serde::Deserialize;
use ureq::http::Uri;

const HOSTS: &str = include_str!("../../../../data/hosts.toml");

/// The hosts that source files are downloaded from (`data/hosts.toml`), compared whole: `evil-data.gouv.fr` is another
/// host than `data.gouv.fr`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hosts {
    hosts: Vec<String>,
    /// `scheme://host:port` that the operator or a test named.
    #[serde(skip)]
    named: Vec<String>,
}

impl Hosts {
    /// Those of `data/hosts.toml`.
    ///
    /// # Errors
    /// When that file, built in, is wrong.
    pub fn builtin() -> Result<Self, IngestError> {
        from_toml("hosts.toml", HOSTS)
    }

    /// Those, and a server of this machine without TLS (`127.0.0.1:4321`), for tests.
    #[must_use]
    pub fn with_plain(mut self, authority: &str) -> Self {
        self.named.push(format!("http://{authority}"));
        self
    }

    /// Those, and the host of an address that the operator chose.
    ///
    /// # Errors
    /// A French phrase, when it is no address of the web.
    pub fn with_named(mut self, url: &str) -> Result<Self, String> {
        let uri: Uri = url.parse().map_err(|_| format!("« {url} » n'est pas une adresse"))?;
        match (uri.scheme_str(), uri.authority()) {
            (Some(scheme @ ("http" | "https")), Some(authority)) if !authority.as_str().contains('@') => {
                self.named.push(format!("{scheme}://{authority}"));
                Ok(self)
            }
            _ => Err(format!("« {url} » n'est pas une adresse complète (https://…)")),
        }
    }

    /// The address, when its host is on the list and it is `https`.
    pub(super) fn check(&self, url: &str) -> Result<Uri, String> {
        let uri: Uri = url.parse().map_err(|_| format!("« {url} » n'est pas une adresse"))?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(format!("« {url} » n'est pas une adresse complète"));
        };
        let default_port = matches!(authority.port_u16(), None | Some(443));
        let listed = scheme == "https"
            && default_port
            && !authority.as_str().contains('@')
            && self
                .hosts
                .iter()
                .any(|host| host.eq_ignore_ascii_case(authority.host()));
        let named = self.named.contains(&format!("{scheme}://{authority}"));
        if listed || named {
            Ok(uri)
        } else {
            Err(format!(
                "{} n'est pas un hôte autorisé (data/hosts.toml)",
                authority.host()
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operator_may_name_one_more_host_and_no_other_is_opened() {
        let hosts = Hosts::builtin()
            .unwrap()
            .with_named("https://adresses.exemple.fr:8443/a")
            .unwrap();
        assert!(hosts.check("https://adresses.exemple.fr:8443/search").is_ok());
        for url in [
            "http://adresses.exemple.fr:8443/search",
            "https://adresses.exemple.fr/search",
            "https://evil.adresses.exemple.fr:8443/search",
        ] {
            assert!(hosts.check(url).is_err(), "{url}");
        }
        for url in ["", "/x", "ftp://a.fr", "https://moi@a.fr", "oui peut-être"] {
            assert!(Hosts::builtin().unwrap().with_named(url).is_err(), "{url}");
        }
    }

    #[test]
    fn only_listed_hosts_over_https_may_be_asked() {
        let hosts = Hosts::builtin().unwrap();
        assert!(hosts.check("https://www.data.gouv.fr/fr/datasets/r/1").is_ok());
        assert!(hosts.check("https://WWW.data.gouv.fr:443/x").is_ok());
        for url in [
            "http://www.data.gouv.fr/x",
            "https://evil-www.data.gouv.fr/x",
            "https://www.data.gouv.fr.example/x",
            "https://www.data.gouv.fr:8443/x",
            "https://www.data.gouv.fr@example.com/x",
            "https://user@www.data.gouv.fr/x",
            "ftp://www.data.gouv.fr/x",
            "/x",
            "",
            "https://127.0.0.1/x",
        ] {
            assert!(hosts.check(url).is_err(), "{url}");
        }
    }
}
