//! Saved addresses.

use super::WriteTx;
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};

/// A saved address. JSON stays text.
#[derive(Debug, Clone)]
pub(crate) struct AddressRow {
    pub(crate) id: String,
    pub(crate) revision: i64,
    pub(crate) address: String,
    pub(crate) is_default: bool,
}

fn address(row: &SqliteRow) -> Result<AddressRow, sqlx::Error> {
    Ok(AddressRow {
        id: row.try_get("id")?,
        revision: row.try_get("revision")?,
        address: row.try_get("address")?,
        is_default: row.try_get("is_default")?,
    })
}

/// An account's addresses, oldest first.
pub(crate) async fn of_account(
    connection: &mut SqliteConnection,
    account: &str,
) -> Result<Vec<AddressRow>, sqlx::Error> {
    let rows = sqlx::query("SELECT * FROM addresses WHERE account = $1 ORDER BY position")
        .bind(account)
        .fetch_all(connection)
        .await?;
    rows.iter().map(address).collect()
}

/// Adds an address, or replaces the one of its id.
pub(crate) async fn put(tx: &mut WriteTx, account: &str, row: &AddressRow) -> Result<(), sqlx::Error> {
    if row.is_default {
        sqlx::query(
            "UPDATE addresses SET is_default = 0, revision = revision + 1
             WHERE account = $1 AND is_default = 1 AND id <> $2",
        )
        .bind(account)
        .bind(&row.id)
        .execute(&mut **tx)
        .await?;
    }
    sqlx::query(
        "INSERT INTO addresses (id, account, revision, address, is_default, position)
         VALUES ($1, $2, $3, $4, $5,
             COALESCE((SELECT MAX(position) + 1 FROM addresses WHERE account = $2), 0))
         ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, address = excluded.address,
             is_default = excluded.is_default",
    )
    .bind(&row.id)
    .bind(account)
    .bind(row.revision)
    .bind(&row.address)
    .bind(row.is_default)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Removes an address.
pub(crate) async fn remove(tx: &mut WriteTx, id: &str) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM addresses WHERE id = $1").bind(id).execute(&mut **tx).await?;
    Ok(())
}
