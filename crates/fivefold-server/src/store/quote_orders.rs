//! The orders made of quotes: what companies owe for them, and the companies' own numbers.

use super::WriteTx;
use fivefold_api::vocabulary::Instant;
use sqlx::{Row as _, SqliteConnection};

/// The order of a quote as it is stored.
#[derive(Debug)]
pub(crate) struct QuoteOrderRow<'a> {
    pub(crate) quote: &'a str,
    pub(crate) order: &'a str,
    pub(crate) company: &'a str,
    /// What is compared of the company's own number ([`fivefold_api::rules::po_key`]).
    pub(crate) po_key: Option<&'a str>,
    pub(crate) currency: &'a str,
    /// What the company owes for it still; nothing where it is paid before.
    pub(crate) owed: i64,
}

/// Notes the order of a quote. A quote has one: another one is an error of the database.
pub(crate) async fn insert(tx: &mut WriteTx, row: &QuoteOrderRow<'_>) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO quote_orders (quote, order_id, company, po_key, currency, owed_minor)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(row.quote)
    .bind(row.order)
    .bind(row.company)
    .bind(row.po_key)
    .bind(row.currency)
    .bind(row.owed)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Notes what an order takes of what only companies buy, in digits of its scale.
pub(crate) async fn add_goods(
    tx: &mut WriteTx,
    order: &str,
    sku_key: &str,
    digits: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO quote_order_goods (order_id, sku_key, quantity) VALUES ($1, $2, $3)")
        .bind(order)
        .bind(sku_key)
        .bind(digits)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// What an order takes of what only companies buy: each number and how much.
pub(crate) async fn goods(
    connection: &mut SqliteConnection,
    order: &str,
) -> Result<Vec<(String, i64)>, sqlx::Error> {
    let rows =
        sqlx::query("SELECT sku_key, quantity FROM quote_order_goods WHERE order_id = $1 ORDER BY sku_key")
            .bind(order)
            .fetch_all(connection)
            .await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}

/// The company of an order that was made of a quote.
pub(crate) async fn company_of(
    connection: &mut SqliteConnection,
    order: &str,
) -> Result<Option<String>, sqlx::Error> {
    let row = sqlx::query("SELECT company FROM quote_orders WHERE order_id = $1")
        .bind(order)
        .fetch_optional(connection)
        .await?;
    row.map(|row| row.try_get(0)).transpose()
}

/// Notes that nothing is owed for an order any more. Whether anything was.
pub(crate) async fn settle(tx: &mut WriteTx, order: &str) -> Result<bool, sqlx::Error> {
    let done = sqlx::query("UPDATE quote_orders SET owed_minor = 0 WHERE order_id = $1 AND owed_minor > 0")
        .bind(order)
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// The id of the order that was made of a quote.
pub(crate) async fn order_of(
    connection: &mut SqliteConnection,
    quote: &str,
) -> Result<Option<String>, sqlx::Error> {
    let row = sqlx::query("SELECT order_id FROM quote_orders WHERE quote = $1")
        .bind(quote)
        .fetch_optional(connection)
        .await?;
    row.map(|row| row.try_get(0)).transpose()
}

/// What a company owes, in minor units of a currency, for the orders it has made of quotes.
pub(crate) async fn owed(
    connection: &mut SqliteConnection,
    company: &str,
    currency: &str,
) -> Result<i64, sqlx::Error> {
    sqlx::query(
        "SELECT COALESCE(SUM(q.owed_minor), 0) FROM quote_orders q JOIN orders o ON o.id = q.order_id
         WHERE q.company = $1 AND q.currency = $2 AND o.status NOT IN ('cancelled', 'expired')",
    )
    .bind(company)
    .bind(currency)
    .fetch_one(connection)
    .await?
    .try_get(0)
}

/// An order with the same number of the company's own.
#[derive(Debug)]
pub(crate) struct SameNumber {
    pub(crate) order: String,
    pub(crate) serial: i64,
    pub(crate) placed_at: Instant,
}

/// A company's orders that have the same number of its own, newest first.
pub(crate) async fn with_po(
    connection: &mut SqliteConnection,
    company: &str,
    po_key: &str,
) -> Result<Vec<SameNumber>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT o.id, o.serial, o.placed_at FROM quote_orders q JOIN orders o ON o.id = q.order_id
         WHERE q.company = $1 AND q.po_key = $2 AND o.status NOT IN ('cancelled', 'expired')
         ORDER BY o.serial DESC LIMIT 20",
    )
    .bind(company)
    .bind(po_key)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(SameNumber {
                order: row.try_get(0)?,
                serial: row.try_get(1)?,
                placed_at: Instant::from_millis(row.try_get(2)?),
            })
        })
        .collect()
}
