//! Learning of a publish: PostgreSQL tells (`LISTEN`), and we look from time to time, since what it tells while a
//! connection is down is lost, and a server that stands still tells nothing.

use super::PostgisStore;
use crate::{Pointer, Published, StoreError, pool};
use sqlx::ConnectOptions;
use sqlx::postgres::PgListener;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::timeout;

/// The channel that a publish notifies, with the number of the edition.
pub(super) const CHANNEL: &str = "portee_edition";

/// How often we look.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// A server that takes longer to say which edition is published does not answer. With the second between two looks, whoever
/// watches knows within three.
const ANSWERS_WITHIN: Duration = Duration::from_secs(2);

/// Connections for this alone: one that is stuck is given up, and must keep nobody else waiting.
struct Line {
    /// The store, asked through these connections.
    store: PostgisStore,
    listener: PgListener,
}

impl Line {
    async fn open(store: &PostgisStore) -> Result<Self, sqlx::Error> {
        let options = store.pool.connect_options();
        // By hand first: a pool whose server is gone would try again until its time is out, and lose the reason.
        drop(options.connect().await?);
        let pool = pool::untidied()
            .max_connections(2)
            .acquire_timeout(ANSWERS_WITHIN)
            .connect_lazy_with((*options).clone());
        let mut listener = PgListener::connect_with(&pool).await?;
        // Losing the server is to be told before it is looked for again.
        listener.eager_reconnect(false);
        listener.listen(CHANNEL).await?;
        let server = store.server.clone();
        Ok(Self {
            store: PostgisStore { pool, server },
            listener,
        })
    }

    /// Waits until there may be something new. False when the connection is lost.
    async fn hear(&mut self) -> bool {
        let heard = timeout(LOOK_EVERY, self.listener.try_recv()).await;
        matches!(heard, Err(_) | Ok(Ok(Some(_))))
    }
}

/// Runs until the last receiver is gone.
pub(super) async fn follow(store: PostgisStore, sender: watch::Sender<Pointer>) {
    let mut line = None;
    loop {
        let found = timeout(ANSWERS_WITHIN, look(&store, &mut line)).await;
        let found = found.unwrap_or_else(|_| Err(store.failed()(sqlx::Error::PoolTimedOut)));
        if found.is_err() {
            line = None;
        }
        crate::notify(&sender, found);
        tokio::select! {
            () = sender.closed() => return,
            () = wait(&mut line) => {}
        }
    }
}

/// What is published. A new line hears before it looks: nothing can be published in between.
async fn look(store: &PostgisStore, line: &mut Option<Line>) -> Result<Option<Published>, StoreError> {
    let open = match line.take() {
        Some(open) => open,
        None => Line::open(store).await.map_err(store.failed())?,
    };
    line.insert(open).store.published().await
}

/// Until it is time to look again: at once when something was heard, or when the line is cut.
async fn wait(line: &mut Option<Line>) {
    match line {
        None => tokio::time::sleep(LOOK_EVERY).await,
        Some(open) => {
            if !open.hear().await {
                *line = None;
            }
        }
    }
}
