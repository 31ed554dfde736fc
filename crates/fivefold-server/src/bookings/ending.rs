//! How the hold on a time ends before it is paid: it runs out, is given up, or its page is left (O2O-06).

use super::{booking_views, facts, mine, taking, terms};
use crate::{
    buying::{Command, Guest, in_one_transaction, settle},
    problem::{Answer, Body, Path, Refused},
    state::App,
    store::{
        WriteTx,
        bookings::{self, BookingRow},
        holds,
        orders::{self, OrderRow},
        payments,
        words::read,
    },
};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use fivefold_api::{
    endpoints::{Endpoint, PostLetGo, PutPresence},
    model::{
        Booking, BookingStatus, OrderStatus, PaymentStatus, Presence, Problem, ProblemKind, SeenBooking,
    },
    rules::is_open,
    vocabulary::Instant,
};

/// Says that the page that holds a time is left, or is there again.
///
/// A time whose page was left is free within a minute, unless it is being paid.
#[utoipa::path(
    put,
    path = <PutPresence as Endpoint>::PATH,
    tag = "bookings",
    request_body = Presence,
    params(("id" = String, Path, description = "The booking")),
    responses(
        (status = 200, body = Booking),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn put_presence(
    State(app): State<App>,
    guest: Guest,
    Path(id): Path<String>,
    Body(presence): Body<Presence>,
) -> Answer<impl IntoResponse> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let mut row = mine::find(&mut tx, &id, &guest.session).await?;
    if presence.is_here {
        is_back(&mut tx, &mut row, now).await?;
    } else {
        is_left(&mut tx, &mut row, now).await?;
    }
    let booking = booking_views::own(&mut tx, &row, now).await?;
    tx.commit().await?;
    Ok(([mine::PRIVATE], Json(booking)))
}

/// Gives a held time up.
///
/// Refused with `hold_ended` when it is held no longer.
#[utoipa::path(
    post,
    path = <PostLetGo as Endpoint>::PATH,
    tag = "bookings",
    request_body = SeenBooking,
    params(
        ("id" = String, Path, description = "The booking"),
        ("Idempotency-Key" = String, Header, description = "The commitment's key"),
    ),
    responses(
        (status = 200, body = Booking),
        (status = 400, content_type = "application/problem+json", body = Problem),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
        (status = 409, content_type = "application/problem+json", body = Problem),
        (status = 412, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_let_go(
    State(app): State<App>,
    Path(id): Path<String>,
    command: Command,
) -> Answer<Response> {
    let seen: SeenBooking = command.read()?;
    in_one_transaction(app, command, move |app, command, tx| {
        Box::pin(async move {
            let now = app.clock.now();
            let mut row = mine::find(tx, &id, &command.session).await?;
            if row.status != BookingStatus::Held {
                return Err(Refused::new(ProblemKind::HoldEnded));
            }
            if seen.version != booking_views::version(&row) {
                return Err(Refused::new(ProblemKind::VersionConflict));
            }
            end(tx, &mut row, BookingStatus::LetGo, now).await?;
            booking_views::own(tx, &row, now).await
        })
    })
    .await
}

/// Ends the hold of a booking that was not paid: the time is free again, and nothing is charged.
pub(super) async fn end(
    tx: &mut WriteTx,
    row: &mut BookingRow,
    to: BookingStatus,
    now: Instant,
) -> Answer<()> {
    let (hold_ends_as, order_ends_as) = match to {
        BookingStatus::HoldExpired => ("expired", OrderStatus::Expired),
        _ => ("released", OrderStatus::Cancelled),
    };
    holds::end(tx, "booking", &row.id, hold_ends_as).await?;
    if let Some(order) = &row.order {
        let order = orders::find(tx, order).await?;
        let order = order.ok_or_else(|| Refused::internal("the order of a booking is gone"))?;
        settle::call_off(tx, &order, order_ends_as).await?;
    }
    taking::free(tx, &row.id, false).await?;
    row.held_until = None;
    row.ended_at = Some(now);
    bookings::update(tx, row, Some(to)).await?;
    facts::booking(tx, row, now).await
}

/// Whether the hold of a booking has run out, whether or not it was ended yet. One that is being paid gets a little more
/// time first.
pub(super) async fn is_over(tx: &mut WriteTx, row: &BookingRow, now: Instant) -> Answer<bool> {
    let is_held = booking_views::held(tx, row).await?.is_some_and(|hold| hold.expires_at > now);
    Ok(!is_held && (row.in_grace || !is_being_paid(tx, row).await?))
}

/// The hold of a booking that has no order has run out.
pub(super) async fn ran_out(tx: &mut WriteTx, id: &str, now: Instant) -> Answer<()> {
    let Some(mut row) = bookings::find(tx, id).await? else { return Ok(()) };
    let is_over = booking_views::held(tx, &row).await?.is_some_and(|hold| hold.expires_at <= now);
    // Its terms may have been accepted, or its page come back, in between.
    if row.order.is_some() || !is_over {
        return Ok(());
    }
    end(tx, &mut row, BookingStatus::HoldExpired, now).await
}

/// The hold of an order has run out. If its payment is being confirmed there is a little more time, once; otherwise
/// the time is free again, and nothing is charged.
pub(crate) async fn hold_due(
    tx: &mut WriteTx,
    now: Instant,
    order: &OrderRow,
    ended_at: Instant,
) -> Answer<()> {
    let mut row = super::money::of_order(tx, order).await?;
    if row.status != BookingStatus::Held || row.order.as_deref() != Some(order.id.as_str()) {
        // Nothing is held by it any more.
        holds::end(tx, "order", &order.id, "expired").await?;
        return Ok(());
    }
    let more = ended_at.plus(terms::HOLD_GRACE);
    if is_being_paid(tx, &row).await? && !row.in_grace && now < more {
        holds::extend(tx, "order", &order.id, more).await?;
        row.in_grace = true;
        bookings::update(tx, &mut row, None).await?;
        return facts::booking(tx, &row, now).await;
    }
    for attempt in payments::of_subject(tx, "order", &order.id).await? {
        settle::expire_payment(tx, attempt).await?;
    }
    end(tx, &mut row, BookingStatus::HoldExpired, now).await
}

/// The page that holds a time is left: it is free within a minute.
async fn is_left(tx: &mut WriteTx, row: &mut BookingRow, now: Instant) -> Answer<()> {
    let Some(hold) = booking_views::held(tx, row).await? else { return Ok(()) };
    let soon = now.plus(terms::LEFT);
    if row.held_until.is_some() || hold.expires_at <= soon || is_being_paid(tx, row).await? {
        return Ok(());
    }
    row.held_until = Some(hold.expires_at);
    hold_until(tx, row, soon, now).await
}

/// The page is there again: the time is held as long as it would have been.
pub(super) async fn is_back(tx: &mut WriteTx, row: &mut BookingRow, now: Instant) -> Answer<()> {
    // A hold that has run out is over, whether or not it was ended yet.
    let is_held = booking_views::held(tx, row).await?.is_some_and(|hold| hold.expires_at > now);
    match row.held_until.take() {
        Some(until) if is_held => hold_until(tx, row, until, now).await,
        _ => Ok(()),
    }
}

async fn hold_until(tx: &mut WriteTx, row: &mut BookingRow, until: Instant, now: Instant) -> Answer<()> {
    let (kind, id) = booking_views::subject(row);
    holds::extend(tx, kind, id, until).await?;
    bookings::update(tx, row, None).await?;
    facts::booking(tx, row, now).await
}

/// Whether an attempt to pay a booking is open.
pub(super) async fn is_being_paid(tx: &mut WriteTx, row: &BookingRow) -> Answer<bool> {
    let Some(order) = &row.order else { return Ok(false) };
    for attempt in payments::of_subject(tx, "order", order).await? {
        if is_open(read::<PaymentStatus>(&attempt.status)?) {
            return Ok(true);
        }
    }
    Ok(false)
}
