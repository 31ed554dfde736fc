//! Lots: what was offered, and where it stands.

use super::{
    WriteTx,
    catalog::{StoredPicture, Texts},
};
use fivefold_api::{
    model::{ExtensionRule, IncrementStep},
    vocabulary::Instant,
};
use serde::de::DeserializeOwned;
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection, sqlite::SqliteRow};
use std::collections::BTreeMap;

/// The statuses whose bidding is over.
pub(crate) const OVER: [&str; 3] = ["sold", "reserve_not_met", "no_bids"];

/// Lists of texts by locale.
pub(crate) type TextLists = BTreeMap<String, Vec<String>>;

/// A lot as it is stored, with the name of its seller.
#[derive(Debug, Clone)]
pub(crate) struct AuctionRow {
    pub(crate) id: String,
    pub(crate) serial: i64,
    pub(crate) seller: String,
    pub(crate) seller_name: String,
    pub(crate) trader: bool,
    pub(crate) category: String,
    pub(crate) titles: Texts,
    pub(crate) descriptions: TextLists,
    pub(crate) defects: TextLists,
    pub(crate) condition: String,
    pub(crate) pictures: Vec<StoredPicture>,
    pub(crate) currency: String,
    pub(crate) opening: i64,
    pub(crate) reserve: Option<i64>,
    pub(crate) increments: Vec<IncrementStep>,
    pub(crate) shipping: i64,
    pub(crate) premium: u32,
    pub(crate) extension: Option<ExtensionRule>,
    pub(crate) payment_hours: u32,
    pub(crate) starts_at: Instant,
    pub(crate) original_end: Instant,
    pub(crate) latest_end: Instant,
    pub(crate) demo: Option<i64>,
    pub(crate) revision: i64,
    pub(crate) status: String,
    pub(crate) ends_at: Instant,
    pub(crate) extensions: i64,
    pub(crate) price: Option<i64>,
    pub(crate) leader: Option<i64>,
    pub(crate) bid_count: i64,
    pub(crate) bidder_count: i64,
}

/// A lot to be offered. Texts, pictures and increments are JSON as in the table.
#[derive(Debug)]
pub(crate) struct NewAuction {
    pub(crate) id: String,
    pub(crate) seller: String,
    pub(crate) trader: bool,
    pub(crate) category: String,
    pub(crate) titles: String,
    pub(crate) descriptions: String,
    pub(crate) defects: String,
    pub(crate) condition: String,
    pub(crate) pictures: String,
    pub(crate) search: String,
    pub(crate) currency: String,
    pub(crate) opening: i64,
    pub(crate) reserve: Option<i64>,
    pub(crate) increments: String,
    pub(crate) shipping: i64,
    pub(crate) premium: u32,
    pub(crate) extension: ExtensionRule,
    pub(crate) payment_hours: u32,
    pub(crate) created_at: Instant,
    pub(crate) starts_at: Instant,
    pub(crate) ends_at: Instant,
    pub(crate) latest_end: Instant,
    pub(crate) demo: Option<i64>,
    pub(crate) status: &'static str,
}

pub(super) const SELECT: &str =
    "SELECT a.*, accounts.name AS seller_name FROM auctions a JOIN accounts ON accounts.id = a.seller";

fn json<T: DeserializeOwned>(row: &SqliteRow, column: &str) -> Result<T, sqlx::Error> {
    let text: &str = row.try_get(column)?;
    serde_json::from_str(text).map_err(|error| sqlx::Error::Decode(error.into()))
}

fn small(row: &SqliteRow, column: &str) -> Result<u32, sqlx::Error> {
    u32::try_from(row.try_get::<i64, _>(column)?).map_err(|error| sqlx::Error::Decode(error.into()))
}

pub(super) fn auction(row: &SqliteRow) -> Result<AuctionRow, sqlx::Error> {
    let at = |column: &str| row.try_get(column).map(Instant::from_millis);
    let rule = ExtensionRule { window: small(row, "extension_window")?, extend_by: small(row, "extend_by")? };
    Ok(AuctionRow {
        id: row.try_get("id")?,
        serial: row.try_get("serial")?,
        seller: row.try_get("seller")?,
        seller_name: row.try_get("seller_name")?,
        trader: row.try_get::<i64, _>("trader")? != 0,
        category: row.try_get("category")?,
        titles: json(row, "titles")?,
        descriptions: json(row, "descriptions")?,
        defects: json(row, "defects")?,
        condition: row.try_get("condition")?,
        pictures: json(row, "pictures")?,
        currency: row.try_get("currency")?,
        opening: row.try_get("opening")?,
        reserve: row.try_get("reserve")?,
        increments: json(row, "increments")?,
        shipping: row.try_get("shipping")?,
        premium: small(row, "premium")?,
        extension: Some(rule).filter(|rule| rule.window > 0),
        payment_hours: small(row, "payment_hours")?,
        starts_at: at("starts_at")?,
        original_end: at("original_end")?,
        latest_end: at("latest_end")?,
        demo: row.try_get("demo")?,
        revision: row.try_get("revision")?,
        status: row.try_get("status")?,
        ends_at: at("ends_at")?,
        extensions: row.try_get("extensions")?,
        price: row.try_get("price")?,
        leader: row.try_get("leader")?,
        bid_count: row.try_get("bid_count")?,
        bidder_count: row.try_get("bidder_count")?,
    })
}

/// Adds a lot.
pub(crate) async fn insert(tx: &mut WriteTx, lot: &NewAuction) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO auctions (id, serial, seller, trader, category, titles, descriptions, defects, condition,
             pictures, search, currency, opening, reserve, increments, shipping, premium, extension_window,
             extend_by, payment_hours, created_at, starts_at, original_end, latest_end, demo, revision, status,
             ends_at, extensions, bid_count, bidder_count)
         VALUES ($1, (SELECT COALESCE(MAX(serial), 1000) + 1 FROM auctions), $2, $3, $4, $5, $6, $7, $8, $9,
             $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, 1, $25, $22, 0, 0, 0)",
    )
    .bind(&lot.id)
    .bind(&lot.seller)
    .bind(i64::from(lot.trader))
    .bind(&lot.category)
    .bind(&lot.titles)
    .bind(&lot.descriptions)
    .bind(&lot.defects)
    .bind(&lot.condition)
    .bind(&lot.pictures)
    .bind(&lot.search)
    .bind(&lot.currency)
    .bind(lot.opening)
    .bind(lot.reserve)
    .bind(&lot.increments)
    .bind(lot.shipping)
    .bind(i64::from(lot.premium))
    .bind(i64::from(lot.extension.window))
    .bind(i64::from(lot.extension.extend_by))
    .bind(i64::from(lot.payment_hours))
    .bind(lot.created_at.millis())
    .bind(lot.starts_at.millis())
    .bind(lot.ends_at.millis())
    .bind(lot.latest_end.millis())
    .bind(lot.demo)
    .bind(lot.status)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The lot of an id.
pub(crate) async fn find(
    connection: &mut SqliteConnection,
    id: &str,
) -> Result<Option<AuctionRow>, sqlx::Error> {
    let row = sqlx::query(AssertSqlSafe(format!("{SELECT} WHERE a.id = $1")))
        .bind(id)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(auction).transpose()
}

/// Writes what changes about a lot, and counts its revision up.
pub(crate) async fn update(tx: &mut WriteTx, lot: &mut AuctionRow) -> Result<(), sqlx::Error> {
    lot.revision += 1;
    sqlx::query(
        "UPDATE auctions SET revision = $2, status = $3, ends_at = $4, extensions = $5, price = $6, leader = $7,
             bid_count = $8, bidder_count = $9 WHERE id = $1",
    )
    .bind(&lot.id)
    .bind(lot.revision)
    .bind(&lot.status)
    .bind(lot.ends_at.millis())
    .bind(lot.extensions)
    .bind(lot.price)
    .bind(lot.leader)
    .bind(lot.bid_count)
    .bind(lot.bidder_count)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The lots that begin or end by `now`: those that end lie back by some time more.
pub(crate) async fn due(
    connection: &mut SqliteConnection,
    now: Instant,
    ended_by: Instant,
) -> Result<Vec<String>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT id FROM auctions WHERE (status = 'scheduled' AND starts_at <= $1)
             OR (status = 'live' AND ends_at <= $2) ORDER BY ends_at LIMIT 200",
    )
    .bind(now.millis())
    .bind(ended_by.millis())
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}

/// When the next lot begins, and when the next one ends.
pub(crate) async fn next_moments(
    connection: &mut SqliteConnection,
) -> Result<(Option<Instant>, Option<Instant>), sqlx::Error> {
    let row = sqlx::query(
        "SELECT (SELECT MIN(starts_at) FROM auctions WHERE status = 'scheduled'),
                (SELECT MIN(ends_at) FROM auctions WHERE status = 'live')",
    )
    .fetch_one(connection)
    .await?;
    let at = |column: usize| row.try_get::<Option<i64>, _>(column).map(|at| at.map(Instant::from_millis));
    Ok((at(0)?, at(1)?))
}

/// The newest lot of each number of the demo.
pub(crate) async fn newest_of_demo(
    connection: &mut SqliteConnection,
) -> Result<Vec<AuctionRow>, sqlx::Error> {
    let sql = format!(
        "{SELECT} WHERE a.demo IS NOT NULL
         AND a.serial = (SELECT MAX(b.serial) FROM auctions b WHERE b.demo = a.demo) ORDER BY a.demo"
    );
    let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(connection).await?;
    rows.iter().map(auction).collect()
}

/// Whether the demo's lots are there.
pub(crate) async fn has_demo(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    let row = sqlx::query("SELECT 1 FROM auctions WHERE demo IS NOT NULL LIMIT 1")
        .fetch_optional(connection)
        .await?;
    Ok(row.is_some())
}

/// Offers a lot once more: another one that is like it.
pub(crate) async fn offer_again(
    tx: &mut WriteTx,
    lot: &str,
    id: &str,
    times: [Instant; 4],
    status: &str,
) -> Result<(), sqlx::Error> {
    let [now, starts_at, ends_at, latest_end] = times.map(Instant::millis);
    sqlx::query(
        "INSERT INTO auctions (id, serial, seller, trader, category, titles, descriptions, defects, condition,
             pictures, search, currency, opening, reserve, increments, shipping, premium, extension_window,
             extend_by, payment_hours, created_at, starts_at, original_end, latest_end, demo, revision, status,
             ends_at, extensions, bid_count, bidder_count)
         SELECT $2, (SELECT MAX(serial) + 1 FROM auctions), seller, trader, category, titles, descriptions,
             defects, condition, pictures, search, currency, opening, reserve, increments, shipping, premium,
             extension_window, extend_by, payment_hours, $3, $4, $5, $6, demo, 1, $7, $5, 0, 0, 0
         FROM auctions WHERE id = $1",
    )
    .bind(lot)
    .bind(id)
    .bind(now)
    .bind(starts_at)
    .bind(ends_at)
    .bind(latest_end)
    .bind(status)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Forgets the demo's lots that ended before `then`, with all that was bid on them, unless they were ordered.
pub(crate) async fn forget_demo(tx: &mut WriteTx, then: Instant) -> Result<u64, sqlx::Error> {
    const OLD: &str = "SELECT id FROM auctions WHERE demo IS NOT NULL AND ends_at <= $1
             AND status IN ('sold', 'reserve_not_met', 'no_bids')
             AND NOT EXISTS (SELECT 1 FROM settlements s WHERE s.auction = auctions.id AND s.order_id IS NOT NULL)";
    // The lots themselves go last: they are what the others are found by.
    let mut forgotten = 0;
    for table in ["bids", "maxima", "bidders", "watches", "settlements", "auctions"] {
        let column = if table == "auctions" { "id" } else { "auction" };
        let sql = format!("DELETE FROM {table} WHERE {column} IN ({OLD})");
        forgotten =
            sqlx::query(AssertSqlSafe(sql)).bind(then.millis()).execute(&mut **tx).await?.rows_affected();
    }
    Ok(forgotten)
}
