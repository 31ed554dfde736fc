//! Which command made which quote or message. Commitments are forgotten after a day, these never.

use super::WriteTx;
use sqlx::{Row as _, SqliteConnection};

/// What a command has made.
#[derive(Debug)]
pub(crate) struct MadeRow {
    pub(crate) fingerprint: String,
    /// The quote or the message.
    pub(crate) made: String,
}

/// What the command under a key has made.
pub(crate) async fn find(
    connection: &mut SqliteConnection,
    account: &str,
    key: &str,
) -> Result<Option<MadeRow>, sqlx::Error> {
    let row = sqlx::query("SELECT fingerprint, made FROM quote_keys WHERE account = $1 AND key = $2")
        .bind(account)
        .bind(key)
        .fetch_optional(connection)
        .await?;
    row.map(|row| Ok(MadeRow { fingerprint: row.try_get(0)?, made: row.try_get(1)? })).transpose()
}

/// Notes what a command has made. A key that is there already is an error of the database.
pub(crate) async fn insert(
    tx: &mut WriteTx,
    account: &str,
    key: &str,
    row: &MadeRow,
) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO quote_keys (account, key, fingerprint, made) VALUES ($1, $2, $3, $4)")
        .bind(account)
        .bind(key)
        .bind(&row.fingerprint)
        .bind(&row.made)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
