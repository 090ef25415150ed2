//! `portee publish`: the gates, then one pointer moves.

use crate::{
    clock,
    commands::{self, geography},
    console::{self, Progress},
    failure::{Failure, Outcome},
    settings::Settings,
};
use portee_domain::EditionNumber;
use portee_geography::Geography;
use portee_ingest::gates::{self, PreviousEdition};
use portee_store::Store;

/// The length of the reason of a forced publish, in characters.
const SHORTEST_REASON: usize = 10;
const LONGEST_REASON: usize = 300;

/// Reads the reason of a forced publish: somebody will read it in a year.
pub(crate) fn reason(text: &str) -> Result<String, String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = text.chars().count();
    if (SHORTEST_REASON..=LONGEST_REASON).contains(&length) {
        Ok(text)
    } else {
        Err(format!(
            "dites pourquoi, en {SHORTEST_REASON} à {LONGEST_REASON} caractères"
        ))
    }
}

/// Publishes edition `number`, or the newest; whatever speaks against it, when `force` says why.
pub(crate) async fn run(settings: &Settings, number: Option<u32>, force: Option<&str>) -> Outcome {
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
    publish(&store, number, &geography, force).await?;
    console::say(format!("L'édition {number} est publiée."));
    Ok(())
}

/// Passes the gates and publishes. With `force`, what they refuse is said and the edition is published all the same; the reason
/// is kept with it.
///
/// # Errors
/// When a gate refuses (each reason is a sentence of the message), or the store does.
pub(crate) async fn publish(
    store: &Store,
    number: EditionNumber,
    geography: &Geography,
    force: Option<&str>,
) -> Outcome {
    let (_, edition) = store.load(number).await?;
    let previous = match store.current().await? {
        Some(current) if current != number => Some(PreviousEdition::of(&store.load(current).await?.1)),
        _ => None,
    };
    let refusals = gates::check(&edition, previous.as_ref(), geography);
    if refusals.is_empty() {
        // Nothing to force: the reason would tell of what was not.
        store.publish(number, clock::now()).await?;
        return Ok(());
    }
    let said: Vec<String> = refusals.iter().map(|refusal| format!("  - {refusal}")).collect();
    let said = said.join("\n");
    let Some(reason) = force else {
        return Err(Failure::new(format!(
            "L'édition {number} n'est pas publiée ; l'édition en service ne change pas.\n{said}\n\
             Si c'est voulu : portee publish {number} --force \"pourquoi\""
        )));
    };
    console::complain(&format!("L'édition {number} est publiée malgré :\n{said}"));
    store.publish_despite(number, clock::now(), reason).await?;
    Ok(())
}
