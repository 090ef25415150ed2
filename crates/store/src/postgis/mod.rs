//! Editions in PostGIS: the shared, durable record, for several servers and for planners with SQL or QGIS.

mod copy;
mod read;
mod reason;
mod watch;

#[cfg(test)]
mod migration_tests;

use crate::journal::{Journal, Publication};
use crate::rows::TableId;
use crate::summary::{EditionSummary, SourceSummary};
use crate::{Pointer, Published, StoreError, pool};
use chrono::{DateTime, NaiveDate, Utc};
use portee_domain::{Edition, EditionNumber};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection, PgPool};
use std::collections::HashMap;
use std::time::Duration;

/// How long we wait for the server.
const PATIENCE: Duration = Duration::from_secs(5);

/// Tables, embedded in the binary.
static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!("../../migrations");

/// Editions in a PostGIS database.
#[derive(Debug, Clone)]
pub struct PostgisStore {
    pool: PgPool,
    /// `host:port/base`, for messages.
    server: String,
}

impl PostgisStore {
    pub(crate) async fn connect(url: &str) -> Result<Self, StoreError> {
        if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
            return Err(StoreError::BadAddress);
        }
        let options: PgConnectOptions = url.parse().map_err(|_| StoreError::BadAddress)?;
        let options = options.application_name("portee").options([("lock_timeout", "15s")]);
        // Editions are read and written whole: long statements are no news.
        let options = options.disable_statement_logging();
        let base = options.get_database().unwrap_or_else(|| options.get_username());
        let server = format!("{}:{}/{base}", options.get_host(), options.get_port());
        // A first connection by hand: the pool would try again until its time is out, and lose the reason.
        let first = tokio::time::timeout(PATIENCE, options.connect()).await;
        let first = first.unwrap_or(Err(sqlx::Error::PoolTimedOut));
        let mut first = first.map_err(|error| reason::explain(&server, &error))?;
        let migrated = MIGRATOR.run(&mut first).await;
        migrated.map_err(|error| reason::explain_migration(&server, &error))?;
        // Nothing was asked of it that could be lost.
        let _ = first.close().await;
        let pool = pool::untidied()
            .max_connections(5)
            .acquire_timeout(PATIENCE)
            .connect_lazy_with(options);
        Ok(Self { pool, server })
    }

    fn failed(&self) -> impl Fn(sqlx::Error) -> StoreError {
        |error| reason::explain(&self.server, &error)
    }

    pub(crate) async fn save(&self, edition: &Edition, summary: EditionSummary) -> Result<EditionSummary, StoreError> {
        self.insert(edition, summary).await.map_err(self.failed())
    }

    async fn insert(&self, edition: &Edition, mut summary: EditionSummary) -> Result<EditionSummary, sqlx::Error> {
        let mut transaction = self.pool.begin().await?;
        let sql = "INSERT INTO edition (cree_le, empreinte, lieux) VALUES ($1, $2, $3) RETURNING numero";
        let number: i64 = sqlx::query_scalar(sql)
            .bind(summary.created_at)
            .bind(&summary.checksum)
            .bind(i64::from(summary.venues))
            .fetch_one(&mut *transaction)
            .await?;
        summary.number = number_of(number)?;
        for id in TableId::ALL {
            copy::copy(&mut transaction, id, summary.number, edition).await?;
        }
        // The planner would otherwise guess, and sort all venues by hand to find the nearest.
        sqlx::raw_sql("ANALYZE lieu").execute(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(summary)
    }

    pub(crate) async fn publish(
        &self,
        number: EditionNumber,
        at: DateTime<Utc>,
        reason: Option<&str>,
    ) -> Result<(), StoreError> {
        self.move_pointer(at, false, reason, |_| Ok(number)).await.map(|_| ())
    }

    pub(crate) async fn rollback(&self, at: DateTime<Utc>) -> Result<EditionNumber, StoreError> {
        let before = |journal: &Journal| journal.before().ok_or(StoreError::NothingBefore);
        self.move_pointer(at, true, None, before).await
    }

    /// Adds to the journal, in one transaction that no other writer can come between, and tells the servers.
    async fn move_pointer(
        &self,
        at: DateTime<Utc>,
        back: bool,
        reason: Option<&str>,
        choose: impl Fn(&Journal) -> Result<EditionNumber, StoreError>,
    ) -> Result<EditionNumber, StoreError> {
        let mut transaction = self.pool.begin().await.map_err(self.failed())?;
        let lock = sqlx::raw_sql("LOCK TABLE publication IN SHARE ROW EXCLUSIVE MODE");
        lock.execute(&mut *transaction).await.map_err(self.failed())?;
        let journal = journal(&mut transaction).await.map_err(self.failed())?;
        let number = choose(&journal)?;
        if !exists(&mut transaction, number).await.map_err(self.failed())? {
            return Err(StoreError::NoSuchEdition(number));
        }
        if back || journal.current() != Some(number) {
            append(&mut transaction, number, (at, back), reason)
                .await
                .map_err(self.failed())?;
        }
        transaction.commit().await.map_err(self.failed())?;
        Ok(number)
    }

    pub(crate) async fn prune(&self, last: usize) -> Result<Vec<EditionNumber>, StoreError> {
        let prune = async {
            let mut transaction = self.pool.begin().await?;
            // No publish may come between the choice and the removal.
            sqlx::raw_sql("LOCK TABLE publication IN SHARE ROW EXCLUSIVE MODE")
                .execute(&mut *transaction)
                .await?;
            let journal = journal(&mut transaction).await?;
            let numbers: Vec<i64> = sqlx::query_scalar("SELECT numero FROM edition ORDER BY numero")
                .fetch_all(&mut *transaction)
                .await?;
            let numbers: Vec<EditionNumber> = numbers.into_iter().map(number_of).collect::<Result<_, _>>()?;
            let needless = journal.needless(&numbers, last);
            sqlx::query("DELETE FROM edition WHERE numero = ANY($1)")
                .bind(needless.iter().map(|number| i64::from(number.0)).collect::<Vec<_>>())
                .execute(&mut *transaction)
                .await?;
            transaction.commit().await?;
            Ok(needless)
        };
        prune.await.map_err(self.failed())
    }

    pub(crate) async fn editions(&self) -> Result<Vec<EditionSummary>, StoreError> {
        self.summaries(None).await.map_err(self.failed())
    }

    pub(crate) async fn current(&self) -> Result<Option<EditionNumber>, StoreError> {
        let current = async { Ok(journal(&mut *self.pool.acquire().await?).await?.current()) };
        current.await.map_err(self.failed())
    }

    /// The edition that visitors see, told from all others.
    async fn published(&self) -> Result<Option<Published>, StoreError> {
        let published = async {
            let mut connection = self.pool.acquire().await?;
            let Some(number) = journal(&mut connection).await?.current() else {
                return Ok(None);
            };
            let checksum = sqlx::query_scalar("SELECT empreinte FROM edition WHERE numero = $1")
                .bind(i64::from(number.0))
                .fetch_one(&mut *connection)
                .await?;
            Ok(Some(Published { number, checksum }))
        };
        published.await.map_err(self.failed())
    }

    pub(crate) async fn publications(&self) -> Result<Vec<Publication>, StoreError> {
        let journal = async { journal(&mut *self.pool.acquire().await?).await };
        Ok(journal.await.map_err(self.failed())?.evenements)
    }

    pub(crate) async fn before(&self) -> Result<Option<EditionNumber>, StoreError> {
        let before = async { Ok(journal(&mut *self.pool.acquire().await?).await?.before()) };
        before.await.map_err(self.failed())
    }

    pub(crate) async fn load(&self, number: EditionNumber) -> Result<(EditionSummary, Edition), StoreError> {
        let found = self.summaries(Some(number)).await.map_err(self.failed())?;
        let summary = found.into_iter().next().ok_or(StoreError::NoSuchEdition(number))?;
        let mut connection = self.pool.acquire().await.map_err(self.failed())?;
        match read::read(&mut connection, number, summary.created_at, &summary.checksum).await {
            Ok(edition) => Ok((summary, edition)),
            Err(read::Failure::Database(error)) => Err(reason::explain(&self.server, &error)),
            Err(read::Failure::Rows(bad)) => {
                let what = format!("Le contenu de l'édition {number} dans la base {}", self.server);
                Err(StoreError::damaged(what, bad.0))
            }
        }
    }

    pub(crate) async fn watch(&self) -> Result<tokio::sync::watch::Receiver<Pointer>, StoreError> {
        let (sender, receiver) = tokio::sync::watch::channel(Pointer::at(self.published().await?));
        tokio::spawn(watch::follow(self.clone(), sender));
        Ok(receiver)
    }

    /// All editions in short, or one.
    async fn summaries(&self, only: Option<EditionNumber>) -> Result<Vec<EditionSummary>, sqlx::Error> {
        let only = only.map(|number| i64::from(number.0));
        let mut connection = self.pool.acquire().await?;
        let journal = journal(&mut connection).await?;
        let mut sources = sources(&mut connection, only).await?;
        let sql =
            "SELECT numero, cree_le, empreinte, lieux FROM edition WHERE $1 IS NULL OR numero = $1 ORDER BY numero";
        let rows: Vec<(i64, DateTime<Utc>, String, i64)> =
            sqlx::query_as(sql).bind(only).fetch_all(&mut *connection).await?;
        let summary = |(numero, created_at, checksum, venues)| {
            let number = number_of(numero)?;
            Ok(EditionSummary {
                number,
                created_at,
                checksum,
                venues: u32::try_from(venues).map_err(decode)?,
                sources: sources.remove(&numero).unwrap_or_default(),
                state: journal.state(number),
                forced: journal.reason(number),
            })
        };
        rows.into_iter().map(summary).collect()
    }
}

type Sources = HashMap<i64, Vec<SourceSummary>>;

/// Edition, id, name, date of the data, and the rows read, published, merged, rejected.
type SourceRow = (i64, String, String, Option<NaiveDate>, i64, i64, i64, i64);

async fn sources(connection: &mut PgConnection, only: Option<i64>) -> Result<Sources, sqlx::Error> {
    let sql = "SELECT edition, id, nom, date_donnees, lignes_lues, lignes_publiees, lignes_fusionnees, lignes_rejetees \
               FROM source WHERE $1 IS NULL OR edition = $1 ORDER BY edition, ordre";
    let rows: Vec<SourceRow> = sqlx::query_as(sql).bind(only).fetch_all(connection).await?;
    let count = |rows: i64| u32::try_from(rows).map_err(decode);
    let mut sources = Sources::new();
    for (edition, id, name, data_date, read, published, merged, rejected) in rows {
        sources.entry(edition).or_default().push(SourceSummary {
            id: id.parse().map_err(decode)?,
            name,
            data_date,
            read: count(read)?,
            published: count(published)?,
            merged: count(merged)?,
            rejected: count(rejected)?,
        });
    }
    Ok(sources)
}

async fn journal(connection: &mut PgConnection) -> Result<Journal, sqlx::Error> {
    let sql = "SELECT edition, le, retour, motif FROM publication ORDER BY id";
    let rows: Vec<(i64, DateTime<Utc>, bool, Option<String>)> = sqlx::query_as(sql).fetch_all(connection).await?;
    let publication = |(edition, at, back, reason)| {
        Ok(Publication {
            edition: number_of(edition)?,
            at,
            back,
            reason,
        })
    };
    let evenements: Result<_, sqlx::Error> = rows.into_iter().map(publication).collect();
    evenements.map(|evenements| Journal { evenements })
}

async fn exists(connection: &mut PgConnection, number: EditionNumber) -> Result<bool, sqlx::Error> {
    let sql = "SELECT EXISTS (SELECT FROM edition WHERE numero = $1)";
    sqlx::query_scalar(sql)
        .bind(i64::from(number.0))
        .fetch_one(connection)
        .await
}

async fn append(
    connection: &mut PgConnection,
    number: EditionNumber,
    (at, back): (DateTime<Utc>, bool),
    reason: Option<&str>,
) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO publication (edition, le, retour, motif) VALUES ($1, $2, $3, $4)")
        .bind(i64::from(number.0))
        .bind(at)
        .bind(back)
        .bind(reason)
        .execute(&mut *connection)
        .await?;
    sqlx::query("SELECT pg_notify($1, $2)")
        .bind(watch::CHANNEL)
        .bind(number.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

fn number_of(number: i64) -> Result<EditionNumber, sqlx::Error> {
    u32::try_from(number).map(EditionNumber).map_err(decode)
}

/// A value of the database that is not one that we wrote.
fn decode(error: impl std::error::Error + Send + Sync + 'static) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(error))
}
