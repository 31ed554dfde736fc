//! Payment attempts, what is still to be asked of the provider, and the webhooks taken in.

use super::WriteTx;
use fivefold_api::vocabulary::Instant;
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};

/// An attempt as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PaymentRow {
    pub(crate) id: String,
    pub(crate) subject_kind: String,
    pub(crate) subject_id: String,
    pub(crate) session: String,
    pub(crate) revision: i64,
    pub(crate) status: String,
    pub(crate) method: String,
    pub(crate) amount: i64,
    pub(crate) currency: String,
    pub(crate) captured: i64,
    pub(crate) refunded: i64,
    pub(crate) decline: Option<String>,
    pub(crate) provider_id: Option<String>,
    pub(crate) provider_revision: i64,
    pub(crate) action_url: Option<String>,
    pub(crate) expires_at: Instant,
    pub(crate) created_at: Instant,
}

/// Something to be asked of the provider.
#[derive(Debug, Clone)]
pub(crate) struct JobRow {
    pub(crate) id: String,
    pub(crate) payment: String,
    pub(crate) job: String,
    pub(crate) amount: i64,
}

fn payment(row: &SqliteRow) -> Result<PaymentRow, sqlx::Error> {
    Ok(PaymentRow {
        id: row.try_get("id")?,
        subject_kind: row.try_get("subject_kind")?,
        subject_id: row.try_get("subject_id")?,
        session: row.try_get("session")?,
        revision: row.try_get("revision")?,
        status: row.try_get("status")?,
        method: row.try_get("method")?,
        amount: row.try_get("amount_minor")?,
        currency: row.try_get("currency")?,
        captured: row.try_get("captured_minor")?,
        refunded: row.try_get("refunded_minor")?,
        decline: row.try_get("decline")?,
        provider_id: row.try_get("provider_id")?,
        provider_revision: row.try_get("provider_revision")?,
        action_url: row.try_get("action_url")?,
        expires_at: Instant::from_millis(row.try_get("expires_at")?),
        created_at: Instant::from_millis(row.try_get("created_at")?),
    })
}

/// Adds an attempt.
pub(crate) async fn insert(tx: &mut WriteTx, row: &PaymentRow) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO payments (id, subject_kind, subject_id, session, revision, status, method,
             amount_minor, currency, expires_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(&row.id)
    .bind(&row.subject_kind)
    .bind(&row.subject_id)
    .bind(&row.session)
    .bind(row.revision)
    .bind(&row.status)
    .bind(&row.method)
    .bind(row.amount)
    .bind(&row.currency)
    .bind(row.expires_at.millis())
    .bind(row.created_at.millis())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes what may change of an attempt.
pub(crate) async fn update(tx: &mut WriteTx, row: &PaymentRow) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE payments SET revision = $2, status = $3, captured_minor = $4, refunded_minor = $5,
             decline = $6, provider_id = $7, provider_revision = $8, action_url = $9, expires_at = $10
         WHERE id = $1",
    )
    .bind(&row.id)
    .bind(row.revision)
    .bind(&row.status)
    .bind(row.captured)
    .bind(row.refunded)
    .bind(&row.decline)
    .bind(&row.provider_id)
    .bind(row.provider_revision)
    .bind(&row.action_url)
    .bind(row.expires_at.millis())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Removes an attempt that nobody was ever told of.
pub(crate) async fn remove(tx: &mut WriteTx, id: &str) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM payments WHERE id = $1 AND provider_id IS NULL")
        .bind(id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Removes all attempts that nobody was ever told of.
pub(crate) async fn remove_untold(tx: &mut WriteTx) -> Result<u64, sqlx::Error> {
    let done = sqlx::query("DELETE FROM payments WHERE provider_id IS NULL").execute(&mut **tx).await?;
    Ok(done.rows_affected())
}

/// The attempt of an id.
pub(crate) async fn find(
    connection: &mut SqliteConnection,
    id: &str,
) -> Result<Option<PaymentRow>, sqlx::Error> {
    let row = sqlx::query("SELECT * FROM payments WHERE id = $1").bind(id).fetch_optional(connection).await?;
    row.as_ref().map(payment).transpose()
}

/// The attempts on a subject, newest first.
pub(crate) async fn of_subject(
    connection: &mut SqliteConnection,
    kind: &str,
    id: &str,
) -> Result<Vec<PaymentRow>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT * FROM payments WHERE subject_kind = $1 AND subject_id = $2 ORDER BY created_at DESC, id DESC",
    )
    .bind(kind)
    .bind(id)
    .fetch_all(connection)
    .await?;
    rows.iter().map(payment).collect()
}

/// Attempts the provider may still move: what a start asks about.
pub(crate) async fn unsettled(connection: &mut SqliteConnection) -> Result<Vec<PaymentRow>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT * FROM payments
         WHERE status IN ('action_required', 'processing', 'authorised', 'expired') AND provider_id IS NOT NULL",
    )
    .fetch_all(connection)
    .await?;
    rows.iter().map(payment).collect()
}

/// Attempts whose page or authorisation has run out.
pub(crate) async fn due(connection: &mut SqliteConnection, now: Instant) -> Result<Vec<String>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT id FROM payments
         WHERE status IN ('action_required', 'processing') AND expires_at <= $1",
    )
    .bind(now.millis())
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}

/// Notes something to be asked of the provider.
pub(crate) async fn queue_job(
    tx: &mut WriteTx,
    id: &str,
    payment: &str,
    job: &str,
    amount: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO payment_jobs (id, payment, job, amount_minor, state) VALUES ($1, $2, $3, $4, 'open')",
    )
    .bind(id)
    .bind(payment)
    .bind(job)
    .bind(amount)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Whether a job of a kind is still open for an attempt.
pub(crate) async fn has_open_job(
    connection: &mut SqliteConnection,
    payment: &str,
    job: &str,
) -> Result<bool, sqlx::Error> {
    let row = sqlx::query("SELECT 1 FROM payment_jobs WHERE payment = $1 AND job = $2 AND state = 'open'")
        .bind(payment)
        .bind(job)
        .fetch_optional(connection)
        .await?;
    Ok(row.is_some())
}

/// What is still to be asked, oldest first.
pub(crate) async fn open_jobs(connection: &mut SqliteConnection) -> Result<Vec<JobRow>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT id, payment, job, amount_minor FROM payment_jobs WHERE state = 'open' ORDER BY id LIMIT 200",
    )
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(JobRow {
                id: row.try_get(0)?,
                payment: row.try_get(1)?,
                job: row.try_get(2)?,
                amount: row.try_get(3)?,
            })
        })
        .collect()
}

/// Notes that a job is over.
pub(crate) async fn end_job(tx: &mut WriteTx, id: &str, state: &str) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE payment_jobs SET state = $2 WHERE id = $1")
        .bind(id)
        .bind(state)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Remembers a webhook; `false` when it was taken in before.
pub(crate) async fn remember_webhook(tx: &mut WriteTx, id: &str, now: Instant) -> Result<bool, sqlx::Error> {
    let done = sqlx::query("INSERT INTO webhooks_seen (id, seen_at) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(id)
        .bind(now.millis())
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Forgets webhooks from before `then`; their signatures are long too old by now.
pub(crate) async fn forget_webhooks(tx: &mut WriteTx, then: Instant) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM webhooks_seen WHERE seen_at <= $1")
        .bind(then.millis())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// How much is already being given back of an attempt.
pub(crate) async fn refunds_on_their_way(
    connection: &mut SqliteConnection,
    payment: &str,
) -> Result<i64, sqlx::Error> {
    sqlx::query(
        "SELECT COALESCE(SUM(amount_minor), 0) FROM payment_jobs
         WHERE payment = $1 AND job = 'refund' AND state = 'open'",
    )
    .bind(payment)
    .fetch_one(connection)
    .await?
    .try_get(0)
}
