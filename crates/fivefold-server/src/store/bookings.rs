//! Bookings, the time they take of people and rooms, and what happens to their money.
//!
//! **Invariants**: a booking changes only along [`fivefold_api::rules::booking_moves`]. A row of `booked_times` is there
//! exactly as long as it keeps others out. What is done with money stays; only what was asked for in vain is taken out.

use super::{WriteTx, words::word};
use fivefold_api::{
    model::{BookingStatus, BookingTerms, Contact, MoneyStepKind, MyBookings},
    rules::booking_moves,
    vocabulary::Instant,
};
use serde::de::DeserializeOwned;
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection, sqlite::SqliteRow};

/// A booking as it is stored.
#[derive(Debug, Clone)]
pub(crate) struct BookingRow {
    pub(crate) id: String,
    pub(crate) serial: i64,
    pub(crate) session: String,
    pub(crate) token: String,
    pub(crate) locale: String,
    pub(crate) service: String,
    pub(crate) venue: String,
    pub(crate) staff: Option<String>,
    pub(crate) starts_at: Instant,
    pub(crate) ends_at: Instant,
    pub(crate) party: u32,
    /// The beginning by which it is cancelled and moved.
    pub(crate) agreed_start: Instant,
    pub(crate) terms: BookingTerms,
    pub(crate) price: i64,
    pub(crate) due_now: i64,
    pub(crate) currency: String,
    pub(crate) name: Option<String>,
    pub(crate) contact: Option<Contact>,
    pub(crate) note: Option<String>,
    pub(crate) accepted_at: Option<Instant>,
    pub(crate) order: Option<String>,
    pub(crate) held_at: Instant,
    /// While its page is not there: until when it would have been held.
    pub(crate) held_until: Option<Instant>,
    pub(crate) in_grace: bool,
    pub(crate) revision: i64,
    pub(crate) status: BookingStatus,
    pub(crate) payment: Option<String>,
    pub(crate) confirmed_at: Option<Instant>,
    pub(crate) ended_at: Option<Instant>,
    pub(crate) change_start: Option<Instant>,
    pub(crate) change_staff: Option<String>,
    pub(crate) change_price: Option<i64>,
    pub(crate) change_order: Option<String>,
}

/// What is taken of somebody's time.
#[derive(Debug, Clone)]
pub(crate) struct BookedTimeRow {
    pub(crate) booking: String,
    /// Whether it is the other time that is held for the booking.
    pub(crate) is_change: bool,
    pub(crate) service: String,
    /// The member of staff, or else the service.
    pub(crate) resource: String,
    pub(crate) starts_at: Instant,
    pub(crate) blocked_from: Instant,
    pub(crate) blocked_until: Instant,
    pub(crate) party: u32,
}

/// Something that happens to the money of a booking.
#[derive(Debug, Clone)]
pub(crate) struct BookingMoneyRow {
    pub(crate) seq: i64,
    pub(crate) payment: String,
    pub(crate) kind: MoneyStepKind,
    pub(crate) amount: i64,
    pub(crate) method: String,
    pub(crate) at: Instant,
    pub(crate) is_done: bool,
    pub(crate) expected_by: Option<Instant>,
}

fn json<T: DeserializeOwned>(text: &str) -> Result<T, sqlx::Error> {
    serde_json::from_str(text).map_err(|error| sqlx::Error::Decode(error.into()))
}

fn small(row: &SqliteRow, column: &str) -> Result<u32, sqlx::Error> {
    u32::try_from(row.try_get::<i64, _>(column)?).map_err(|error| sqlx::Error::Decode(error.into()))
}

fn at(row: &SqliteRow, column: &str) -> Result<Instant, sqlx::Error> {
    Ok(Instant::from_millis(row.try_get(column)?))
}

fn some_at(row: &SqliteRow, column: &str) -> Result<Option<Instant>, sqlx::Error> {
    Ok(row.try_get::<Option<i64>, _>(column)?.map(Instant::from_millis))
}

fn booking(row: &SqliteRow) -> Result<BookingRow, sqlx::Error> {
    let contact: Option<&str> = row.try_get("contact")?;
    Ok(BookingRow {
        id: row.try_get("id")?,
        serial: row.try_get("serial")?,
        session: row.try_get("session")?,
        token: row.try_get("token")?,
        locale: row.try_get("locale")?,
        service: row.try_get("service")?,
        venue: row.try_get("venue")?,
        staff: row.try_get("staff")?,
        starts_at: at(row, "starts_at")?,
        ends_at: at(row, "ends_at")?,
        party: small(row, "party")?,
        agreed_start: at(row, "agreed_start")?,
        terms: json(row.try_get("terms")?)?,
        price: row.try_get("price")?,
        due_now: row.try_get("due_now")?,
        currency: row.try_get("currency")?,
        name: row.try_get("name")?,
        contact: contact.map(json).transpose()?,
        note: row.try_get("note")?,
        accepted_at: some_at(row, "accepted_at")?,
        order: row.try_get("order_id")?,
        held_at: at(row, "held_at")?,
        held_until: some_at(row, "held_until")?,
        in_grace: row.try_get::<i64, _>("in_grace")? != 0,
        revision: row.try_get("revision")?,
        status: super::words::read(row.try_get("status")?)?,
        payment: row.try_get("payment")?,
        confirmed_at: some_at(row, "confirmed_at")?,
        ended_at: some_at(row, "ended_at")?,
        change_start: some_at(row, "change_start")?,
        change_staff: row.try_get("change_staff")?,
        change_price: row.try_get("change_price")?,
        change_order: row.try_get("change_order")?,
    })
}

fn booked_time(row: &SqliteRow) -> Result<BookedTimeRow, sqlx::Error> {
    Ok(BookedTimeRow {
        booking: row.try_get("booking")?,
        is_change: row.try_get::<i64, _>("is_change")? != 0,
        service: row.try_get("service")?,
        resource: row.try_get("resource")?,
        starts_at: at(row, "starts_at")?,
        blocked_from: at(row, "blocked_from")?,
        blocked_until: at(row, "blocked_until")?,
        party: small(row, "party")?,
    })
}

fn money(row: &SqliteRow) -> Result<BookingMoneyRow, sqlx::Error> {
    Ok(BookingMoneyRow {
        seq: row.try_get("seq")?,
        payment: row.try_get("payment")?,
        kind: super::words::read(row.try_get("kind")?)?,
        amount: row.try_get("amount")?,
        method: row.try_get("method")?,
        at: at(row, "at")?,
        is_done: row.try_get::<i64, _>("is_done")? != 0,
        expected_by: some_at(row, "expected_by")?,
    })
}

fn text(value: &impl serde::Serialize) -> Result<String, sqlx::Error> {
    serde_json::to_string(value).map_err(|error| sqlx::Error::Encode(error.into()))
}

/// Adds a held booking and gives it with its number, which is the next one.
pub(crate) async fn insert(tx: &mut WriteTx, row: &BookingRow) -> Result<BookingRow, sqlx::Error> {
    sqlx::query(
        "INSERT INTO bookings (id, serial, session, token, locale, service, venue, staff, starts_at, ends_at, party,
             agreed_start, terms, price, due_now, currency, held_at, revision, status)
         VALUES ($1, (SELECT COALESCE(MAX(serial), 1000) + 1 FROM bookings), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
             $12, $13, $14, $15, $16, 1, 'held')",
    )
    .bind(&row.id)
    .bind(&row.session)
    .bind(&row.token)
    .bind(&row.locale)
    .bind(&row.service)
    .bind(&row.venue)
    .bind(&row.staff)
    .bind(row.starts_at.millis())
    .bind(row.ends_at.millis())
    .bind(i64::from(row.party))
    .bind(row.agreed_start.millis())
    .bind(text(&row.terms)?)
    .bind(row.price)
    .bind(row.due_now)
    .bind(&row.currency)
    .bind(row.held_at.millis())
    .execute(&mut **tx)
    .await?;
    find(tx, &row.id).await?.ok_or(sqlx::Error::RowNotFound)
}

/// Writes what changes about a booking, in another status if one is given, and counts its revision up.
///
/// # Errors
/// When the move is none: nothing that has ended stands again.
pub(crate) async fn update(
    tx: &mut WriteTx,
    row: &mut BookingRow,
    to: Option<BookingStatus>,
) -> Result<(), sqlx::Error> {
    if let Some(to) = to {
        if !booking_moves(row.status, to) {
            let reason = format!("a booking does not move from {:?} to {to:?}", row.status);
            return Err(sqlx::Error::Encode(reason.into()));
        }
        row.status = to;
    }
    row.revision += 1;
    let contact = row.contact.as_ref().map(text).transpose()?;
    sqlx::query(
        "UPDATE bookings SET revision = $2, status = $3, staff = $4, starts_at = $5, ends_at = $6, terms = $7,
             price = $8, due_now = $9, name = $10, contact = $11, note = $12, accepted_at = $13, order_id = $14,
             held_until = $15, in_grace = $16, payment = $17, confirmed_at = $18, ended_at = $19, change_start = $20,
             change_staff = $21, change_price = $22, change_order = $23
         WHERE id = $1",
    )
    .bind(&row.id)
    .bind(row.revision)
    .bind(word(&row.status)?)
    .bind(&row.staff)
    .bind(row.starts_at.millis())
    .bind(row.ends_at.millis())
    .bind(text(&row.terms)?)
    .bind(row.price)
    .bind(row.due_now)
    .bind(&row.name)
    .bind(contact)
    .bind(&row.note)
    .bind(row.accepted_at.map(Instant::millis))
    .bind(&row.order)
    .bind(row.held_until.map(Instant::millis))
    .bind(i64::from(row.in_grace))
    .bind(&row.payment)
    .bind(row.confirmed_at.map(Instant::millis))
    .bind(row.ended_at.map(Instant::millis))
    .bind(row.change_start.map(Instant::millis))
    .bind(&row.change_staff)
    .bind(row.change_price)
    .bind(&row.change_order)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The booking of an id.
pub(crate) async fn find(
    connection: &mut SqliteConnection,
    id: &str,
) -> Result<Option<BookingRow>, sqlx::Error> {
    let row = sqlx::query("SELECT * FROM bookings WHERE id = $1").bind(id).fetch_optional(connection).await?;
    row.as_ref().map(booking).transpose()
}

/// The bookings of a service that a session holds, newest first. There may be several after signing in.
pub(crate) async fn held(
    connection: &mut SqliteConnection,
    session: &str,
    service: &str,
) -> Result<Vec<BookingRow>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT * FROM bookings WHERE session = $1 AND status = 'held' AND service = $2 ORDER BY serial DESC",
    )
    .bind(session)
    .bind(service)
    .fetch_all(connection)
    .await?;
    rows.iter().map(booking).collect()
}

/// Whether the session of a booking has gone on to another time of the same service.
pub(crate) async fn has_newer(
    connection: &mut SqliteConnection,
    row: &BookingRow,
) -> Result<bool, sqlx::Error> {
    let newer = sqlx::query(
        "SELECT 1 FROM bookings WHERE session = $1 AND service = $2 AND serial > $3
             AND status IN ('held', 'confirmed', 'fulfilled') LIMIT 1",
    )
    .bind(&row.session)
    .bind(&row.service)
    .bind(row.serial)
    .fetch_optional(connection)
    .await?;
    Ok(newer.is_some())
}

/// The bookings of a session. What was held and never paid is in no list.
pub(crate) async fn of_session(
    connection: &mut SqliteConnection,
    list: MyBookings,
    session: &str,
    now: Instant,
    skip: i64,
    count: i64,
) -> Result<Vec<BookingRow>, sqlx::Error> {
    let is_ahead = "(status IN ('held', 'returning') OR (status = 'confirmed' AND ends_at > $2))";
    let (condition, order) = match list {
        MyBookings::Past => (
            format!("NOT {is_ahead} AND status NOT IN ('hold_expired', 'let_go')"),
            "starts_at DESC, serial DESC",
        ),
        _ => (is_ahead.to_owned(), "starts_at, serial"),
    };
    let sql = format!(
        "SELECT * FROM bookings WHERE session = $1 AND $2 = $2 AND {condition} ORDER BY {order} LIMIT $4 OFFSET $3"
    );
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(session)
        .bind(now.millis())
        .bind(skip)
        .bind(count)
        .fetch_all(connection)
        .await?;
    rows.iter().map(booking).collect()
}

/// Takes somebody's time. Whether it can be had was decided in the same transaction.
pub(crate) async fn take_time(tx: &mut WriteTx, row: &BookedTimeRow) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO booked_times (booking, is_change, service, resource, starts_at, blocked_from, blocked_until, party)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(&row.booking)
    .bind(i64::from(row.is_change))
    .bind(&row.service)
    .bind(&row.resource)
    .bind(row.starts_at.millis())
    .bind(row.blocked_from.millis())
    .bind(row.blocked_until.millis())
    .bind(i64::from(row.party))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Gives the time of a booking back, or the other one that was held for it. Gives what it was.
pub(crate) async fn free_time(
    tx: &mut WriteTx,
    booking: &str,
    is_change: bool,
) -> Result<Option<BookedTimeRow>, sqlx::Error> {
    let row = sqlx::query("DELETE FROM booked_times WHERE booking = $1 AND is_change = $2 RETURNING *")
        .bind(booking)
        .bind(i64::from(is_change))
        .fetch_optional(&mut **tx)
        .await?;
    row.as_ref().map(booked_time).transpose()
}

/// The other time that was held for a booking is its time from here on.
pub(crate) async fn settle_time(tx: &mut WriteTx, booking: &str) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE booked_times SET is_change = 0 WHERE booking = $1 AND is_change = 1")
        .bind(booking)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// What is taken of somebody's time from an instant on.
pub(crate) async fn taken(
    connection: &mut SqliteConnection,
    resource: &str,
    from: Instant,
) -> Result<Vec<BookedTimeRow>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT * FROM booked_times WHERE resource = $1 AND blocked_until > $2 ORDER BY blocked_from",
    )
    .bind(resource)
    .bind(from.millis())
    .fetch_all(connection)
    .await?;
    rows.iter().map(booked_time).collect()
}

/// What is taken of everybody's time from an instant on.
pub(crate) async fn all_taken(
    connection: &mut SqliteConnection,
    from: Instant,
) -> Result<Vec<BookedTimeRow>, sqlx::Error> {
    let rows = sqlx::query("SELECT * FROM booked_times WHERE blocked_until > $1 ORDER BY blocked_from")
        .bind(from.millis())
        .fetch_all(connection)
        .await?;
    rows.iter().map(booked_time).collect()
}

/// What has happened to the money of a booking, oldest first.
pub(crate) async fn money_of(
    connection: &mut SqliteConnection,
    booking: &str,
) -> Result<Vec<BookingMoneyRow>, sqlx::Error> {
    let rows = sqlx::query("SELECT * FROM booking_money WHERE booking = $1 ORDER BY seq")
        .bind(booking)
        .fetch_all(connection)
        .await?;
    rows.iter().map(money).collect()
}

/// Adds what happens to the money of a booking; its number is the next one.
pub(crate) async fn add_money(
    tx: &mut WriteTx,
    booking: &str,
    row: &BookingMoneyRow,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO booking_money (booking, seq, payment, kind, amount, method, at, is_done, expected_by)
         VALUES ($1, (SELECT COALESCE(MAX(seq), 0) + 1 FROM booking_money WHERE booking = $1), $2, $3, $4, $5, $6, $7,
             $8)",
    )
    .bind(booking)
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

/// Notes that the provider has done something to the money of a booking.
pub(crate) async fn money_done(tx: &mut WriteTx, booking: &str, seq: i64) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE booking_money SET is_done = 1 WHERE booking = $1 AND seq = $2")
        .bind(booking)
        .bind(seq)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
