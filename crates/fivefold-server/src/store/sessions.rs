//! Sessions that own carts, orders and payments: those of guests, and one of each account.

use super::WriteTx;
use fivefold_api::vocabulary::Instant;
use sqlx::{Row as _, SqliteConnection};

/// A session that has not ended.
#[derive(Debug, Clone)]
pub(crate) struct SessionRow {
    pub(crate) id: String,
    pub(crate) expires_at: Instant,
}

/// Adds a session. Only the hash of its token is kept.
pub(crate) async fn insert(
    tx: &mut WriteTx,
    id: &str,
    token_hash: &str,
    now: Instant,
    expires_at: Instant,
) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO sessions (id, token_hash, created_at, expires_at) VALUES ($1, $2, $3, $4)")
        .bind(id)
        .bind(token_hash)
        .bind(now.millis())
        .bind(expires_at.millis())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The session of a token's hash, unless it has ended.
pub(crate) async fn find(
    connection: &mut SqliteConnection,
    token_hash: &str,
    now: Instant,
) -> Result<Option<SessionRow>, sqlx::Error> {
    let row = sqlx::query(
        "SELECT id, expires_at FROM sessions WHERE token_hash = $1 AND moved_to IS NULL AND expires_at > $2",
    )
    .bind(token_hash)
    .bind(now.millis())
    .fetch_optional(connection)
    .await?;
    row.map(|row| Ok(SessionRow { id: row.try_get(0)?, expires_at: Instant::from_millis(row.try_get(1)?) }))
        .transpose()
}

/// Moves a session's end.
pub(crate) async fn extend(tx: &mut WriteTx, id: &str, expires_at: Instant) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE sessions SET expires_at = $2 WHERE id = $1")
        .bind(id)
        .bind(expires_at.millis())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Forgets sessions that have ended, with their carts. Orders stay.
pub(crate) async fn forget_ended(tx: &mut WriteTx, now: Instant) -> Result<u64, sqlx::Error> {
    let done = sqlx::query("DELETE FROM sessions WHERE expires_at <= $1")
        .bind(now.millis())
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected())
}

/// Gives an account's session what a guest has committed to: orders, payments, holds, bookings, watched
/// lots, by whom it was invited, and the records of commands.
pub(crate) async fn move_commitments(tx: &mut WriteTx, guest: &str, to: &str) -> Result<(), sqlx::Error> {
    for sql in [
        "UPDATE orders SET session = $2 WHERE session = $1",
        "UPDATE payments SET session = $2 WHERE session = $1",
        "UPDATE holds SET owner = $2 WHERE owner = $1",
        "UPDATE bookings SET session = $2 WHERE session = $1",
        "UPDATE OR IGNORE watches SET session = $2 WHERE session = $1",
        "UPDATE OR IGNORE visits SET session = $2 WHERE session = $1",
        "UPDATE OR IGNORE commitments SET session = $2 WHERE session = $1",
    ] {
        sqlx::query(sql).bind(guest).bind(to).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Ends a guest's session for good: its token opens nothing any more.
pub(crate) async fn end_guest(tx: &mut WriteTx, guest: &str, moved_to: &str) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE sessions SET moved_to = $2 WHERE id = $1")
        .bind(guest)
        .bind(moved_to)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
