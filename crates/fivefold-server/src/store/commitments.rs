//! What became of commands, by session and key (X-IDEM).

use super::WriteTx;
use fivefold_api::vocabulary::Instant;
use sqlx::{Row as _, SqliteConnection};

/// What is known of a key.
#[derive(Debug, Clone)]
pub(crate) struct CommitmentRow {
    pub(crate) fingerprint: String,
    /// The answer's status and body; absent while the command runs.
    pub(crate) answer: Option<(u16, String)>,
}

/// The record of a key.
pub(crate) async fn find(
    connection: &mut SqliteConnection,
    session: &str,
    key: &str,
) -> Result<Option<CommitmentRow>, sqlx::Error> {
    let row = sqlx::query(
        "SELECT fingerprint, state, status, body FROM commitments WHERE session = $1 AND key = $2",
    )
    .bind(session)
    .bind(key)
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let answer = if row.try_get::<String, _>(1)? == "done" {
        Some((u16::try_from(row.try_get::<i64, _>(2)?).unwrap_or(500), row.try_get(3)?))
    } else {
        None
    };
    Ok(Some(CommitmentRow { fingerprint: row.try_get(0)?, answer }))
}

/// Notes that a command runs. `false` when the key was there already.
pub(crate) async fn begin(
    tx: &mut WriteTx,
    session: &str,
    key: &str,
    fingerprint: &str,
    now: Instant,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query(
        "INSERT INTO commitments (session, key, fingerprint, state, created_at)
         VALUES ($1, $2, $3, 'running', $4) ON CONFLICT DO NOTHING",
    )
    .bind(session)
    .bind(key)
    .bind(fingerprint)
    .bind(now.millis())
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes a command's answer.
pub(crate) async fn finish(
    tx: &mut WriteTx,
    session: &str,
    key: &str,
    status: u16,
    body: &str,
) -> Result<(), sqlx::Error> {
    // A guest may have signed in while the command ran, and its record gone with the rest.
    sqlx::query(
        "UPDATE commitments SET state = 'done', status = $3, body = $4
         WHERE key = $2 AND session IN ($1, (SELECT moved_to FROM sessions WHERE id = $1))",
    )
    .bind(session)
    .bind(key)
    .bind(i64::from(status))
    .bind(body)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Forgets a command that ended without a result, so that it may be sent again.
pub(crate) async fn forget(tx: &mut WriteTx, session: &str, key: &str) -> Result<(), sqlx::Error> {
    sqlx::query(
        "DELETE FROM commitments WHERE key = $2 AND state = 'running'
         AND session IN ($1, (SELECT moved_to FROM sessions WHERE id = $1))",
    )
    .bind(session)
    .bind(key)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Forgets commands that a stopped server left running. Each of them is harmless to repeat.
pub(crate) async fn forget_running(tx: &mut WriteTx) -> Result<u64, sqlx::Error> {
    let done = sqlx::query("DELETE FROM commitments WHERE state = 'running'").execute(&mut **tx).await?;
    Ok(done.rows_affected())
}

/// Forgets records from before `then`.
pub(crate) async fn forget_old(tx: &mut WriteTx, then: Instant) -> Result<u64, sqlx::Error> {
    let done = sqlx::query("DELETE FROM commitments WHERE created_at <= $1 AND state = 'done'")
        .bind(then.millis())
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected())
}
