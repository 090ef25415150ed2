//! Where things are and how to run: environment variables, each also a command-line option.

use crate::failure::{Failure, Outcome};
use clap::Args;
use portee_ingest::geocode::Service;
use portee_server::{Hops, Site};
use std::{
    ffi::OsString,
    net::SocketAddr,
    path::{Path, PathBuf},
};

/// Settings that every command shares.
#[derive(Debug, Clone, Args)]
pub(crate) struct Settings {
    /// Working directory: downloads, geography, editions.
    #[arg(
        long = "var",
        env = "PORTEE_VAR",
        default_value = "var",
        global = true,
        value_name = "DIR"
    )]
    pub(crate) var: PathBuf,

    /// Folder of source files; takes precedence over downloads.
    #[arg(long, env = "PORTEE_DATA", global = true, value_name = "DIR")]
    pub(crate) data: Option<OsString>,

    /// Folder of further source descriptions (*.toml) beside the built-in ones.
    #[arg(long, env = "PORTEE_SOURCES", global = true, value_name = "DIR")]
    pub(crate) sources: Option<OsString>,

    /// Your decisions about places (*.toml); `decisions.toml` of the working directory when it is there.
    #[arg(long, env = "PORTEE_DECISIONS", global = true, value_name = "FILE")]
    pub(crate) decisions: Option<OsString>,

    /// Ask no address but the package registries.
    #[arg(long, env = "PORTEE_OFFLINE", global = true, value_parser = switch, action = clap::ArgAction::Set, num_args = 0..=1, default_value = "false", default_missing_value = "true", value_name = "0|1")]
    pub(crate) offline: bool,

    /// Ask an online geocoder for the addresses of places without a believable position: 1 for the official one, or the
    /// address of another.
    #[arg(long, env = "PORTEE_GEOCODER", global = true, value_name = "0|1|URL")]
    pub(crate) geocoder: Option<String>,

    /// Keep editions in this PostGIS database instead of GeoPackage files.
    #[arg(
        long,
        env = "DATABASE_URL",
        global = true,
        value_name = "URL",
        hide_env_values = true
    )]
    pub(crate) database_url: Option<String>,
}

/// Settings of `portee serve`.
#[derive(Debug, Clone, Args)]
pub(crate) struct ServeSettings {
    /// Address to listen on; port 0 takes a free one.
    #[arg(
        long,
        env = "PORTEE_LISTEN",
        default_value = "127.0.0.1:8080",
        value_name = "ADDRESS"
    )]
    pub(crate) listen: SocketAddr,

    /// The proxies before this server, which say for whom they ask (X-Forwarded-For): addresses and networks, with commas.
    /// A proxy on this machine is always believed.
    #[arg(
        long = "proxies",
        env = "PORTEE_PROXIES",
        default_value = "",
        hide_default_value = true,
        value_name = "ADDRESSES"
    )]
    pub(crate) proxies: Hops,

    /// Seconds for which requests are still answered when the server is asked to stop, while it says that it is not ready:
    /// for what shares requests out between several servers.
    #[arg(long, env = "PORTEE_LINGER", default_value_t = 0, value_parser = clap::value_parser!(u64).range(..=60), value_name = "SECONDS")]
    pub(crate) linger: u64,

    /// Make browsers give up the pages that they keep for when there is no network.
    #[arg(long, env = "PORTEE_FORGET_DEVICES", value_parser = switch, action = clap::ArgAction::Set, num_args = 0..=1, default_value = "false", default_missing_value = "true", value_name = "0|1")]
    pub(crate) forget_devices: bool,

    /// The address under which people find the site (`https://portee.example.fr`). Without it, the one that each request asks for.
    #[arg(long, env = "PORTEE_ADRESSE_PUBLIQUE", value_name = "URL")]
    pub(crate) public_address: Option<String>,

    /// Hosts whose pages may show our list in a frame: mairie.example.fr, *.example.fr, or * for all. None by default.
    #[arg(long, env = "PORTEE_INTEGRATION_HOTES", value_name = "HOSTS")]
    pub(crate) frame_hosts: Option<String>,

    /// Acquire, ingest and publish first, when nothing is published yet or the inputs have changed.
    #[arg(long)]
    pub(crate) prepare: bool,
}

/// Reads a setting that is on or off; an empty variable counts as not given.
fn switch(text: &str) -> Result<bool, String> {
    match text.trim().to_lowercase().as_str() {
        "1" | "true" | "yes" | "on" | "oui" | "vrai" => Ok(true),
        "" | "0" | "false" | "no" | "off" | "non" | "faux" => Ok(false),
        _ => Err("écrivez 1 (oui) ou 0 (non)".to_owned()),
    }
}

impl ServeSettings {
    /// What the site is called outside, and who may show our frame. Empty variables count as not given.
    ///
    /// # Errors
    /// When the address or a host is none.
    pub(crate) fn site(&self) -> Outcome<Site> {
        let given = |setting: &Option<String>| setting.clone().filter(|text| !text.trim().is_empty());
        let failure = |name: &str, reason: String| Failure::new(format!("{name} n'est pas compris : {reason}."));
        let address = given(&self.public_address).map(|text| text.parse());
        let hosts = given(&self.frame_hosts).map(|text| text.parse());
        Ok(Site {
            address: address
                .transpose()
                .map_err(|reason| failure("PORTEE_ADRESSE_PUBLIQUE", reason))?,
            frame_hosts: hosts
                .transpose()
                .map_err(|reason| failure("PORTEE_INTEGRATION_HOTES", reason))?
                .unwrap_or_default(),
        })
    }
}

impl Settings {
    /// Refuses settings that can only be a mistake.
    ///
    /// # Errors
    /// When a folder that was named does not exist.
    pub(crate) fn check(&self) -> Outcome {
        for (name, folder) in [("PORTEE_DATA", self.data_dir()), ("PORTEE_SOURCES", self.sources_dir())] {
            if let Some(folder) = folder
                && !folder.is_dir()
            {
                return Err(Failure::new(format!(
                    "{name} désigne {}, qui n'est pas un dossier : corrigez le chemin ou retirez la variable.",
                    folder.display()
                )));
            }
        }
        Ok(())
    }

    /// The online geocoder that is to be asked, if any.
    ///
    /// # Errors
    /// When the setting is neither on, off nor an address.
    pub(crate) fn geocoder(&self) -> Outcome<Option<Service>> {
        let given = self.geocoder.as_deref().unwrap_or_default().trim();
        let service = match switch(given) {
            Ok(false) => return Ok(None),
            Ok(true) => Service::official()?,
            Err(_) => Service::at(given).map_err(|reason| {
                Failure::new(format!(
                    "PORTEE_GEOCODER n'est pas compris : {reason}. Écrivez 1 (le géocodeur officiel), 0 (aucun) ou une adresse."
                ))
            })?,
        };
        Ok(Some(service))
    }

    /// What the online geocoder answered, kept between runs.
    pub(crate) fn geocoder_file(&self) -> PathBuf {
        self.var.join("geocodage.tsv")
    }

    /// Packages of the registries, as downloaded.
    pub(crate) fn registry_dir(&self) -> PathBuf {
        self.var.join("registry")
    }

    /// Files downloaded from the official addresses.
    pub(crate) fn downloads_dir(&self) -> PathBuf {
        self.var.join("sources")
    }

    /// The compiled geography.
    pub(crate) fn geography_file(&self) -> PathBuf {
        self.var.join("geography.bin")
    }

    /// The compiled population.
    pub(crate) fn population_file(&self) -> PathBuf {
        self.var.join("population.bin")
    }

    /// The imported roads.
    pub(crate) fn roads_file(&self) -> PathBuf {
        self.var.join("roads.bin")
    }

    /// GeoPackage editions.
    pub(crate) fn editions_dir(&self) -> PathBuf {
        self.var.join("editions")
    }

    /// The folder of source files, when it is given. An empty variable counts as not given.
    pub(crate) fn data_dir(&self) -> Option<&Path> {
        self.data.as_deref().filter(|path| !path.is_empty()).map(Path::new)
    }

    /// The folder of further source descriptions, when it is given.
    pub(crate) fn sources_dir(&self) -> Option<&Path> {
        self.sources.as_deref().filter(|path| !path.is_empty()).map(Path::new)
    }

    /// The operator's decisions: the file that is given, else `decisions.toml` of the working directory when it exists.
    pub(crate) fn decisions_file(&self) -> Option<PathBuf> {
        let given = self
            .decisions
            .as_deref()
            .filter(|path| !path.is_empty())
            .map(PathBuf::from);
        given.or_else(|| Some(self.var.join("decisions.toml")).filter(|path| path.is_file()))
    }

    /// The PostGIS database, when it is given.
    pub(crate) fn database_url(&self) -> Option<&str> {
        self.database_url.as_deref().filter(|url| !url.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::switch;

    #[test]
    fn a_switch_is_on_or_off_and_never_perhaps() {
        for (text, on) in [
            ("1", true),
            ("oui", true),
            ("TRUE", true),
            ("0", false),
            ("non", false),
            ("", false),
        ] {
            assert_eq!(switch(text), Ok(on), "{text}");
        }
        for text in ["peutetre", "2", "1 0"] {
            assert!(switch(text).is_err(), "{text}");
        }
    }
}
