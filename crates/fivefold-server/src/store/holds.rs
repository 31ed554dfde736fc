//! Holds: time-limited claims on anything scarce, in one table.
//!
//! **Invariant**: what can be had of a resource is what there is minus its active holds; only the
//! `state` says whether a hold is active, never the clock.

use super::WriteTx;
use fivefold_api::vocabulary::Instant;
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};

/// The resource kind of a variant's stock.
pub(crate) const VARIANT: &str = "variant";
/// The resource kind of a lot that was won.
pub(crate) const LOT: &str = "lot";

/// The resource kind of a group-buy's seats.
pub(crate) const SEAT: &str = "seat";

/// The resource kind of somebody's time.
pub(crate) const SLOT: &str = "slot";

/// A hold as it is stored.
#[derive(Debug, Clone)]
pub(crate) struct HoldRow {
    pub(crate) id: String,
    pub(crate) resource_kind: String,
    pub(crate) resource_id: String,
    pub(crate) quantity: i64,
    pub(crate) state: String,
    pub(crate) expires_at: Instant,
}

/// A hold to be made.
#[derive(Debug)]
pub(crate) struct NewHold<'a> {
    pub(crate) id: &'a str,
    pub(crate) subject_kind: &'a str,
    pub(crate) subject_id: &'a str,
    /// Who holds: a session, or an order whose stock is held from its own session's cart too. Never empty.
    pub(crate) owner: &'a str,
    pub(crate) resource_kind: &'a str,
    pub(crate) resource_id: &'a str,
    pub(crate) quantity: i64,
    pub(crate) expires_at: Instant,
}

fn hold(row: &SqliteRow) -> Result<HoldRow, sqlx::Error> {
    Ok(HoldRow {
        id: row.try_get("id")?,
        resource_kind: row.try_get("resource_kind")?,
        resource_id: row.try_get("resource_id")?,
        quantity: row.try_get("quantity")?,
        state: row.try_get("state")?,
        expires_at: Instant::from_millis(row.try_get("expires_at")?),
    })
}

/// Adds an active hold.
pub(crate) async fn insert(tx: &mut WriteTx, hold: &NewHold<'_>) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO holds (id, subject_kind, subject_id, owner, resource_kind, resource_id, quantity,
             state, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'active', $8)",
    )
    .bind(hold.id)
    .bind(hold.subject_kind)
    .bind(hold.subject_id)
    .bind(hold.owner)
    .bind(hold.resource_kind)
    .bind(hold.resource_id)
    .bind(hold.quantity)
    .bind(hold.expires_at.millis())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// All holds of a subject, in the order they were made.
pub(crate) async fn of_subject(
    connection: &mut SqliteConnection,
    kind: &str,
    id: &str,
) -> Result<Vec<HoldRow>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT * FROM holds WHERE subject_kind = $1 AND subject_id = $2 ORDER BY expires_at, id",
    )
    .bind(kind)
    .bind(id)
    .fetch_all(connection)
    .await?;
    rows.iter().map(hold).collect()
}

/// Ends the active holds of a subject in a state and gives them back.
pub(crate) async fn end(
    tx: &mut WriteTx,
    kind: &str,
    id: &str,
    state: &str,
) -> Result<Vec<HoldRow>, sqlx::Error> {
    let rows = sqlx::query(
        "UPDATE holds SET state = $3 WHERE subject_kind = $1 AND subject_id = $2 AND state = 'active'
         RETURNING *",
    )
    .bind(kind)
    .bind(id)
    .bind(state)
    .fetch_all(&mut **tx)
    .await?;
    rows.iter().map(hold).collect()
}

/// Moves the end of the active holds of a subject.
pub(crate) async fn extend(
    tx: &mut WriteTx,
    kind: &str,
    id: &str,
    expires_at: Instant,
) -> Result<u64, sqlx::Error> {
    let done = sqlx::query(
        "UPDATE holds SET expires_at = $3
         WHERE subject_kind = $1 AND subject_id = $2 AND state = 'active'",
    )
    .bind(kind)
    .bind(id)
    .bind(expires_at.millis())
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}

/// Gives the holds of one subject to another, each a kind and an id.
pub(crate) async fn move_to(
    tx: &mut WriteTx,
    from: (&str, &str),
    to: (&str, &str),
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE holds SET subject_kind = $3, subject_id = $4 WHERE subject_kind = $1 AND subject_id = $2",
    )
    .bind(from.0)
    .bind(from.1)
    .bind(to.0)
    .bind(to.1)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The subjects whose holds have run out.
pub(crate) async fn due(
    connection: &mut SqliteConnection,
    kind: &str,
    now: Instant,
) -> Result<Vec<String>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT DISTINCT subject_id FROM holds
         WHERE subject_kind = $1 AND state = 'active' AND expires_at <= $2",
    )
    .bind(kind)
    .bind(now.millis())
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}

/// The stock of a variant and how much of it is held, not counting what `except` holds.
pub(crate) async fn stock(
    connection: &mut SqliteConnection,
    variant: &str,
    except: &str,
) -> Result<Option<(i64, i64)>, sqlx::Error> {
    let row = sqlx::query(
        "SELECT stock, COALESCE((SELECT SUM(quantity) FROM holds
             WHERE resource_kind = 'variant' AND resource_id = variants.id AND state = 'active'
               AND owner <> $2), 0)
         FROM variants WHERE id = $1",
    )
    .bind(variant)
    .bind(except)
    .fetch_optional(connection)
    .await?;
    row.map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).transpose()
}

/// Takes from the shelf (negative) or puts back (positive).
pub(crate) async fn move_stock(tx: &mut WriteTx, variant: &str, by: i64) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE variants SET stock = stock + $2 WHERE id = $1")
        .bind(variant)
        .bind(by)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The slug of a variant's product.
pub(crate) async fn product_of(
    connection: &mut SqliteConnection,
    variant: &str,
) -> Result<Option<String>, sqlx::Error> {
    let row = sqlx::query(
        "SELECT products.slug FROM variants JOIN products ON products.id = variants.product
         WHERE variants.id = $1",
    )
    .bind(variant)
    .fetch_optional(connection)
    .await?;
    row.map(|row| row.try_get(0)).transpose()
}
