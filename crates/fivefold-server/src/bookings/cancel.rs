//! Calling a booking off: what it would mean at this instant, and doing it (O2O-14).

use super::{booking_views, facts, mail, mine, moving, refunds, taking, terms};
use crate::{
    arrival::Arrival,
    buying::{Command, Guest, in_one_transaction, seats::set_status},
    problem::{Answer, Path, Refused},
    state::App,
    store::{
        WriteTx,
        bookings::{self, BookingRow},
        vouchers,
    },
};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use fivefold_api::{
    endpoints::{Endpoint, GetCancellation, PostCancellation},
    model::{
        Booking, BookingAction, BookingStatus, CancelBooking, CancellationQuote, MoneyStepKind, OrderStatus,
        Problem, ProblemKind, TotalChange,
    },
    rules::{booking_actions, cancellation},
    vocabulary::{Instant, Money, PaymentMethodId},
};
use sqlx::SqliteConnection;
use std::collections::BTreeSet;

/// What cancelling would be at this instant: what is kept, what goes back, how and until when.
///
/// Refused with `not_cancellable` when it has begun or has ended already.
#[utoipa::path(
    get,
    path = <GetCancellation as Endpoint>::PATH,
    tag = "bookings",
    params(("id" = String, Path, description = "The booking")),
    responses(
        (status = 200, body = CancellationQuote),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
        (status = 409, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn get_cancellation(
    Arrival(arrived): Arrival,
    State(app): State<App>,
    guest: Guest,
    Path(id): Path<String>,
) -> Answer<impl IntoResponse> {
    let mut reader = app.db.snapshot().await?;
    let booking = mine::find(&mut reader, &id, &guest.session).await?;
    check_cancellable(&booking, arrived)?;
    Ok(([mine::PRIVATE], Json(quote(&mut reader, &booking, arrived).await?)))
}

/// Calls a booking off. What is not kept by the terms goes back over the method it was paid with, and the time is free.
///
/// Less than was seen is refused with `price_changed`, which says how much it is now; more is given.
#[utoipa::path(
    post,
    path = <PostCancellation as Endpoint>::PATH,
    tag = "bookings",
    request_body = CancelBooking,
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
pub(super) async fn post_cancellation(
    Arrival(arrived): Arrival,
    State(app): State<App>,
    Path(id): Path<String>,
    command: Command,
) -> Answer<Response> {
    let wish: CancelBooking = command.read()?;
    in_one_transaction(app, command, move |app, command, tx| {
        Box::pin(async move {
            let mut booking = mine::find(tx, &id, &command.session).await?;
            check_cancellable(&booking, arrived)?;
            if wish.version != booking_views::version(&booking) {
                return Err(Refused::new(ProblemKind::VersionConflict));
            }
            // What came in time costs what it cost then, even if a step has begun before it is read.
            let quote = quote(tx, &booking, arrived).await?;
            let expected = wish.expected_refund;
            if expected.currency != quote.refund.currency || quote.refund.minor < expected.minor {
                let mut refused = Refused::new(ProblemKind::PriceChanged);
                refused.problem_mut().totals = Some(TotalChange { was: expected, now: quote.refund });
                return Err(refused);
            }
            cancel(tx, &app.public_url, app.clock.now(), &mut booking, quote.refund).await?;
            booking_views::own(tx, &booking, app.clock.now()).await
        })
    })
    .await
}

fn check_cancellable(booking: &BookingRow, now: Instant) -> Answer<()> {
    let actions = booking_actions(booking.status, booking.starts_at, booking.agreed_start, now);
    if actions.contains(&BookingAction::Cancel) {
        Ok(())
    } else {
        Err(Refused::new(ProblemKind::NotCancellable))
    }
}

async fn quote(
    connection: &mut SqliteConnection,
    booking: &BookingRow,
    at: Instant,
) -> Answer<CancellationQuote> {
    let paid = Money::new(refunds::left(connection, booking).await?, booking.terms.price.currency);
    let decided = cancellation(&booking.terms.steps, paid, at)
        .ok_or_else(|| Refused::internal("what cancelling costs does not fit"))?;
    let parts = refunds::parts(connection, booking, decided.refund.minor).await?;
    let methods: BTreeSet<&str> = parts.iter().map(|part| part.payment.method.as_str()).collect();
    let only = methods.first().filter(|_| methods.len() == 1);
    Ok(CancellationQuote {
        version: booking_views::version(booking),
        at,
        fee: decided.fee,
        refund: decided.refund,
        until: decided.until,
        method: only.map(|method| PaymentMethodId((*method).to_owned())),
        expected_by: methods.iter().map(|method| terms::back_by(at, method)).max(),
    })
}

async fn cancel(
    tx: &mut WriteTx,
    site: &str,
    now: Instant,
    booking: &mut BookingRow,
    refund: Money,
) -> Answer<()> {
    moving::drop_other_time(tx, booking, "released").await?;
    taking::free(tx, &booking.id, false).await?;
    vouchers::void_of_booking(tx, &booking.id).await?;
    refunds::give_back(tx, now, booking, refund.minor, MoneyStepKind::Refunded).await?;
    booking.ended_at = Some(now);
    bookings::update(tx, booking, Some(BookingStatus::Cancelled)).await?;
    for order in refunds::orders(tx, booking).await? {
        set_status(tx, &order, OrderStatus::Cancelled).await?;
    }
    facts::booking(tx, booking, now).await?;
    mail::send(tx, site, now, mail::Subject::Cancelled, booking).await
}
