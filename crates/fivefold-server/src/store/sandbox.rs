//! The sandbox provider's tables. The shop never reads them.

use super::WriteTx;
use fivefold_api::vocabulary::Instant;
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};

/// A payment as it is stored.
#[derive(Debug, Clone)]
pub(crate) struct PaymentRow {
    pub(crate) id: String,
    pub(crate) page: String,
    pub(crate) merchant_key: String,
    pub(crate) reference: String,
    pub(crate) merchant: String,
    pub(crate) amount: i64,
    pub(crate) currency: String,
    pub(crate) capture_at_once: bool,
    pub(crate) status: String,
    pub(crate) revision: i64,
    pub(crate) decline: Option<String>,
    pub(crate) captured: i64,
    pub(crate) refunded: i64,
    pub(crate) return_url: String,
    pub(crate) webhook_url: String,
    pub(crate) expires_at: Instant,
    pub(crate) settles_at: Option<Instant>,
}

/// A webhook that has not been taken in yet.
#[derive(Debug, Clone)]
pub(crate) struct WebhookRow {
    pub(crate) id: String,
    pub(crate) url: String,
    pub(crate) body: String,
    pub(crate) tries: i64,
}

fn payment(row: &SqliteRow) -> Result<PaymentRow, sqlx::Error> {
    Ok(PaymentRow {
        id: row.try_get("id")?,
        page: row.try_get("page")?,
        merchant_key: row.try_get("merchant_key")?,
        reference: row.try_get("reference")?,
        merchant: row.try_get("merchant")?,
        amount: row.try_get("amount_minor")?,
        currency: row.try_get("currency")?,
        capture_at_once: row.try_get::<i64, _>("capture_at_once")? != 0,
        status: row.try_get("status")?,
        revision: row.try_get("revision")?,
        decline: row.try_get("decline")?,
        captured: row.try_get("captured_minor")?,
        refunded: row.try_get("refunded_minor")?,
        return_url: row.try_get("return_url")?,
        webhook_url: row.try_get("webhook_url")?,
        expires_at: Instant::from_millis(row.try_get("expires_at")?),
        settles_at: row.try_get::<Option<i64>, _>("settles_at")?.map(Instant::from_millis),
    })
}

/// A setting that is made once and then stays: keys survive a restart.
pub(crate) async fn setting(tx: &mut WriteTx, name: &str, fresh: &str) -> Result<String, sqlx::Error> {
    sqlx::query("INSERT INTO sandbox_settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING")
        .bind(name)
        .bind(fresh)
        .execute(&mut **tx)
        .await?;
    sqlx::query("SELECT value FROM sandbox_settings WHERE name = $1")
        .bind(name)
        .fetch_one(&mut **tx)
        .await?
        .try_get(0)
}

/// The payment of an id.
pub(crate) async fn by_id(
    connection: &mut SqliteConnection,
    id: &str,
) -> Result<Option<PaymentRow>, sqlx::Error> {
    let row = sqlx::query("SELECT * FROM sandbox_payments WHERE id = $1")
        .bind(id)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(payment).transpose()
}

/// The payment of a page.
pub(crate) async fn by_page(
    connection: &mut SqliteConnection,
    page: &str,
) -> Result<Option<PaymentRow>, sqlx::Error> {
    let row = sqlx::query("SELECT * FROM sandbox_payments WHERE page = $1")
        .bind(page)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(payment).transpose()
}

/// The payment of a merchant's key.
pub(crate) async fn by_key(
    connection: &mut SqliteConnection,
    key: &str,
) -> Result<Option<PaymentRow>, sqlx::Error> {
    let row = sqlx::query("SELECT * FROM sandbox_payments WHERE merchant_key = $1")
        .bind(key)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(payment).transpose()
}

/// Payments whose time has come: pages and authorisations that run out, late successes.
pub(crate) async fn due(
    connection: &mut SqliteConnection,
    now: Instant,
) -> Result<Vec<PaymentRow>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT * FROM sandbox_payments
         WHERE (status IN ('action_required', 'authorised') AND expires_at <= $1)
            OR (status = 'processing' AND settles_at <= $1)
         ORDER BY id",
    )
    .bind(now.millis())
    .fetch_all(connection)
    .await?;
    rows.iter().map(payment).collect()
}

/// Adds a payment.
pub(crate) async fn insert(tx: &mut WriteTx, row: &PaymentRow) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO sandbox_payments (id, page, merchant_key, reference, merchant, amount_minor, currency,
             capture_at_once, status, revision, decline, captured_minor, refunded_minor, return_url,
             webhook_url, expires_at, settles_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
    )
    .bind(&row.id)
    .bind(&row.page)
    .bind(&row.merchant_key)
    .bind(&row.reference)
    .bind(&row.merchant)
    .bind(row.amount)
    .bind(&row.currency)
    .bind(i64::from(row.capture_at_once))
    .bind(&row.status)
    .bind(row.revision)
    .bind(&row.decline)
    .bind(row.captured)
    .bind(row.refunded)
    .bind(&row.return_url)
    .bind(&row.webhook_url)
    .bind(row.expires_at.millis())
    .bind(row.settles_at.map(Instant::millis))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes what may change of a payment.
pub(crate) async fn update(tx: &mut WriteTx, row: &PaymentRow) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE sandbox_payments
         SET status = $2, revision = $3, decline = $4, captured_minor = $5, refunded_minor = $6,
             expires_at = $7, settles_at = $8
         WHERE id = $1",
    )
    .bind(&row.id)
    .bind(&row.status)
    .bind(row.revision)
    .bind(&row.decline)
    .bind(row.captured)
    .bind(row.refunded)
    .bind(row.expires_at.millis())
    .bind(row.settles_at.map(Instant::millis))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Remembers the key of an operation; `false` when it was there already.
pub(crate) async fn remember(tx: &mut WriteTx, payment: &str, key: &str) -> Result<bool, sqlx::Error> {
    let done =
        sqlx::query("INSERT INTO sandbox_operations (payment, key) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(payment)
            .bind(key)
            .execute(&mut **tx)
            .await?;
    Ok(done.rows_affected() == 1)
}

/// Queues a webhook.
pub(crate) async fn queue_webhook(
    tx: &mut WriteTx,
    id: &str,
    row: &PaymentRow,
    body: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO sandbox_webhooks (id, payment, revision, url, body, state)
         VALUES ($1, $2, $3, $4, $5, 'open')",
    )
    .bind(id)
    .bind(&row.id)
    .bind(row.revision)
    .bind(&row.webhook_url)
    .bind(body)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Webhooks still to be delivered, oldest state first.
pub(crate) async fn open_webhooks(connection: &mut SqliteConnection) -> Result<Vec<WebhookRow>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT id, url, body, tries FROM sandbox_webhooks WHERE state = 'open' ORDER BY payment, revision LIMIT 200",
    )
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(WebhookRow {
                id: row.try_get(0)?,
                url: row.try_get(1)?,
                body: row.try_get(2)?,
                tries: row.try_get(3)?,
            })
        })
        .collect()
}

/// Notes how a delivery went.
pub(crate) async fn note_webhook(
    tx: &mut WriteTx,
    id: &str,
    tries: i64,
    state: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE sandbox_webhooks SET tries = $2, state = $3 WHERE id = $1")
        .bind(id)
        .bind(tries)
        .bind(state)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
