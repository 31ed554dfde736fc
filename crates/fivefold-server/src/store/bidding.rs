//! Who bids on a lot and up to what, the bids everybody sees, who watches, and what winners pay.
//!
//! **Invariant**: `bids` and `maxima` grow only.

use super::WriteTx;
use fivefold_api::{rules::ShownBid, vocabulary::Instant};
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};

/// Somebody who bids on a lot.
#[derive(Debug, Clone)]
pub(crate) struct BidderRow {
    pub(crate) number: i64,
    pub(crate) account: String,
    /// The session of the account, for what it is told.
    pub(crate) session: String,
    pub(crate) locale: Option<String>,
    pub(crate) maximum: i64,
    pub(crate) first_at: Instant,
}

/// A bid everybody sees.
#[derive(Debug, Clone)]
pub(crate) struct BidRow {
    pub(crate) seq: i64,
    pub(crate) bidder: i64,
    pub(crate) amount: i64,
    pub(crate) at: Instant,
    pub(crate) automatic: bool,
}

/// What a winner has to pay.
#[derive(Debug, Clone)]
pub(crate) struct SettlementRow {
    pub(crate) auction: String,
    pub(crate) account: String,
    pub(crate) status: String,
    pub(crate) due: Instant,
    pub(crate) order: Option<String>,
}

fn bidder(row: &SqliteRow) -> Result<BidderRow, sqlx::Error> {
    Ok(BidderRow {
        number: row.try_get("number")?,
        account: row.try_get("account")?,
        session: row.try_get("session")?,
        locale: row.try_get("locale")?,
        maximum: row.try_get("maximum")?,
        first_at: Instant::from_millis(row.try_get("first_at")?),
    })
}

fn settlement(row: &SqliteRow) -> Result<SettlementRow, sqlx::Error> {
    Ok(SettlementRow {
        auction: row.try_get("auction")?,
        account: row.try_get("account")?,
        status: row.try_get("status")?,
        due: Instant::from_millis(row.try_get("due")?),
        order: row.try_get("order_id")?,
    })
}

/// Everybody who bids on a lot.
pub(crate) async fn bidders(
    connection: &mut SqliteConnection,
    auction: &str,
) -> Result<Vec<BidderRow>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT b.*, a.session, a.locale FROM bidders b JOIN accounts a ON a.id = b.account
         WHERE b.auction = $1 ORDER BY b.number",
    )
    .bind(auction)
    .fetch_all(connection)
    .await?;
    rows.iter().map(bidder).collect()
}

/// Somebody who bids on a lot, by account.
pub(crate) async fn bidder_of_account(
    connection: &mut SqliteConnection,
    auction: &str,
    account: &str,
) -> Result<Option<BidderRow>, sqlx::Error> {
    let row = sqlx::query(
        "SELECT b.*, a.session, a.locale FROM bidders b JOIN accounts a ON a.id = b.account
         WHERE b.auction = $1 AND b.account = $2",
    )
    .bind(auction)
    .bind(account)
    .fetch_optional(connection)
    .await?;
    row.as_ref().map(bidder).transpose()
}

/// Somebody who bids on a lot, by number.
pub(crate) async fn bidder_of_number(
    connection: &mut SqliteConnection,
    auction: &str,
    number: i64,
) -> Result<Option<BidderRow>, sqlx::Error> {
    let row = sqlx::query(
        "SELECT b.*, a.session, a.locale FROM bidders b JOIN accounts a ON a.id = b.account
         WHERE b.auction = $1 AND b.number = $2",
    )
    .bind(auction)
    .bind(number)
    .fetch_optional(connection)
    .await?;
    row.as_ref().map(bidder).transpose()
}

/// Sets somebody's maximum, for the first time or again, and keeps it among the maxima.
pub(crate) async fn set_maximum(
    tx: &mut WriteTx,
    auction: &str,
    number: i64,
    account: &str,
    maximum: i64,
    at: Instant,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO bidders (auction, number, account, maximum, first_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (auction, number) DO UPDATE SET maximum = excluded.maximum",
    )
    .bind(auction)
    .bind(number)
    .bind(account)
    .bind(maximum)
    .bind(at.millis())
    .execute(&mut **tx)
    .await?;
    sqlx::query(
        "INSERT INTO maxima (auction, seq, bidder, maximum, at)
         VALUES ($1, (SELECT COALESCE(MAX(seq), 0) + 1 FROM maxima WHERE auction = $1), $2, $3, $4)",
    )
    .bind(auction)
    .bind(number)
    .bind(maximum)
    .bind(at.millis())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Adds a bid that everybody sees.
pub(crate) async fn show(
    tx: &mut WriteTx,
    auction: &str,
    seq: i64,
    bid: &ShownBid,
    at: Instant,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO bids (auction, seq, bidder, amount, at, automatic) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(auction)
    .bind(seq)
    .bind(i64::from(bid.bidder))
    .bind(bid.amount)
    .bind(at.millis())
    .bind(i64::from(bid.automatic))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The newest bids before a number.
pub(crate) async fn bids_before(
    connection: &mut SqliteConnection,
    auction: &str,
    before: i64,
    count: i64,
) -> Result<Vec<BidRow>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT seq, bidder, amount, at, automatic FROM bids WHERE auction = $1 AND seq < $2
         ORDER BY seq DESC LIMIT $3",
    )
    .bind(auction)
    .bind(before)
    .bind(count)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(BidRow {
                seq: row.try_get(0)?,
                bidder: row.try_get(1)?,
                amount: row.try_get(2)?,
                at: Instant::from_millis(row.try_get(3)?),
                automatic: row.try_get::<i64, _>(4)? != 0,
            })
        })
        .collect()
}

/// Whether an account may not bid.
pub(crate) async fn is_blocked(
    connection: &mut SqliteConnection,
    account: &str,
) -> Result<bool, sqlx::Error> {
    let row = sqlx::query("SELECT blocked_from_bidding FROM accounts WHERE id = $1")
        .bind(account)
        .fetch_optional(connection)
        .await?;
    row.map_or(Ok(false), |row| Ok(row.try_get::<i64, _>(0)? != 0))
}

/// Whether a session watches a lot.
pub(crate) async fn watches(
    connection: &mut SqliteConnection,
    session: &str,
    auction: &str,
) -> Result<bool, sqlx::Error> {
    let row = sqlx::query("SELECT 1 FROM watches WHERE session = $1 AND auction = $2")
        .bind(session)
        .bind(auction)
        .fetch_optional(connection)
        .await?;
    Ok(row.is_some())
}

/// Lets a session watch a lot, or no longer. Says whether that is new.
pub(crate) async fn watch(
    tx: &mut WriteTx,
    session: &str,
    auction: &str,
    wanted: bool,
    now: Instant,
) -> Result<bool, sqlx::Error> {
    let sql = if wanted {
        "INSERT INTO watches (session, auction, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
    } else {
        "DELETE FROM watches WHERE session = $1 AND auction = $2 AND since <= $3"
    };
    let done = sqlx::query(sql).bind(session).bind(auction).bind(now.millis()).execute(&mut **tx).await?;
    Ok(done.rows_affected() > 0)
}

/// Notes what a winner has to pay.
pub(crate) async fn settle(tx: &mut WriteTx, row: &SettlementRow) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO settlements (auction, account, status, due) VALUES ($1, $2, $3, $4)")
        .bind(&row.auction)
        .bind(&row.account)
        .bind(&row.status)
        .bind(row.due.millis())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// What the winner of a lot has to pay.
pub(crate) async fn settlement_of(
    connection: &mut SqliteConnection,
    auction: &str,
) -> Result<Option<SettlementRow>, sqlx::Error> {
    let row = sqlx::query("SELECT * FROM settlements WHERE auction = $1")
        .bind(auction)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(settlement).transpose()
}

/// What an order pays.
pub(crate) async fn settlements_of_order(
    connection: &mut SqliteConnection,
    order: &str,
) -> Result<Vec<SettlementRow>, sqlx::Error> {
    let rows = sqlx::query("SELECT * FROM settlements WHERE order_id = $1 ORDER BY auction")
        .bind(order)
        .fetch_all(connection)
        .await?;
    rows.iter().map(settlement).collect()
}

/// The lots of a seller that an account has won and not ordered yet.
pub(crate) async fn unordered(
    connection: &mut SqliteConnection,
    account: &str,
    seller: &str,
    currency: &str,
) -> Result<Vec<String>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT s.auction FROM settlements s JOIN auctions a ON a.id = s.auction
         WHERE s.account = $1 AND a.seller = $2 AND a.currency = $3 AND s.status = 'awaiting_payment'
           AND s.order_id IS NULL
         ORDER BY s.due, a.serial",
    )
    .bind(account)
    .bind(seller)
    .bind(currency)
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}

/// Sets where a payment stands, and which order pays.
pub(crate) async fn set_settlement(
    tx: &mut WriteTx,
    auction: &str,
    status: &str,
    order: Option<&str>,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE settlements SET status = $2, order_id = $3 WHERE auction = $1")
        .bind(auction)
        .bind(status)
        .bind(order)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The lots that were won and neither paid nor ordered by `now`: an order runs out by itself.
pub(crate) async fn overdue(
    connection: &mut SqliteConnection,
    now: Instant,
) -> Result<Vec<String>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT auction FROM settlements
         WHERE status = 'awaiting_payment' AND order_id IS NULL AND due <= $1 LIMIT 200",
    )
    .bind(now.millis())
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}

/// The lots that are to be paid by `then` and whose winners were not reminded.
pub(crate) async fn to_be_reminded(
    connection: &mut SqliteConnection,
    then: Instant,
) -> Result<Vec<String>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT auction FROM settlements
         WHERE status = 'awaiting_payment' AND reminded = 0 AND due <= $1 LIMIT 200",
    )
    .bind(then.millis())
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}

/// Notes that a winner was reminded.
pub(crate) async fn set_reminded(tx: &mut WriteTx, auction: &str) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE settlements SET reminded = 1 WHERE auction = $1")
        .bind(auction)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
