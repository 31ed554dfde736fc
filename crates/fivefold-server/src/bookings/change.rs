//! Moving a booking to another time (O2O-13): the other time is held first, and the first one stays until the move is
//! confirmed. What can be moved, and what cancelling costs, goes by the time that was first agreed.

use super::{
    booking_views, facts, mine, moving,
    taking::{self, Wanted},
    times, views,
};
use crate::{
    arrival::Arrival,
    buying::{Command, in_one_transaction},
    ids::new_id,
    problem::{Answer, Path, Refused},
    state::App,
    store::{
        WriteTx,
        bookings::{self, BookingRow},
        holds::{self, HoldRow, NewHold, SLOT},
        services::{self, ServiceRow},
    },
};
use axum::{extract::State, response::Response};
use fivefold_api::{
    endpoints::{Endpoint, PostChange, PostChangeConfirmation, PostChangeLetGo},
    model::{
        Booking, BookingAction, BookingChange, BookingCharge, BookingProblem, BookingStatus, ChangeBooking,
        ConfirmChange, DifferenceSettles, FieldProblemCode, Problem, ProblemKind, SeenBooking, TotalChange,
    },
    rules::booking_actions,
    vocabulary::{Instant, Money, Version},
};
use jiff::tz::TimeZone;
use sqlx::SqliteConnection;
use std::time::Duration;

/// For what the other time of a booking is held.
pub(super) const SUBJECT: &str = "change";

/// Holds another time for a booking. The first one stays until this one is confirmed; a time that was held before is
/// given up for it.
///
/// Refused with `slot_taken` or `slot_unavailable`, which say what there is instead, or with `not_changeable`.
#[utoipa::path(
    post,
    path = <PostChange as Endpoint>::PATH,
    tag = "bookings",
    request_body = ChangeBooking,
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
        (status = 422, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_change(
    Arrival(arrived): Arrival,
    State(app): State<App>,
    Path(id): Path<String>,
    command: Command,
) -> Answer<Response> {
    let wish: ChangeBooking = command.read()?;
    in_one_transaction(app, command, move |app, command, tx| {
        Box::pin(async move {
            let now = app.clock.now();
            let mut booking = mine::find(tx, &id, &command.session).await?;
            check_changeable(&booking, arrived)?;
            check_version(&booking, &wish.version)?;
            hold(tx, &mut booking, &wish, now).await?;
            booking_views::own(tx, &booking, now).await
        })
    })
    .await
}

/// Moves a booking to the time that is held for it. What the difference comes to is given back or paid at the venue; a
/// difference that is paid now gets an order, and the booking is moved when that is paid.
///
/// Refused with `hold_ended` when the time is held no longer, with `not_changeable` when it is too late to move, and with
/// `price_changed` when the difference is another one than was seen.
#[utoipa::path(
    post,
    path = <PostChangeConfirmation as Endpoint>::PATH,
    tag = "bookings",
    request_body = ConfirmChange,
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
pub(super) async fn post_change_confirmation(
    Arrival(arrived): Arrival,
    State(app): State<App>,
    Path(id): Path<String>,
    command: Command,
) -> Answer<Response> {
    let wish: ConfirmChange = command.read()?;
    in_one_transaction(app, command, move |app, command, tx| {
        Box::pin(async move {
            let now = app.clock.now();
            let mut booking = mine::find(tx, &id, &command.session).await?;
            let price = held_price(tx, &booking, now).await?;
            check_changeable(&booking, arrived)?;
            check_version(&booking, &wish.version)?;
            let difference = difference(&booking, price);
            if wish.expected_difference != difference {
                let mut refused = Refused::new(ProblemKind::PriceChanged);
                refused.problem_mut().totals =
                    Some(TotalChange { was: wish.expected_difference, now: difference });
                return Err(refused);
            }
            match settles(&booking, price) {
                DifferenceSettles::PayNow if booking.change_order.is_some() => {}
                DifferenceSettles::PayNow => moving::ask_for(tx, &mut booking, difference, now).await?,
                _ => moving::move_now(tx, &app.public_url, &mut booking, now).await?,
            }
            booking_views::own(tx, &booking, now).await
        })
    })
    .await
}

/// Gives the other time up. The booking stays as it is.
#[utoipa::path(
    post,
    path = <PostChangeLetGo as Endpoint>::PATH,
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
pub(super) async fn post_change_let_go(
    State(app): State<App>,
    Path(id): Path<String>,
    command: Command,
) -> Answer<Response> {
    let wish: SeenBooking = command.read()?;
    in_one_transaction(app, command, move |app, command, tx| {
        Box::pin(async move {
            let now = app.clock.now();
            let mut booking = mine::find(tx, &id, &command.session).await?;
            held_price(tx, &booking, now).await?;
            check_version(&booking, &wish.version)?;
            moving::drop_other_time(tx, &mut booking, "released").await?;
            bookings::update(tx, &mut booking, None).await?;
            facts::change(tx, &booking, now).await?;
            booking_views::own(tx, &booking, now).await
        })
    })
    .await
}

/// The other time that is held for a booking, as its owner sees it.
pub(super) async fn view(
    connection: &mut SqliteConnection,
    booking: &BookingRow,
    service: &ServiceRow,
    zone: &TimeZone,
    locale: &str,
) -> Answer<Option<BookingChange>> {
    let (Some(start), Some(minor)) = (booking.change_start, booking.change_price) else { return Ok(None) };
    let Some(hold) = held(connection, booking).await? else { return Ok(None) };
    let staff = match &booking.change_staff {
        Some(id) => services::staff(connection, id).await?,
        None => None,
    };
    let price = Money::new(minor, booking.terms.price.currency);
    Ok(Some(BookingChange {
        time: times::slot(zone, start, service.minutes),
        staff: staff.map(|staff| views::staff(&staff, locale)),
        hold: booking_views::seen_hold(&hold)?,
        price,
        difference: difference(booking, price),
        settles: settles(booking, price),
        order: booking.change_order.as_deref().map(Into::into),
    }))
}

/// The claim on the other time of a booking, while it stands. Only the hold says so, never the clock.
pub(super) async fn held(connection: &mut SqliteConnection, booking: &BookingRow) -> Answer<Option<HoldRow>> {
    let holds = holds::of_subject(connection, SUBJECT, &booking.id).await?;
    let is_held = booking.status == BookingStatus::Confirmed && booking.change_start.is_some();
    Ok(holds.into_iter().rfind(|hold| hold.state == "active").filter(|_| is_held))
}

async fn hold(tx: &mut WriteTx, booking: &mut BookingRow, wish: &ChangeBooking, now: Instant) -> Answer<()> {
    let is_theirs = |staff| booking.staff.as_ref() == Some(staff);
    if wish.start == booking.starts_at && wish.staff.as_ref().is_none_or(|staff| is_theirs(&staff.0)) {
        return Err(Refused::field("start", FieldProblemCode::NotAllowed));
    }
    let service = services::find(tx, &booking.service).await?;
    let service = service.ok_or_else(|| Refused::internal("what was booked is gone"))?;
    let staff = wish.staff.as_ref().map(|staff| staff.as_str());
    let wanted = Wanted { start: wish.start, staff, party: booking.party, locale: &booking.locale };
    // A time may overlap with the one that is left for it.
    let found = taking::find(tx, &service, wanted, now, &[&booking.id]).await?;
    if found.price.currency != booking.terms.price.currency {
        return Err(Refused::new(ProblemKind::NotChangeable));
    }

    // Everything is decided; from here on it is written.
    moving::drop_other_time(tx, booking, "released").await?;
    taking::block(tx, &booking.id, true, &service, &found, booking.party).await?;
    let until = now.plus(Duration::from_secs(u64::from(service.policy.hold_seconds)));
    let hold = NewHold {
        id: &new_id("h"),
        subject_kind: SUBJECT,
        subject_id: &booking.id,
        owner: &booking.session,
        resource_kind: SLOT,
        resource_id: found.staff.as_ref().map_or(&service.id, |staff| &staff.id),
        quantity: i64::from(booking.party),
        expires_at: until,
    };
    holds::insert(tx, &hold).await?;
    booking.change_start = Some(found.time.start);
    booking.change_staff = found.staff.map(|staff| staff.id);
    booking.change_price = Some(found.price.minor);
    booking.in_grace = false;
    bookings::update(tx, booking, None).await?;
    facts::change(tx, booking, now).await
}

/// What the service costs at the time that is held. Refused with `hold_ended` when none is, or its hold has run out.
async fn held_price(connection: &mut SqliteConnection, booking: &BookingRow, now: Instant) -> Answer<Money> {
    let is_held = held(connection, booking).await?.is_some_and(|hold| hold.expires_at > now);
    match booking.change_price.filter(|_| is_held) {
        Some(minor) => Ok(Money::new(minor, booking.terms.price.currency)),
        None => {
            let mut refused = Refused::new(ProblemKind::HoldEnded);
            refused.problem_mut().set_booking(&BookingProblem::default());
            Err(refused)
        }
    }
}

fn check_changeable(booking: &BookingRow, now: Instant) -> Answer<()> {
    let actions = booking_actions(booking.status, booking.starts_at, booking.agreed_start, now);
    if actions.contains(&BookingAction::Change) {
        Ok(())
    } else {
        Err(Refused::new(ProblemKind::NotChangeable))
    }
}

fn check_version(booking: &BookingRow, seen: &Version) -> Answer<()> {
    if *seen == booking_views::version(booking) {
        Ok(())
    } else {
        Err(Refused::new(ProblemKind::VersionConflict))
    }
}

/// How much more the other time costs, or less.
fn difference(booking: &BookingRow, price: Money) -> Money {
    // Neither is above the most that anything costs.
    Money::new(price.minor - booking.price, price.currency)
}

/// How a difference is settled. Where only a deposit was paid, the rest is paid at the venue, whatever it is; of a
/// deposit goes back what is above the price.
fn settles(booking: &BookingRow, price: Money) -> DifferenceSettles {
    use DifferenceSettles as D;
    let is_full = booking.terms.charge == BookingCharge::Full;
    match price.minor - booking.price {
        0 => D::Nothing,
        1.. if is_full => D::PayNow,
        _ if is_full || price.minor < booking.due_now => D::Refund,
        _ => D::AtVenue,
    }
}
