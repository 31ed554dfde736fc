//! Vouchers, attempts to redeem them, and the key that signs them.

use super::{WriteTx, words::word};
use fivefold_api::{
    model::{RedemptionResult, VoucherStatus},
    vocabulary::Instant,
};
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};

/// A voucher as it is stored.
#[derive(Debug, Clone)]
pub(crate) struct VoucherRow {
    /// As [`fivefold_api::rules::write_code`] writes it.
    pub(crate) code: String,
    pub(crate) booking: String,
    pub(crate) payload: String,
    pub(crate) valid_from: Instant,
    pub(crate) valid_until: Instant,
    pub(crate) status: VoucherStatus,
    pub(crate) redeemed_at: Option<Instant>,
    /// The account.
    pub(crate) redeemed_by: Option<String>,
}

/// An attempt to redeem.
#[derive(Debug)]
pub(crate) struct NewRedemption<'a> {
    pub(crate) id: &'a str,
    pub(crate) venue: &'a str,
    pub(crate) account: &'a str,
    pub(crate) booking: Option<&'a str>,
    pub(crate) result: RedemptionResult,
    pub(crate) at: Instant,
}

fn voucher(row: &SqliteRow) -> Result<VoucherRow, sqlx::Error> {
    Ok(VoucherRow {
        code: row.try_get("code")?,
        booking: row.try_get("booking")?,
        payload: row.try_get("payload")?,
        valid_from: Instant::from_millis(row.try_get("valid_from")?),
        valid_until: Instant::from_millis(row.try_get("valid_until")?),
        status: super::words::read(row.try_get("status")?)?,
        redeemed_at: row.try_get::<Option<i64>, _>("redeemed_at")?.map(Instant::from_millis),
        redeemed_by: row.try_get("redeemed_by")?,
    })
}

/// Adds a voucher.
pub(crate) async fn insert(tx: &mut WriteTx, row: &VoucherRow) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO vouchers (code, booking, payload, valid_from, valid_until, status)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(&row.code)
    .bind(&row.booking)
    .bind(&row.payload)
    .bind(row.valid_from.millis())
    .bind(row.valid_until.millis())
    .bind(word(&row.status)?)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The voucher of a code.
pub(crate) async fn find(
    connection: &mut SqliteConnection,
    code: &str,
) -> Result<Option<VoucherRow>, sqlx::Error> {
    let row =
        sqlx::query("SELECT * FROM vouchers WHERE code = $1").bind(code).fetch_optional(connection).await?;
    row.as_ref().map(voucher).transpose()
}

/// The voucher of a booking: the one that lets in or has let in, or else the last that did.
pub(crate) async fn of_booking(
    connection: &mut SqliteConnection,
    booking: &str,
) -> Result<Option<VoucherRow>, sqlx::Error> {
    let row =
        sqlx::query("SELECT * FROM vouchers WHERE booking = $1 ORDER BY status = 'void', rowid DESC LIMIT 1")
            .bind(booking)
            .fetch_optional(connection)
            .await?;
    row.as_ref().map(voucher).transpose()
}

/// The code of the voucher that was redeemed with a key.
pub(crate) async fn redeemed_with(
    connection: &mut SqliteConnection,
    nonce: &str,
) -> Result<Option<String>, sqlx::Error> {
    let row = sqlx::query("SELECT code FROM vouchers WHERE nonce = $1")
        .bind(nonce)
        .fetch_optional(connection)
        .await?;
    row.map(|row| row.try_get(0)).transpose()
}

/// Voids the voucher of a booking that lets in.
pub(crate) async fn void_of_booking(tx: &mut WriteTx, booking: &str) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE vouchers SET status = 'void' WHERE booking = $1 AND status = 'active'")
        .bind(booking)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Notes that a voucher was used, by whom and with which key. `false` when it lets nobody in any more.
pub(crate) async fn redeem(
    tx: &mut WriteTx,
    code: &str,
    account: &str,
    nonce: &str,
    now: Instant,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query(
        "UPDATE vouchers SET status = 'redeemed', redeemed_at = $4, redeemed_by = $2, nonce = $3
         WHERE code = $1 AND status = 'active'",
    )
    .bind(code)
    .bind(account)
    .bind(nonce)
    .bind(now.millis())
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes an attempt to redeem.
pub(crate) async fn note(tx: &mut WriteTx, new: &NewRedemption<'_>) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO redemptions (id, venue, account, booking, result, at) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(new.id)
    .bind(new.venue)
    .bind(new.account)
    .bind(new.booking)
    .bind(word(&new.result)?)
    .bind(new.at.millis())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The key that signs, which is `fresh` if there was none yet.
pub(crate) async fn signing_key(
    tx: &mut WriteTx,
    id: &str,
    fresh: &[u8],
) -> Result<(String, Vec<u8>), sqlx::Error> {
    sqlx::query(
        "INSERT INTO signing_keys (id, secret) SELECT $1, $2 WHERE NOT EXISTS (SELECT 1 FROM signing_keys)",
    )
    .bind(id)
    .bind(fresh)
    .execute(&mut **tx)
    .await?;
    let row = sqlx::query("SELECT id, secret FROM signing_keys LIMIT 1").fetch_one(&mut **tx).await?;
    Ok((row.try_get(0)?, row.try_get(1)?))
}

/// The key of an id.
pub(crate) async fn key(connection: &mut SqliteConnection, id: &str) -> Result<Option<Vec<u8>>, sqlx::Error> {
    let row = sqlx::query("SELECT secret FROM signing_keys WHERE id = $1")
        .bind(id)
        .fetch_optional(connection)
        .await?;
    row.map(|row| row.try_get(0)).transpose()
}
