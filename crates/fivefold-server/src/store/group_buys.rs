//! Group-buys: what is offered, and where it stands.
//!
//! **Invariant**: what is committed is counted again from the seats with every change until the group is locked, and
//! never after.

use super::{
    WriteTx,
    auctions::TextLists,
    catalog::{StoredPicture, Texts},
};
use fivefold_api::vocabulary::Instant;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection, sqlite::SqliteRow};

/// A variant that is offered.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct StoredVariant {
    pub(crate) id: String,
    /// Its options in words, by locale.
    pub(crate) options: Texts,
}

/// A group-buy as it is stored, with how much is held and what the shop asks without a group.
#[derive(Debug, Clone)]
pub(crate) struct GroupRow {
    pub(crate) id: String,
    pub(crate) serial: i64,
    pub(crate) series: String,
    pub(crate) product: String,
    pub(crate) category: String,
    pub(crate) titles: Texts,
    pub(crate) descriptions: TextLists,
    pub(crate) pictures: Vec<StoredPicture>,
    pub(crate) tax_class: String,
    pub(crate) variants: Vec<StoredVariant>,
    pub(crate) currency: String,
    pub(crate) basis: String,
    /// From how much on, and the price.
    pub(crate) tiers: Vec<(u64, i64)>,
    pub(crate) minimum: i64,
    pub(crate) cap: Option<i64>,
    pub(crate) per_person: i64,
    pub(crate) shipping: i64,
    pub(crate) zone: String,
    pub(crate) may_open_another: bool,
    pub(crate) demo: Option<i64>,
    pub(crate) starts_at: Instant,
    pub(crate) ends_at: Instant,
    pub(crate) revision: i64,
    pub(crate) status: String,
    pub(crate) committed: i64,
    pub(crate) people: i64,
    pub(crate) units: i64,
    pub(crate) promised: Option<i64>,
    pub(crate) price: Option<i64>,
    pub(crate) cancel_reason: Option<String>,
    pub(crate) cancel_notes: Option<Texts>,
    /// What active holds count.
    pub(crate) held: i64,
    pub(crate) shop_price: Option<i64>,
}

/// A group-buy to be offered. Variants and tiers are JSON as in the table; the rest is the product's.
#[derive(Debug)]
pub(crate) struct NewGroup {
    pub(crate) id: String,
    pub(crate) product: String,
    pub(crate) variants: String,
    pub(crate) search: String,
    pub(crate) currency: String,
    pub(crate) basis: String,
    pub(crate) tiers: String,
    pub(crate) minimum: i64,
    pub(crate) cap: Option<i64>,
    pub(crate) per_person: i64,
    pub(crate) shipping: i64,
    pub(crate) zone: String,
    pub(crate) may_open_another: bool,
    pub(crate) demo: Option<i64>,
    pub(crate) created_at: Instant,
    pub(crate) starts_at: Instant,
    pub(crate) ends_at: Instant,
    pub(crate) status: &'static str,
}

pub(super) const SELECT: &str = "SELECT g.*,
     COALESCE((SELECT SUM(h.quantity) FROM holds h
         WHERE h.resource_kind = 'seat' AND h.resource_id = g.id AND h.state = 'active'), 0) AS held,
     (SELECT MIN(p.amount) FROM prices p JOIN variants v ON v.id = p.variant JOIN products o ON o.id = v.product
         WHERE o.slug = g.product AND p.currency = g.currency) AS shop_price
     FROM group_buys g";

fn json<T: DeserializeOwned>(row: &SqliteRow, column: &str) -> Result<T, sqlx::Error> {
    let text: &str = row.try_get(column)?;
    serde_json::from_str(text).map_err(|error| sqlx::Error::Decode(error.into()))
}

pub(super) fn group(row: &SqliteRow) -> Result<GroupRow, sqlx::Error> {
    let at = |column: &str| row.try_get(column).map(Instant::from_millis);
    let notes: Option<String> = row.try_get("cancel_notes")?;
    Ok(GroupRow {
        id: row.try_get("id")?,
        serial: row.try_get("serial")?,
        series: row.try_get("series")?,
        product: row.try_get("product")?,
        category: row.try_get("category")?,
        titles: json(row, "titles")?,
        descriptions: json(row, "descriptions")?,
        pictures: json(row, "pictures")?,
        tax_class: row.try_get("tax_class")?,
        variants: json(row, "variants")?,
        currency: row.try_get("currency")?,
        basis: row.try_get("basis")?,
        tiers: json(row, "tiers")?,
        minimum: row.try_get("minimum")?,
        cap: row.try_get("cap")?,
        per_person: row.try_get("per_person")?,
        shipping: row.try_get("shipping")?,
        zone: row.try_get("zone")?,
        may_open_another: row.try_get::<i64, _>("may_open_another")? != 0,
        demo: row.try_get("demo")?,
        starts_at: at("starts_at")?,
        ends_at: at("ends_at")?,
        revision: row.try_get("revision")?,
        status: row.try_get("status")?,
        committed: row.try_get("committed")?,
        people: row.try_get("people")?,
        units: row.try_get("units")?,
        promised: row.try_get("promised")?,
        price: row.try_get("price")?,
        cancel_reason: row.try_get("cancel_reason")?,
        cancel_notes: notes
            .map(|text| serde_json::from_str(&text))
            .transpose()
            .map_err(|error| sqlx::Error::Decode(error.into()))?,
        held: row.try_get("held")?,
        shop_price: row.try_get("shop_price")?,
    })
}

/// Adds a group-buy of a product as it is now.
pub(crate) async fn insert(tx: &mut WriteTx, new: &NewGroup) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO group_buys (id, serial, series, product, category, titles, descriptions, pictures, tax_class,
             variants, search, currency, basis, tiers, minimum, cap, per_person, shipping, zone, may_open_another,
             demo, created_at, starts_at, ends_at, revision, status, committed, people, units)
         SELECT $1, (SELECT COALESCE(MAX(serial), 1000) + 1 FROM group_buys), $1, slug, category, titles,
             descriptions, pictures, tax_class, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
             1, $18, 0, 0, 0
         FROM products WHERE slug = $2",
    )
    .bind(&new.id)
    .bind(&new.product)
    .bind(&new.variants)
    .bind(&new.search)
    .bind(&new.currency)
    .bind(&new.basis)
    .bind(&new.tiers)
    .bind(new.minimum)
    .bind(new.cap)
    .bind(new.per_person)
    .bind(new.shipping)
    .bind(&new.zone)
    .bind(i64::from(new.may_open_another))
    .bind(new.demo)
    .bind(new.created_at.millis())
    .bind(new.starts_at.millis())
    .bind(new.ends_at.millis())
    .bind(new.status)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Opens another group on the same terms.
pub(crate) async fn open_another(
    tx: &mut WriteTx,
    like: &str,
    id: &str,
    opened_by: Option<&str>,
    [now, starts_at, ends_at]: [Instant; 3],
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO group_buys (id, serial, series, product, category, titles, descriptions, pictures, tax_class,
             variants, search, currency, basis, tiers, minimum, cap, per_person, shipping, zone, may_open_another,
             opened_by, demo, created_at, starts_at, ends_at, revision, status, committed, people, units)
         SELECT $2, (SELECT MAX(serial) + 1 FROM group_buys), series, product, category, titles, descriptions,
             pictures, tax_class, variants, search, currency, basis, tiers, minimum, cap, per_person, shipping, zone,
             may_open_another, $3, CASE WHEN $3 IS NULL THEN demo END, $4, $5, $6, 1,
             CASE WHEN $5 > $4 THEN 'scheduled' ELSE 'open' END, 0, 0, 0
         FROM group_buys WHERE id = $1",
    )
    .bind(like)
    .bind(id)
    .bind(opened_by)
    .bind(now.millis())
    .bind(starts_at.millis())
    .bind(ends_at.millis())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The group-buy of an id.
pub(crate) async fn find(
    connection: &mut SqliteConnection,
    id: &str,
) -> Result<Option<GroupRow>, sqlx::Error> {
    let row = sqlx::query(AssertSqlSafe(format!("{SELECT} WHERE g.id = $1")))
        .bind(id)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(group).transpose()
}

/// Other groups on the same terms that can be joined, what ends first comes first.
pub(crate) async fn siblings(
    connection: &mut SqliteConnection,
    series: &str,
    except: &str,
    now: Instant,
) -> Result<Vec<GroupRow>, sqlx::Error> {
    let sql = format!(
        "SELECT * FROM ({SELECT} WHERE g.series = $1 AND g.id <> $2 AND g.status = 'open' AND g.ends_at > $3)
             AS siblings
         WHERE cap IS NULL OR cap > committed + held ORDER BY ends_at, serial LIMIT 6"
    );
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(series)
        .bind(except)
        .bind(now.millis())
        .fetch_all(connection)
        .await?;
    rows.iter().map(group).collect()
}

/// Counts again what the seats of a group are, and its revision up.
pub(crate) async fn count_again(tx: &mut WriteTx, id: &str) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE group_buys SET revision = revision + 1,
             committed = (SELECT COALESCE(SUM(weight), 0) FROM seats WHERE group_buy = $1 AND status = 'committed'),
             people = (SELECT COUNT(*) FROM seats WHERE group_buy = $1 AND status = 'committed'),
             units = (SELECT COALESCE(SUM(quantity), 0) FROM seats WHERE group_buy = $1 AND status = 'committed'),
             promised = (SELECT MIN(ceiling) FROM seats WHERE group_buy = $1 AND status = 'committed')
         WHERE id = $1 AND status IN ('scheduled', 'open', 'locking')",
    )
    .bind(id)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Notes from how much on the next tier stands.
pub(crate) async fn set_next(tx: &mut WriteTx, id: &str, next_from: Option<i64>) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE group_buys SET next_from = $2 WHERE id = $1")
        .bind(id)
        .bind(next_from)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Sets where a group-buy stands, and its price if it is settled.
pub(crate) async fn set_status(
    tx: &mut WriteTx,
    id: &str,
    status: &str,
    price: Option<i64>,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE group_buys SET revision = revision + 1, status = $2, price = $3 WHERE id = $1")
        .bind(id)
        .bind(status)
        .bind(price)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Notes that the seller has called a group-buy off, and why.
pub(crate) async fn cancel(
    tx: &mut WriteTx,
    id: &str,
    reason: &str,
    notes: Option<&str>,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE group_buys SET revision = revision + 1, status = 'cancelled', cancel_reason = $2, cancel_notes = $3
         WHERE id = $1",
    )
    .bind(id)
    .bind(reason)
    .bind(notes)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The group-buys that begin by `now`, that end by `ended_by`, or whose last hold has ended while they are locking.
pub(crate) async fn due(
    connection: &mut SqliteConnection,
    now: Instant,
    ended_by: Instant,
) -> Result<Vec<String>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT id FROM group_buys WHERE (status = 'scheduled' AND starts_at <= $1)
             OR (status = 'open' AND ends_at <= $2)
             OR (status = 'locking' AND NOT EXISTS (SELECT 1 FROM holds h
                 WHERE h.resource_kind = 'seat' AND h.resource_id = group_buys.id AND h.state = 'active'))
         ORDER BY ends_at LIMIT 200",
    )
    .bind(now.millis())
    .bind(ended_by.millis())
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}

/// When the next group-buy begins, and when the next one ends.
pub(crate) async fn next_moments(
    connection: &mut SqliteConnection,
) -> Result<(Option<Instant>, Option<Instant>), sqlx::Error> {
    let row = sqlx::query(
        "SELECT (SELECT MIN(starts_at) FROM group_buys WHERE status = 'scheduled'),
                (SELECT MIN(ends_at) FROM group_buys WHERE status = 'open')",
    )
    .fetch_one(connection)
    .await?;
    let at = |column: usize| row.try_get::<Option<i64>, _>(column).map(|at| at.map(Instant::from_millis));
    Ok((at(0)?, at(1)?))
}

/// The newest group-buy of each number of the demo.
pub(crate) async fn newest_of_demo(connection: &mut SqliteConnection) -> Result<Vec<GroupRow>, sqlx::Error> {
    let sql = format!(
        "{SELECT} WHERE g.demo IS NOT NULL
         AND g.serial = (SELECT MAX(b.serial) FROM group_buys b WHERE b.demo = g.demo) ORDER BY g.demo"
    );
    let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(connection).await?;
    rows.iter().map(group).collect()
}

/// Whether the demo's group-buys are there.
pub(crate) async fn has_demo(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    let row = sqlx::query("SELECT 1 FROM group_buys WHERE demo IS NOT NULL LIMIT 1")
        .fetch_optional(connection)
        .await?;
    Ok(row.is_some())
}
