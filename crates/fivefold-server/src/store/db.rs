//! One SQLite file: a pool of readers and a single writer.
//!
//! **Invariant**: every write happens in a [`WriteTx`], begun with `BEGIN IMMEDIATE` on the only
//! writing connection, so that a command reads, decides and writes without anyone in between.

use crate::{
    clock::Clock,
    live::Live,
    store::{events, wholesale},
};
use fivefold_api::model::Fact;
use sqlx::{
    Row as _, SqlSafeStr as _, Sqlite, SqliteConnection, SqlitePool, Transaction,
    migrate::{Migration, MigrationType, Migrator},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{
    ops::{Deref, DerefMut},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// Why a database cannot be used.
#[derive(Debug)]
pub enum OpenError {
    /// SQLite refused.
    Sql(sqlx::Error),
    /// A migration failed.
    Migrate(sqlx::migrate::MigrateError),
}

impl std::fmt::Display for OpenError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sql(error) => error.fmt(f),
            Self::Migrate(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for OpenError {}

impl From<sqlx::Error> for OpenError {
    fn from(error: sqlx::Error) -> Self {
        Self::Sql(error)
    }
}

/// The database.
#[derive(Debug, Clone)]
pub struct Db {
    write: SqlitePool,
    read: SqlitePool,
    epoch: Arc<str>,
    clock: Clock,
    live: Live,
    /// Counts commits that change what the catalogue or the stock shows.
    generation: Arc<AtomicU64>,
}

impl Db {
    /// Opens the file, makes it if it is missing, and brings its tables up to date.
    ///
    /// # Errors
    /// When the file cannot be used or a migration fails.
    pub async fn open(file: &Path, clock: Clock, live: Live) -> Result<Self, OpenError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // A confirmed order survives a power cut.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5));
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(Duration::from_secs(10))
            // Filling a large shop touches many pages of the index of terms.
            .connect_with(options.clone().pragma("cache_size", "-65536"))
            .await?;
        migrator().run(&write).await.map_err(OpenError::Migrate)?;
        let mut tx = write.begin_with("BEGIN IMMEDIATE").await?;
        wholesale::key_numbers(&mut tx).await?;
        tx.commit().await?;
        let epoch = epoch(&write).await?;
        let read = SqlitePoolOptions::new()
            .max_connections(8)
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(options.pragma("query_only", "true"))
            .await?;
        Ok(Self { write, read, epoch: epoch.into(), clock, live, generation: Arc::default() })
    }

    /// Begins a command: the only way to write.
    ///
    /// # Errors
    /// When the writer does not come free in time.
    pub async fn begin(&self) -> Result<WriteTx, sqlx::Error> {
        let tx = self.write.begin_with("BEGIN IMMEDIATE").await?;
        Ok(WriteTx { tx, facts: Vec::new(), db: self.clone() })
    }

    /// The readers. Writing through them fails.
    #[must_use]
    pub fn reader(&self) -> &SqlitePool {
        &self.read
    }

    /// Several reads that see the same state.
    ///
    /// # Errors
    /// When no reader comes free in time.
    pub async fn snapshot(&self) -> Result<Transaction<'static, Sqlite>, sqlx::Error> {
        self.read.begin().await
    }

    /// Names this database's history: numbers of events of two epochs do not compare.
    #[must_use]
    pub fn epoch(&self) -> &str {
        &self.epoch
    }

    /// Another number, other public answers.
    pub(crate) fn generation(&self) -> u64 {
        self.generation.load(Ordering::Acquire)
    }

    /// Waits for what is running and closes the file.
    pub async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }
}

/// A command's transaction. Dropped without [`WriteTx::commit`] it changes nothing.
#[derive(Debug)]
pub struct WriteTx {
    tx: Transaction<'static, Sqlite>,
    facts: Vec<Fact>,
    db: Db,
}

impl WriteTx {
    /// Adds a fact to a topic, in this transaction. Streams hear of it after the commit.
    /// The only place that publishes.
    ///
    /// # Errors
    /// When the database or the data's serialisation fails.
    pub async fn publish(
        &mut self,
        topic: &str,
        kind: &str,
        data: &(impl serde::Serialize + Sync),
    ) -> Result<u64, sqlx::Error> {
        let data = serde_json::to_value(data).map_err(|error| sqlx::Error::Encode(error.into()))?;
        let now = self.db.clock.now();
        let seq = events::append(&mut self.tx, topic, now, kind, &data).await?;
        self.facts.push(Fact {
            topic: topic.to_owned(),
            seq,
            epoch: self.db.epoch.as_ref().to_owned(),
            server_time: now,
            kind: kind.to_owned(),
            data: data.into(),
        });
        Ok(seq)
    }

    /// Makes it so and tells the streams. Runs to its end even if the caller goes away.
    ///
    /// # Errors
    /// When the database fails; nothing has happened then.
    pub async fn commit(self) -> Result<(), sqlx::Error> {
        let Self { tx, facts, db } = self;
        let work = tokio::spawn(async move {
            tx.commit().await?;
            if facts.iter().any(|fact| fact.topic.starts_with("product/")) {
                db.generation.fetch_add(1, Ordering::AcqRel);
            }
            db.live.send(facts);
            Ok(())
        });
        work.await.unwrap_or_else(|error| Err(sqlx::Error::Io(std::io::Error::other(error))))
    }
}

impl Deref for WriteTx {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        &self.tx
    }
}

impl DerefMut for WriteTx {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.tx
    }
}

/// The migrations, oldest first. One that has been released never changes.
fn migrator() -> Migrator {
    let migration = |version, name: &'static str, sql: &'static str| {
        Migration::new(version, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
    };
    Migrator::with_migrations(vec![
        migration(1, "catalog", include_str!("../../migrations/0001_catalog.sql")),
        migration(2, "buying", include_str!("../../migrations/0002_buying.sql")),
        migration(3, "accounts", include_str!("../../migrations/0003_accounts.sql")),
        migration(4, "auctions", include_str!("../../migrations/0004_auctions.sql")),
        migration(5, "group_buys", include_str!("../../migrations/0005_group_buys.sql")),
        migration(6, "bookings", include_str!("../../migrations/0006_bookings.sql")),
        migration(7, "companies", include_str!("../../migrations/0007_companies.sql")),
        migration(8, "quotes", include_str!("../../migrations/0008_quotes.sql")),
        migration(9, "quote_talk", include_str!("../../migrations/0009_quote_talk.sql")),
    ])
}

async fn epoch(pool: &SqlitePool) -> Result<String, sqlx::Error> {
    sqlx::query("INSERT INTO meta (key, value) VALUES ('epoch', $1) ON CONFLICT (key) DO NOTHING")
        .bind(crate::ids::new_id("e"))
        .execute(pool)
        .await?;
    sqlx::query("SELECT value FROM meta WHERE key = 'epoch'").fetch_one(pool).await?.try_get(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use fivefold_api::rules::sku_key;

    #[tokio::test]
    async fn b2b_03_numbers_from_before_wholesale_are_found_however_they_are_spelled() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("shop.db");
        let skus = ["tea-1", "\u{a0}\u{ff34}\u{ff25}\u{ff21}-2\u{3000}", "größe-3"];
        let options = SqliteConnectOptions::new().filename(&file).create_if_missing(true);
        let old = SqlitePoolOptions::new().max_connections(1).connect_with(options).await.unwrap();
        let before = migrator().iter().take(6).cloned().collect();
        Migrator::with_migrations(before).run(&old).await.unwrap();
        sqlx::query("PRAGMA foreign_keys = OFF").execute(&old).await.unwrap();
        for sku in skus {
            sqlx::query(
                "INSERT INTO variants (id, product, position, sku, selections, pictures, stock, quantity_min,
                     quantity_increment, weight_grams)
                 VALUES ($1, 1, 0, $1, '[]', '[]', 1, 1, 1, 1)",
            )
            .bind(sku)
            .execute(&old)
            .await
            .unwrap();
        }
        old.close().await;

        let db = Db::open(&file, Clock::default(), Live::default()).await.unwrap();
        for sku in skus {
            let key: String = sqlx::query("SELECT sku_key FROM variants WHERE id = $1")
                .bind(sku)
                .fetch_one(db.reader())
                .await
                .unwrap()
                .try_get(0)
                .unwrap();
            assert_eq!(key, sku_key(sku));
        }
        db.close().await;
    }
}
