//! Learning of a publish: PostgreSQL tells (`LISTEN`), and we look from time to time, since what it tells while a
//! connection is down is lost.

use super::PostgisStore;
use crate::Pointer;
use sqlx::postgres::PgListener;
use std::time::Duration;
use tokio::sync::watch;

/// The channel that a publish notifies, with the number of the edition.
pub(super) const CHANNEL: &str = "portee_edition";

/// How often we look, while we are told and while we are not.
const LOOK_EVERY: Duration = Duration::from_secs(10);
const LOOK_EVERY_WHEN_DEAF: Duration = Duration::from_secs(1);

/// Runs until the last receiver is gone.
pub(super) async fn follow(store: PostgisStore, sender: watch::Sender<Pointer>) {
    let mut listener = None;
    loop {
        if listener.is_none() {
            listener = listen(&store).await;
            // Something may have been published before we listened.
            crate::notify(&sender, store.current().await);
        }
        tokio::select! {
            () = sender.closed() => return,
            heard = hear(&mut listener) => if heard.is_err() {
                listener = None;
                tokio::time::sleep(LOOK_EVERY_WHEN_DEAF).await;
                continue;
            },
        }
        crate::notify(&sender, store.current().await);
    }
}

async fn listen(store: &PostgisStore) -> Option<PgListener> {
    let mut listener = PgListener::connect_with(&store.pool).await.ok()?;
    listener.listen(CHANNEL).await.ok()?;
    Some(listener)
}

/// Waits until there may be something new.
async fn hear(listener: &mut Option<PgListener>) -> Result<(), sqlx::Error> {
    let Some(listener) = listener else {
        tokio::time::sleep(LOOK_EVERY_WHEN_DEAF).await;
        return Ok(());
    };
    match tokio::time::timeout(LOOK_EVERY, listener.recv()).await {
        Ok(Err(error)) => Err(error),
        Ok(Ok(_)) | Err(_) => Ok(()),
    }
}
