//! Which geocoder, and how it is asked.

use crate::IngestError;
use crate::acquire::Hosts;
use crate::source::from_toml;
use serde::Deserialize;

const OFFICIAL: &str = include_str!("../../../../data/geocoder.toml");

/// A geocoder of the addok kind, and the hosts that may be asked on its behalf.
#[derive(Debug, Clone)]
pub struct Service {
    manners: Manners,
    hosts: Hosts,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Manners {
    url: String,
    batch: usize,
    least_score: f64,
    keep_days: u16,
}

impl Service {
    /// The official one (`data/geocoder.toml`).
    ///
    /// # Errors
    /// When that file, built in, is wrong.
    pub fn official() -> Result<Self, IngestError> {
        let manners = from_toml("geocoder.toml", OFFICIAL)?;
        let hosts = Hosts::builtin()?;
        Ok(Self { manners, hosts })
    }

    /// The one that the operator names by its address, asked in the same manner.
    ///
    /// # Errors
    /// A French phrase, when it is no address of the web.
    pub fn at(url: &str) -> Result<Self, String> {
        let mut service = Self::official().map_err(|error| error.to_string())?;
        service.hosts = service.hosts.with_named(url)?;
        url.trim_end_matches('/').clone_into(&mut service.manners.url);
        Ok(service)
    }

    /// The same, asked for `batch` addresses at a time (one at least).
    #[must_use]
    pub fn in_batches(mut self, batch: usize) -> Self {
        self.manners.batch = batch;
        self
    }

    /// Its address, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.manners.url
    }

    /// How many addresses one request holds; at least one.
    pub(super) fn batch(&self) -> usize {
        self.manners.batch.max(1)
    }

    /// From which score an answer is believed, between 0 and 1.
    pub(super) fn least_score(&self) -> f64 {
        self.manners.least_score
    }

    /// For how many days an answer is not asked again.
    pub(super) fn keep_days(&self) -> u16 {
        self.manners.keep_days
    }

    pub(super) fn hosts(&self) -> &Hosts {
        &self.hosts
    }
}
