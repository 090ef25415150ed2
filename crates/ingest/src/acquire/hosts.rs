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
    /// `host:port` that may be asked without TLS: only tests have any.
    #[serde(skip)]
    plain: Vec<String>,
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
        self.plain.push(authority.to_owned());
        self
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
        let plain = scheme == "http" && self.plain.iter().any(|plain| plain == authority.as_str());
        if listed || plain {
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
