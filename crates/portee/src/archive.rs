//! Former editions for the server, read from the store.

use portee_directory::EditionStamp;
use portee_domain::{Edition, EditionNumber};
use portee_server::{Editions, Later, Publication, Unavailable};
use portee_store::{EditionSummary, Store, StoreError};

/// The editions of a store that were published once.
pub(crate) struct Archive(Store);

impl Archive {
    pub(crate) fn of(store: Store) -> Self {
        Self(store)
    }

    async fn known(&self) -> Result<Vec<Publication>, Unavailable> {
        let events = self.0.publications().await.map_err(|error| unavailable(&error))?;
        let publication = |event: portee_store::Publication| Publication {
            edition: event.edition,
            at: event.at,
        };
        Ok(events.into_iter().map(publication).collect())
    }
}

impl Editions for Archive {
    fn publications(&self) -> Later<'_, Vec<Publication>> {
        Box::pin(self.known())
    }

    fn load(&self, number: EditionNumber) -> Later<'_, Option<(Edition, EditionStamp)>> {
        Box::pin(async move {
            let known = self.known().await?;
            if !known.iter().any(|publication| publication.edition == number) {
                return Ok(None);
            }
            match self.0.load(number).await {
                Ok((summary, edition)) => Ok(Some((edition, stamp(summary)))),
                Err(StoreError::NoSuchEdition(_)) => Ok(None),
                Err(error) => Err(unavailable(&error)),
            }
        })
    }
}

/// Which edition this is.
pub(crate) fn stamp(summary: EditionSummary) -> EditionStamp {
    EditionStamp {
        number: summary.number,
        created_at: summary.created_at,
        checksum: summary.checksum,
    }
}

fn unavailable(error: &StoreError) -> Unavailable {
    tracing::warn!(%error, "a former edition is not read");
    Unavailable
}
