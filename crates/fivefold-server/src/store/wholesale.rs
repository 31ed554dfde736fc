//! What companies buy under which number, and what it costs by quantity.

use super::{
    WriteTx,
    catalog::{StoredOption, StoredPicture, Texts, parameters},
};
use fivefold_api::{model::Selection, rules::sku_key};
use serde::de::DeserializeOwned;
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection, sqlite::SqliteRow};
use std::collections::HashMap;

/// The resource kind of what only companies buy, held by its `sku_key` in digits of its scale.
pub(crate) const GOODS: &str = "goods";

/// How many numbers one statement asks for.
const AT_ONCE: usize = 500;

/// A number as a company finds it. Quantities are digits of the scale.
#[derive(Debug, Clone)]
pub(crate) struct ItemRow {
    pub(crate) sku_key: String,
    pub(crate) sku: String,
    /// The variant; the number itself of what only companies buy.
    pub(crate) variant: String,
    pub(crate) product: String,
    pub(crate) titles: Texts,
    /// The names of the chosen options, in order.
    pub(crate) options: Vec<Texts>,
    pub(crate) picture: Option<StoredPicture>,
    pub(crate) tax_class: String,
    pub(crate) unit: String,
    pub(crate) scale: u8,
    pub(crate) min: i64,
    pub(crate) max: Option<i64>,
    pub(crate) increment: i64,
    /// What prices are for.
    pub(crate) per: i64,
    /// What is there without what is held.
    pub(crate) available: i64,
    pub(crate) lead_days: Option<u32>,
    /// What everybody pays in the asked currency.
    pub(crate) price: Option<i64>,
    /// Whether only companies buy it.
    pub(crate) is_goods: bool,
    /// From how much on, and the price.
    pub(crate) breaks: Vec<(i64, i64)>,
}

/// How companies buy a variant of the shop, in pieces.
#[derive(Debug, Clone)]
pub(crate) struct RuleRow {
    pub(crate) variant: String,
    pub(crate) min: i64,
    pub(crate) max: Option<i64>,
    pub(crate) increment: i64,
    pub(crate) lead_days: Option<u32>,
}

/// What only companies buy, to be added. JSON is text.
#[derive(Debug)]
pub(crate) struct NewGoods {
    pub(crate) sku_key: String,
    pub(crate) sku: String,
    pub(crate) product: String,
    pub(crate) titles: String,
    pub(crate) options: String,
    pub(crate) picture: Option<String>,
    pub(crate) tax_class: String,
    pub(crate) unit: String,
    pub(crate) scale: u8,
    pub(crate) min: i64,
    pub(crate) max: Option<i64>,
    pub(crate) increment: i64,
    pub(crate) per: i64,
    pub(crate) stock: i64,
    pub(crate) lead_days: Option<u32>,
}

/// In which quantities a variant `v` is bought: by the rule `w` of companies if there is one, else as by everybody.
pub(super) const RULE: &str = "COALESCE(w.quantity_min, v.quantity_min) AS quantity_min,
            CASE WHEN w.variant IS NULL THEN v.quantity_max ELSE w.quantity_max END AS quantity_max,
            COALESCE(w.quantity_increment, v.quantity_increment) AS quantity_increment";

const GOODS_ROWS: &str = "SELECT g.*,
            g.stock - COALESCE((SELECT SUM(h.quantity) FROM holds h
                WHERE h.resource_kind = 'goods' AND h.resource_id = g.sku_key AND h.state = 'active'), 0)
                AS available
     FROM wholesale_goods g";

/// What is sold under some numbers, given by what their spellings have in common, with the prices of a list. Those that
/// are none are left out.
pub(crate) async fn of_keys(
    connection: &mut SqliteConnection,
    keys: &[String],
    price_list: &str,
    currency: &str,
) -> Result<Vec<ItemRow>, sqlx::Error> {
    let mut found = Vec::new();
    for part in keys.chunks(AT_ONCE) {
        // The texts are made of constants and numbers of parameters.
        let sql = format!(
            "{} WHERE v.sku_key IN ({}) ORDER BY v.product, v.position",
            variants(),
            parameters(2, part.len())
        );
        let rows = ask(connection, sql, Some(currency), part).await?;
        found.extend(rows.iter().map(variant).collect::<Result<Vec<_>, _>>()?);
        let sql =
            format!("{GOODS_ROWS} WHERE g.sku_key IN ({}) ORDER BY g.position", parameters(1, part.len()));
        let rows = ask(connection, sql, None, part).await?;
        found.extend(rows.iter().map(goods).collect::<Result<Vec<_>, _>>()?);
    }
    add_breaks(connection, &mut found, price_list).await?;
    Ok(found)
}

/// All that is sold of some products, in the shop's order, with the prices of a list.
pub(crate) async fn of_products(
    connection: &mut SqliteConnection,
    slugs: &[String],
    price_list: &str,
    currency: &str,
) -> Result<Vec<ItemRow>, sqlx::Error> {
    let mut found = Vec::new();
    for part in slugs.chunks(AT_ONCE) {
        // The texts are made of constants and numbers of parameters.
        let sql = format!(
            "{} WHERE p.slug IN ({}) ORDER BY p.position, v.position",
            variants(),
            parameters(2, part.len())
        );
        let rows = ask(connection, sql, Some(currency), part).await?;
        found.extend(rows.iter().map(variant).collect::<Result<Vec<_>, _>>()?);
        let sql =
            format!("{GOODS_ROWS} WHERE g.product IN ({}) ORDER BY g.position", parameters(1, part.len()));
        let rows = ask(connection, sql, None, part).await?;
        found.extend(rows.iter().map(goods).collect::<Result<Vec<_>, _>>()?);
    }
    add_breaks(connection, &mut found, price_list).await?;
    Ok(found)
}

/// What some variants cost in a list: from how much on, and the price.
pub(crate) async fn breaks_of_variants(
    connection: &mut SqliteConnection,
    variants: &[String],
    price_list: &str,
) -> Result<HashMap<String, Vec<(i64, i64)>>, sqlx::Error> {
    let mut breaks: HashMap<String, Vec<(i64, i64)>> = HashMap::new();
    for part in variants.chunks(AT_ONCE) {
        // The text is made of a constant and numbers of parameters.
        let sql = format!(
            "SELECT v.id, b.starts_at, b.amount FROM variants v JOIN price_breaks b ON b.sku_key = v.sku_key
             WHERE b.price_list = $1 AND v.id IN ({}) ORDER BY v.id, b.starts_at",
            parameters(2, part.len())
        );
        for row in ask(connection, sql, Some(price_list), part).await? {
            breaks.entry(row.try_get(0)?).or_default().push((row.try_get(1)?, row.try_get(2)?));
        }
    }
    Ok(breaks)
}

/// Numbers from one spelling on and before another, in order.
pub(crate) async fn between(
    connection: &mut SqliteConnection,
    from: &str,
    before: &str,
    most: i64,
) -> Result<Vec<(String, String)>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT sku_key, sku FROM variants WHERE sku_key >= $1 AND sku_key < $2
         UNION SELECT sku_key, sku FROM wholesale_goods WHERE sku_key >= $1 AND sku_key < $2
         ORDER BY 1 LIMIT $3",
    )
    .bind(from)
    .bind(before)
    .bind(most)
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}

/// The variant of a number, if it is one of the shop's.
pub(crate) async fn variant_of(
    connection: &mut SqliteConnection,
    sku_key: &str,
) -> Result<Option<String>, sqlx::Error> {
    let row = sqlx::query("SELECT id FROM variants WHERE sku_key = $1 ORDER BY product, position")
        .bind(sku_key)
        .fetch_optional(connection)
        .await?;
    row.map(|row| row.try_get(0)).transpose()
}

/// The least that is bought of a number at once, in digits of its rule; `None` when there is no such number.
pub(crate) async fn least(
    connection: &mut SqliteConnection,
    sku_key: &str,
) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query(
        "SELECT MIN(least) FROM (
             SELECT COALESCE(w.quantity_min, v.quantity_min) AS least FROM variants v
                 LEFT JOIN wholesale_rules w ON w.variant = v.id WHERE v.sku_key = $1
             UNION ALL
             SELECT quantity_min FROM wholesale_goods WHERE sku_key = $1)",
    )
    .bind(sku_key)
    .fetch_one(connection)
    .await?
    .try_get(0)
}

/// From how much on a number has a price in every list that has any for it; `None` where none has.
pub(crate) async fn priced_from(
    connection: &mut SqliteConnection,
    sku_key: &str,
) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query(
        "SELECT MAX(first) FROM (
             SELECT MIN(starts_at) AS first FROM price_breaks WHERE sku_key = $1 GROUP BY price_list)",
    )
    .bind(sku_key)
    .fetch_one(connection)
    .await?
    .try_get(0)
}

/// Gives the numbers of variants what they are compared by, those that have nothing yet: SQLite does not know how
/// [`sku_key`] reads them.
pub(super) async fn key_numbers(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let rows =
        sqlx::query("SELECT id, sku FROM variants WHERE sku_key = ''").fetch_all(&mut *connection).await?;
    for row in rows {
        sqlx::query("UPDATE variants SET sku_key = $2 WHERE id = $1")
            .bind(row.try_get::<&str, _>("id")?)
            .bind(sku_key(row.try_get("sku")?))
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// The first picture of a product of the shop, as it is stored.
pub(crate) async fn picture_of(
    connection: &mut SqliteConnection,
    product: &str,
) -> Result<Option<serde_json::Value>, sqlx::Error> {
    let row = sqlx::query("SELECT pictures FROM products WHERE slug = $1")
        .bind(product)
        .fetch_optional(connection)
        .await?;
    let pictures: Option<Vec<serde_json::Value>> = row.map(|row| json(&row, "pictures")).transpose()?;
    Ok(pictures.and_then(|pictures| pictures.into_iter().next()))
}

/// Sets how companies buy a variant.
pub(crate) async fn set_rule(tx: &mut WriteTx, row: &RuleRow) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO wholesale_rules (variant, quantity_min, quantity_max, quantity_increment, lead_days)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (variant) DO UPDATE SET quantity_min = excluded.quantity_min,
             quantity_max = excluded.quantity_max, quantity_increment = excluded.quantity_increment,
             lead_days = excluded.lead_days",
    )
    .bind(&row.variant)
    .bind(row.min)
    .bind(row.max)
    .bind(row.increment)
    .bind(row.lead_days)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Adds what only companies buy. A number that is known already is an error of the database.
pub(crate) async fn insert_goods(tx: &mut WriteTx, new: &NewGoods) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO wholesale_goods (sku_key, sku, product, titles, options, picture, tax_class, unit, scale,
             quantity_min, quantity_max, quantity_increment, per, stock, lead_days, position)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
             COALESCE((SELECT MAX(position) + 1 FROM wholesale_goods), 0))",
    )
    .bind(&new.sku_key)
    .bind(&new.sku)
    .bind(&new.product)
    .bind(&new.titles)
    .bind(&new.options)
    .bind(&new.picture)
    .bind(&new.tax_class)
    .bind(&new.unit)
    .bind(i64::from(new.scale))
    .bind(new.min)
    .bind(new.max)
    .bind(new.increment)
    .bind(new.per)
    .bind(new.stock)
    .bind(new.lead_days)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Takes so much of what only companies buy out of the warehouse; negative puts it back. What is made to order may go
/// below nothing.
pub(crate) async fn take_goods(tx: &mut WriteTx, sku_key: &str, digits: i64) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE wholesale_goods SET stock = stock - $2 WHERE sku_key = $1")
        .bind(sku_key)
        .bind(digits)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Sets what a number costs in a list. No breaks: it is sold on request.
pub(crate) async fn set_breaks(
    tx: &mut WriteTx,
    price_list: &str,
    sku_key: &str,
    breaks: &[(i64, i64)],
) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM price_breaks WHERE price_list = $1 AND sku_key = $2")
        .bind(price_list)
        .bind(sku_key)
        .execute(&mut **tx)
        .await?;
    for (from, amount) in breaks {
        sqlx::query(
            "INSERT INTO price_breaks (price_list, sku_key, starts_at, amount) VALUES ($1, $2, $3, $4)",
        )
        .bind(price_list)
        .bind(sku_key)
        .bind(from)
        .bind(amount)
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

/// The start of a statement that asks for variants; its first parameter is the currency.
fn variants() -> String {
    format!(
        "SELECT v.sku_key, v.sku, v.id AS variant, p.slug AS product, p.titles, p.options, p.pictures,
                v.selections, v.pictures AS chosen, p.tax_class, w.lead_days, c.amount, {RULE},
                v.stock - COALESCE((SELECT SUM(h.quantity) FROM holds h
                    WHERE h.resource_kind = 'variant' AND h.resource_id = v.id AND h.state = 'active'), 0)
                    AS available
         FROM variants v JOIN products p ON p.id = v.product
         LEFT JOIN wholesale_rules w ON w.variant = v.id
         LEFT JOIN prices c ON c.variant = v.id AND c.currency = $1"
    )
}

/// Asks with a parameter of its own, if there is one, and those that follow.
async fn ask(
    connection: &mut SqliteConnection,
    sql: String,
    first: Option<&str>,
    words: &[String],
) -> Result<Vec<SqliteRow>, sqlx::Error> {
    let mut query = sqlx::query(AssertSqlSafe(sql));
    if let Some(first) = first {
        query = query.bind(first);
    }
    for word in words {
        query = query.bind(word);
    }
    query.fetch_all(connection).await
}

async fn add_breaks(
    connection: &mut SqliteConnection,
    items: &mut [ItemRow],
    price_list: &str,
) -> Result<(), sqlx::Error> {
    let keys: Vec<String> = items.iter().map(|item| item.sku_key.clone()).collect();
    let mut breaks: HashMap<String, Vec<(i64, i64)>> = HashMap::new();
    for part in keys.chunks(AT_ONCE) {
        // The text is made of a constant and numbers of parameters.
        let sql = format!(
            "SELECT sku_key, starts_at, amount FROM price_breaks WHERE price_list = $1 AND sku_key IN ({})
             ORDER BY sku_key, starts_at",
            parameters(2, part.len())
        );
        for row in ask(connection, sql, Some(price_list), part).await? {
            breaks.entry(row.try_get(0)?).or_default().push((row.try_get(1)?, row.try_get(2)?));
        }
    }
    for item in items {
        item.breaks = breaks.get(&item.sku_key).cloned().unwrap_or_default();
    }
    Ok(())
}

fn variant(row: &SqliteRow) -> Result<ItemRow, sqlx::Error> {
    let options: Vec<StoredOption> = json(row, "options")?;
    let selections: Vec<Selection> = json(row, "selections")?;
    let mut pictures: Vec<StoredPicture> = json(row, "pictures")?;
    let chosen: Vec<usize> = json(row, "chosen")?;
    let place = chosen.first().copied().filter(|place| *place < pictures.len()).unwrap_or_default();
    let named = |option: &StoredOption| {
        let chosen = selections.iter().find(|selection| selection.option.as_str() == option.id)?;
        let value = option.values.iter().find(|value| value.id == chosen.value.as_str())?;
        Some(value.names.clone())
    };
    Ok(ItemRow {
        sku_key: row.try_get("sku_key")?,
        sku: row.try_get("sku")?,
        variant: row.try_get("variant")?,
        product: row.try_get("product")?,
        titles: json(row, "titles")?,
        options: options.iter().filter_map(named).collect(),
        picture: (!pictures.is_empty()).then(|| pictures.swap_remove(place)),
        tax_class: row.try_get("tax_class")?,
        unit: fivefold_api::model::UnitRule::PIECE.to_owned(),
        scale: 0,
        min: row.try_get("quantity_min")?,
        max: row.try_get("quantity_max")?,
        increment: row.try_get("quantity_increment")?,
        per: 1,
        available: row.try_get("available")?,
        lead_days: row.try_get("lead_days")?,
        price: row.try_get("amount")?,
        is_goods: false,
        breaks: Vec::new(),
    })
}

fn goods(row: &SqliteRow) -> Result<ItemRow, sqlx::Error> {
    let sku: String = row.try_get("sku")?;
    let options: Texts = json(row, "options")?;
    let picture: Option<&str> = row.try_get("picture")?;
    let picture = picture.map(serde_json::from_str).transpose();
    let scale = u8::try_from(row.try_get::<i64, _>("scale")?);
    Ok(ItemRow {
        sku_key: row.try_get("sku_key")?,
        variant: sku.clone(),
        sku,
        product: row.try_get("product")?,
        titles: json(row, "titles")?,
        options: if options.is_empty() { Vec::new() } else { vec![options] },
        picture: picture.map_err(|error| sqlx::Error::Decode(error.into()))?,
        tax_class: row.try_get("tax_class")?,
        unit: row.try_get("unit")?,
        scale: scale.map_err(|error| sqlx::Error::Decode(error.into()))?,
        min: row.try_get("quantity_min")?,
        max: row.try_get("quantity_max")?,
        increment: row.try_get("quantity_increment")?,
        per: row.try_get("per")?,
        available: row.try_get("available")?,
        lead_days: row.try_get("lead_days")?,
        price: None,
        is_goods: true,
        breaks: Vec::new(),
    })
}

fn json<T: DeserializeOwned>(row: &SqliteRow, column: &str) -> Result<T, sqlx::Error> {
    let text: &str = row.try_get(column)?;
    serde_json::from_str(text).map_err(|error| sqlx::Error::Decode(error.into()))
}
