//! `portee publish`: the gates, then one pointer moves.

use crate::{
    clock,
    commands::{self, geography},
    console::{self, Progress},
    failure::{Failure, Outcome},
    settings::Settings,
};
use portee_domain::{Edition, EditionNumber};
use portee_geography::Geography;
use portee_ingest::gates::{self, PreviousEdition};
use portee_store::Store;

/// Publishes edition `number`, or the newest.
pub(crate) async fn run(settings: &Settings, number: Option<u32>) -> Outcome {
    let store = commands::store(settings).await?;
    let number = match number {
        Some(number) => EditionNumber(number),
        None => store
            .editions()
            .await?
            .last()
            .map(|edition| edition.number)
            .ok_or_else(|| Failure::new("Aucune édition n'est enregistrée : lancez d'abord « portee ingest »."))?,
    };
    let geography = geography::open_or_compile(settings, &Progress::default())?;
    publish(&store, number, &geography).await?;
    console::say(format!("L'édition {number} est publiée."));
    Ok(())
}

/// Passes the gates and publishes.
///
/// # Errors
/// When a gate refuses (each reason is a sentence of the message), or the store does.
pub(crate) async fn publish(store: &Store, number: EditionNumber, geography: &Geography) -> Outcome {
    let (_, edition) = store.load(number).await?;
    let previous = match store.current().await? {
        Some(current) if current != number => Some(previous(store.load(current).await?.1)),
        _ => None,
    };
    let refusals = gates::check(&edition, previous.as_ref(), geography);
    if !refusals.is_empty() {
        let reasons: Vec<String> = refusals.iter().map(|refusal| format!("  - {refusal}")).collect();
        return Err(Failure::new(format!(
            "L'édition {number} n'est pas publiée ; l'édition en service ne change pas.\n{}",
            reasons.join("\n")
        )));
    }
    store.publish(number, clock::now()).await?;
    Ok(())
}

fn previous(edition: Edition) -> PreviousEdition {
    PreviousEdition {
        venues: edition.venues.len(),
        sources: edition.sources,
    }
}
