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
    /// What the company owes for it; nothing where it is paid before.
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

/// The company that has made an order of a quote.
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
