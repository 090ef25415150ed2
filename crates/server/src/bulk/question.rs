//! What is asked for every line: which places suit, and how many of them.

use crate::{
    pages,
    params::{BadParameter, Query, filters, spec},
};
use portee_directory::{Filter, Snapshot};

/// The same question for all lines.
#[derive(Debug, Clone)]
pub struct Question {
    pub(super) filter: Filter,
    pub(super) limit: usize,
}

impl Question {
    /// Reads the parameters (`limite=3&besoin=demarche&frais_a_charge=Gratuit`, percent-encoded): the filters of
    /// `/api/v1/lieux/proches`, a need in one word, and how many places.
    ///
    /// # Errors
    /// For what [`Query::read`] and [`filters::filter`] refuse.
    pub fn read(raw: Option<&str>, snapshot: &Snapshot) -> Result<Self, BadParameter> {
        let query = Query::read(raw, spec::ORIENTATIONS)?;
        let mut filter = filters::filter(&query, snapshot)?;
        let needed = query.word(spec::NEED.name)?.map(pages::services_needed);
        for service in needed.into_iter().flatten() {
            if !filter.services.contains(&service) {
                filter.services.push(service);
            }
        }
        Ok(Self {
            filter,
            limit: query.integer(&spec::PLACES_EACH)? as usize,
        })
    }

    /// How many places a line gets at most.
    #[must_use]
    pub fn places(&self) -> usize {
        self.limit
    }
}
