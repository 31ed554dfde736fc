//! Seats in group-buys, and what happens to their money.
//!
//! **Invariant**: a seat changes only along [`fivefold_api::rules::seat_moves`]. What is done with money stays; only what
//! was asked for in vain is taken out.

use super::{WriteTx, words::word};
use fivefold_api::{
    model::{MoneyStepKind, SeatStatus},
    rules::seat_moves,
    vocabulary::Instant,
};
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection, sqlite::SqliteRow};

/// A seat as it is stored, with the session and language of its account.
#[derive(Debug, Clone)]
pub(crate) struct SeatRow {
    pub(crate) id: String,
    pub(crate) group_buy: String,
    pub(crate) number: i64,
    pub(crate) account: String,
    pub(crate) session: String,
    pub(crate) locale: Option<String>,
    pub(crate) email: String,
    pub(crate) order: String,
    pub(crate) variant: String,
    pub(crate) quantity: i64,
    pub(crate) weight: i64,
    pub(crate) ceiling: i64,
    pub(crate) goods_tax: u32,
    pub(crate) shipping_tax: u32,
    pub(crate) shown_as: Option<String>,
    pub(crate) invitation: Option<String>,
    pub(crate) held_at: Instant,
    pub(crate) revision: i64,
    pub(crate) status: SeatStatus,
    pub(crate) in_grace: bool,
    pub(crate) payment: Option<String>,
    pub(crate) method: Option<String>,
    pub(crate) pays_first: bool,
    pub(crate) committed_at: Option<Instant>,
    pub(crate) price: Option<i64>,
    pub(crate) pay_until: Option<Instant>,
}

/// Something that happens to the money of a seat.
#[derive(Debug, Clone)]
pub(crate) struct MoneyRow {
    pub(crate) seq: i64,
    pub(crate) payment: String,
    pub(crate) kind: MoneyStepKind,
    pub(crate) amount: i64,
    pub(crate) method: String,
    pub(crate) at: Instant,
    pub(crate) is_done: bool,
    pub(crate) expected_by: Option<Instant>,
}

const SELECT: &str =
    "SELECT s.*, a.session, a.locale, a.email FROM seats s JOIN accounts a ON a.id = s.account";

fn small(row: &SqliteRow, column: &str) -> Result<u32, sqlx::Error> {
    u32::try_from(row.try_get::<i64, _>(column)?).map_err(|error| sqlx::Error::Decode(error.into()))
}

fn instant(row: &SqliteRow, column: &str) -> Result<Option<Instant>, sqlx::Error> {
    Ok(row.try_get::<Option<i64>, _>(column)?.map(Instant::from_millis))
}

fn seat(row: &SqliteRow) -> Result<SeatRow, sqlx::Error> {
    Ok(SeatRow {
        id: row.try_get("id")?,
        group_buy: row.try_get("group_buy")?,
        number: row.try_get("number")?,
        account: row.try_get("account")?,
        session: row.try_get("session")?,
        locale: row.try_get("locale")?,
        email: row.try_get("email")?,
        order: row.try_get("order_id")?,
        variant: row.try_get("variant")?,
        quantity: row.try_get("quantity")?,
        weight: row.try_get("weight")?,
        ceiling: row.try_get("ceiling")?,
        goods_tax: small(row, "goods_tax")?,
        shipping_tax: small(row, "shipping_tax")?,
        shown_as: row.try_get("shown_as")?,
        invitation: row.try_get("invitation")?,
        held_at: Instant::from_millis(row.try_get("held_at")?),
        revision: row.try_get("revision")?,
        status: super::words::read(row.try_get("status")?)?,
        in_grace: row.try_get::<i64, _>("in_grace")? != 0,
        payment: row.try_get("payment")?,
        method: row.try_get("method")?,
        pays_first: row.try_get::<i64, _>("pays_first")? != 0,
        committed_at: instant(row, "committed_at")?,
        price: row.try_get("price")?,
        pay_until: instant(row, "pay_until")?,
    })
}

fn money(row: &SqliteRow) -> Result<MoneyRow, sqlx::Error> {
    Ok(MoneyRow {
        seq: row.try_get("seq")?,
        payment: row.try_get("payment")?,
        kind: super::words::read(row.try_get("kind")?)?,
        amount: row.try_get("amount")?,
        method: row.try_get("method")?,
        at: Instant::from_millis(row.try_get("at")?),
        is_done: row.try_get::<i64, _>("is_done")? != 0,
        expected_by: instant(row, "expected_by")?,
    })
}

/// Adds a held seat; its number is the next one of the group.
pub(crate) async fn insert(tx: &mut WriteTx, row: &SeatRow) -> Result<SeatRow, sqlx::Error> {
    sqlx::query(
        "INSERT INTO seats (id, group_buy, number, account, order_id, variant, quantity, weight, ceiling, goods_tax,
             shipping_tax, shown_as, invitation, held_at, revision, status)
         VALUES ($1, $2, (SELECT COALESCE(MAX(number), 0) + 1 FROM seats WHERE group_buy = $2), $3, $4, $5, $6, $7,
             $8, $9, $10, $11, $12, $13, 1, 'held')",
    )
    .bind(&row.id)
    .bind(&row.group_buy)
    .bind(&row.account)
    .bind(&row.order)
    .bind(&row.variant)
    .bind(row.quantity)
    .bind(row.weight)
    .bind(row.ceiling)
    .bind(i64::from(row.goods_tax))
    .bind(i64::from(row.shipping_tax))
    .bind(&row.shown_as)
    .bind(&row.invitation)
    .bind(row.held_at.millis())
    .execute(&mut **tx)
    .await?;
    find(tx, &row.id).await?.ok_or(sqlx::Error::RowNotFound)
}

/// Writes what changes about a seat, in another status if one is given, and counts its revision up.
///
/// # Errors
/// When the move is none: nothing that has ended stands again.
pub(crate) async fn update(
    tx: &mut WriteTx,
    row: &mut SeatRow,
    to: Option<SeatStatus>,
) -> Result<(), sqlx::Error> {
    if let Some(to) = to {
        if !seat_moves(row.status, to) {
            let reason = format!("a seat does not move from {:?} to {to:?}", row.status);
            return Err(sqlx::Error::Encode(reason.into()));
        }
        row.status = to;
    }
    row.revision += 1;
    sqlx::query(
        "UPDATE seats SET revision = $2, status = $3, in_grace = $4, payment = $5, method = $6, pays_first = $7,
             committed_at = $8, price = $9, pay_until = $10 WHERE id = $1",
    )
    .bind(&row.id)
    .bind(row.revision)
    .bind(word(&row.status)?)
    .bind(i64::from(row.in_grace))
    .bind(&row.payment)
    .bind(&row.method)
    .bind(i64::from(row.pays_first))
    .bind(row.committed_at.map(Instant::millis))
    .bind(row.price)
    .bind(row.pay_until.map(Instant::millis))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The seat of an id.
pub(crate) async fn find(
    connection: &mut SqliteConnection,
    id: &str,
) -> Result<Option<SeatRow>, sqlx::Error> {
    let row = sqlx::query(AssertSqlSafe(format!("{SELECT} WHERE s.id = $1")))
        .bind(id)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(seat).transpose()
}

/// The seat that an order pays.
pub(crate) async fn of_order(
    connection: &mut SqliteConnection,
    order: &str,
) -> Result<Option<SeatRow>, sqlx::Error> {
    let row = sqlx::query(AssertSqlSafe(format!("{SELECT} WHERE s.order_id = $1")))
        .bind(order)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(seat).transpose()
}

/// The seat of somebody in a group: the one that stands, or else the newest.
pub(crate) async fn of_account(
    connection: &mut SqliteConnection,
    group: &str,
    account: &str,
) -> Result<Option<SeatRow>, sqlx::Error> {
    let sql = format!(
        "{SELECT} WHERE s.group_buy = $1 AND s.account = $2
         ORDER BY s.status NOT IN ('held', 'committed', 'locked', 'captured', 'capture_failed'), s.number DESC"
    );
    let row = sqlx::query(AssertSqlSafe(sql)).bind(group).bind(account).fetch_optional(connection).await?;
    row.as_ref().map(seat).transpose()
}

/// The seats of a group that are held or committed, by number.
pub(crate) async fn open_of_group(
    connection: &mut SqliteConnection,
    group: &str,
) -> Result<Vec<SeatRow>, sqlx::Error> {
    let sql =
        format!("{SELECT} WHERE s.group_buy = $1 AND s.status IN ('held', 'committed') ORDER BY s.number");
    let rows = sqlx::query(AssertSqlSafe(sql)).bind(group).fetch_all(connection).await?;
    rows.iter().map(seat).collect()
}

/// The members of a group who want to be seen, newest first.
pub(crate) async fn shown_of_group(
    connection: &mut SqliteConnection,
    group: &str,
    count: i64,
) -> Result<Vec<SeatRow>, sqlx::Error> {
    let sql = format!(
        "{SELECT} WHERE s.group_buy = $1 AND s.shown_as IS NOT NULL
             AND s.status IN ('committed', 'locked', 'captured', 'capture_failed')
         ORDER BY s.committed_at DESC, s.number DESC LIMIT $2"
    );
    let rows = sqlx::query(AssertSqlSafe(sql)).bind(group).bind(count).fetch_all(connection).await?;
    rows.iter().map(seat).collect()
}

/// Seats that could not be charged and were not paid by other means in time.
pub(crate) async fn overdue(
    connection: &mut SqliteConnection,
    now: Instant,
) -> Result<Vec<String>, sqlx::Error> {
    let rows = sqlx::query("SELECT id FROM seats WHERE status = 'capture_failed' AND pay_until <= $1")
        .bind(now.millis())
        .fetch_all(connection)
        .await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}

/// How many have joined by an invitation and are still in.
pub(crate) async fn joined_by(connection: &mut SqliteConnection, code: &str) -> Result<i64, sqlx::Error> {
    sqlx::query(
        "SELECT COUNT(*) FROM seats WHERE invitation = $1
             AND status IN ('committed', 'locked', 'captured', 'capture_failed')",
    )
    .bind(code)
    .fetch_one(connection)
    .await?
    .try_get(0)
}

/// What has happened to the money of a seat, oldest first.
pub(crate) async fn money_of(
    connection: &mut SqliteConnection,
    seat: &str,
) -> Result<Vec<MoneyRow>, sqlx::Error> {
    let rows = sqlx::query("SELECT * FROM seat_money WHERE seat = $1 ORDER BY seq")
        .bind(seat)
        .fetch_all(connection)
        .await?;
    rows.iter().map(money).collect()
}

/// Adds what happens to the money of a seat; its number is the next one.
pub(crate) async fn add_money(tx: &mut WriteTx, seat: &str, row: &MoneyRow) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO seat_money (seat, seq, payment, kind, amount, method, at, is_done, expected_by)
         VALUES ($1, (SELECT COALESCE(MAX(seq), 0) + 1 FROM seat_money WHERE seat = $1), $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(seat)
    .bind(&row.payment)
    .bind(word(&row.kind)?)
    .bind(row.amount)
    .bind(&row.method)
    .bind(row.at.millis())
    .bind(i64::from(row.is_done))
    .bind(row.expected_by.map(Instant::millis))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Takes out what was asked for a payment and never came: money that was to be released was taken instead.
pub(crate) async fn take_out_releases(
    tx: &mut WriteTx,
    seat: &str,
    payment: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "DELETE FROM seat_money WHERE seat = $1 AND payment = $2 AND kind = 'released' AND is_done = 0",
    )
    .bind(seat)
    .bind(payment)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Notes that the provider has done something to the money of a seat.
pub(crate) async fn money_done(tx: &mut WriteTx, seat: &str, seq: i64) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE seat_money SET is_done = 1 WHERE seat = $1 AND seq = $2")
        .bind(seat)
        .bind(seq)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
