//! Orders: a snapshot of what was agreed, and where it stands.

use super::WriteTx;
use fivefold_api::vocabulary::Instant;
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};

/// An order as it is stored.
#[derive(Debug, Clone)]
pub(crate) struct OrderRow {
    pub(crate) id: String,
    pub(crate) serial: i64,
    pub(crate) session: String,
    pub(crate) token: String,
    pub(crate) revision: i64,
    pub(crate) status: String,
    pub(crate) placed_at: Instant,
    pub(crate) checkout_version: String,
    pub(crate) total: i64,
    pub(crate) currency: String,
    pub(crate) locale: String,
    pub(crate) snapshot: String,
    /// `cart`, `lots`, `group`, `booking` or `quote`.
    pub(crate) kind: String,
}

impl OrderRow {
    /// Whether it is of lots that were won: it has no lines, and its hold ends when the payment is due.
    pub(crate) fn is_of_lots(&self) -> bool {
        self.kind == "lots"
    }

    /// Whether it is of a seat in a group-buy: what it costs is decided when the group is.
    pub(crate) fn is_of_group(&self) -> bool {
        self.kind == "group"
    }

    /// Whether it is of a booking: its hold ends as the booking's does.
    pub(crate) fn is_of_booking(&self) -> bool {
        self.kind == "booking"
    }

    /// Whether it is of an accepted quote: on account, or held as long as the offer stands.
    pub(crate) fn is_of_quote(&self) -> bool {
        self.kind == "quote"
    }

    /// Whether it is of goods from a cart.
    pub(crate) fn is_of_cart(&self) -> bool {
        self.kind == "cart"
    }
}

/// What an order takes from the shelf.
#[derive(Debug, Clone)]
pub(crate) struct OrderLineRow {
    pub(crate) variant: String,
    pub(crate) product: String,
    pub(crate) quantity: i64,
}

fn order(row: &SqliteRow) -> Result<OrderRow, sqlx::Error> {
    Ok(OrderRow {
        id: row.try_get("id")?,
        serial: row.try_get("serial")?,
        session: row.try_get("session")?,
        token: row.try_get("token")?,
        revision: row.try_get("revision")?,
        status: row.try_get("status")?,
        placed_at: Instant::from_millis(row.try_get("placed_at")?),
        checkout_version: row.try_get("checkout_version")?,
        total: row.try_get("total_minor")?,
        currency: row.try_get("currency")?,
        locale: row.try_get("locale")?,
        snapshot: row.try_get("snapshot")?,
        kind: row.try_get("kind")?,
    })
}

/// The serial number of the next order.
pub(crate) async fn next_serial(tx: &mut WriteTx) -> Result<i64, sqlx::Error> {
    sqlx::query("SELECT COALESCE(MAX(serial), 10000) + 1 FROM orders").fetch_one(&mut **tx).await?.try_get(0)
}

/// Adds an order with its lines.
pub(crate) async fn insert(
    tx: &mut WriteTx,
    row: &OrderRow,
    lines: &[OrderLineRow],
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO orders (id, serial, session, token, revision, status, placed_at, checkout_version,
             total_minor, currency, locale, snapshot, kind)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(&row.id)
    .bind(row.serial)
    .bind(&row.session)
    .bind(&row.token)
    .bind(row.revision)
    .bind(&row.status)
    .bind(row.placed_at.millis())
    .bind(&row.checkout_version)
    .bind(row.total)
    .bind(&row.currency)
    .bind(&row.locale)
    .bind(&row.snapshot)
    .bind(&row.kind)
    .execute(&mut **tx)
    .await?;
    for line in lines {
        sqlx::query("INSERT INTO order_lines (order_id, variant, product, quantity) VALUES ($1, $2, $3, $4)")
            .bind(&row.id)
            .bind(&line.variant)
            .bind(&line.product)
            .bind(line.quantity)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// The order of an id.
pub(crate) async fn find(
    connection: &mut SqliteConnection,
    id: &str,
) -> Result<Option<OrderRow>, sqlx::Error> {
    let row = sqlx::query("SELECT * FROM orders WHERE id = $1").bind(id).fetch_optional(connection).await?;
    row.as_ref().map(order).transpose()
}

/// The orders of a session, newest first.
pub(crate) async fn of_session(
    connection: &mut SqliteConnection,
    session: &str,
) -> Result<Vec<OrderRow>, sqlx::Error> {
    let rows = sqlx::query("SELECT * FROM orders WHERE session = $1 ORDER BY serial DESC LIMIT 200")
        .bind(session)
        .fetch_all(connection)
        .await?;
    rows.iter().map(order).collect()
}

/// As [`of_session`], for lists: what was ordered of a quote is left out, since there may be thousands of lines.
pub(crate) async fn listed(
    connection: &mut SqliteConnection,
    session: &str,
) -> Result<Vec<OrderRow>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT id, serial, session, token, revision, status, placed_at, checkout_version, total_minor, currency,
             locale, json_remove(snapshot, '$.quote.lines') AS snapshot, kind
         FROM orders WHERE session = $1 ORDER BY serial DESC LIMIT 200",
    )
    .bind(session)
    .fetch_all(connection)
    .await?;
    rows.iter().map(order).collect()
}

/// The newest order of a session's cart that waits for its payment.
pub(crate) async fn pending_of_session(
    connection: &mut SqliteConnection,
    session: &str,
) -> Result<Option<OrderRow>, sqlx::Error> {
    let row = sqlx::query(
        "SELECT * FROM orders WHERE session = $1 AND status = 'pending_payment' AND kind = 'cart'
         ORDER BY serial DESC",
    )
    .bind(session)
    .fetch_optional(connection)
    .await?;
    row.as_ref().map(order).transpose()
}

/// What an order takes from the shelf.
pub(crate) async fn lines(
    connection: &mut SqliteConnection,
    id: &str,
) -> Result<Vec<OrderLineRow>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT variant, product, quantity FROM order_lines WHERE order_id = $1 ORDER BY variant",
    )
    .bind(id)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(OrderLineRow { variant: row.try_get(0)?, product: row.try_get(1)?, quantity: row.try_get(2)? })
        })
        .collect()
}

/// Sets what an order costs, and what was agreed.
pub(crate) async fn set_total(
    tx: &mut WriteTx,
    id: &str,
    total: i64,
    snapshot: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE orders SET total_minor = $2, snapshot = $3 WHERE id = $1")
        .bind(id)
        .bind(total)
        .bind(snapshot)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Counts the revision up, in a new status if one is given, and gives the order as it is now.
pub(crate) async fn touch(tx: &mut WriteTx, id: &str, status: Option<&str>) -> Result<OrderRow, sqlx::Error> {
    let row = sqlx::query(
        "UPDATE orders SET revision = revision + 1, status = COALESCE($2, status) WHERE id = $1 RETURNING *",
    )
    .bind(id)
    .bind(status)
    .fetch_one(&mut **tx)
    .await?;
    order(&row)
}
