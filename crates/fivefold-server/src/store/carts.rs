//! Carts and their lines, joined with what the catalogue says now.

use super::{WriteTx, wholesale};
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection, sqlite::SqliteRow};

/// A session's cart.
#[derive(Debug, Clone)]
pub(crate) struct CartRow {
    pub(crate) id: String,
    pub(crate) revision: i64,
}

/// A line with the variant as the catalogue has it. JSON stays text.
#[derive(Debug, Clone)]
pub(crate) struct LineRow {
    pub(crate) variant: String,
    pub(crate) quantity: i64,
    /// What one cost, and in which currency, when the buyer last changed the cart.
    pub(crate) seen: Option<(i64, String)>,
    pub(crate) product: String,
    pub(crate) tax_class: String,
    pub(crate) titles: String,
    pub(crate) options: String,
    pub(crate) product_pictures: String,
    pub(crate) selections: String,
    pub(crate) variant_pictures: String,
    pub(crate) stock: i64,
    /// How much of the stock others hold.
    pub(crate) held: i64,
    pub(crate) min: i64,
    pub(crate) max: Option<i64>,
    pub(crate) increment: i64,
    /// What one costs in the asked currency.
    pub(crate) price: Option<i64>,
}

fn line(row: &SqliteRow) -> Result<LineRow, sqlx::Error> {
    let seen: Option<i64> = row.try_get("seen_minor")?;
    let seen_currency: Option<String> = row.try_get("seen_currency")?;
    Ok(LineRow {
        variant: row.try_get("variant")?,
        quantity: row.try_get("quantity")?,
        seen: seen.zip(seen_currency),
        product: row.try_get("slug")?,
        tax_class: row.try_get("tax_class")?,
        titles: row.try_get("titles")?,
        options: row.try_get("options")?,
        product_pictures: row.try_get("product_pictures")?,
        selections: row.try_get("selections")?,
        variant_pictures: row.try_get("variant_pictures")?,
        stock: row.try_get("stock")?,
        held: row.try_get("held")?,
        min: row.try_get("quantity_min")?,
        max: row.try_get("quantity_max")?,
        increment: row.try_get("quantity_increment")?,
        price: row.try_get("amount")?,
    })
}

/// The cart of a session, if anything was ever put into one.
pub(crate) async fn of_session(
    connection: &mut SqliteConnection,
    session: &str,
) -> Result<Option<CartRow>, sqlx::Error> {
    let row = sqlx::query("SELECT id, revision FROM carts WHERE session = $1")
        .bind(session)
        .fetch_optional(connection)
        .await?;
    row.map(|row| Ok(CartRow { id: row.try_get(0)?, revision: row.try_get(1)? })).transpose()
}

/// The lines of a cart in the order they were added. What the session itself holds is not held
/// from it. `is_company` says by whose rules it buys.
pub(crate) async fn lines(
    connection: &mut SqliteConnection,
    cart: &str,
    session: &str,
    currency: &str,
    is_company: bool,
) -> Result<Vec<LineRow>, sqlx::Error> {
    // The text is made of constants.
    let sql = format!(
        "SELECT l.variant, l.quantity, l.seen_minor, l.seen_currency,
                p.slug, p.tax_class, p.titles, p.options, p.pictures AS product_pictures,
                v.selections, v.pictures AS variant_pictures, v.stock, {}, c.amount,
                COALESCE((SELECT SUM(h.quantity) FROM holds h
                    WHERE h.resource_kind = 'variant' AND h.resource_id = v.id AND h.state = 'active'
                      AND h.owner <> $2), 0) AS held
         FROM cart_lines l
         JOIN variants v ON v.id = l.variant
         JOIN products p ON p.id = v.product
         LEFT JOIN prices c ON c.variant = v.id AND c.currency = $3
         LEFT JOIN wholesale_rules w ON w.variant = v.id AND $4
         WHERE l.cart = $1
         ORDER BY l.position",
        wholesale::RULE
    );
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(cart)
        .bind(session)
        .bind(currency)
        .bind(is_company)
        .fetch_all(connection)
        .await?;
    rows.iter().map(line).collect()
}

/// Adds a session's empty cart.
pub(crate) async fn insert(tx: &mut WriteTx, id: &str, session: &str) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO carts (id, session, revision) VALUES ($1, $2, 0)")
        .bind(id)
        .bind(session)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Counts the cart's revision up and gives the new one.
pub(crate) async fn touch(tx: &mut WriteTx, cart: &str) -> Result<i64, sqlx::Error> {
    sqlx::query("UPDATE carts SET revision = revision + 1 WHERE id = $1 RETURNING revision")
        .bind(cart)
        .fetch_one(&mut **tx)
        .await?
        .try_get(0)
}

/// Sets a line's quantity; a new line goes last.
pub(crate) async fn set_line(
    tx: &mut WriteTx,
    cart: &str,
    variant: &str,
    quantity: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO cart_lines (cart, variant, position, quantity)
         VALUES ($1, $2, COALESCE((SELECT MAX(position) + 1 FROM cart_lines WHERE cart = $1), 0), $3)
         ON CONFLICT (cart, variant) DO UPDATE SET quantity = excluded.quantity",
    )
    .bind(cart)
    .bind(variant)
    .bind(quantity)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Removes all lines.
pub(crate) async fn empty(tx: &mut WriteTx, cart: &str) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM cart_lines WHERE cart = $1").bind(cart).execute(&mut **tx).await?;
    Ok(())
}

/// Gives an empty cart the lines of another, and its checkout unless it has one.
pub(crate) async fn move_lines(tx: &mut WriteTx, from: &str, to: &str) -> Result<(), sqlx::Error> {
    for sql in [
        "UPDATE OR REPLACE cart_lines SET cart = $2 WHERE cart = $1",
        "UPDATE OR IGNORE checkouts SET cart = $2 WHERE cart = $1",
    ] {
        sqlx::query(sql).bind(from).bind(to).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Removes a line.
pub(crate) async fn remove_line(tx: &mut WriteTx, cart: &str, variant: &str) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM cart_lines WHERE cart = $1 AND variant = $2")
        .bind(cart)
        .bind(variant)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Notes what one of a line costs, and in which currency, as the buyer has seen it.
pub(crate) async fn note_price(
    tx: &mut WriteTx,
    cart: &str,
    variant: &str,
    seen: Option<(i64, &str)>,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE cart_lines SET seen_minor = $3, seen_currency = $4 WHERE cart = $1 AND variant = $2")
        .bind(cart)
        .bind(variant)
        .bind(seen.map(|(minor, _)| minor))
        .bind(seen.map(|(_, currency)| currency))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Whether there is such a variant.
pub(crate) async fn variant_exists(
    connection: &mut SqliteConnection,
    variant: &str,
) -> Result<bool, sqlx::Error> {
    let row =
        sqlx::query("SELECT 1 FROM variants WHERE id = $1").bind(variant).fetch_optional(connection).await?;
    Ok(row.is_some())
}

/// Takes so many of a variant out of a cart; the line goes when nothing is left. Whether it was there.
pub(crate) async fn take_out(
    tx: &mut WriteTx,
    cart: &str,
    variant: &str,
    quantity: i64,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query("UPDATE cart_lines SET quantity = quantity - $3 WHERE cart = $1 AND variant = $2")
        .bind(cart)
        .bind(variant)
        .bind(quantity)
        .execute(&mut **tx)
        .await?;
    sqlx::query("DELETE FROM cart_lines WHERE cart = $1 AND variant = $2 AND quantity <= 0")
        .bind(cart)
        .bind(variant)
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected() == 1)
}
